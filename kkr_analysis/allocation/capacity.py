"""Contenders that cannot take every seat they win: what they cannot fill goes to the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation.divisors import DivisorMethod
from kkr_analysis.allocation.highest_averages import Allocation, SeatStep, highest_averages
from kkr_analysis.allocation.lots import DrawnLot, Tie
from kkr_analysis.allocation.votes import in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedAllocation:
    """
    A finished count in which somebody ran full.

    ``full`` has the contenders that won as many seats as they can fill, with that number; ``others`` is
    the count of the remaining seats among the rest; ``everybody`` the two together.
    """

    full: tuple[tuple[str, int], ...]
    others: Allocation
    everybody: Allocation

    def seats(self) -> dict[str, int]:
        """Seats of every contender."""
        return self.everybody.seats()

    @property
    def tie(self) -> Tie | None:
        """The tie that waits for a lot."""
        return self.others.tie

    @property
    def unfilled(self) -> int:
        """Seats that nobody has got."""
        return self.everybody.unfilled

    @property
    def steps(self) -> tuple[SeatStep, ...]:
        """One step per seat awarded; who is full claims no further seat."""
        return tuple(self._without_the_full())

    def _without_the_full(self) -> Iterator[SeatStep]:
        room = dict(self.full)
        for step in self.everybody.steps:
            claims = [
                (claimant, divisor)
                for claimant, divisor in zip(step.claimants, step.divisors, strict=True)
                if room.get(claimant[0], 1) > 0
            ]
            yield step._replace(
                claimants=tuple(claimant for claimant, _ in claims),
                divisors=tuple(divisor for _, divisor in claims),
            )
            if step.winner in room:
                room[step.winner] -= 1


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
    full: dict[str, int] = {}
    while True:
        rest = {name: cast for name, cast in votes.items() if name not in full}
        count = highest_averages(rest, max(0, seats - sum(full.values())), method=method, stage=stage)
        found = {name: capacity[name] for name in rest if name in capacity and is_over(count, name, capacity)}
        if not found:
            break
        full |= found
    count = highest_averages(rest, max(0, seats - sum(full.values())), method=method, stage=stage, lots=lots)
    if not full:
        return count
    won = count.seats() | full
    counted = in_order(votes)
    everybody = Allocation(
        method,
        counted,
        (0,) * len(counted),
        seats,
        tuple(won[name] for name, _ in counted),
        count.tie,
        count.lot,
    )
    return BoundedAllocation(full=in_order(full), others=count, everybody=everybody)


def is_over(count: Allocation, name: str, capacity: Mapping[str, int]) -> bool:
    """Whether a contender has won, or is tied for, a seat that it cannot fill."""
    won = count.seats()[name]
    tied = count.tie is not None and name in count.tie.tied
    return won > capacity[name] or (tied and won == capacity[name])
