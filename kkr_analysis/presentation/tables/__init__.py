"""The tables of the enclosure, each made from the trace of one result."""

from kkr_analysis.presentation.tables.composition import composition
from kkr_analysis.presentation.tables.computation import capped, capped_totals, claims, prices
from kkr_analysis.presentation.tables.facts import mayors, sources, votes, without_seats
from kkr_analysis.presentation.tables.last_seat import last_seat
from kkr_analysis.presentation.tables.posts import allied_posts, plain_posts
from kkr_analysis.presentation.tables.shares import shares

__all__ = [
    "allied_posts",
    "capped",
    "capped_totals",
    "claims",
    "composition",
    "last_seat",
    "mayors",
    "plain_posts",
    "prices",
    "shares",
    "sources",
    "votes",
    "without_seats",
]
