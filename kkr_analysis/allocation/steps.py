"""The steps of a count by highest averages: who won each seat, on which quotients (kvotienter)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby, repeat
from typing import NamedTuple, TypeAlias

from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.jump_and_step import bought, key_shift
from kkr_analysis.allocation.lots import DrawnLot
from kkr_analysis.allocation.votes import Votes

EqualSeats: TypeAlias = tuple[tuple[int, frozenset[str]], ...]
"""Seat number, and everybody with the quotient that won the seat."""


class Course(NamedTuple):
    """
    The course of a count: the votes of the claimants, and who won one seat after the other.

    ``opening`` are the claimants' divisors before the first seat, and ``step`` what a seat adds to one.
    ``equal`` names all who share the winner's quotient, where there are several;
    ``lot`` is the one that gave the last seats, one to each of its winners.
    """

    claimants: Votes
    opening: tuple[int, ...]
    step: int
    winners: tuple[str, ...] = ()
    equal: EqualSeats = ()
    lot: DrawnLot | None = None

    @property
    def steps(self) -> tuple[SeatStep, ...]:
        """One step per seat."""
        numbers = range(1, len(self.winners) + 1)
        # SeatStep(number, self) would run a Python constructor for every seat; tuple.__new__ is in C.
        return tuple(map(tuple.__new__, repeat(SeatStep), zip(numbers, repeat(self), strict=False)))

    def divisors_before(self, seat_number: int) -> list[int]:
        """Return every claimant's divisor before that seat."""
        won = self.winners[: seat_number - 1]
        return [
            divisor + self.step * won.count(name)
            for name, divisor in zip(self.claimants, self.opening, strict=True)
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
        """All who share the winner's quotient where there are several; otherwise empty."""
        return next((tied for number, tied in self.course.equal if number == self.seat_number), frozenset())

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
                self.course.claimants.items(), self.course.divisors_before(self.seat_number), strict=True
            )
        )

    @property
    def winning(self) -> Quotient:
        """The winner's quotient."""
        return next(quotient for quotient in self.quotients if quotient.contender == self.winner)

    @property
    def runner_up(self) -> Quotient | None:
        """The largest quotient of the others, the first by name of equals; None without others."""
        others = [quotient for quotient in self.quotients if quotient.contender != self.winner]
        return min(others, key=_by_size, default=None)

    @property
    def margin(self) -> Fraction | None:
        """How much larger the winner's quotient was than the runner-up's; None where either has no size."""
        runner_up, winning = self.runner_up, self.winning.value
        if runner_up is None or runner_up.value is None or winning is None:
            return None
        return winning - runner_up.value


def course_without_equals(
    claimants: Votes, votes: Sequence[int], held: Sequence[int], wanted: int, method: DivisorMethod
) -> Course | None:
    """
    Return the course of a count read off one price; None where two quotients are equal, or it is far off.

    At a price per seat slightly too low everybody together buys a few seats too many. Every quotient that has
    bought one is at least the price and every other one is below it, so the largest ``wanted`` win the seats.
    ``votes`` and ``held`` are the claimants' votes and seats, in their order.

    Rule: K8. All votes are above zero, ``wanted`` too, and there is at least one claimant.
    """
    first, step, before = method.first, method.step, sum(held)
    opening = tuple([first + step * own for own in held]) if before else (first,) * len(votes)
    seats = bought(votes, held, wanted + before + 2 + len(votes) // 10, first, step)
    number = sum(seats) - before
    if 0 in opening or not wanted <= number < 2 * (wanted + len(votes)):
        return None
    winner_of = _winners_by_key(claimants, votes, opening, [first + step * own for own in seats], step)
    if len(winner_of) < number:
        return None
    winners = map(winner_of.__getitem__, sorted(winner_of, reverse=True)[:wanted])
    return Course(claimants, opening, step, tuple(winners))


def course_of(
    claimants: Votes, held: Sequence[int], seats: Sequence[int], method: DivisorMethod, lot: DrawnLot | None
) -> Course:
    """
    Return the course that takes the claimants from the seats ``held`` to these, the lot's seats last.

    Rule: K8, V7. The largest quotient is first; equal ones stand in the order of the claimants.
    """
    first, step = method.first, method.step
    opening = [first + step * number for number in held]
    closing = [first + step * number for number in seats]
    winner_of = {} if 0 in opening else _winners_by_key(claimants, claimants.values(), opening, closing, step)
    equal: EqualSeats = ()
    if len(winner_of) == sum(seats) - sum(held):
        winners = tuple(map(winner_of.__getitem__, sorted(winner_of, reverse=True)))
    else:
        winners, equal = _with_equals(claimants, opening, closing, step)
    drawn = lot.winners if lot else ()
    if lot:
        equal += tuple((len(winners) + place, lot.tied) for place, _ in enumerate(drawn, start=1))
    return Course(claimants, tuple(opening), step, (*winners, *drawn), equal, lot)


def _winners_by_key(
    names: Iterable[str], votes: Iterable[int], opening: Sequence[int], closing: Sequence[int], step: int
) -> dict[int, str]:
    # Keys as in ``jump_and_step``; equal quotients have one key, so fewer keys than seats means equal ones.
    shift = key_shift(max(closing))
    winner_of = {}
    for name, cast, start, stop in zip(names, votes, opening, closing, strict=True):
        dividend, divisor = cast << shift, start
        while divisor < stop:  # for the one or two seats that most have, a range would take longer
            winner_of[dividend // divisor] = name
            divisor += step
    return winner_of


def _with_equals(
    claimants: Votes, opening: Sequence[int], closing: Sequence[int], step: int
) -> tuple[tuple[str, ...], EqualSeats]:
    # Some quotients are equal, or have a divisor of 0.
    quotients = [
        Quotient(name, cast, divisor)
        for name, cast, start, stop in zip(claimants, claimants.values(), opening, closing, strict=True)
        for divisor in range(start, stop, step)
    ]
    quotients.sort(key=_by_size)
    equal: list[tuple[int, frozenset[str]]] = []
    number = 0
    for _, equals in groupby(quotients, key=_by_size):
        names = frozenset(quotient.contender for quotient in equals)
        if len(names) > 1:
            equal += [(seat, names) for seat in range(number + 1, number + len(names) + 1)]
        number += len(names)
    return tuple(quotient.contender for quotient in quotients), tuple(equal)


def _by_size(quotient: Quotient) -> tuple[bool, Fraction]:
    # The largest first; those with a divisor of 0 before all others.
    return quotient.divisor > 0, -Fraction(quotient.votes, quotient.divisor or 1)
