"""The engine's counts, seat by seat."""

from fractions import Fraction

import pytest

from kkr_analysis.allocation import (
    DivisorMethod,
    DrawnLot,
    Quotient,
    highest_averages,
)
from kkr_analysis.errors import StaleLotError


class TestDhondt:
    """»… ved at de pågældendes stemmetal deles med 1, 2, 3 osv.« (KSL § 24 stk. 3)."""

    def test_every_seat_goes_to_the_largest_quotient(self):
        """
        A 100, B 60, five seats.

        A 100, B 60, A 50, A 33⅓, B 30: three for A and two for B.
        """
        count = highest_averages({"A": 100, "B": 60}, 5)
        assert [step.winner for step in count.steps] == ["A", "B", "A", "A", "B"]
        assert [step.winning.value for step in count.steps] == [100, 60, 50, Fraction(100, 3), 30]
        assert count.seats() == {"A": 3, "B": 2}

    def test_the_winner_of_a_lone_count_has_no_runner_up(self):
        assert highest_averages({"A": 1}, 1).steps[0].runner_up is None

    def test_numbers_that_a_float_cannot_tell_apart_are_told_apart(self):
        """2^53 and 2^53 + 1 are the same float."""
        assert highest_averages({"A": 2**53, "B": 2**53 + 1}, 1).seats() == {"A": 0, "B": 1}

    def test_the_runner_up_is_the_largest_of_all_the_others(self):
        """Third seat: A 200 ÷ 2 = 100 wins before B 90, D 90, C 80 and E 10; B is first by name."""
        votes = {"A": 200, "B": 90, "C": 80, "D": 90, "E": 10}
        second = highest_averages(votes, 2).steps[1]
        assert second.winner == "A"
        assert second.runner_up == Quotient("B", 90, 1)
        assert second.margin == 10


class TestOtherDivisors:
    """Sainte-Laguë divides by 1, 3, 5 …; Adams by 0, 1, 2 …, so that who has nothing comes first."""

    def test_sainte_lague(self):
        """A 100, B 60, C 25: 100, 60, A 33⅓, C 25, which d'Hondt would have given to A's 50 and 33⅓."""
        count = highest_averages({"A": 100, "B": 60, "C": 25}, 4, method=DivisorMethod.SAINTE_LAGUE)
        assert [step.winner for step in count.steps] == ["A", "B", "A", "C"]

    def test_adams_gives_everybody_one_before_anybody_gets_two(self):
        count = highest_averages({"A": 1000, "B": 2, "C": 1}, 4, method=DivisorMethod.ADAMS)
        assert [step.winner for step in count.steps] == ["A", "B", "C", "A"]
        assert count.steps[0].winning.value is None

    @pytest.mark.parametrize(
        ("votes", "held", "runner_up"),
        [
            ({"A": 9, "B": 2, "C": 1}, {}, Quotient("B", 2, 0)),
            ({"A": 9, "B": 10**9, "C": 1}, {"B": 1}, Quotient("C", 1, 0)),
            ({"A": 9, "B": 7, "C": 3}, {"A": 0, "B": 7, "C": 2}, Quotient("C", 3, 2)),
            ({"A": 9, "B": 100, "C": 101}, {"B": 3, "C": 3}, Quotient("C", 101, 3)),
            ({"A": 9, "B": 2**53, "C": 2**53 + 1}, {"B": 1, "C": 1}, Quotient("C", 2**53 + 1, 1)),
            ({"A": 9, "B": 50, "C": 100}, {"B": 1, "C": 2}, Quotient("B", 50, 1)),
        ],
    )
    def test_a_divisor_of_0_beats_every_other_and_of_equals_the_first_by_name_is_next(
        self, votes, held, runner_up
    ):
        """A has no seat and comes first, with more votes than B and C where they have none either."""
        [step] = highest_averages(votes, 1, method=DivisorMethod.ADAMS, held=held).steps
        assert (step.winner, step.runner_up, step.margin) == ("A", runner_up, None)

    def test_adams_with_seats_held_divides_by_them(self):
        """A holds 2 of 100 votes (50 a seat), B 1 of 45 (45 a seat): the next is A's, the one after B's."""
        count = highest_averages({"A": 100, "B": 45}, 2, method=DivisorMethod.ADAMS, held={"A": 2, "B": 1})
        assert [step.winner for step in count.steps] == ["A", "B"]
        assert count.seats() == {"A": 3, "B": 2}


class TestTies:
    """»I tilfælde af stemmelighed foretages lodtrækning« (KRVL § 81 stk. 2)."""

    def test_three_tied_for_two_seats_stay_two_of_these_three(self):
        count = highest_averages({"A": 5, "B": 5, "C": 5}, 2, stage="prøve")
        assert count.steps == ()
        assert count.tie is not None
        assert count.tie.tied == {"A", "B", "C"}
        assert (count.tie.first_seat, count.tie.last_seat, count.tie.places) == (1, 2, 2)
        assert count.seats() == {"A": 0, "B": 0, "C": 0}

    def test_a_tie_that_changes_nothing_asks_for_nothing(self):
        count = highest_averages({"A": 5, "B": 5, "C": 1}, 2)
        assert count.tie is None
        assert count.seats() == {"A": 1, "B": 1, "C": 0}
        assert count.steps[0].tied == {"A", "B"}
        assert count.steps[0].lot is None

    def test_a_lot_settles_the_tie_it_was_drawn_for(self):
        lot = DrawnLot(stage="prøve", tied=frozenset("ABC"), winners=("C", "A"))
        count = highest_averages({"A": 5, "B": 5, "C": 5}, 2, stage="prøve", lots=[lot])
        assert count.tie is None
        assert count.seats() == {"A": 1, "B": 0, "C": 1}
        assert [step.lot for step in count.steps] == [lot, lot]

    @pytest.mark.parametrize(
        "lot",
        [
            DrawnLot(stage="prøve", tied=frozenset("AB"), winners=("A",)),
            DrawnLot(stage="prøve", tied=frozenset("ABC"), winners=("A",)),
            DrawnLot(stage="en anden", tied=frozenset("ABC"), winners=("A", "B")),
        ],
        ids=["other contenders", "other number of places", "other stage"],
    )
    def test_a_lot_drawn_for_another_tie_is_refused(self, lot):
        with pytest.raises(StaleLotError, match="Tallene er ændret"):
            highest_averages({"A": 5, "B": 5, "C": 5}, 2, stage="prøve", lots=[lot])

    def test_a_lot_is_refused_where_nobody_is_tied(self):
        lot = DrawnLot(stage="", tied=frozenset("AB"), winners=("A",))
        with pytest.raises(StaleLotError):
            highest_averages({"A": 6, "B": 5}, 1, lots=[lot])

    @pytest.mark.parametrize("winners", [(), ("A", "B"), ("C",), ("A", "A")])
    def test_a_lot_picks_some_and_not_all_of_the_tied(self, winners):
        with pytest.raises(ValueError, match="winner"):
            DrawnLot(stage="", tied=frozenset("AB"), winners=winners)
