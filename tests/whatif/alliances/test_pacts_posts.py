"""Chair and vice-chair under every set of alliances, held to the traced engine."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from tools.counted_one_by_one import posts_one_by_one, sets_of_alliances, votes_of

from kkr_analysis.allocation import Alliance
from kkr_analysis.whatif.alliances import (
    Contenders,
    bell,
    chair_outcomes,
    posts_hang_on,
    seats_hang_on,
    two_posts,
)
from kkr_analysis.whatif.alliances.partitions import columns_of

THIRTEEN = dict(zip("ABCDFIKMOVÆØÅ", range(13, 0, -1), strict=True))


def one_by_one(votes):
    """Every set of alliances with its outcome, from the traced engine."""
    return {own: posts_one_by_one(votes, own) for own in sets_of_alliances(sorted(votes))}


class TestTwoPosts:
    """»Largest quotient takes the chair, the next the vice-chair« (V1)."""

    @settings(max_examples=60)
    @given(votes_of(5))
    @example({"A": 2, "B": 1})
    @example({"A": 4, "B": 2, "C": 2})
    @example({"A": 0, "B": 0})
    @example({"A": 1, "B": 1, "C": 2, "D": 0})
    def test_every_set_as_the_traced_engine(self, votes):
        expected = one_by_one(votes)
        contenders = Contenders.of(votes)
        columns = columns_of(contenders, [contenders.blocks(own) for own in expected])
        chair, vice = two_posts(contenders, columns)
        ours = [
            (contenders.members(first), contenders.members(second))
            for first, second in zip(chair.tolist(), vice.tolist(), strict=True)
        ]
        assert ours == list(expected.values())


class TestChairOutcomes:
    """»all outcomes for chair and vice-chair with the smallest pacts that bring each about«."""

    @settings(max_examples=60)
    @given(votes_of(5))
    @example({"A": 2, "B": 1})
    @example({"A": 1, "B": 1, "C": 1, "D": 1})
    @example({"A": 0, "B": 0, "C": 0})
    @example({"A": 4, "B": 2, "C": 2, "D": 0})
    def test_numbers_and_smallest_pacts(self, votes):
        expected = one_by_one(votes)
        ours = chair_outcomes(votes)
        assert {(own.chair, own.vice_chair): own.sets for own in ours} == Counter(expected.values())
        for own in ours:
            bringing = [sets for sets, outcome in expected.items() if outcome == (own.chair, own.vice_chair)]
            fewest = min(allied(sets) for sets in bringing)
            smallest = {sets for sets in bringing if allied(sets) == fewest}
            assert own.allied == fewest
            assert set(own.smallest) <= smallest
            assert own.needs_lot or set(own.smallest) == smallest

    @pytest.mark.parametrize(
        "votes", [THIRTEEN, dict.fromkeys(THIRTEEN, 1), {name: cast % 3 for name, cast in THIRTEEN.items()}]
    )
    def test_thirteen_add_up_to_all_sets(self, votes):
        assert sum(own.sets for own in chair_outcomes(votes)) == bell(13) == 27_644_437

    def test_a_tie_between_two_alliances_names_who_would_be_chair(self):
        """A+B 5 and C 5: B is strongest in A+B, so the lot is between B and C."""
        [own] = [own for own in chair_outcomes({"A": 2, "B": 3, "C": 5}) if own.chair == ("B", "C")]
        assert own.needs_lot
        assert own.vice_chair == ()
        assert own.smallest == ((Alliance.of("A", "B"),),)


class TestHangingOn:
    def test_posts(self):
        """C+V 100 against A 90: 11 votes more and A is chair; V inside C+V lacks 21 for it."""
        first, second = posts_hang_on({"A": 90, "C": 60, "V": 40}, [Alliance.of("C", "V")])
        assert (first.holder, first.nearest, first.votes) == ("C", "A", 11)
        assert (second.holder, second.nearest, second.votes) == ("A", "C+V", 81)

    def test_seats(self):
        """C+V 100 and A 60 for 2 places: A's is lost below 51."""
        margins = {
            own.contender: own
            for own in seats_hang_on({"A": 60, "C": 70, "V": 30}, 2, [Alliance.of("C", "V")])
        }
        assert margins["A"].to_lose == 11
        assert margins["C+V"].seats == 1


def allied(alliances):
    return sum(len(own.members) for own in alliances)
