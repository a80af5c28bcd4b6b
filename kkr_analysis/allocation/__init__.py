"""The allocation engine: exact, traced, standard library only."""
