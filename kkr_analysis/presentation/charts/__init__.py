"""
Pictures of a KKR: each function takes values and returns an SVG with its Danish alt text.

Nothing is imported here, so that ``charts.values`` costs no fonts.
"""
