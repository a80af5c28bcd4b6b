"""Gallagher's and Loosemore and Hanby's indices: by hand, in general, and on the real KKR."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import REGIONS, TERMS
from tools.elected import elected

from kkr_analysis.composition.disproportionality import disproportionality, votes_and_members

LISTS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 60)), min_size=1, max_size=20).filter(
    lambda lists: any(votes for votes, _ in lists) and any(seats for _, seats in lists)
)


class TestByHand:
    def test_three_lists(self):
        """
        Votes 50, 30, 20 and seats 6, 4, 0: deviations 10, 10 and 20 points.

        Half of 100 + 100 + 400 is 300, and its root 17.3205; half of 10 + 10 + 20 is 20.
        """
        found = disproportionality([(50, 6), (30, 4), (20, 0)])
        assert found.gallagher_squared == Fraction(3, 100)
        assert found.gallagher(4) == Fraction(173205, 10000)
        assert found.gallagher() == Fraction(1732, 100)
        assert found.loosemore_hanby == Fraction(1, 5)

    def test_a_root_that_is_exactly_between_two_decimals_is_rounded_up(self):
        """Deviations of an eighth: the root of half of 2/64 is 12.5 points, and 13 without decimals."""
        found = disproportionality([(5, 1), (3, 1)])
        assert (found.gallagher(1), found.gallagher(0)) == (Fraction(25, 2), 13)

    @pytest.mark.parametrize("lists", [[], [(0, 3)], [(3, 0)]])
    def test_without_votes_or_seats_there_is_nothing_to_compare(self, lists):
        with pytest.raises(ValueError, match="no shares"):
            disproportionality(lists)


class TestInGeneral:
    @given(LISTS)
    def test_both_lie_between_0_and_1(self, lists):
        found = disproportionality(lists)
        assert 0 <= found.gallagher_squared <= 1
        assert 0 <= found.loosemore_hanby <= 1

    @given(st.lists(st.integers(1, 99), min_size=1), st.integers(1, 1000))
    def test_seats_in_the_proportion_of_the_votes_give_0(self, seats, price):
        found = disproportionality([(own * price, own) for own in seats])
        assert (found.gallagher_squared, found.loosemore_hanby) == (0, 0)

    @given(LISTS)
    def test_a_list_that_nobody_voted_for_changes_nothing(self, lists):
        assert disproportionality([*lists, (0, 0)]) == disproportionality(lists)

    @given(LISTS, st.integers(0, 6))
    def test_the_root_is_the_nearest_decimal(self, lists, places):
        """Against the root with 60 digits."""
        found = disproportionality(lists)
        with localcontext() as context:
            context.prec = 60
            squared = found.gallagher_squared
            root = (Decimal(squared.numerator) / Decimal(squared.denominator)).sqrt() * 100
        assert abs(Fraction(root) - found.gallagher(places)) <= Fraction(1, 2 * 10**places) + Fraction(
            1, 10**40
        )


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("region", REGIONS)
def test_every_valid_vote_and_every_member_of_a_real_kkr_counts_once(term, region):
    result = elected(region, term)
    lists = votes_and_members(result.figures, result.eligibility, result.composition)
    assert sum(votes for votes, _ in lists) == result.eligibility.valid_votes
    assert sum(seats for _, seats in lists) == result.composition.total
    assert all(votes or not seats for votes, seats in lists), "a seat without the votes of its list"


def test_the_mayors_outside_of_sjaelland_are_seats_of_their_own_lists():
    """Solrød's I is Liberal Alliance, with votes in the region; Odsherred's N stood there alone (rule K7)."""
    result = elected("sjaelland", "2022-2026")
    liberals = next(own.votes for own in result.eligibility.standings if own.letter == "I")
    own_list = [own.votes for own in result.figures.lists if (own.municipality, own.letter) == ("306", "N")]
    lists = votes_and_members(result.figures, result.eligibility, result.composition)
    assert (liberals, 1) in lists
    assert (own_list[0], 1) in lists


def test_midtjylland_2022():
    """Computed apart from the package, from stemmer.csv and the published seats: 2.67082, 6.29479."""
    found = elected("midtjylland", "2022-2026").disproportionality
    assert found.gallagher(3) == Fraction("2.671")
    assert round(found.loosemore_hanby * 100, 3) == Fraction("6.295")
