"""The steps of a count by highest averages: who won each seat, on which quotients (kvotienter)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby, repeat
from typing import NamedTuple, TypeAlias

from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.lots import DrawnLot
from kkr_analysis.allocation.settling import key_shift
from kkr_analysis.allocation.votes import Votes

Ties: TypeAlias = tuple[tuple[int, frozenset[str]], ...]
"""Seat number, and everybody who had the quotient that won the seat."""
NOBODY: frozenset[str] = frozenset()
NO_TIES: Ties = ()


class Course(NamedTuple):
    """
    The course of a count: who claimed (contender and votes), and who won one seat after the other.

    ``opening`` are the claimants' divisors before the first seat, and ``step`` what a seat adds to one.
    ``ties`` has everybody who had the winner's quotient where that was more than one;
    ``lot`` is the one that gave the last seats, as many as it has winners.
    """

    claimants: Votes
    opening: tuple[int, ...]
    step: int
    winners: tuple[str, ...]
    ties: Ties
    lot: DrawnLot | None

    @property
    def steps(self) -> tuple[SeatStep, ...]:
        """One step per seat."""
        numbers = range(1, len(self.winners) + 1)
        # Past SeatStep's own constructor, which would unpack its arguments in Python for every seat.
        return tuple(map(tuple.__new__, repeat(SeatStep), zip(numbers, repeat(self), strict=False)))

    def divisors_before(self, seat_number: int) -> list[int]:
        """Return every claimant's divisor before that seat."""
        won = self.winners[: seat_number - 1]
        return [
            divisor + self.step * won.count(name)
            for (name, _), divisor in zip(self.claimants, self.opening, strict=True)
        ]


class SeatStep(NamedTuple):
    """One seat (mandat) awarded in the course of a count, with the quotients it was chosen from."""

    seat_number: int
    course: Course

    @property
    def winner(self) -> str:
        """Who got the seat."""
        return self.course.winners[self.seat_number - 1]

    @property
    def tied(self) -> frozenset[str]:
        """Everybody who had the winner's quotient when that was more than one; nobody otherwise."""
        return next((tied for number, tied in self.course.ties if number == self.seat_number), NOBODY)

    @property
    def lot(self) -> DrawnLot | None:
        """The lot that chose between the tied, None where all of them got a seat anyway."""
        lot = self.course.lot
        by_votes = len(self.course.winners) - (len(lot.winners) if lot else 0)
        return lot if self.seat_number > by_votes else None

    @property
    def quotients(self) -> tuple[Quotient, ...]:
        """Everybody's claim to the seat, sorted by contender."""
        return tuple(
            Quotient(name, cast, divisor)
            for (name, cast), divisor in zip(
                self.course.claimants, self.course.divisors_before(self.seat_number), strict=True
            )
        )

    @property
    def winning(self) -> Quotient:
        """The winner's quotient."""
        return next(quotient for quotient in self.quotients if quotient.contender == self.winner)

    @property
    def runner_up(self) -> Quotient | None:
        """The largest quotient of the others, the first by name of equals; None without others."""
        best: Quotient | None = None
        for quotient in self.quotients:
            if quotient.contender != self.winner and (best is None or quotient.beats(best)):
                best = quotient
        return best

    @property
    def margin(self) -> Fraction | None:
        """How much larger the winner's quotient was than the runner-up's; None where one has no size."""
        runner_up, own = self.runner_up, self.winning.value
        if runner_up is None or runner_up.value is None or own is None:
            return None
        return own - runner_up.value


def course_of(
    claimants: Votes, held: Sequence[int], seats: Sequence[int], method: DivisorMethod, lot: DrawnLot | None
) -> Course:
    """
    Return the course in which the claimants come from the seats ``held`` to these, the lot's seats last.

    Rule: K8, V7. The largest quotient is first; equal ones stand in the order of the claimants.

    Quotients are put in order by their keys (see ``settling``).
    """
    first, step = method.first, method.step
    opening = [first + step * had for had in held]
    closing = [first + step * own for own in seats]
    owners = {} if 0 in opening else by_key(claimants, opening, closing, step)
    if len(owners) == sum(seats) - sum(held):
        winners, ties = tuple(map(owners.__getitem__, sorted(owners, reverse=True))), NO_TIES
    else:
        winners, ties = with_equals(claimants, opening, closing, step)
    drawn = lot.winners if lot else ()
    if lot:
        ties += tuple((len(winners) + place, lot.tied) for place, _ in enumerate(drawn, start=1))
    return Course(claimants, tuple(opening), step, (*winners, *drawn), ties, lot)


def by_key(claimants: Votes, opening: Sequence[int], closing: Sequence[int], step: int) -> dict[int, str]:
    """Return who has the quotient with each key; equal quotients have one key, and the last one has it."""
    shift = key_shift(max(closing))
    return {
        numerator // divisor: name
        for (name, cast), start, stop in zip(claimants, opening, closing, strict=True)
        for numerator in (cast << shift,)
        for divisor in range(start, stop, step)
    }


def with_equals(
    claimants: Votes, opening: Sequence[int], closing: Sequence[int], step: int
) -> tuple[tuple[str, ...], Ties]:
    """Put quotients in order some of which are equal, or have a divisor of 0; return winners and ties."""
    quotients = [
        Quotient(name, cast, divisor)
        for (name, cast), start, stop in zip(claimants, opening, closing, strict=True)
        for divisor in range(start, stop, step)
    ]
    quotients.sort(key=by_size)
    ties: list[tuple[int, frozenset[str]]] = []
    number = 0
    for _, equals in groupby(quotients, key=by_size):
        names = frozenset(quotient.contender for quotient in equals)
        numbers = range(number + 1, number + len(names) + 1)
        if len(names) > 1:
            ties += [(own, names) for own in numbers]
        number += len(names)
    return tuple(quotient.contender for quotient in quotients), tuple(ties)


def by_size(quotient: Quotient) -> tuple[bool, Fraction]:
    """Key that sorts quotients, the largest first; those with a divisor of 0 before all others."""
    return quotient.divisor > 0, -Fraction(quotient.votes, quotient.divisor or 1)
