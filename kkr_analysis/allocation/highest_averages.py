"""
Highest averages: one seat at a time to the largest quotient (kvotient).

``highest_averages`` counts seat by seat and keeps every step. ``seat_totals`` goes straight to the end of
the same count and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from kkr_analysis.allocation.divisors import DivisorMethod
from kkr_analysis.allocation.lots import DrawnLot, Tie, refuse_stale
from kkr_analysis.allocation.settling import settle
from kkr_analysis.allocation.steps import SeatStep, count_by_seat, steps_by_lot
from kkr_analysis.allocation.votes import Votes, in_order, refuse_others, whole_number
from kkr_analysis.errors import LotNeededError, VotesError


class Allocation(NamedTuple):
    """
    A finished count: who had what, one step per seat awarded, and the tie that is left, if any.

    ``votes`` and ``held`` (seats from before the count) are sorted by contender. The ``steps`` stand in the
    order in which the quotients win, equal ones by name. ``unfilled`` seats remain when nobody has votes, or
    when the ``tie`` waits for a lot.
    """

    method: DivisorMethod
    votes: Votes
    held: tuple[int, ...]
    seats_to_fill: int
    steps: tuple[SeatStep, ...]
    tie: Tie | None

    def seats(self) -> dict[str, int]:
        """Seats of every contender, those held from before included."""
        totals = {name: own for (name, _), own in zip(self.votes, self.held, strict=True)}
        for step in self.steps:
            totals[step.winner] += 1
        return totals

    @property
    def won(self) -> tuple[int, ...]:
        """Seats won in the count, in the order of the votes."""
        return tuple(own - before for own, before in zip(self.seats().values(), self.held, strict=True))

    @property
    def lot(self) -> DrawnLot | None:
        """The lot that settled a tie for the last seats."""
        return self.steps[-1].lot if self.steps else None

    @property
    def unfilled(self) -> int:
        """Seats that nobody has got."""
        return self.seats_to_fill - len(self.steps)


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
    counted = in_order(votes)
    wanted = whole_number(seats, what="Antal pladser")
    before = seats_before(counted, held)
    standing, had = with_votes(counted, before)
    if not standing or not wanted:
        refuse_stale(lots, None)
        return Allocation(method, counted, before, wanted, (), None)
    steps, tied = count_by_seat(standing, had, wanted, method)
    tie = lot = None
    if tied:
        names = frozenset(standing[position][0] for position in tied)
        tie = Tie(stage=stage, tied=names, first_seat=len(steps) + 1, places=wanted - len(steps))
        lot = tie.settling_lot(lots)
    if lot is not None:
        tie = None
        steps += steps_by_lot(standing, had, steps, method, lot)
    if lots:
        refuse_stale(lots, lot)
    return Allocation(method, counted, before, wanted, tuple(steps), tie)


def seat_totals(
    votes: Mapping[str, int],
    seats: int,
    *,
    method: DivisorMethod = DivisorMethod.DHONDT,
    held: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """
    Return what ``highest_averages`` ends at, and nothing of how: for counts made by the thousand.

    Rule: V1, V7, K6, K8. The same votes and seats are refused. Seats stay unfilled when nobody has votes.

    Raises VotesError as ``highest_averages`` does, and LotNeededError where a tie decides the last seats.
    """
    counted = in_order(votes)
    wanted = whole_number(seats, what="Antal pladser")
    before = seats_before(counted, held)
    standing, had = with_votes(counted, before)
    if not standing or not wanted:
        return {name: own for (name, _), own in zip(counted, before, strict=True)}
    cast = [own for _, own in standing]
    totals, tied = settle(cast, had, wanted, method.first, method.step)
    if tied:
        *others, last = [standing[position][0] for position in tied]
        raise LotNeededError(
            f"{', '.join(others)} og {last} står lige om de sidste pladser. Træk lod, og notér loddet."
        )
    ends = {name: own for (name, _), own in zip(standing, totals, strict=True)}
    if len(standing) == len(counted):
        return ends
    return {name: ends.get(name, own) for (name, _), own in zip(counted, before, strict=True)}


def with_votes(counted: Votes, before: tuple[int, ...]) -> tuple[Votes, tuple[int, ...]]:
    """Leave out the contenders without votes, who cannot win a seat."""
    cast = [own for _, own in counted]
    if 0 not in cast:
        return counted, before
    return tuple(compress(counted, cast)), tuple(compress(before, cast))


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
