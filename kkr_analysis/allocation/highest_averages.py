"""
Highest averages: one seat at a time to the largest quotient (kvotient), every step kept.

Where the count ends is settled first, and quickly; the steps there are made when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import count, repeat
from typing import NamedTuple

from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.lots import DrawnLot, Tie, refuse_stale
from kkr_analysis.allocation.settling import Scale, key_shift, keys, settle
from kkr_analysis.allocation.votes import Votes, in_order, whole_number
from kkr_analysis.errors import VotesError

NOBODY: frozenset[str] = frozenset()


class SeatStep(NamedTuple):
    """
    One seat (mandat) awarded, with the quotients it was chosen from.

    ``divisors`` are those of the ``claimants`` (contender and votes) before the seat. ``tied`` names
    everybody who had the winner's quotient when that was more than one; ``lot`` is the lot that chose
    between them, None where all of them got a seat anyway.
    """

    seat_number: int
    winner: str
    divisors: tuple[int, ...]
    claimants: Votes
    tied: frozenset[str] = NOBODY
    lot: DrawnLot | None = None

    @property
    def quotients(self) -> tuple[Quotient, ...]:
        """Everybody's claim to the seat, sorted by contender."""
        return tuple(
            Quotient(name, cast, divisor)
            for (name, cast), divisor in zip(self.claimants, self.divisors, strict=True)
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
        if self.runner_up is None or self.winning.value is None or self.runner_up.value is None:
            return None
        return self.winning.value - self.runner_up.value


@dataclass(frozen=True)
class Allocation:
    """
    A finished count: who had what, who won what, and the tie that is left, if any.

    ``votes`` and ``held`` (seats from before the count) are sorted by contender, and ``won`` are the seats
    won in it, in that order. ``unfilled`` seats remain when nobody has votes, or when the ``tie`` waits for
    a lot; ``lot`` is the one that settled a tie.
    """

    method: DivisorMethod
    votes: Votes
    held: tuple[int, ...]
    seats_to_fill: int
    won: tuple[int, ...]
    tie: Tie | None
    lot: DrawnLot | None

    def seats(self) -> dict[str, int]:
        """Seats of every contender, those held from before included."""
        return {
            name: before + won for (name, _), before, won in zip(self.votes, self.held, self.won, strict=True)
        }

    @property
    def unfilled(self) -> int:
        """Seats that nobody has got."""
        return self.seats_to_fill - sum(self.won)

    @cached_property
    def steps(self) -> tuple[SeatStep, ...]:
        """One step per seat awarded, in the order in which the quotients win; equal ones by name."""
        _, widen = self.method.series
        standing = [position for position, (_, cast) in enumerate(self.votes) if cast]
        claimants = tuple(self.votes[position] for position in standing)
        divisors = [self.method.divisor(self.held[position]) for position in standing]
        order, ties, lots = self._order(claimants, standing)
        before: list[tuple[int, ...]] = []
        for position in order:
            before.append(tuple(divisors))
            divisors[position] += widen
        names = [claimants[position][0] for position in order]
        fields = zip(count(1), names, before, repeat(claimants), ties, lots, strict=False)
        return tuple(map(SeatStep._make, fields))

    def _order(
        self, claimants: Votes, standing: Sequence[int]
    ) -> tuple[list[int], list[frozenset[str]], list[DrawnLot | None]]:
        """Return who wins each seat, by position among the claimants, who is tied with it, and the lots."""
        drawn = self.lot.winners if self.lot else ()
        first, step = self.method.series
        most = max((self.held[position] + self.won[position] for position in standing), default=0)
        scale = Scale(key_shift(first + step * most), max((cast for _, cast in claimants), default=0))
        claims: list[tuple[int, int]] = []
        for position, (name, cast) in enumerate(claimants):
            had, won = self.held[standing[position]], self.won[standing[position]] - (name in drawn)
            divisors = range(first + step * had, first + step * (had + won), step)
            claims += [(own, -position) for own in keys([cast] * won, divisors, scale)]
        claims.sort(reverse=True)
        order = [-position for _, position in claims]
        ties = [NOBODY] * len(claims)
        if len({own for own, _ in claims}) < len(claims):
            ties = [
                frozenset(claimants[-position][0] for other, position in claims if other == own)
                for own, _ in claims
            ]
            ties = [tied if len(tied) > 1 else NOBODY for tied in ties]
        if self.lot is None:
            return order, ties, [None] * len(order)
        places = {name: position for position, (name, _) in enumerate(claimants)}
        return (
            order + [places[name] for name in drawn],
            ties + [self.lot.tied] * len(drawn),
            [None] * len(claims) + [self.lot] * len(drawn),
        )


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
    won, tie = won_by_votes(counted, before, wanted, method, stage)
    lot = tie.settling_lot(lots) if tie else None
    if lot is not None:
        tie = None
        won = [own + (name in lot.winners) for (name, _), own in zip(counted, won, strict=True)]
    if lots:
        refuse_stale(lots, lot)
    return Allocation(method, counted, before, wanted, tuple(won), tie, lot)


def won_by_votes(
    counted: Votes, before: tuple[int, ...], wanted: int, method: DivisorMethod, stage: str
) -> tuple[list[int], Tie | None]:
    """Return the seats that everybody wins, and the tie for the last ones."""
    standing = [position for position, (_, cast) in enumerate(counted) if cast]
    won = [0] * len(counted)
    if not standing or not wanted:
        return won, None
    had = [before[position] for position in standing]
    end = settle([counted[position][1] for position in standing], had, wanted, *method.series)
    for position, own, least in zip(standing, end.seats, had, strict=True):
        won[position] = own - least
    if not end.places:
        return won, None
    return won, Tie(
        stage=stage,
        tied=frozenset(counted[standing[position]][0] for position in end.tied),
        first_seat=wanted - end.places + 1,
        places=end.places,
    )


def seats_before(votes: Votes, held: Mapping[str, int] | None) -> tuple[int, ...]:
    """
    Return the seats that every contender held before the count, in the order of the votes.

    Raises VotesError for seats of somebody without a vote total.
    """
    if not held:
        return (0,) * len(votes)
    counted = dict(in_order(held, what="Pladser i forvejen"))
    if unknown := sorted(counted.keys() - dict(votes).keys()):
        raise VotesError(f"{', '.join(unknown)} har pladser i forvejen, men intet stemmetal.")
    return tuple(counted.get(name, 0) for name, _ in votes)
