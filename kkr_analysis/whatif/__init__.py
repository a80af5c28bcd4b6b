"""What could have been: scenarios, every set of alliances, uncertain votes. The only room with NumPy."""
