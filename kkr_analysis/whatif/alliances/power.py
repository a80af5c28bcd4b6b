"""How much a contender decides: power indices over majorities, and whose pacts decide the chair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.votes import whole_numbers
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.partitions import Blocks, bell, chunks
from kkr_analysis.whatif.alliances.two_posts import two_posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Banzhaf:
    """
    In how many majorities a contender is decisive: it turns them from a minority by joining.

    ``chance`` is their share of all sets of the others, ``share`` its part of everybody's, which add up to 1.
    """

    contender: str
    swings: int
    chance: Fraction
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairPower:
    """
    In how many ways the others can ally such that a contender decides who is chair.

    ``configurations`` are all sets of alliances between the others. The contender decides one of them where
    the chair depends on what it does itself: stand alone, or join any alliance or contender there.
    """

    contender: str
    decided: int
    configurations: int

    @property
    def share(self) -> Fraction:
        """The share of the configurations that it decides."""
        return Fraction(self.decided, self.configurations)


def banzhaf(weights: Mapping[str, int]) -> tuple[Banzhaf, ...]:
    """
    Return the Banzhaf index of every contender, sorted by contender, exact.

    ``weights`` are seats in the KKR, or votes. A majority is more than half of all. Where nobody is decisive,
    because nobody has weight, every share is 0.

    Raises VotesError for weights that are not whole numbers.
    """
    counted = whole_numbers(weights, what="Vægte")
    swings = {name: sum(decisive(weights, name)) for name in counted}
    total = sum(swings.values())
    return tuple(
        Banzhaf(
            contender=name,
            swings=number,
            chance=Fraction(number, 2 ** (len(counted) - 1)),
            share=Fraction(number, total or 1),
        )
        for name, number in swings.items()
    )


def shapley_shubik(weights: Mapping[str, int]) -> dict[str, Fraction]:
    """
    Return the Shapley–Shubik index of every contender, sorted by contender, exact.

    It is the share of all orders of the contenders in which this one makes the majority by joining those
    before it. ``weights`` and majority as in ``banzhaf``. The shares add up to 1, or are 0 where nobody has
    weight.

    Raises VotesError for weights that are not whole numbers.
    """
    counted = whole_numbers(weights, what="Vægte")
    last = len(counted) - 1
    return {
        name: Fraction(
            sum(
                number * factorial(size) * factorial(last - size)
                for size, number in enumerate(decisive(weights, name))
            ),
            factorial(len(counted)),
        )
        for name in counted
    }


def decisive(weights: Mapping[str, int], contender: str) -> list[int]:
    """
    Return how many sets of the others, by size, are a minority that the contender makes a majority.

    Sets of equal size and weight are counted together, so seats cost little with any number of contenders.
    """
    total, own = sum(weights.values()), weights[contender]
    others = [weight for name, weight in weights.items() if name != contender]
    sets: dict[tuple[int, int], int] = {(0, 0): 1}
    for weight in others:
        more = dict(sets)
        for (size, joint), number in sets.items():
            if 2 * (joint + weight) <= total:
                key = (size + 1, joint + weight)
                more[key] = more.get(key, 0) + number
        sets = more
    found = [0] * (len(others) + 1)
    for (size, joint), number in sets.items():
        if 2 * (joint + own) > total:
            found[size] += number
    return found


def decides_chair(votes: Mapping[str, int], contender: str) -> ChairPower:
    """
    Return in how many configurations of the others a contender decides who is chair.

    Rule: V1, V2, V3, V7. Every set of alliances between the others is tried with everything that the
    contender can do, in chunks. A lot between other contenders than before is another outcome.

    Raises TooManyContendersError above 13 contenders and AllianceError for a contender without votes here.
    """
    contenders = Contenders.of(votes)
    bit = contenders.mask([contender])
    decided = sum(
        int(is_decided(contenders, own, bit).sum())
        for chunk in chunks(len(contenders) - 1)
        for own in chunk.groups()
        if own.shape[1]
    )
    return ChairPower(contender=contender, decided=decided, configurations=bell(len(contenders) - 1))


def is_decided(contenders: Contenders, others: Blocks, bit: int) -> NDArray[np.bool_]:
    """Whether the chair depends on the contender, by partition of the others, whose masks leave no gap."""
    low = others & np.uint16(bit - 1)
    own = low | (others ^ low) << np.uint16(1)
    choices = joined(own, bit)
    first, _ = two_posts(contenders, next(choices))
    found = np.zeros(others.shape[1], np.bool_)
    for blocks in choices:
        found |= two_posts(contenders, blocks)[0] != first
    return found


def joined(others: Blocks, bit: int) -> Iterator[Blocks]:
    """Give the partitions with the contender alone, and then in each block of the others."""
    alone = np.concatenate([others, np.full((1, others.shape[1]), bit, np.uint16)])
    yield alone
    for block in range(len(others)):
        changed = others.copy()
        changed[block] |= np.uint16(bit)
        yield changed
