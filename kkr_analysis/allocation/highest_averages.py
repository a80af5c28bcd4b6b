"""
Highest averages: one seat at a time to the largest quotient (kvotient), every step kept.

Votes are whole numbers and two quotients are compared by multiplying across, so nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from kkr_analysis.allocation.lots import DrawnLot, Tie, refuse_stale
from kkr_analysis.allocation.votes import Votes, in_order, whole_number
from kkr_analysis.errors import VotesError


class DivisorMethod(Enum):
    """A series of divisors (divisorer). The value is the name that the enclosure prints."""

    DHONDT = "d'Hondt"
    """1, 2, 3 …: KSL § 24 stk. 3."""
    SAINTE_LAGUE = "Sainte-Laguë"
    """1, 3, 5 …"""
    ADAMS = "Adams"
    """0, 1, 2 …: who has nothing comes first; the divisor of a next seat is the seats already held."""

    def divisor(self, held: int) -> int:
        """Return what the votes are divided by when ``held`` seats are held already."""
        match self:
            case DivisorMethod.DHONDT:
                return held + 1
            case DivisorMethod.SAINTE_LAGUE:
                return 2 * held + 1
            case DivisorMethod.ADAMS:
                return held


class Quotient(NamedTuple):
    """A contender's votes over its divisor: the claim to the next seat. A divisor of 0 beats every other."""

    contender: str
    votes: int
    divisor: int

    @property
    def value(self) -> Fraction | None:
        """The quotient, or None where the divisor is 0 and the claim has no size."""
        return Fraction(self.votes, self.divisor) if self.divisor else None

    def beats(self, other: Quotient) -> bool:
        """Whether this claim is the larger one; between two divisors of 0 the votes decide."""
        if self.divisor == other.divisor:
            return self.votes > other.votes
        return self.votes * other.divisor > other.votes * self.divisor

    def equals(self, other: Quotient) -> bool:
        """Whether neither claim beats the other."""
        return not self.beats(other) and not other.beats(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatStep:
    """
    One seat (mandat) awarded, with the quotients it was chosen from.

    ``tied`` names everybody who had the winner's quotient when that was more than one; ``lot`` is the
    lot that chose between them, None where all of them got a seat anyway.
    """

    seat_number: int
    winner: str
    quotients: tuple[Quotient, ...]
    tied: frozenset[str] = frozenset()
    lot: DrawnLot | None = None

    @property
    def winning(self) -> Quotient:
        """The winner's quotient."""
        return next(quotient for quotient in self.quotients if quotient.contender == self.winner)

    @property
    def runner_up(self) -> Quotient | None:
        """The largest quotient of the others, None where the winner stood alone."""
        others = [quotient for quotient in self.quotients if quotient.contender != self.winner]
        return largest(others)[0] if others else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """
    A finished count: who had what, every step, and the tie that is left, if any.

    ``votes`` and ``held`` (seats from before) are sorted by contender. ``unfilled`` seats remain when
    nobody has votes, or when the ``tie`` waits for a lot.
    """

    method: DivisorMethod
    votes: Votes
    held: Votes
    seats_to_fill: int
    steps: tuple[SeatStep, ...]
    tie: Tie | None

    def seats(self) -> dict[str, int]:
        """Seats of every contender, those held from before included."""
        seats = dict(self.held)
        for step in self.steps:
            seats[step.winner] += 1
        return seats

    @property
    def unfilled(self) -> int:
        """Seats that nobody has got."""
        return self.seats_to_fill - len(self.steps)


def largest(quotients: Sequence[Quotient]) -> list[Quotient]:
    """Return the largest of the quotients, all of them where several are equal."""
    leaders: list[Quotient] = []
    for quotient in quotients:
        if not leaders or quotient.beats(leaders[0]):
            leaders = [quotient]
        elif not leaders[0].beats(quotient):
            leaders.append(quotient)
    return leaders


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
    before = in_order(dict.fromkeys(votes, 0) | dict(held or {}), what="Pladser i forvejen")
    if unknown := sorted(set(dict(before)) - set(votes)):
        raise VotesError(f"{', '.join(unknown)} har pladser i forvejen, men intet stemmetal.")
    wanted = whole_number(seats, what="Antal pladser")

    current = {
        name: Quotient(name, cast, method.divisor(dict(before)[name])) for name, cast in counted if cast
    }
    seats_held = dict(before)
    steps: list[SeatStep] = []
    tie: Tie | None = None
    used: DrawnLot | None = None
    while current and len(steps) < wanted:
        quotients = tuple(current.values())
        winners = [quotient.contender for quotient in largest(quotients)]
        tied = frozenset(winners) if len(winners) > 1 else frozenset()
        places = wanted - len(steps)
        if len(winners) > places:
            tie = Tie(stage=stage, tied=tied, first_seat=len(steps) + 1, places=places)
            used = tie.settling_lot(lots)
            if used is None:
                break
            winners, tie = list(used.winners), None
        for winner in winners:
            steps.append(
                SeatStep(
                    seat_number=len(steps) + 1,
                    winner=winner,
                    quotients=tuple(current.values()),
                    tied=tied,
                    lot=used,
                )
            )
            seats_held[winner] += 1
            current[winner] = Quotient(winner, current[winner].votes, method.divisor(seats_held[winner]))
    refuse_stale(lots, used)
    return Allocation(
        method=method,
        votes=counted,
        held=before,
        seats_to_fill=wanted,
        steps=tuple(steps),
        tie=tie,
    )
