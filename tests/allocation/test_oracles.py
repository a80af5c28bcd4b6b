"""
Other people's packages as oracles: votelib and apportionment, written without a glance at ours.

Where the figures leave no doubt all three agree. Where they do not (ties, nobody with votes, an exact
threshold, numbers beyond a float) the cases below say what each answers, and why ours differs.
"""

from fractions import Fraction

import pytest
from apportionment import methods as apportionment
from hypothesis import assume, given
from hypothesis import strategies as st
from votelib.evaluate.core import Tie as VotelibTie
from votelib.evaluate.proportional import HighestAverages, LargestRemainder
from votelib.evaluate.threshold import RelativeThreshold

from kkr_analysis.allocation import (
    DivisorMethod,
    highest_averages,
    highest_averages_within,
    largest_remainder,
)
from kkr_analysis.composition.eligibility import meets_threshold

VOTES = st.dictionaries(
    st.sampled_from("ABCDEFGHIJKLM"), st.integers(1, 60) | st.integers(1, 10**7), min_size=1
)
SEATS = st.integers(1, 40)
THEIR_NAMES = {
    DivisorMethod.DHONDT: ("d_hondt", "dhondt"),
    DivisorMethod.SAINTE_LAGUE: ("sainte_lague", "saintelague"),
}
EVERY_METHOD = ["dhondt", "saintelague", "adams", "largest_remainder"]


def by_apportionment(method, votes, seats):
    """Seats per contender, counted in fractions."""
    won = apportionment.compute(method, list(votes.values()), seats, fractions=True, tiesallowed=False)
    return dict(zip(votes, won, strict=True))


def winners_only(seats):
    """Votelib leaves out who has nothing."""
    return {name: own for name, own in seats.items() if own}


class TestWhereNobodyIsTied:
    """Three independent counts, one outcome."""

    @given(VOTES, SEATS, st.sampled_from(sorted(THEIR_NAMES, key=str)))
    def test_dhondt_and_sainte_lague(self, votes, seats, method):
        count = highest_averages(votes, seats, method=method)
        assume(count.tie is None)
        votelibs, apportionments = THEIR_NAMES[method]
        assert HighestAverages(votelibs).evaluate(votes, seats) == winners_only(count.seats())
        assert by_apportionment(apportionments, votes, seats) == count.seats()

    @given(VOTES, SEATS)
    def test_adams(self, votes, seats):
        count = highest_averages(votes, seats, method=DivisorMethod.ADAMS)
        assume(count.tie is None)
        assert by_apportionment("adams", votes, seats) == count.seats()

    @given(VOTES, SEATS, st.dictionaries(st.sampled_from("ABCDEFGHIJKLM"), st.integers(1, 5)))
    def test_adams_from_mayors(self, votes, seats, mayors):
        """The count of rule K6, where everybody holds something: votelib takes the house in all."""
        held = {name: mayors.get(name, 1) for name in votes}
        count = highest_averages(votes, seats, method=DivisorMethod.ADAMS, held=held)
        assume(count.tie is None)
        won = HighestAverages(lambda own: own).evaluate(votes, seats + sum(held.values()), prev_gains=held)
        assert {name: held[name] + won.get(name, 0) for name in votes} == count.seats()

    @given(VOTES, SEATS)
    def test_largest_remainder(self, votes, seats):
        count = largest_remainder(votes, seats)
        assume(count.tie is None)
        assert LargestRemainder("hare").evaluate(votes, seats) == winners_only(count.seats())
        assert by_apportionment("largest_remainder", votes, seats) == count.seats()

    @given(VOTES, SEATS, st.data())
    def test_candidates(self, votes, seats, data):
        capacity = {name: data.draw(st.integers(0, 8)) for name in votes}
        count = highest_averages_within(votes, seats, capacity)
        assume(count.tie is None)
        theirs = (
            HighestAverages("d_hondt").evaluate(votes, seats, max_seats=capacity)
            if any(capacity.values())
            else {}
        )
        assert theirs == winners_only(count.seats())


class TestTies:
    """Ours: an outcome that names the tied and how many of them get a seat."""

    VOTES = {"A": 10, "B": 5, "C": 5}  # noqa: RUF012 - two seats: A 10, then A 5, B 5 and C 5

    def test_ours(self):
        tie = highest_averages(self.VOTES, 2).tie
        assert tie is not None
        assert (tie.tied, tie.places) == ({"A", "B", "C"}, 1)

    def test_votelib_counts_the_tie_as_one_more_contender(self):
        """Its key is not a contender, so that a sum over parties is short, and a lookup finds nothing."""
        won = HighestAverages("d_hondt").evaluate(self.VOTES, 2)
        assert won == {"A": 1, VotelibTie(["A", "B", "C"]): 1}
        assert sum(won.get(name, 0) for name in self.VOTES) == 1

    @pytest.mark.parametrize("method", EVERY_METHOD)
    def test_apportionment_picks_by_the_order_of_the_input(self, method):
        """Without being told, and by default: the first of three gets what all three have a claim to."""
        assert apportionment.compute(method, [5, 5, 5], 2, fractions=True) == [1, 1, 0]
        assert highest_averages({"A": 5, "B": 5, "C": 5}, 2).seats() == {"A": 0, "B": 0, "C": 0}

    @pytest.mark.parametrize("method", EVERY_METHOD)
    def test_apportionment_told_to_refuse_ties_says_that_there_is_one_and_not_whose(self, method):
        with pytest.raises(apportionment.TiesException, match=r"^Tie occurred$"):
            apportionment.compute(method, [5, 5, 5], 2, fractions=True, tiesallowed=False)

    def test_a_tie_that_changes_nothing_is_none_for_all(self):
        votes = {"A": 5, "B": 5, "C": 1}
        assert highest_averages(votes, 2).tie is None
        assert HighestAverages("d_hondt").evaluate(votes, 2) == {"A": 1, "B": 1}
        assert by_apportionment("dhondt", votes, 2) == {"A": 1, "B": 1, "C": 0}


class TestNobodyWithVotes:
    """Ours: nobody gets anything, and every seat stays unfilled."""

    def test_votelib_gives_seats_to_who_has_no_votes(self):
        assert HighestAverages("d_hondt").evaluate({"A": 0}, 2) == {"A": 2}
        assert highest_averages({"A": 0}, 2).seats() == {"A": 0}

    @pytest.mark.parametrize("method", EVERY_METHOD[:3])
    def test_so_does_apportionment(self, method):
        assert apportionment.compute(method, [0, 0], 2, fractions=True) == [1, 1]
        assert not any(highest_averages({"A": 0, "B": 0}, 2).seats().values())

    def test_adams_with_votelib_leaves_out_who_holds_nothing(self):
        """A divisor of 0 is dropped there instead of coming first: B, with 40, never gets a seat."""
        votes, held = {"A": 100, "B": 40}, {"A": 1}
        assert HighestAverages(lambda own: own).evaluate(votes, 3, prev_gains=held) == {"A": 2}
        assert highest_averages(votes, 2, method=DivisorMethod.ADAMS, held=held).seats() == {"A": 2, "B": 1}

    def test_no_contenders_at_all_is_an_accident_in_both(self):
        with pytest.raises(ValueError, match="unpack"):
            HighestAverages("d_hondt").evaluate({}, 2)
        with pytest.raises(IndexError):
            apportionment.compute("dhondt", [], 2)
        assert not any(highest_averages({}, 2).seats().values())

    def test_largest_remainder_divides_by_nothing_in_both(self):
        with pytest.raises(ZeroDivisionError):
            LargestRemainder("hare").evaluate({"A": 0}, 2)
        with pytest.raises(ZeroDivisionError):
            apportionment.compute("largest_remainder", [0], 2, fractions=True)
        assert not any(largest_remainder({"A": 0}, 2).seats().values())

    def test_nor_can_either_share_out_no_seats_by_largest_remainder(self):
        with pytest.raises(ZeroDivisionError):
            LargestRemainder("hare").evaluate({"A": 5, "B": 1}, 0)
        with pytest.raises(ZeroDivisionError):
            apportionment.compute("largest_remainder", [5, 1], 0, fractions=True)
        assert largest_remainder({"A": 5, "B": 1}, 0).seats() == {"A": 0, "B": 0}


class TestExactThreshold:
    """»mindst 2 pct.«: exactly is enough (E3)."""

    def test_votelib_does_not_let_in_who_is_exactly_on_it(self):
        """It compares the votes themselves, and not their share, with the threshold for equality."""
        assert RelativeThreshold(Fraction(1, 50)).evaluate({"A": 98, "K": 2}) == ["A"]
        assert meets_threshold(2, 100)

    def test_apportionment_compares_floats(self):
        """7 % of 100 is 7.000000000000001 there, and 7 votes are too few."""
        assert apportionment.compute("dhondt", [7, 93], 20, threshold=0.07) == [0, 20]
        assert highest_averages({"K": 7, "A": 93}, 20).seats() == {"K": 1, "A": 19}


class TestWhatCannotBeCounted:
    """Ours: VotesError, never a number (test_votes.py)."""

    def test_large_numbers_are_one_to_apportionment_by_default(self):
        """2^53 and 2^53 + 1 are the same float, and the first of equals wins."""
        assert apportionment.compute("dhondt", [2**53, 2**53 + 1], 1) == [1, 0]
        assert highest_averages({"A": 2**53, "B": 2**53 + 1}, 1).seats() == {"A": 0, "B": 1}

    def test_apportionment_counts_a_broken_vote(self):
        assert apportionment.compute("dhondt", [1.5, 3], 2) == [1, 1]

    def test_apportionment_answers_not_a_number_with_no_seats(self):
        assert apportionment.compute("dhondt", [float("nan"), 3], 2) == [0, 0]

    def test_apportionment_reads_text_as_a_number(self):
        """Text only makes the others text too, and then all are read back."""
        assert apportionment.compute("dhondt", ["5", 3], 2, fractions=True) == [1, 1]

    def test_both_count_negative_votes(self):
        assert HighestAverages("d_hondt").evaluate({"A": -5, "B": 3}, 2) == {"B": 2}
        assert apportionment.compute("largest_remainder", [-5, 3], 2, fractions=True) == [5, -3]
