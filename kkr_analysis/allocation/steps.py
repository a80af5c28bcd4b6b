"""A count by highest averages seat by seat: who won each seat, on which quotients (kvotienter)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from heapq import heapify, heapreplace
from itertools import count, repeat
from typing import NamedTuple

from kkr_analysis.allocation.divisors import DivisorMethod, Quotient
from kkr_analysis.allocation.lots import DrawnLot
from kkr_analysis.allocation.settling import key_shift, keys
from kkr_analysis.allocation.votes import Votes

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
        runner_up, own = self.runner_up, self.winning.value
        if runner_up is None or runner_up.value is None or own is None:
            return None
        return own - runner_up.value


def count_by_seat(
    claimants: Votes, held: Sequence[int], wanted: int, method: DivisorMethod
) -> tuple[list[SeatStep], list[int]]:
    """
    Award ``wanted`` seats beyond those ``held``, each to the largest quotient; return the steps.

    Rule: K8, V7. Equal quotients win in the order of the claimants while there are seats for all of them.
    Where there are not, the steps stop before them, and their positions are returned too.

    A claim is one whole number, the smallest first: how far the quotient's key is below the largest, and
    the position in the lowest bits.
    """
    first, step = method.first, method.step
    bits = len(claimants).bit_length()
    mask = (1 << bits) - 1
    shift = key_shift(first + step * (sum(held) + wanted))
    names, votes = zip(*claimants, strict=True)
    opening = keys(votes, held, first, step, shift)
    top = max(opening)
    claims = [top - own << bits | position for position, own in enumerate(opening)]
    heapify(claims)
    owed = [cast << shift for cast in votes]
    divisors = [first + step * own for own in held]
    won, before = walk(claims, owed, divisors, wanted, step, top, bits)
    last = won[-1] >> bits
    tied: list[int] = []
    if claims[0] >> bits == last:
        tied = sorted(claim & mask for claim in won + claims if claim >> bits == last)
        won = [claim for claim in won if claim >> bits != last]
    winners = [names[claim & mask] for claim in won]
    ties: Iterable[frozenset[str]] = repeat(NOBODY)
    if len({claim >> bits for claim in won}) < len(won):
        ties = shared(winners, [claim >> bits for claim in won])
    fields = zip(count(1), winners, before, repeat(claimants), ties, repeat(None), strict=False)
    # Past SeatStep's own constructor, which would unpack its arguments in Python for every seat.
    return list(map(tuple.__new__, repeat(SeatStep), fields)), tied


def walk(
    claims: list[int], owed: Sequence[int], divisors: list[int], wanted: int, step: int, top: int, bits: int
) -> tuple[list[int], list[tuple[int, ...]]]:
    """
    Return the claims that win ``wanted`` seats, one by one, and everybody's divisors before each.

    ``claims`` and ``divisors`` end as those of the seat after the last. ``owed`` are the votes shifted as
    keys are, and ``top`` is the largest key.
    """
    won: list[int] = []
    before: list[tuple[int, ...]] = []
    mask = (1 << bits) - 1
    for _ in range(wanted):
        claim = claims[0]
        won.append(claim)
        before.append(tuple(divisors))
        position = claim & mask
        divisors[position] = divisor = divisors[position] + step
        heapreplace(claims, top - owed[position] // divisor << bits | position)
    return won, before


def steps_by_lot(
    claimants: Votes, held: Sequence[int], steps: Sequence[SeatStep], method: DivisorMethod, lot: DrawnLot
) -> list[SeatStep]:
    """
    Return the steps that follow the others when the lot gives the last seats, in the order drawn.

    Rule: K8, V7.
    """
    seats = {name: own for (name, _), own in zip(claimants, held, strict=True)}
    for step in steps:
        seats[step.winner] += 1
    drawn = []
    for number, winner in enumerate(lot.winners, start=len(steps) + 1):
        divisors = tuple(method.divisor(own) for own in seats.values())
        drawn.append(SeatStep(number, winner, divisors, claimants, lot.tied, lot))
        seats[winner] += 1
    return drawn


def shared(winners: Sequence[str], quotients: Sequence[int]) -> list[frozenset[str]]:
    """Return, for every seat, all who won one on its quotient; nobody where that is only the winner."""
    sharing: dict[int, set[str]] = {}
    for winner, quotient in zip(winners, quotients, strict=True):
        sharing.setdefault(quotient, set()).add(winner)
    together = {quotient: frozenset(names) for quotient, names in sharing.items() if len(names) > 1}
    return [together.get(quotient, NOBODY) for quotient in quotients]
