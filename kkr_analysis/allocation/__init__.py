"""The allocation engine: exact, traced, standard library only."""

from kkr_analysis.allocation.alliances import Alliance, AllianceAllocation, allocate_in_alliances
from kkr_analysis.allocation.appointments import MajorityVote, appoint, by_majority
from kkr_analysis.allocation.candidates import BoundedAllocation, highest_averages_within
from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.highest_averages import Allocation, highest_averages, seat_totals
from kkr_analysis.allocation.largest_remainder import RemainderAllocation, Share, largest_remainder
from kkr_analysis.allocation.lots import DrawnLot, Tie
from kkr_analysis.allocation.margins import Margin, ThresholdMargin, seat_margins, threshold_margin
from kkr_analysis.allocation.posts import Post, PostElection, elect_in_order
from kkr_analysis.allocation.steps import SeatStep

__all__ = [
    "Alliance",
    "AllianceAllocation",
    "Allocation",
    "BoundedAllocation",
    "DivisorMethod",
    "DrawnLot",
    "MajorityVote",
    "Margin",
    "Post",
    "PostElection",
    "Quotient",
    "RemainderAllocation",
    "SeatStep",
    "Share",
    "ThresholdMargin",
    "Tie",
    "allocate_in_alliances",
    "appoint",
    "by_majority",
    "elect_in_order",
    "highest_averages",
    "highest_averages_within",
    "largest_remainder",
    "seat_margins",
    "seat_totals",
    "threshold_margin",
]
