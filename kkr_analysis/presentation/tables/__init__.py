"""The tables of the enclosure, each made from the trace of one result."""

from kkr_analysis.presentation.tables.composition import composition
from kkr_analysis.presentation.tables.computation import claims, prices
from kkr_analysis.presentation.tables.facts import mayors, sources, without_seats
from kkr_analysis.presentation.tables.posts import allied_posts, plain_posts
from kkr_analysis.presentation.tables.quotients import capped, last_seat
from kkr_analysis.presentation.tables.votes import votes

__all__ = [
    "allied_posts",
    "capped",
    "claims",
    "composition",
    "last_seat",
    "mayors",
    "plain_posts",
    "prices",
    "sources",
    "votes",
    "without_seats",
]
