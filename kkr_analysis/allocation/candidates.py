"""Contenders with fewer candidates than they win seats: what they cannot fill goes to the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kkr_analysis.allocation.divisors import DivisorMethod
from kkr_analysis.allocation.highest_averages import Allocation, highest_averages
from kkr_analysis.allocation.lots import DrawnLot, Tie
from kkr_analysis.allocation.steps import SeatStep, course_of
from kkr_analysis.allocation.votes import Seats, Votes, in_order, whole_number, whole_numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedAllocation:
    """
    A finished count in which some contender won as many seats as it can fill.

    ``full`` has those contenders with their seats; ``others`` is the count of the remaining seats among
    the rest. ``votes`` has every contender.
    """

    votes: Votes
    full: Seats
    others: Allocation

    def seats(self) -> dict[str, int]:
        """Seats of every contender."""
        won = self.others.seats() | dict(self.full)
        return {name: won[name] for name in self.votes}

    @property
    def tie(self) -> Tie | None:
        """The undecided tie, numbered among all the seats; those of the full contenders come first."""
        tie = self.others.tie
        return tie and replace(tie, first_seat=tie.first_seat + sum(seats for _, seats in self.full))

    @property
    def steps(self) -> tuple[SeatStep, ...]:
        """
        One step per seat awarded; a contender that is full claims no further seat.

        Steps come in the order of their quotients, full contenders and others together.
        """
        room, lot = dict(self.full), self.others.lot
        drawn = lot.winners if lot else ()
        claimants, seats = self.votes.above_zero(), self.seats()
        won = [seats[name] - (name in drawn) for name in claimants]
        everybody = course_of(claimants, [0] * len(won), won, self.others.method, lot)
        return tuple(_without_the_full(step, room) for step in everybody.steps)


def _without_the_full(step: SeatStep, room: Mapping[str, int]) -> SeatStep:
    course = step.course
    won = course.winners[: step.seat_number - 1]
    opening = {
        name: divisor
        for name, divisor in zip(course.claimants, course.opening, strict=True)
        if name not in room or won.count(name) < room[name]
    }
    return step._replace(
        course=course._replace(claimants=course.claimants.only(opening), opening=tuple(opening.values()))
    )


def highest_averages_within(
    votes: Mapping[str, int],
    seats: int,
    capacity: Mapping[str, int],
    *,
    method: DivisorMethod = DivisorMethod.DHONDT,
    stage: str = "",
    lots: Sequence[DrawnLot] = (),
) -> Allocation | BoundedAllocation:
    """
    Award seats by highest averages, to no contender more than its ``capacity``.

    Rule: V8. ``capacity`` are the seats that a contender can fill (its candidates); one that is not named
    can fill any number. A contender that is full drops out and the count goes on among the others.

    Raises VotesError and StaleLotError as ``highest_averages`` does.
    """
    whole_numbers(capacity, what="Antal kandidater")
    wanted, counted = whole_number(seats, what="Antal pladser"), Votes.of(votes)
    full: dict[str, int] = {}
    while True:
        rest, left = counted.without(full), wanted - sum(full.values())
        count = highest_averages(rest, left, method=method, stage=stage)
        found = {
            name: capacity[name] for name in rest if name in capacity and _is_over(count, name, capacity)
        }
        if not found:
            break
        full |= found
    count = highest_averages(rest, left, method=method, stage=stage, lots=lots)
    if not full:
        return count
    return BoundedAllocation(votes=counted, full=in_order(full), others=count)


def _is_over(count: Allocation, name: str, capacity: Mapping[str, int]) -> bool:
    # A contender tied for a seat it cannot fill is over its capacity as well.
    won = count.seats()[name]
    tied = count.tie is not None and name in count.tie.tied
    return won > capacity[name] or (tied and won == capacity[name])
