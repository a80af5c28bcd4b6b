"""Contenders that cannot take every seat they win: what they cannot fill goes to the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kkr_analysis.allocation.divisors import DivisorMethod
from kkr_analysis.allocation.highest_averages import Allocation, highest_averages
from kkr_analysis.allocation.lots import DrawnLot, Tie
from kkr_analysis.allocation.steps import SeatStep, course_of
from kkr_analysis.allocation.votes import Votes, in_order, whole_number


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedAllocation:
    """
    A finished count in which somebody ran full.

    ``full`` has the contenders that won as many seats as they can fill, with that number; ``others`` is
    the count of the remaining seats among the rest. ``votes`` are everybody's.
    """

    votes: Votes
    seats_to_fill: int
    full: Votes
    others: Allocation

    def seats(self) -> dict[str, int]:
        """Seats of every contender."""
        won = self.others.seats() | dict(self.full)
        return {name: won[name] for name, _ in self.votes}

    @property
    def tie(self) -> Tie | None:
        """The tie that waits for a lot, its seats numbered among all; the seats of who is full come first."""
        tie = self.others.tie
        return tie and replace(tie, first_seat=tie.first_seat + sum(seats for _, seats in self.full))

    @property
    def unfilled(self) -> int:
        """Seats that nobody has got."""
        return self.seats_to_fill - sum(self.seats().values())

    @property
    def steps(self) -> tuple[SeatStep, ...]:
        """
        One step per seat awarded; who is full claims no further seat.

        The seats of the full and those of the others stand together in the order of their quotients.
        """
        room, lot = dict(self.full), self.others.lot
        drawn = lot.winners if lot else ()
        standing = tuple(entry for entry in self.votes if entry[1])
        won = [self.seats()[name] - (name in drawn) for name, _ in standing]
        everybody = course_of(standing, [0] * len(standing), won, self.others.method, lot)
        return tuple(without_the_full(step, room) for step in everybody.steps)


def without_the_full(step: SeatStep, room: Mapping[str, int]) -> SeatStep:
    """Return the step without the claims of those who are full; ``room`` is what they can fill."""
    course = step.course
    won = course.winners[: step.seat_number - 1]
    claims = [
        (claimant, divisor)
        for claimant, divisor in zip(course.claimants, course.opening, strict=True)
        if claimant[0] not in room or won.count(claimant[0]) < room[claimant[0]]
    ]
    return step._replace(
        course=course._replace(
            claimants=tuple(claimant for claimant, _ in claims),
            opening=tuple(divisor for _, divisor in claims),
        )
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
    Award seats by highest averages, to nobody more than ``capacity``.

    Rule: V8. ``capacity`` are the seats that a contender can fill (its candidates); who is not named can
    fill any number. A contender that is full drops out and the count goes on among the others.

    Raises VotesError and StaleLotError as ``highest_averages`` does.
    """
    in_order(capacity, what="Antal kandidater")
    wanted = whole_number(seats, what="Antal pladser")
    full: dict[str, int] = {}
    while True:
        rest = {name: cast for name, cast in votes.items() if name not in full}
        left = wanted - sum(full.values())
        count = highest_averages(rest, left, method=method, stage=stage)
        found = {name: capacity[name] for name in rest if name in capacity and is_over(count, name, capacity)}
        if not found:
            break
        full |= found
    count = highest_averages(rest, left, method=method, stage=stage, lots=lots)
    if not full:
        return count
    return BoundedAllocation(votes=in_order(votes), seats_to_fill=wanted, full=in_order(full), others=count)


def is_over(count: Allocation, name: str, capacity: Mapping[str, int]) -> bool:
    """Whether a contender has won, or is tied for, a seat that it cannot fill."""
    won = count.seats()[name]
    tied = count.tie is not None and name in count.tie.tied
    return won > capacity[name] or (tied and won == capacity[name])
