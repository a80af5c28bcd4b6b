"""How much a contender decides: power indices over majorities, and whose alliances decide the chair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

import numpy as np

from kkr_analysis.allocation.votes import whole_numbers
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.partitions import bell
from kkr_analysis.whatif.alliances.tables import subsets, sums
from kkr_analysis.whatif.counting import Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Banzhaf:
    """
    The number of majorities in which a contender is decisive: without it they are minorities.

    ``share`` is its part of everybody's swings; the shares add up to 1.
    """

    contender: str
    swings: int
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairPower:
    """
    The number of ways in which the others can ally so that a contender decides who is chair.

    ``configurations`` are all sets of alliances between the others. The contender decides one if the chair
    depends on its own choice: to stand alone, or to join any alliance or contender.
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
    Return the exact Banzhaf index of every contender, sorted by contender.

    ``weights`` are seats in the KKR, or votes; a majority is more than half of them. If nobody has any
    weight, nobody is decisive and every share is 0.

    Raises VotesError for weights that are not whole numbers.
    """
    counted = whole_numbers(weights, what="Vægte")
    swings = {name: sum(_decisive(weights, name)) for name in counted}
    total = sum(swings.values())
    return tuple(
        Banzhaf(
            contender=name,
            swings=number,
            share=Fraction(number, total or 1),
        )
        for name, number in swings.items()
    )


def shapley_shubik(weights: Mapping[str, int]) -> dict[str, Fraction]:
    """
    Return the exact Shapley–Shubik index of every contender, sorted by contender.

    It is the share of all orders of the contenders in which this one turns those before it into a majority.
    ``weights`` and majority are as in ``banzhaf``. The shares add up to 1, or are 0 if nobody has any weight.

    Raises VotesError for weights that are not whole numbers.
    """
    counted = whole_numbers(weights, what="Vægte")
    last = len(counted) - 1
    return {
        name: Fraction(
            sum(
                number * factorial(size) * factorial(last - size)
                for size, number in enumerate(_decisive(weights, name))
            ),
            factorial(len(counted)),
        )
        for name in counted
    }


def _decisive(weights: Mapping[str, int], contender: str) -> list[int]:
    """
    Return how many minorities of the others, by size, the contender turns into a majority.

    Sets of equal size and weight are counted together, so seats are cheap for any number of contenders.
    """
    total, weight_of_it = sum(weights.values()), weights[contender]
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
        if 2 * (joint + weight_of_it) > total:
            found[size] += number
    return found


def decides_chair(votes: Mapping[str, int], contender: str) -> ChairPower:
    """
    Return in how many configurations of the others a contender decides who is chair.

    Rule: V1, V2, V3, V7. Its choices are to stand alone, or to join any alliance or contender. A lot between
    other contenders than before is another result.

    Let the contender have x votes, and the strongest block of the others T. If x is 0, its choice changes
    nothing; if x is more than T, it is chair whatever it does. Otherwise it is not chair alone, and the chair
    changes if it can outvote or equal the leader of that block by joining it, or make another block as
    strong. So it decides nothing in exactly those sets whose strongest block has a leader with more than x
    votes while all others have less than T - x; and if it equals the only other contender with votes, since a
    lot decides whatever it does. The sets of blocks below a strength are counted without being made, see
    ``_sets_below``.

    Raises TooManyContendersError above 13 contenders and AllianceError for a contender without votes here.
    """
    contenders = Contenders.of(votes)
    bit = contenders.mask([contender])
    own_votes = votes[contender]
    configurations = bell(len(contenders) - 1)
    others = subsets(contenders.everybody ^ bit)
    strengths = sums(contenders.votes)[others]
    undecided = configurations
    if own_votes:
        cases = [(0, own_votes)]
        for block, strength in zip(others.tolist(), strengths.tolist(), strict=True):
            leader = max((votes[name] for name in contenders.members(block)), default=0)
            if leader > own_votes:
                cases.append((block, strength - own_votes))
            elif leader == strength == own_votes:
                cases.append((block, 1))
        undecided = _sets_below(others, strengths, cases)
    return ChairPower(contender=contender, decided=configurations - undecided, configurations=configurations)


def _sets_below(others: Integers, strengths: Integers, cases: list[tuple[int, int]]) -> int:
    """
    Return in how many ways the others can ally, added up over the cases.

    A case is a block that stands and a limit: everybody else is in blocks weaker than the limit. Blocks are
    taken in from the weakest to the strongest, and ``ways`` has for every mask the number of ways to
    partition it into those taken in so far.
    """
    everybody = int(others[-1])
    ways = np.zeros(everybody + 1, np.int64)
    ways[0] = 1
    order = np.argsort(strengths[1:], kind="stable") + 1
    waiting = list(zip(others[order].tolist(), strengths[order].tolist(), strict=True))[::-1]
    found = 0
    for block, limit in sorted(cases, key=lambda case: case[1]):
        while waiting and waiting[-1][1] < limit:
            taken, _ = waiting.pop()
            rest = subsets(everybody ^ taken)
            ways[rest | taken] += ways[rest]
        found += int(ways[everybody ^ block])
    return found
