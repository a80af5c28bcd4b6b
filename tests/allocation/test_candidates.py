"""Contenders that cannot take every seat they win (V8)."""

from dataclasses import replace

import pytest

from kkr_analysis.allocation import (
    Alliance,
    BoundedAllocation,
    DivisorMethod,
    DrawnLot,
    allocate_in_alliances,
    highest_averages_within,
)
from kkr_analysis.errors import StaleLotError


class TestFull:
    """»En kandidatliste kan ikke få flere mandater, end den har kandidater« (V8)."""

    def test_who_is_full_drops_out_and_the_count_goes_on(self):
        """A 100, B 60, C 25, five seats: A 100, B 60, then A is full: B 30, C 25, B 20."""
        count = highest_averages_within({"A": 100, "B": 60, "C": 25}, 5, {"A": 1})
        assert isinstance(count, BoundedAllocation)
        assert [step.winner for step in count.steps] == ["A", "B", "B", "C", "B"]
        assert (count.seats(), count.full) == ({"A": 1, "B": 3, "C": 1}, (("A", 1),))

    def test_who_is_full_claims_no_further_seat(self):
        """A's 50 would have been the runner-up's, had it had a second candidate."""
        count = highest_averages_within({"A": 100, "B": 60, "C": 25}, 5, {"A": 1})
        assert [claim.contender for claim in count.steps[0].quotients] == ["A", "B", "C"]
        assert [claim.contender for claim in count.steps[1].quotients] == ["B", "C"]
        assert count.steps[1].runner_up is not None
        assert count.steps[1].runner_up.contender == "C"

    def test_who_wins_no_more_than_it_can_fill_changes_nothing(self):
        """A wins three with three candidates: the plain count."""
        count = highest_averages_within({"A": 100, "B": 60}, 5, {"A": 3})
        assert not isinstance(count, BoundedAllocation)
        assert count.seats() == {"A": 3, "B": 2}

    def test_who_is_full_can_make_another_full(self):
        """Four seats: A 1 of 1, so B would have three of its two candidates, so C has one."""
        count = highest_averages_within({"A": 100, "B": 60, "C": 1}, 4, {"A": 1, "B": 2})
        assert count.seats() == {"A": 1, "B": 2, "C": 1}

    def test_candidates_for_fewer_than_all_seats_leaves_the_rest_unfilled(self):
        count = highest_averages_within({"A": 100, "B": 60}, 5, {"A": 1, "B": 2})
        assert (count.seats(), count.tie) == ({"A": 1, "B": 2}, None)
        assert [step.winner for step in count.steps] == ["A", "B", "B"]

    def test_no_candidates_at_all(self):
        count = highest_averages_within({"A": 100, "B": 60}, 2, {"A": 0})
        assert count.seats() == {"A": 0, "B": 2}
        assert [claim.contender for claim in count.steps[0].quotients] == ["B"]

    def test_other_methods(self):
        """Adams: A, B and C one each; then A is full and B's 60 ÷ 1 the next."""
        count = highest_averages_within({"A": 100, "B": 60, "C": 25}, 4, {"A": 1}, method=DivisorMethod.ADAMS)
        assert [step.winner for step in count.steps] == ["A", "B", "C", "B"]


class TestTies:
    """A tie is among those who can take the seat (K8)."""

    def test_a_full_contender_tied_for_a_seat_it_cannot_fill_is_out_of_the_tie(self):
        """A 60, B 30, two seats: A 60, then A's 30 and B's 30; A has one candidate, so B gets it unlotted."""
        count = highest_averages_within({"A": 60, "B": 30}, 2, {"A": 1})
        assert (count.tie, count.seats()) == (None, {"A": 1, "B": 1})

    def test_the_others_are_still_tied_and_the_lot_is_theirs(self):
        """The same with C 30: B and C for seat two of two. A lot among all three is stale."""
        figures = {"votes": {"A": 60, "B": 30, "C": 30}, "seats": 2, "capacity": {"A": 1}, "stage": "råd"}
        count = highest_averages_within(**figures)
        assert (count.tie.tied, count.tie.first_seat, count.tie.last_seat) == ({"B", "C"}, 2, 2)
        drawn = DrawnLot(stage="råd", tied=frozenset("BC"), winners=("C",))
        settled = highest_averages_within(**figures, lots=[drawn])
        assert (settled.seats(), settled.tie) == ({"A": 1, "B": 0, "C": 1}, None)
        assert settled.steps[-1].lot == drawn
        with pytest.raises(StaleLotError):
            highest_averages_within(**figures, lots=[replace(drawn, tied=frozenset("ABC"))])

    def test_two_tied_of_whom_one_has_no_candidate(self):
        assert highest_averages_within({"A": 5, "B": 5}, 1, {"A": 0}).seats() == {"A": 0, "B": 1}


class TestAlliances:
    """An alliance as a whole can fill what its members can (V8)."""

    def test_a_member_without_votes_fills_no_seat_for_the_alliance(self):
        """A 2 with no candidate and B 0 together: the seat is C's, who has 1."""
        count = allocate_in_alliances({"A": 2, "B": 0, "C": 1}, 1, [Alliance.of("A", "B")], capacity={"A": 0})
        assert count.seats() == {"A": 0, "B": 0, "C": 1}
