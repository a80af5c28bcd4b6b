"""Compute, explain and publish how a kommunekontaktråd (KKR) is composed."""
