"""The engine's counts, seat by seat."""

from fractions import Fraction

import pytest

from kkr_analysis.allocation import (
    DivisorMethod,
    DrawnLot,
    Quotient,
    allocate_in_alliances,
    elect_in_order,
    highest_averages,
    seat_totals,
)
from kkr_analysis.errors import KkrError, StaleLotError, VotesError


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

    def test_a_step_names_the_runner_up(self):
        """The third seat: A has 100 ÷ 2 = 50, B 60 ÷ 2 = 30."""
        third = highest_averages({"A": 100, "B": 60}, 3).steps[2]
        assert third.runner_up is not None
        assert (third.runner_up.contender, third.runner_up.value) == ("B", 30)

    def test_the_winner_of_a_lone_count_has_no_runner_up(self):
        assert highest_averages({"A": 1}, 1).steps[0].runner_up is None

    def test_numbers_that_a_float_cannot_tell_apart_are_told_apart(self):
        """2^53 and 2^53 + 1 are the same float."""
        assert highest_averages({"A": 2**53, "B": 2**53 + 1}, 1).seats() == {"A": 0, "B": 1}


class TestQuotients:
    """Two quotients are compared by multiplying across; a divisor of 0 beats every other."""

    @pytest.mark.parametrize(
        ("larger", "smaller"),
        [
            (("A", 100, 3), ("B", 33, 1)),
            (("A", 34, 1), ("B", 100, 3)),
            (("A", 101, 3), ("B", 100, 3)),
            (("A", 1, 0), ("B", 10**9, 1)),
            (("A", 2, 0), ("B", 1, 0)),
            (("A", 2**53 + 1, 1), ("B", 2**53, 1)),
        ],
    )
    def test_the_larger_beats_the_smaller_and_not_the_other_way(self, larger, smaller):
        assert Quotient(*larger).beats(Quotient(*smaller))
        assert not Quotient(*smaller).beats(Quotient(*larger))

    @pytest.mark.parametrize(("one", "other"), [((100, 2), (50, 1)), ((7, 3), (7, 3)), ((5, 0), (5, 0))])
    def test_equal_ones_beat_neither(self, one, other):
        first, second = Quotient("A", *one), Quotient("B", *other)
        assert not first.beats(second)
        assert not second.beats(first)

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
        assert count.unfilled == 2

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


class TestWhatCannotBeCounted:
    """A wrong number is worse than none."""

    @pytest.mark.parametrize("votes", [-1, True, 1.0, float("nan"), "12", None])
    def test_votes_are_whole_numbers_of_zero_or_more(self, votes):
        with pytest.raises(VotesError, match="Stemmetal for A"):
            highest_averages({"A": votes}, 1)

    @pytest.mark.parametrize("seats", [-1, True, 2.0, float("nan"), "2", None])
    def test_so_are_seats(self, seats):
        with pytest.raises(VotesError, match="Antal pladser"):
            highest_averages({"A": 1}, seats)

    @pytest.mark.parametrize("votes", [{}, {"A": 0}, {"A": 0, "B": 0}])
    def test_nobody_with_votes_gets_nothing_and_the_seats_stay_unfilled(self, votes):
        count = highest_averages(votes, 3)
        assert (count.seats(), count.unfilled, count.tie) == (dict.fromkeys(votes, 0), 3, None)

    def test_seats_held_by_somebody_unknown_are_refused(self):
        with pytest.raises(VotesError, match="B har pladser"):
            highest_averages({"A": 1}, 1, held={"B": 1})

    @pytest.mark.parametrize("votes", [[("A", 1), ("A", 2)], None, "A"])
    def test_a_contender_cannot_be_named_twice(self, votes):
        """Votes are one number per contender; pairs could name one twice."""
        for count in (highest_averages, seat_totals):
            with pytest.raises(VotesError, match=r"ét tal pr\. parti"):
                count(votes, 1)

    def test_no_seats_make_no_steps(self):
        assert highest_averages({"A": 1}, 0).steps == ()


class TestOddInput:
    """What only looks like a lot, an alliance or a method is refused in words, never with a traceback."""

    @pytest.mark.parametrize(
        ("call", "found"),
        [
            (lambda: highest_averages({"A": 2, "B": 1}, 3, method="d'Hondt"), "method: fandt"),
            (lambda: highest_averages({"A": 2, "B": 1}, 3, lots="x"), "ventede lodtrækninger"),
            (lambda: highest_averages({1: 2, "B": 1}, 3), "navne af forskellig slags"),
            (lambda: elect_in_order({"A": 2, "B": 1}, 2, "A+B"), "ventede valgforbund"),
            (lambda: allocate_in_alliances({"A": 2, "B": 1}, 2, ["A+B"]), "ventede valgforbund"),
            (
                lambda: DrawnLot(stage="x", tied=frozenset("AB"), winners=("C",)),
                "ventede nogle, men ikke alle",
            ),
            (lambda: DrawnLot(stage="x", tied=frozenset("AB"), winners=()), "ventede mindst én"),
        ],
    )
    def test_each_is_a_danish_message(self, call, found):
        with pytest.raises(KkrError, match=found):
            call()
