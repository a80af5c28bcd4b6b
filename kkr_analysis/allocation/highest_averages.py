"""
Highest averages: one seat at a time to the largest quotient (kvotient).

Where the count ends is settled first. ``highest_averages`` then puts the winning quotients in order and keeps
every step; ``seat_totals`` keeps nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from kkr_analysis.allocation.divisors import DivisorMethod
from kkr_analysis.allocation.lots import DrawnLot, Tie, refuse_stale
from kkr_analysis.allocation.settling import settle
from kkr_analysis.allocation.steps import Course, SeatStep, course_of
from kkr_analysis.allocation.votes import Votes, in_order, refuse_others, whole_number
from kkr_analysis.errors import LotNeededError, VotesError


class Allocation(NamedTuple):
    """
    A finished count: who had what, the course of it seat by seat, and the tie that is left, if any.

    ``votes`` and ``held`` (seats from before the count) are sorted by contender. ``course`` is None where
    nobody could win a seat. ``unfilled`` seats remain when nobody has votes, or when the ``tie`` waits for
    a lot.
    """

    method: DivisorMethod
    votes: Votes
    held: tuple[int, ...]
    seats_to_fill: int
    course: Course | None
    tie: Tie | None

    @property
    def steps(self) -> tuple[SeatStep, ...]:
        """One step per seat awarded, in the order in which the quotients win; equal ones by name."""
        return self.course.steps if self.course else ()

    def seats(self) -> dict[str, int]:
        """Seats of every contender, those held from before included."""
        totals = {name: own for (name, _), own in zip(self.votes, self.held, strict=True)}
        for winner in self.course.winners if self.course else ():
            totals[winner] += 1
        return totals

    @property
    def won(self) -> tuple[int, ...]:
        """Seats won in the count, in the order of the votes."""
        return tuple(own - before for own, before in zip(self.seats().values(), self.held, strict=True))

    @property
    def lot(self) -> DrawnLot | None:
        """The lot that settled a tie for the last seats."""
        return self.course.lot if self.course else None

    @property
    def unfilled(self) -> int:
        """Seats that nobody has got."""
        return self.seats_to_fill - (len(self.course.winners) if self.course else 0)


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

    Rule: V1, V7, K6, K8. ``votes`` are whole numbers per contender; who has none gets nothing.
    ``held`` are seats from before the count: they move the divisors and are not counted in ``seats``.
    ``lots`` were drawn for ties at this ``stage``.

    Several equal quotients that all get a seat need no lot; their steps stand in the order of their
    names. Where they are more than the seats left, the count stops at a Tie unless a lot settles it.

    Raises VotesError for votes or seats that are not whole numbers of zero or more, and StaleLotError
    for a lot that settles no tie in this count.
    """
    if type(method) is not DivisorMethod:
        raise VotesError(f"method: fandt {method!r}, ventede en metode som DivisorMethod.DHONDT.")
    counted = in_order(votes)
    wanted = whole_number(seats, what="Antal pladser")
    before = seats_before(counted, held)
    standing, cast, had = with_votes(counted, before)
    if not standing or not wanted:
        refuse_stale(lots, None)
        return Allocation(method, counted, before, wanted, None, None)
    totals, waiting = settle(cast, had, wanted, method.first, method.step)
    tie = lot = None
    if waiting:
        places = wanted + sum(had) - sum(totals)
        tie = Tie(
            stage=stage,
            tied=frozenset(standing[position][0] for position in waiting),
            first_seat=wanted - places + 1,
            places=places,
        )
        lot = tie.settling_lot(lots)
    if lots:
        refuse_stale(lots, lot)
    course = course_of(standing, had, totals, method, lot)
    return Allocation(method, counted, before, wanted, course, None if lot else tie)


def seat_totals(
    votes: Mapping[str, int],
    seats: int,
    *,
    method: DivisorMethod = DivisorMethod.DHONDT,
    held: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """
    Return what ``highest_averages`` ends at, and nothing of how: for counts made by the thousand.

    The contenders stand as in ``votes``.

    Rule: V1, V7, K6, K8. The same votes and seats are refused. Seats stay unfilled when nobody has votes.

    Raises VotesError as ``highest_averages`` does, and LotNeededError where a tie decides the last seats.
    """
    refuse_others(votes, what="Stemmetal")
    wanted = whole_number(seats, what="Antal pladser")
    before = seats_before(tuple(votes.items()), held)
    cast = list(votes.values())
    if not wanted or not any(cast):
        return dict(zip(votes, before, strict=True))
    if 0 in cast:
        standing = {name: own for name, own in votes.items() if own}
        had = {name: own for name, own in zip(votes, before, strict=True) if name in standing}
        ends = seat_totals(standing, wanted, method=method, held=had)
        return {name: ends.get(name, own) for name, own in zip(votes, before, strict=True)}
    totals, tied = settle(cast, before, wanted, method.first, method.step)
    if tied:
        names = list(votes)
        *others, last = sorted(names[position] for position in tied)
        raise LotNeededError(
            f"{', '.join(others)} og {last} står lige om de sidste pladser. Træk lod, og notér loddet."
        )
    return dict(zip(votes, totals, strict=True))


def with_votes(counted: Votes, before: tuple[int, ...]) -> tuple[Votes, list[int], tuple[int, ...]]:
    """Return the contenders with votes, their votes and seats from before; nobody else can win a seat."""
    cast = [own for _, own in counted]
    if 0 not in cast:
        return counted, cast, before
    return tuple(compress(counted, cast)), list(filter(None, cast)), tuple(compress(before, cast))


def seats_before(votes: Votes, held: Mapping[str, int] | None) -> tuple[int, ...]:
    """
    Return the seats that every contender held before the count, in the order of the votes.

    Raises VotesError for seats of somebody without a vote total.
    """
    if not held:
        return (0,) * len(votes)
    refuse_others(held, what="Pladser i forvejen")
    if unknown := sorted(held.keys() - dict(votes).keys()):
        raise VotesError(f"{', '.join(unknown)} har pladser i forvejen, men intet stemmetal.")
    return tuple([held.get(name, 0) for name, _ in votes])
