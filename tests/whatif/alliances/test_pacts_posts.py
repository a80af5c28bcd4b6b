"""Chair and vice-chair under every set of alliances, held to the traced engine."""

from collections import Counter

import pytest
from examples import examples
from hypothesis import example, given
from tools.counted_one_by_one import posts_one_by_one, sets_of_alliances, votes_of

from kkr_analysis.allocation import Alliance
from kkr_analysis.whatif.alliances import ChairAndViceChair, bell, every_result, most_frequent
from kkr_analysis.whatif.alliances.findings import margins_at_every_level
from kkr_analysis.whatif.alliances.partitions import columns_of

TEN = dict(zip("ABCDFIKMOV", range(13, 3, -1), strict=True))


def one_by_one(votes):
    """Every set of alliances with its outcome, from the traced engine."""
    return {sets: posts_one_by_one(votes, sets) for sets in sets_of_alliances(sorted(votes))}


class TestTwoPosts:
    """»Largest quotient takes the chair, the next the vice-chair« (V1)."""

    @examples(60)
    @given(votes_of(5))
    @example({"A": 2, "B": 1})
    @example({"A": 4, "B": 2, "C": 2})
    @example({"A": 0, "B": 0})
    @example({"A": 1, "B": 1, "C": 2, "D": 0})
    def test_every_set_as_the_traced_engine(self, votes):
        expected = one_by_one(votes)
        contest = ChairAndViceChair.of(votes)
        contenders = contest.contenders
        chair, vice = contest.holders(columns_of(contenders, [contenders.blocks(sets) for sets in expected]))
        ours = [
            (contenders.members(first), contenders.members(second))
            for first, second in zip(chair.tolist(), vice.tolist(), strict=True)
        ]
        assert ours == list(expected.values())


def named(votes):
    """Every result for chair and vice-chair."""
    contest = ChairAndViceChair.of(votes)
    return most_frequent(contest, every_result(contest))


class TestPossibleResults:
    """»all outcomes for chair and vice-chair with the smallest pacts that bring each about«."""

    @examples(60)
    @given(votes_of(5))
    @example({"A": 2, "B": 1})
    @example({"A": 1, "B": 1, "C": 1, "D": 1})
    @example({"A": 0, "B": 0, "C": 0})
    @example({"A": 4, "B": 2, "C": 2, "D": 0})
    def test_numbers_and_smallest_pacts(self, votes):
        expected = one_by_one(votes)
        ours = named(votes)
        assert {(one.chair, one.vice_chair): one.sets for one in ours} == Counter(expected.values())
        for one in ours:
            bringing = [sets for sets, outcome in expected.items() if outcome == (one.chair, one.vice_chair)]
            fewest = min(allied(sets) for sets in bringing)
            smallest = {sets for sets in bringing if allied(sets) == fewest}
            assert set(one.smallest) == smallest
            assert one.needs_lot == (len(one.chair) > 1 or len(one.vice_chair) > 1)
        ranked = [(-one.sets, one.chair, one.vice_chair) for one in ours]
        assert ranked == sorted(ranked)

    @pytest.mark.parametrize(
        "votes", [TEN, dict.fromkeys(TEN, 1), {name: cast % 3 for name, cast in TEN.items()}]
    )
    def test_ten_add_up_to_all_sets(self, votes):
        assert sum(one.sets for one in named(votes)) == bell(10) == 115_975

    def test_a_tie_between_two_alliances_names_who_would_be_chair(self):
        """A+B 5 and C 5: B is strongest in A+B, so the lot is between B and C."""
        [one] = [one for one in named({"A": 2, "B": 3, "C": 5}) if one.chair == ("B", "C")]
        assert one.needs_lot
        assert one.vice_chair == ()
        assert one.smallest == ((Alliance.of("A", "B"),),)


class TestMargins:
    def test_of_places(self):
        """C+V 100 and A 60 for 2 places: A's is lost below 51."""
        margins = {
            margin.contender: margin
            for margin in margins_at_every_level({"A": 60, "C": 70, "V": 30}, 2, [Alliance.of("C", "V")])
        }
        assert margins["A"].to_lose == 11
        assert margins["C+V"].seats == 1


def allied(alliances):
    return sum(len(pact.members) for pact in alliances)
