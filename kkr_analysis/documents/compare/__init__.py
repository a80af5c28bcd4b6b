"""Two versions of one KKR's result: what changed between them, and which change moved which seat."""
