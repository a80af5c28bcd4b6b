"""Build the enclosure: run the notebook, turn it into HTML and PDF, and move it all in place at once."""

from kkr_analysis.build.enclosure import FORMATS, Order, build_enclosures

__all__ = ["FORMATS", "Order", "build_enclosures"]
