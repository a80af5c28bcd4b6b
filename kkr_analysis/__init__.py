"""Compute, explain and publish how a kommunekontaktråd (KKR) is composed."""

from kkr_analysis.allocation import DrawnLot, Tie, highest_averages, largest_remainder
from kkr_analysis.composition import Composition, compose
from kkr_analysis.errors import KkrError
from kkr_analysis.rules import Readings, rule_set

__version__ = "0.1.0"

__all__ = [
    "Composition",
    "DrawnLot",
    "KkrError",
    "Readings",
    "Tie",
    "__version__",
    "compose",
    "highest_averages",
    "largest_remainder",
    "rule_set",
]
