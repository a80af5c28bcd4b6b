"""
Where a count by highest averages ends, found without walking there seat by seat.

At a price per seat, a little too dear, everybody buys nearly all their seats at once. The few that are left
are awarded one by one. Every quotient that has bought a seat is at least the price and every other one is
below it, so the end is that of a count seat by seat from the beginning.

Quotients are compared as whole numbers, their keys. Two different fractions with divisors of at most D
lie at least 1 / D² apart. Multiplied by a power of two of at least D² and rounded down they keep their
order, and only equal ones become equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import gt


def settle(
    votes: Sequence[int], held: Sequence[int], wanted: int, first: int, step: int
) -> tuple[list[int], list[int]]:
    """
    Share out ``wanted`` seats beyond those ``held``; divisors are first, first + step, first + 2 step.

    Returns the seats of every contender, and the positions of those tied for the last ones: all who have
    the quotient when they are more than the seats left, and whose seats are then without these.

    All ``votes`` are whole numbers above zero, ``wanted`` too, and there is at least one contender.
    """
    target = wanted + sum(held)
    seats = bought(votes, held, target, target - 3, first, step)
    shift = key_shift(first + step * target)
    nexts = keys(votes, seats, first, step, shift)
    quotient = 0
    for _ in range(target - sum(seats)):
        quotient = max(nexts)
        winner = nexts.index(quotient)
        seats[winner] += 1
        nexts[winner] = (votes[winner] << shift) // (first + step * seats[winner])
    if quotient > max(nexts):
        return seats, []
    lasts = keys(votes, [max(own - 1, 0) for own in seats], first, step, shift)
    return untied(seats, held, lasts, nexts, quotient)


def bought(
    votes: Sequence[int], held: Sequence[int], target: int, aim: int, first: int, step: int
) -> list[int]:
    """
    Return everybody's seats at a price at which they are nearly, but not quite, ``target`` together.

    At the price p a contender has a seat for every quotient of at least p, which are
    ``(votes / p + step - first) / step`` rounded down, and never fewer than it holds. Rounding down takes
    half a seat on average: 1 / p is set so that the sum comes near ``aim`` but for that, and set again,
    for fewer seats, where it comes to the target or above it.
    """
    per_vote = 2 * step * aim + len(votes) * (2 * first - step)
    if per_vote <= 0:
        return list(held)
    total = sum(votes)
    unit, offset = 2 * step * total, 2 * (step - first) * total
    seats = [(cast * per_vote + offset) // unit for cast in votes]
    if any(held):
        seats = list(map(max, seats, held))
    excess = sum(seats) - target
    if excess < 0:
        return seats
    buyers = sum(compress(votes, map(gt, seats, held)))
    return bought(votes, held, target, aim - (excess + 1) * total // buyers - 1, first, step)


def key_shift(largest_divisor: int) -> int:
    """Return the power of two that makes keys of quotients with divisors up to ``largest_divisor``."""
    return 2 * largest_divisor.bit_length()


def keys(votes: Sequence[int], seats: Sequence[int], first: int, step: int, shift: int) -> list[int]:
    """
    Return the key of everybody's quotient for the seat after these.

    A divisor of 0 beats all others; between two of them the votes decide.
    """
    if not first and 0 in seats:
        most = max(votes)
        return [
            (cast << shift) // (step * own) if own else most + cast << shift
            for cast, own in zip(votes, seats, strict=True)
        ]
    return [(cast << shift) // (first + step * own) for cast, own in zip(votes, seats, strict=True)]


def untied(
    seats: list[int], held: Sequence[int], lasts: Sequence[int], nexts: Sequence[int], quotient: int
) -> tuple[list[int], list[int]]:
    """Take back the last seats where somebody who did not get one has the same quotient. Rule: K8, V7."""
    tied = [position for position, own in enumerate(nexts) if own == quotient]
    for position, own in enumerate(lasts):
        if own == quotient and seats[position] > held[position]:
            seats[position] -= 1
            tied.append(position)
    return seats, sorted(tied)
