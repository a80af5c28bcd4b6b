"""The allocation engine: exact, traced, standard library only."""

from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.highest_averages import Allocation, highest_averages, seat_totals
from kkr_analysis.allocation.largest_remainder import RemainderAllocation, Share, largest_remainder
from kkr_analysis.allocation.lots import DrawnLot, Tie
from kkr_analysis.allocation.steps import SeatStep

__all__ = [
    "Allocation",
    "DivisorMethod",
    "DrawnLot",
    "Quotient",
    "RemainderAllocation",
    "SeatStep",
    "Share",
    "Tie",
    "highest_averages",
    "largest_remainder",
    "seat_totals",
]
