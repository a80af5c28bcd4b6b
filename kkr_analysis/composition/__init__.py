"""A KKR composed from the facts of an election: no files, no NumPy, nothing that an analyst types."""
