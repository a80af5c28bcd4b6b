"""Proof: every file of an enclosure names what it was made from, and can be held against it again."""
