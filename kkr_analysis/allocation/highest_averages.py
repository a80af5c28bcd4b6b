"""
Highest averages: one seat at a time to the largest quotient (kvotient).

``highest_averages`` keeps every step: it puts the winning quotients in order, straight away where no two are
equal, and otherwise once the final seats are found. ``seat_totals`` finds the final seats alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from kkr_analysis.allocation.divisors import DivisorMethod
from kkr_analysis.allocation.jump_and_step import jump_and_step
from kkr_analysis.allocation.lots import DrawnLot, Tie, refuse_stale
from kkr_analysis.allocation.steps import Course, SeatStep, course_of, course_without_equals
from kkr_analysis.allocation.votes import Votes, refuse_others, whole_number
from kkr_analysis.errors import LotNeededError, VotesError


class Allocation(NamedTuple):
    """
    A finished count: the votes, its course seat by seat, and the undecided tie, if any.

    ``held`` are the seats held before the count, in the order of the votes. Seats stay unfilled when nobody
    has votes, or the ``tie`` is undecided.
    """

    method: DivisorMethod
    votes: Votes
    held: tuple[int, ...]
    seats_to_fill: int
    course: Course
    tie: Tie | None

    @property
    def steps(self) -> tuple[SeatStep, ...]:
        """One step per seat awarded, in the order in which the quotients win; equal ones by name."""
        return self.course.steps

    def seats(self) -> dict[str, int]:
        """Seats of every contender, including those held before the count."""
        totals = dict(zip(self.votes, self.held, strict=True))
        for winner in self.course.winners:
            totals[winner] += 1
        return totals

    @property
    def lot(self) -> DrawnLot | None:
        """The lot that settled a tie for the last seats."""
        return self.course.lot


def highest_averages(
    votes: Mapping[str, int],
    seats: int,
    *,
    method: DivisorMethod = DivisorMethod.DHONDT,
    held: Mapping[str, int] | None = None,
    stage: str = "",
    lots: Sequence[DrawnLot] = (),
) -> Allocation:
    """
    Award ``seats`` one by one to the largest quotient of votes over divisor.

    Rule: V1, V7, K6, K8. ``votes`` are whole numbers per contender; without votes there are no seats.
    ``held`` are seats from before the count: they move the divisors and are not counted in ``seats``.
    ``lots`` were drawn for ties at this ``stage``.

    Several equal quotients that all get a seat need no lot; their steps stand in the order of their
    names. Where they are more than the seats left, the count stops at a Tie unless a lot settles it.

    Raises VotesError for votes or seats that are not whole numbers of zero or more, and StaleLotError
    for a lot that settles no tie in this count.

    >>> count = highest_averages({"A": 100, "B": 60, "C": 25}, 4)
    >>> count.seats()
    {'A': 3, 'B': 1, 'C': 0}
    >>> [step.winner for step in count.steps], count.tie
    (['A', 'B', 'A', 'A'], None)
    """
    if type(method) is not DivisorMethod:
        raise VotesError(f"method: fandt {method!r}, ventede en metode som DivisorMethod.DHONDT.")
    counted = Votes.of(votes)
    wanted = whole_number(seats, what="Antal pladser")
    cast = list(counted.values())
    before = _seats_before(counted, held) if held else (0,) * len(cast)
    claimants, had = counted, before
    if 0 in cast:
        claimants, had = counted.above_zero(), tuple(compress(before, cast))
        cast = list(claimants.values())
    if not cast or not wanted:
        refuse_stale(lots, None)
        return Allocation(method, counted, before, wanted, Course(claimants, (), method.step), None)
    if course := course_without_equals(claimants, cast, had, wanted, method):
        if lots:
            refuse_stale(lots, None)
        return Allocation(method, counted, before, wanted, course, None)
    totals, tied = jump_and_step(cast, had, wanted, method.first, method.step)
    tie = lot = None
    if tied:
        places, names = wanted + sum(had) - sum(totals), list(claimants)
        tie = Tie(
            stage=stage,
            tied=frozenset(names[position] for position in tied),
            first_seat=wanted - places + 1,
            places=places,
        )
        lot = tie.settling_lot(lots)
    if lots:
        refuse_stale(lots, lot)
    course = course_of(claimants, had, totals, method, lot)
    return Allocation(method, counted, before, wanted, course, None if lot else tie)


def seat_totals(
    votes: Mapping[str, int],
    seats: int,
    *,
    method: DivisorMethod = DivisorMethod.DHONDT,
    held: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """
    Return the seats that ``highest_averages`` ends with, without a trace: for thousands of counts.

    Rule: V1, V7, K6, K8. The contenders keep the order of ``votes``. Seats stay unfilled when nobody has
    votes.

    Raises VotesError as ``highest_averages`` does, and LotNeededError where a tie decides the last seats.
    """
    refuse_others(votes, what="Stemmetal")
    wanted = whole_number(seats, what="Antal pladser")
    cast = list(votes.values())
    before = _seats_before(votes, held) if held else (0,) * len(cast)
    if not wanted or not any(cast):
        return dict(zip(votes, before, strict=True))
    if 0 in cast:
        had = dict(zip(votes, before, strict=True))
        claimants = {name: number for name, number in votes.items() if number}
        return had | seat_totals(
            claimants, wanted, method=method, held={name: had[name] for name in claimants}
        )
    totals, tied = jump_and_step(cast, before, wanted, method.first, method.step)
    if tied:
        names = list(votes)
        *others, last = sorted(names[position] for position in tied)
        raise LotNeededError(
            f"{', '.join(others)} og {last} står lige om de sidste pladser. Træk lod, og notér loddet."
        )
    return dict(zip(votes, totals, strict=True))


def _seats_before(votes: Mapping[str, int], held: Mapping[str, int]) -> tuple[int, ...]:
    refuse_others(held, what="Pladser i forvejen")
    if unknown := sorted(held.keys() - votes.keys()):
        raise VotesError(f"{', '.join(unknown)} har pladser i forvejen, men intet stemmetal.")
    return tuple([held.get(name, 0) for name in votes])
