"""The two ways of counting, held to each other and to a count by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkr_analysis.allocation import DivisorMethod, Quotient, highest_averages, seat_totals
from kkr_analysis.errors import LotNeededError

NAMES = "ABCDEFGHIJKLMNO"
DIVISORS = {
    DivisorMethod.DHONDT: lambda held: held + 1,
    DivisorMethod.SAINTE_LAGUE: lambda held: 2 * held + 1,
    DivisorMethod.ADAMS: lambda held: held,
}
METHODS = st.sampled_from(DivisorMethod)
SOME_VOTES = st.one_of(st.integers(0, 12), st.integers(0, 10**6), st.integers(10**30, 10**30 + 3))
VOTES = st.dictionaries(st.sampled_from(NAMES), SOME_VOTES, min_size=1, max_size=15)
SEATS = st.integers(0, 100)
HELD = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 20))


def by_hand(votes, seats, method, held):
    """Count seat by seat with fractions: (winner, tied, seats before), the totals, who is tied."""
    totals = {name: held.get(name, 0) for name in sorted(votes)}
    winners = []
    while any(votes.values()) and len(winners) < seats:
        claims = {}
        for name in totals:
            divisor = DIVISORS[method](totals[name])
            if votes[name]:
                claims[name] = (0, Fraction(votes[name], divisor)) if divisor else (1, Fraction(votes[name]))
        best = [name for name, claim in claims.items() if claim == max(claims.values())]
        if len(best) > seats - len(winners):
            return winners, totals, frozenset(best)
        for name in best:
            winners.append((name, frozenset(best) if len(best) > 1 else frozenset(), dict(totals)))
            totals[name] += 1
    return winners, totals, frozenset()


class TestAgainstACountByHand:
    @given(VOTES, SEATS, METHODS, HELD)
    def test_every_step_is_that_of_the_count_by_hand(self, votes, seats, method, held):
        held = {name: own for name, own in held.items() if name in votes}
        count = highest_averages(votes, seats, method=method, held=held)
        winners, totals, tied = by_hand(votes, seats, method, held)
        assert [(step.winner, step.tied) for step in count.steps] == [(name, tie) for name, tie, _ in winners]
        assert [step.seat_number for step in count.steps] == list(range(1, len(winners) + 1))
        assert count.seats() == totals
        assert (count.tie.tied if count.tie else frozenset()) == tied
        for step, (_, _, before) in zip(count.steps, winners, strict=True):
            assert step.quotients == tuple(
                Quotient(name, votes[name], DIVISORS[method](before[name]))
                for name in sorted(votes)
                if votes[name]
            )

    @given(VOTES, SEATS, METHODS, HELD)
    def test_going_straight_to_the_end_ends_there_too(self, votes, seats, method, held):
        held = {name: own for name, own in held.items() if name in votes}
        _, totals, tied = by_hand(votes, seats, method, held)
        if not tied:
            assert seat_totals(votes, seats, method=method, held=held) == totals
            return
        with pytest.raises(LotNeededError) as refused:
            seat_totals(votes, seats, method=method, held=held)
        assert str(refused.value).startswith(" og ".join(", ".join(sorted(tied)).rsplit(", ", 1)))

    @given(VOTES, SEATS, METHODS)
    def test_the_order_of_the_input_is_irrelevant(self, votes, seats, method):
        turned = dict(reversed(votes.items()))
        assert highest_averages(votes, seats, method=method) == highest_averages(turned, seats, method=method)
        if highest_averages(votes, seats, method=method).tie is None:
            assert seat_totals(votes, seats, method=method) == seat_totals(turned, seats, method=method)


class TestSeatTotals:
    """A tie is refused, for there is nothing to settle it with."""

    def test_a_tie_is_said_with_names(self):
        with pytest.raises(LotNeededError, match="A, B og C står lige"):
            seat_totals({"C": 5, "A": 5, "B": 5}, 2)

    def test_a_contender_that_holds_a_fortune_leaves_the_seats_to_the_others(self):
        """A holds a billion of a billion and one: no price is near at the first try."""
        ends = seat_totals({"A": 10**6, "B": 1, "C": 2}, 3, held={"A": 10**9})
        assert ends == {"A": 10**9, "B": 1, "C": 2}
