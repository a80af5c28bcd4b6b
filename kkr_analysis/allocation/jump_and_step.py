"""
Where a count by highest averages ends: a jump to nearly all the seats, then the last ones step by step.

At any price per seat, every quotient that has bought a seat is at least the price and every other one is
below it. So where everybody together buys exactly the seats, that is the result of a count seat by seat from
the start; where they buy a few too little, the rest are awarded one by one.

Quotients are compared as whole numbers, their keys. Two different fractions with divisors of at most D
lie at least 1 / D² apart. Multiplied by a power of two of at least D² and rounded down they keep their
order, and only equal ones become equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import floordiv, gt


def jump_and_step(
    votes: Sequence[int], held: Sequence[int], wanted: int, first: int, step: int
) -> tuple[list[int], list[int]]:
    """
    Share out ``wanted`` seats beyond those ``held``; divisors are first, first + step, first + 2 step.

    Returns the seats of every contender, and the positions of those tied for the last ones: all who share
    the quotient when they outnumber the seats left. Their seats do not include those tied for.

    Rule: K8, V7. All ``votes`` are above zero, ``wanted`` too, and there is at least one contender.
    """
    target = aim = wanted + sum(held)
    seats = bought(votes, held, aim, first, step)
    while (missing := target - sum(seats)) < 0:
        buyers = sum(compress(votes, map(gt, seats, held)))
        aim -= (1 - missing) * sum(votes) // buyers + 1
        seats = bought(votes, held, aim, first, step)
    if not missing:
        return seats, []
    shift = key_shift(first + step * target)
    dividends = [cast << shift for cast in votes]
    divisors = [first + step * number for number in seats]
    nexts = _keys(dividends, divisors)
    quotient = 0
    for _ in range(missing):
        quotient = max(nexts)
        winner = nexts.index(quotient)
        seats[winner] += 1
        divisors[winner] += step
        nexts[winner] = dividends[winner] // divisors[winner]
    if quotient > max(nexts):
        return seats, []
    # Somebody without a seat has the last winner's quotient, so everybody with that quotient is tied.
    lasts = _keys(dividends, [first + step * max(number - 1, 0) for number in seats])
    tied = [position for position, key in enumerate(nexts) if key == quotient]
    for position, key in enumerate(lasts):
        if key == quotient and seats[position] > held[position]:
            seats[position] -= 1
            tied.append(position)
    return seats, sorted(tied)


def key_shift(largest_divisor: int) -> int:
    """Return the power of two that makes keys of quotients with divisors up to ``largest_divisor``."""
    return 2 * largest_divisor.bit_length()


def bought(votes: Sequence[int], held: Sequence[int], aim: int, first: int, step: int) -> list[int]:
    """
    Return everybody's seats at a price where they add up to nearly ``aim``.

    At the price p a contender has a seat for every quotient of at least p, which are
    ``(votes / p + step - first) / step`` rounded down, and never fewer than it holds. Rounding down takes
    half a seat on average: 1 / p is set so that, allowing for it, the sum comes near ``aim``.
    """
    per_vote = 2 * step * aim + len(votes) * (2 * first - step)
    if per_vote <= 0:
        return list(held)
    total = sum(votes)
    unit, offset = 2 * step * total, 2 * (step - first) * total
    seats = [(cast * per_vote + offset) // unit for cast in votes]
    return list(map(max, seats, held)) if any(held) else seats


def _keys(dividends: Sequence[int], divisors: Sequence[int]) -> list[int]:
    # A divisor of 0 beats all others; between two of them the votes decide.
    if 0 not in divisors:
        return list(map(floordiv, dividends, divisors))
    most = max(dividends)
    return [
        dividend // divisor if divisor else most + dividend
        for dividend, divisor in zip(dividends, divisors, strict=True)
    ]
