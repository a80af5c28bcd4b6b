"""The two ways of counting, held to each other and to a count by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkr_analysis.allocation import DivisorMethod, Quotient, highest_averages, seat_totals
from kkr_analysis.allocation.jump_and_step import bought
from kkr_analysis.allocation.steps import course_without_equals
from kkr_analysis.allocation.votes import Votes
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


def claim(number, divisor):
    """Return the size of a claim to a seat: a divisor of 0 beats all others; between two the votes decide."""
    return (0, Fraction(number, divisor)) if divisor else (1, Fraction(number))


def by_hand(votes, seats, method, held):
    """Count seat by seat with fractions: (winner, tied, seats before), the totals, who is tied."""
    totals = {name: held.get(name, 0) for name in sorted(votes)}
    winners = []
    while any(votes.values()) and len(winners) < seats:
        claims = {
            name: claim(votes[name], DIVISORS[method](own)) for name, own in totals.items() if votes[name]
        }
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


class TestOnePrice:
    """At any price per seat, the larger quotients have bought before the smaller: K8 read off at once."""

    CLAIMANTS = st.dictionaries(st.sampled_from(NAMES), SOME_VOTES.filter(bool), min_size=1, max_size=15)
    WANTED = st.integers(1, 100)

    @staticmethod
    def read_off(votes, seats, method, held):
        """Return the course, or None where it has to be counted another way."""
        cast = Votes.of(votes)
        return course_without_equals(
            cast, list(cast.values()), [held.get(name, 0) for name in cast], seats, method
        )

    @given(CLAIMANTS, WANTED, METHODS, HELD)
    def test_no_quotient_has_bought_before_a_larger_one(self, votes, aim, method, held):
        cast, had = list(votes.values()), [held.get(name, 0) for name in votes]
        seats = bought(cast, had, aim, method.first, method.step)
        bids = list(zip(cast, seats, had, strict=True))
        assert all(own >= before for _, own, before in bids)
        last = [claim(number, DIVISORS[method](own - 1)) for number, own, before in bids if own > before]
        following = [claim(number, DIVISORS[method](own)) for number, own, _ in bids]
        assert not last or min(last) > max(following)

    @given(CLAIMANTS, WANTED, METHODS, HELD)
    def test_a_course_read_off_it_is_that_of_the_count_by_hand(self, votes, seats, method, held):
        held = {name: own for name, own in held.items() if name in votes}
        course = self.read_off(votes, seats, method, held)
        winners, _, tied = by_hand(votes, seats, method, held)
        if course is None:
            return  # TestAgainstACountByHand has these
        assert not tied
        assert not any(equals for _, equals, _ in winners)
        assert list(course.winners) == [name for name, _, _ in winners]
        for step, (_, _, before) in zip(course.steps, winners, strict=True):
            assert step.tied == frozenset()
            assert [quotient.divisor for quotient in step.quotients] == [
                DIVISORS[method](before[name]) for name in sorted(votes)
            ]
        assert highest_averages(votes, seats, method=method, held=held).course == course

    @pytest.mark.parametrize("method", DivisorMethod)
    def test_the_ordinary_count_is_read_off(self, method):
        """Six lists far apart, one seat held by each: every number of seats from 1 to 60."""
        votes = {"A": 312_457, "B": 76_541, "C": 204_840, "D": 32_107, "F": 142_009, "V": 187_311}
        for seats in range(1, 61):
            assert self.read_off(votes, seats, method, dict.fromkeys(votes, 1)) is not None

    def test_nor_is_too_high_a_price_taken_for_the_end(self):
        """A 1000, A 333, H 306. Rounding down takes more than half a seat from seven small ones: 2 seats."""
        small = {"B": 300, "C": 301, "D": 302, "E": 303, "F": 304, "G": 305, "H": 306}
        votes = {"A": 1000} | small
        assert self.read_off(votes, 3, DivisorMethod.SAINTE_LAGUE, {}) is None
        count = highest_averages(votes, 3, method=DivisorMethod.SAINTE_LAGUE)
        assert [step.winner for step in count.steps] == ["A", "A", "H"]

    def test_nor_a_price_far_too_low(self):
        """A holds ten thousand seats; at a price that makes ten thousand in all, B would buy as many more."""
        votes, held = {"A": 1, "B": 10**6}, {"A": 10_000}
        assert self.read_off(votes, 2, DivisorMethod.DHONDT, held) is None
        steps = highest_averages(votes, 2, held=held).steps
        assert [step.winner for step in steps] == ["B", "B"]

    def test_equal_quotients_are_not(self):
        """A 10, then A 5 and B 5: who is tied is for the count by steps to say."""
        assert self.read_off({"A": 10, "B": 5}, 3, DivisorMethod.DHONDT, {}) is None


class TestSeatTotals:
    """A tie is refused, for there is nothing to settle it with."""

    def test_a_tie_is_said_with_names(self):
        with pytest.raises(LotNeededError, match="A, B og C står lige"):
            seat_totals({"C": 5, "A": 5, "B": 5}, 2)

    def test_a_contender_that_holds_a_fortune_leaves_the_seats_to_the_others(self):
        """A holds a billion of a billion and one: no price is near at the first try."""
        ends = seat_totals({"A": 10**6, "B": 1, "C": 2}, 3, held={"A": 10**9})
        assert ends == {"A": 10**9, "B": 1, "C": 2}
