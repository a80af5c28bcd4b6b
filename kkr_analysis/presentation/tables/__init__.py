"""The tables of the enclosure, each made from the trace of one result."""

from kkr_analysis.presentation.tables.composition import composition
from kkr_analysis.presentation.tables.computation import capped, claims, prices
from kkr_analysis.presentation.tables.facts import mayors, sources, votes, without_seats

__all__ = [
    "capped",
    "claims",
    "composition",
    "mayors",
    "prices",
    "sources",
    "votes",
    "without_seats",
]
