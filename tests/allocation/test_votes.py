"""Votes: checked and sorted once; every count refuses what only looks like a whole number."""

import copy
import pickle

import pytest

from kkr_analysis.allocation import (
    Alliance,
    DrawnLot,
    allocate_in_alliances,
    appoint,
    by_majority,
    elect_in_order,
    highest_averages,
    highest_averages_within,
    largest_remainder,
    seat_margins,
    seat_totals,
)
from kkr_analysis.allocation import votes as module
from kkr_analysis.allocation.votes import Votes
from kkr_analysis.errors import KkrError, VotesError

CV = Alliance.of("C", "V")


class TestVotes:
    """»One Votes value, checked once where facts become figures, all the way down« (issue 15)."""

    def test_they_are_sorted_by_contender_and_read_as_a_mapping(self):
        votes = Votes.of({"V": 3, "Ø": 0, "A": 5})
        assert (list(votes), list(votes.items()), list(votes.values())) == (
            ["A", "V", "Ø"],
            [("A", 5), ("V", 3), ("Ø", 0)],
            [5, 3, 0],
        )
        assert votes == {"A": 5, "V": 3, "Ø": 0}
        assert (votes["V"], votes.get("X"), "X" in votes, len(votes)) == (3, None, False, 3)
        assert repr(votes) == "Votes({'A': 5, 'V': 3, 'Ø': 0})"

    def test_the_mapping_that_they_were_made_of_can_change_without_them(self):
        given = {"A": 5}
        votes = Votes.of(given)
        given["A"] = 6
        assert votes == {"A": 5}

    def test_they_are_frozen_and_can_be_kept_in_a_set(self):
        votes = Votes.of({"B": 1, "A": 2})
        with pytest.raises(AttributeError):
            votes._by_contender = {}
        assert {votes, Votes.of({"A": 2, "B": 1})} == {votes}
        assert pickle.loads(pickle.dumps(votes)) == copy.deepcopy(votes) == votes  # noqa: S301

    def test_parts_of_them(self):
        votes = Votes.of({"A": 5, "C": 0, "V": 3})
        assert list(votes.only(["V", "A"]).items()) == [("A", 5), ("V", 3)]
        assert votes.without({"A"}) == {"C": 0, "V": 3}
        assert votes.above_zero() == {"A": 5, "V": 3}
        assert votes.above_zero().above_zero() == {"A": 5, "V": 3}

    def test_they_are_checked_once(self, monkeypatch):
        """Made by hand first, then counted in every way with the check taken away."""
        votes = Votes.of({"A": 9, "C": 5, "V": 5})
        assert Votes.of(votes) is votes
        plain = dict(votes)

        def counts(given):
            return [
                highest_averages(given, 3),
                largest_remainder(given, 3),
                seat_margins(given, 3),
                elect_in_order(given, 2).posts,
            ]

        expected = counts(plain)
        monkeypatch.setattr(module, "whole_numbers", None)
        assert counts(votes) == expected


class TestWhatCannotBeCounted:
    """A wrong number is worse than none, and so is text that only looks like votes, a lot or an alliance."""

    @pytest.mark.parametrize("wrong", [-1, True, 1.0, float("nan"), "12", None])
    @pytest.mark.parametrize(
        ("count", "named"),
        [
            (lambda wrong: highest_averages({"A": wrong}, 1), "Stemmetal for A"),
            (lambda wrong: highest_averages({"A": 1}, wrong), "Antal pladser"),
            (lambda wrong: highest_averages({"A": 1}, 1, held={"A": wrong}), "Pladser i forvejen for A"),
            (lambda wrong: seat_totals({"A": wrong}, 1), "Stemmetal for A"),
            (lambda wrong: seat_totals({"A": 1}, wrong), "Antal pladser"),
            (lambda wrong: seat_totals({"A": 1}, 1, held={"A": wrong}), "Pladser i forvejen for A"),
            (lambda wrong: largest_remainder({"A": wrong, "B": 3}, 1), "Stemmetal for A"),
            (lambda wrong: largest_remainder({"A": 1}, wrong), "Antal pladser"),
            (lambda wrong: highest_averages_within({"A": wrong, "B": 1}, 1, {"A": 0}), "Stemmetal for A"),
            (lambda wrong: highest_averages_within({"A": 1}, wrong, {"A": 1}), "Antal pladser"),
            (lambda wrong: highest_averages_within({"A": 1}, 1, {"A": wrong}), "Antal kandidater for A"),
            (lambda wrong: allocate_in_alliances({"A": wrong, "C": 3, "V": 2}, 1, [CV]), "Stemmetal for A"),
            (lambda wrong: allocate_in_alliances({"A": 5, "C": wrong, "V": 2}, 1, [CV]), "Stemmetal for C"),
            (lambda wrong: allocate_in_alliances({"A": 5, "C": 3, "V": 2}, wrong, [CV]), "Antal pladser"),
            (
                lambda wrong: allocate_in_alliances({"C": 3, "V": 2}, 1, [CV], capacity={"C": wrong}),
                "Antal kandidater for C",
            ),
            (lambda wrong: elect_in_order({"A": 5, "C": wrong, "V": 2}, 2, [CV]), "Stemmetal for C"),
            (lambda wrong: elect_in_order({"A": 5}, wrong), "Antal poster"),
            (lambda wrong: by_majority({"C": wrong, "V": 1}, [CV]), "Medlemmer for C"),
            (lambda wrong: appoint({"A": wrong, "V": 1}, 2), "Stemmetal for A"),
            (lambda wrong: appoint({"A": 1}, wrong), "Antal pladser|flertalsvalg"),
        ],
    )
    def test_every_number_is_a_whole_one_of_zero_or_more(self, count, named, wrong):
        with pytest.raises(VotesError, match=named):
            count(wrong)

    @pytest.mark.parametrize("votes", [[("A", 1), ("A", 2)], None, "A"])
    def test_a_contender_cannot_be_named_twice(self, votes):
        """Votes are one number per contender; pairs could name one twice."""
        for count in (highest_averages, seat_totals):
            with pytest.raises(VotesError, match=r"ét tal pr\. parti"):
                count(votes, 1)

    @pytest.mark.parametrize("count", [highest_averages, seat_totals])
    def test_seats_held_by_somebody_unknown_are_refused(self, count):
        with pytest.raises(VotesError, match="B har pladser"):
            count({"A": 1}, 1, held={"B": 1})

    @pytest.mark.parametrize("votes", [{}, {"A": 0}, {"A": 0, "C": 0, "V": 0}])
    def test_nobody_with_votes_gets_nothing(self, votes):
        alliances = [CV] if "C" in votes else []
        for seats in (
            highest_averages(votes, 3).seats(),
            seat_totals(votes, 3),
            largest_remainder(votes, 3).seats(),
            highest_averages_within(votes, 3, {"A": 1}).seats(),
            allocate_in_alliances(votes, 3, alliances).seats(),
            appoint(votes, 2).seats(),
        ):
            assert seats == votes
        assert highest_averages(votes, 3).tie is None
        assert (highest_averages(votes, 3).steps, largest_remainder(votes, 3).tie) == ((), None)
        assert allocate_in_alliances(votes, 3, alliances).ties == ()
        assert allocate_in_alliances(votes, 3, alliances).winners() == ()
        election = elect_in_order(votes, 2, alliances)
        assert (election.posts, election.tie) == ((), None)
        assert by_majority(votes, alliances).winner is None

    def test_no_seats_go_to_nobody_and_all_seats_to_one_alone(self):
        votes = {"A": 1, "C": 1, "V": 1}
        nothing = dict.fromkeys(votes, 0)
        assert highest_averages(votes, 0).steps == ()
        assert highest_averages(votes, 0).seats() == seat_totals(votes, 0) == nothing
        assert largest_remainder(votes, 0).seats() == nothing
        count = allocate_in_alliances(votes, 0, [CV])
        assert (count.seats(), count.ties) == (nothing, ())
        assert appoint(votes, 0).winners() == elect_in_order(votes, 0).posts == ()
        for count in (highest_averages, largest_remainder, allocate_in_alliances, appoint):
            assert count({"A": 1}, 3).seats() == {"A": 3}

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
    def test_odd_input_is_a_danish_message_and_no_traceback(self, call, found):
        with pytest.raises(KkrError, match=found):
            call()
