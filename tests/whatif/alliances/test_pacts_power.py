"""Power, against a count of every set and every order."""

from fractions import Fraction
from itertools import combinations, permutations
from math import factorial

import pytest
from examples import examples
from hypothesis import example, given
from tools.counted_one_by_one import posts_one_by_one, sets_of_alliances, votes_of

from kkr_analysis.allocation import Alliance
from kkr_analysis.errors import AllianceError
from kkr_analysis.whatif.alliances import banzhaf, decides_chair, shapley_shubik


def swings_of(weights, name):
    total = sum(weights.values())
    others = [other for other in weights if other != name]
    joint = [
        sum(weights[other] for other in group)
        for size in range(len(others) + 1)
        for group in combinations(others, size)
    ]
    return sum(2 * weight <= total < 2 * (weight + weights[name]) for weight in joint)


def pivots_of(weights, name):
    total, number = sum(weights.values()), 0
    for order in permutations(weights):
        before = sum(weights[other] for other in order[: order.index(name)])
        number += 2 * before <= total < 2 * (before + weights[name])
    return number


class TestIndices:
    """»Banzhaf and Shapley–Shubik … exact«."""

    @given(votes_of(7))
    @example({"A": 0, "B": 0})
    @example({"A": 2, "B": 2})
    def test_banzhaf_by_every_set(self, weights):
        expected = {name: swings_of(weights, name) for name in sorted(weights)}
        found = banzhaf(weights)
        assert {index.contender: index.swings for index in found} == expected
        assert sum(index.share for index in found) == (1 if any(weights.values()) else 0)

    @examples(40)
    @given(votes_of(6))
    @example({"A": 0, "B": 0})
    def test_shapley_shubik_by_every_order(self, weights):
        found = shapley_shubik(weights)
        orders = factorial(len(weights))
        assert found == {name: Fraction(pivots_of(weights, name), orders) for name in sorted(weights)}
        assert sum(found.values()) == (1 if any(weights.values()) else 0)

    def test_three_of_whom_any_two_are_a_majority(self):
        """A 49, B 49 and C 2 have equal power."""
        assert set(shapley_shubik({"A": 49, "B": 49, "C": 2}).values()) == {Fraction(1, 3)}

    def test_seats_of_many_contenders(self):
        weights = {f"{number:02}": 1 + number % 3 for number in range(24)}
        assert sum(shapley_shubik(weights).values()) == 1


class TestDecidesChair:
    """»share of the pact configurations in which a party decides the chair«."""

    @examples(40)
    @given(votes_of(5))
    @example({"A": 3})
    @example({"A": 0, "B": 0})
    def test_by_definition(self, votes):
        for name in votes:
            others = sorted(other for other in votes if other != name)
            configurations = list(sets_of_alliances(others))
            decided = 0
            for alliances in configurations:
                allied = {other for pact in alliances for other in pact.members}
                choices = [alliances]
                choices += [
                    [*(other for other in alliances if other != pact), Alliance((*pact.members, name))]
                    for pact in alliances
                ]
                choices += [[*alliances, Alliance((name, other))] for other in others if other not in allied]
                decided += len({posts_one_by_one(votes, sets)[0] for sets in choices}) > 1
            found = decides_chair(votes, name)
            assert (found.decided, found.configurations) == (decided, len(configurations))
            assert found.share == Fraction(decided, len(configurations))

    def test_an_unknown_contender(self):
        with pytest.raises(AllianceError, match="X har intet stemmetal"):
            decides_chair({"A": 1}, "X")
