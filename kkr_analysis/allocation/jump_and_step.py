"""
Where a count by highest averages ends: a jump to nearly all the seats, then the last ones step by step.

At a price per seat slightly too high, everybody buys nearly all their seats at once. The few that are left
are awarded one by one. Every quotient that has bought a seat is at least the price and every other one is
below it, so the result is that of a count seat by seat from the start.

Quotients are compared as whole numbers, their keys. Two different fractions with divisors of at most D
lie at least 1 / D² apart. Multiplied by a power of two of at least D² and rounded down they keep their
order, and only equal ones become equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import gt


def jump_and_step(
    votes: Sequence[int], held: Sequence[int], wanted: int, first: int, step: int
) -> tuple[list[int], list[int]]:
    """
    Share out ``wanted`` seats beyond those ``held``; divisors are first, first + step, first + 2 step.

    Returns the seats of every contender, and the positions of those tied for the last ones: all who share
    the quotient when they outnumber the seats left. Their seats do not include those tied for.

    Rule: K8, V7. All ``votes`` are above zero, ``wanted`` too, and there is at least one contender.
    """
    target = wanted + sum(held)
    seats = _jump(votes, held, target, target - 3, first, step)
    shift = key_shift(first + step * target)
    nexts = _keys(votes, [first + step * number for number in seats], shift)
    quotient = 0
    for _ in range(target - sum(seats)):
        quotient = max(nexts)
        winner = nexts.index(quotient)
        seats[winner] += 1
        nexts[winner] = (votes[winner] << shift) // (first + step * seats[winner])
    if quotient > max(nexts):
        return seats, []
    # Somebody without a seat has the last winner's quotient, so everybody with that quotient is tied.
    lasts = _keys(votes, [first + step * max(number - 1, 0) for number in seats], shift)
    tied = [position for position, key in enumerate(nexts) if key == quotient]
    for position, key in enumerate(lasts):
        if key == quotient and seats[position] > held[position]:
            seats[position] -= 1
            tied.append(position)
    return seats, sorted(tied)


def key_shift(largest_divisor: int) -> int:
    """Return the power of two that makes keys of quotients with divisors up to ``largest_divisor``."""
    return 2 * largest_divisor.bit_length()


def _jump(
    votes: Sequence[int], held: Sequence[int], target: int, aim: int, first: int, step: int
) -> list[int]:
    """
    Return everybody's seats at a price where they add up to nearly, but not quite, ``target``.

    At the price p a contender has a seat for every quotient of at least p, which are
    ``(votes / p + step - first) / step`` rounded down, and never fewer than it holds. Rounding down takes
    half a seat on average: 1 / p is set so that, allowing for it, the sum comes near ``aim``, and set again,
    for fewer seats, where the sum reaches the target.
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
    return _jump(votes, held, target, aim - (excess + 1) * total // buyers - 1, first, step)


def _keys(votes: Sequence[int], divisors: Sequence[int], shift: int) -> list[int]:
    # A divisor of 0 beats all others; between two of them the votes decide.
    if 0 not in divisors:
        return [(cast << shift) // divisor for cast, divisor in zip(votes, divisors, strict=True)]
    most = max(votes)
    return [
        (cast << shift) // divisor if divisor else most + cast << shift
        for cast, divisor in zip(votes, divisors, strict=True)
    ]
