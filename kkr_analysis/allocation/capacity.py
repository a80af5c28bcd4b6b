"""Contenders that cannot take every seat they win: what they cannot fill goes to the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.highest_averages import Allocation, highest_averages
from kkr_analysis.allocation.lots import DrawnLot, Tie
from kkr_analysis.allocation.steps import NOBODY, SeatStep
from kkr_analysis.allocation.votes import Votes, in_order


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
        """The tie that waits for a lot."""
        return self.others.tie

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
        method, lots = self.others.method, {step.winner: step.lot for step in self.others.steps if step.lot}
        wins = [
            (Quotient(name, cast, method.divisor(own)), lots.get(name) if own == won - 1 else None)
            for (name, cast), won in zip(self.votes, self.seats().values(), strict=True)
            for own in range(won)
        ]
        wins.sort(key=lambda win: (win[1] is not None, *in_order_of_size(win[0])))
        return tuple(self._steps_of(wins))

    def _steps_of(self, wins: Sequence[tuple[Quotient, DrawnLot | None]]) -> Iterator[SeatStep]:
        room, won = dict(self.full), dict.fromkeys((name for name, _ in self.votes), 0)
        sizes = [in_order_of_size(quotient)[:2] for quotient, _ in wins]
        for number, ((winning, lot), size) in enumerate(zip(wins, sizes, strict=True), start=1):
            claimants = tuple(
                (name, cast)
                for name, cast in self.votes
                if cast and won[name] < room.get(name, won[name] + 1)
            )
            equal = {other.contender for (other, _), own in zip(wins, sizes, strict=True) if own == size}
            yield SeatStep(
                number,
                winning.contender,
                tuple(self.others.method.divisor(won[name]) for name, _ in claimants),
                claimants,
                lot.tied if lot else frozenset(equal) if len(equal) > 1 else NOBODY,
                lot,
            )
            won[winning.contender] += 1


def in_order_of_size(quotient: Quotient) -> tuple[bool, Fraction, str]:
    """Key that sorts quotients, the largest first and equal ones by name; a divisor of 0 comes first."""
    size = Fraction(quotient.votes, quotient.divisor or 1)
    return quotient.divisor > 0, -size, quotient.contender


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
    return BoundedAllocation(votes=in_order(votes), seats_to_fill=seats, full=in_order(full), others=count)


def is_over(count: Allocation, name: str, capacity: Mapping[str, int]) -> bool:
    """Whether a contender has won, or is tied for, a seat that it cannot fill."""
    won = count.seats()[name]
    tied = count.tie is not None and name in count.tie.tied
    return won > capacity[name] or (tied and won == capacity[name])
