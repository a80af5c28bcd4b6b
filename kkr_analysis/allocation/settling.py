"""
Where a count by highest averages ends, found without walking there seat by seat.

A price per seat that is roughly right gives every contender nearly its seats at once; the few seats too
many or too few are then taken from the smallest quotient, or given to the largest. The end is that of a
count seat by seat, because no losing quotient is larger than a winning one.

Quotients are compared as whole numbers, their keys. Two different fractions with divisors of at most D
lie at least 1 / D² apart. Multiplied by a power of two of at least D² and rounded down they keep their
order, and only equal ones become equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Scale(NamedTuple):
    """What makes keys comparable: how far votes are shifted, and the largest number of votes."""

    shift: int
    most: int


class Settlement(NamedTuple):
    """
    Seats of every contender at the end of a count, and who is tied for the last ones.

    ``seats`` are without the seats tied for; ``tied`` are positions in the list of contenders and
    ``places`` the number of them that get one seat more. Both are empty where all of them do.
    """

    seats: list[int]
    tied: list[int]
    places: int


def settle(votes: Sequence[int], held: Sequence[int], wanted: int, first: int, step: int) -> Settlement:
    """
    Share out ``wanted`` seats beyond those ``held``; divisors are first, first + step, first + 2 step.

    All ``votes`` are whole numbers above zero, and there is at least one contender.
    """
    target = wanted + sum(held)
    seats = at_a_price(votes, held, target, first, step)
    missing = target - sum(seats)
    scale = Scale(key_shift(first + step * (max(seats) + max(missing, 0))), max(votes))
    nexts = keys(votes, [first + step * own for own in seats], scale)
    while missing > 0:
        winner = nexts.index(max(nexts))
        seats[winner] += 1
        nexts[winner] = key(votes[winner], first + step * seats[winner], scale)
        missing -= 1
    lasts = last_keys(votes, held, seats, first, step, scale)
    while missing < 0:
        loser = lasts.index(min(lasts))
        nexts[loser] = lasts[loser]
        seats[loser] -= 1
        [lasts[loser]] = last_keys(
            votes[loser : loser + 1], held[loser : loser + 1], seats[loser : loser + 1], first, step, scale
        )
        missing += 1
    quotient = max(nexts)
    return Settlement(seats, [], 0) if min(lasts) > quotient else untied(seats, lasts, nexts, quotient)


def at_a_price(votes: Sequence[int], held: Sequence[int], target: int, first: int, step: int) -> list[int]:
    """
    Return everybody's seats at a price near the one at which they are ``target`` together.

    At the price p a contender has a seat for every quotient of at least p, which are
    ``(votes / p + step - first) / step`` rounded down, and never fewer than it holds. Rounding down takes
    half a seat on average, and 1 / p is set so that the sum comes out right but for that.
    """
    per_vote = 2 * step * target + len(votes) * (2 * first - step)
    if per_vote <= 0:
        return list(held)
    doubled = 2 * sum(votes)
    offset, unit = (step - first) * doubled, step * doubled
    bought = [(cast * per_vote + offset) // unit for cast in votes]
    return list(map(max, bought, held)) if any(held) else bought


def key_shift(largest_divisor: int) -> int:
    """Return the power of two that makes keys of quotients with divisors up to ``largest_divisor``."""
    return 2 * largest_divisor.bit_length()


def key(votes: int, divisor: int, scale: Scale) -> int:
    """Return the key of votes / divisor. A divisor of 0 beats all others; between two the votes decide."""
    shift, most = scale
    return (votes << shift) // divisor if divisor else most + votes << shift


def keys(votes: Sequence[int], divisors: Sequence[int], scale: Scale) -> list[int]:
    """Return the key of every votes / divisor."""
    shift, _ = scale
    if 0 in divisors:
        return [key(cast, divisor, scale) for cast, divisor in zip(votes, divisors, strict=True)]
    return [(cast << shift) // divisor for cast, divisor in zip(votes, divisors, strict=True)]


def last_keys(
    votes: Sequence[int], held: Sequence[int], seats: Sequence[int], first: int, step: int, scale: Scale
) -> list[int]:
    """Return the key of everybody's last seat; beyond all others where it was held before the count."""
    lasts = keys(votes, [first + step * (own - 1 if own else 0) for own in seats], scale)
    shift, most = scale
    for position, least in enumerate(held):
        if seats[position] == least:
            lasts[position] = 2 * most + 1 << shift
    return lasts


def untied(seats: list[int], lasts: Sequence[int], nexts: Sequence[int], quotient: int) -> Settlement:
    """Take back the last seats where somebody who did not get one has the same quotient. Rule: K8, V7."""
    last = [position for position, own in enumerate(lasts) if own == quotient]
    for position in last:
        seats[position] -= 1
    waiting = [position for position, own in enumerate(nexts) if own == quotient]
    return Settlement(seats, sorted({*last, *waiting}), len(last))
