"""
Compute, explain and publish how a kommunekontaktråd (KKR) is composed.

The ten names of the engine in reading order, each with an example, are in docs/api.md. Importing
this package loads neither pandas nor matplotlib; ``data.load`` starts from the figures of an election.
"""

from kkr_analysis.allocation import (
    Alliance,
    DivisorMethod,
    DrawnLot,
    Tie,
    allocate_in_alliances,
    appoint,
    elect_in_order,
    highest_averages,
    largest_remainder,
    seat_margins,
)
from kkr_analysis.composition.comparison import variants
from kkr_analysis.composition.seats import Composition, compose
from kkr_analysis.errors import KkrError
from kkr_analysis.rules import Readings, rule_set

__version__ = "0.1.0"

ENGINE = (
    "highest_averages",
    "largest_remainder",
    "DrawnLot",
    "Alliance",
    "allocate_in_alliances",
    "elect_in_order",
    "appoint",
    "compose",
    "seat_margins",
    "variants",
)
"""The names of docs/api.md, in reading order."""

__all__ = [
    "ENGINE",
    "Alliance",
    "Composition",
    "DivisorMethod",
    "DrawnLot",
    "KkrError",
    "Readings",
    "Tie",
    "__version__",
    "allocate_in_alliances",
    "appoint",
    "compose",
    "elect_in_order",
    "highest_averages",
    "largest_remainder",
    "rule_set",
    "seat_margins",
    "variants",
]
