"""Verifying a published file: is it byte for byte the one that was built, and which of its figures differ."""
