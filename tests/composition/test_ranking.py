"""The ranking of quotients: its claims give the seats of the composition, and it falls."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import REGIONS, TERMS
from tools.elected import elected

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.composition.ranking import ranking_of
from kkr_analysis.composition.seats import STAGE, Composition, compose, recompose
from kkr_analysis.rules import CapReading, Readings

READINGS = [Readings(cap=reading) for reading in CapReading]


def refuse_faults(composition: Composition) -> None:
    """Hold a ranking to its composition and to itself."""
    found = ranking_of(composition)
    assert found.seats() == dict(composition.seats)
    for above, under in pairwise(found.claims):
        assert above.is_won >= under.is_won
        assert above.quotient is None or (under.quotient is not None and above.quotient >= under.quotient)
    for claim in found.claims if found.price is not None else ():
        assert claim.is_won == (claim.quotient is None or claim.quotient > found.price)


@st.composite
def compositions(draw: st.DrawFn) -> Composition:
    """Few votes and many ties as well as large numbers, under every reading of the cap."""
    size = st.one_of(st.integers(1, 12), st.integers(1, 10**6))
    votes = draw(st.dictionaries(st.sampled_from("ABCDEFGH"), size, min_size=1))
    mayors = {name: draw(st.integers(0, 6)) for name in votes}
    mayors[next(iter(mayors))] += 1
    outside = draw(st.integers(0, 2))
    return compose(
        votes,
        mayors,
        municipalities=sum(mayors.values()) + outside,
        mayors_outside=outside,
        readings=draw(st.sampled_from(READINGS)),
    )


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("readings", READINGS, ids=lambda readings: readings.cap.value)
def test_the_claims_won_are_the_seats_of_every_real_kkr(region, term, readings):
    refuse_faults(recompose(elected(region, term).composition, readings=readings))


@given(compositions())
def test_the_claims_won_are_the_seats_of_any_kkr(composition):
    refuse_faults(composition)


class TestPrice:
    """»Every eligible contender p gets ceil(votes_p * mayors_b / votes_b) seats« (K3), rung by rung."""

    def test_the_line_of_midtjylland_2022(self):
        """
        V's 185,393 votes and 9 mayors set the price: 20,599.2.

        The smallest quotient above it is A's tenth, 205,813 / 9 = 22,868.1, the largest below A's eleventh,
        205,813 / 10 = 20,581.3. V's tenth, 185,393 / 9, is the price itself.
        """
        found = ranking_of(elected("midtjylland", "2022-2026").composition)
        last, line, following = found.last, found.below[0], found.next_in_line
        assert (last.contender, last.seat, last.quotient) == ("A", 10, Fraction(205813, 9))
        assert (line.contender, line.seat, line.quotient) == ("V", 10, found.price)
        assert found.sets_price(line)
        assert (following.contender, following.seat, following.quotient) == ("A", 11, Fraction(205813, 10))
        assert len(found.won) == 36

    def test_exactly_on_the_line_is_not_above_it(self):
        """V 100 votes and 1 mayor; A has 200, so two seats, and no third though 200 / 2 is the price."""
        found = ranking_of(compose({"V": 100, "A": 200}, {"V": 1}, municipalities=1, readings=None))
        assert found.price is None, "a house of two is capped"
        found = ranking_of(compose({"V": 100, "A": 200}, {"V": 1}, municipalities=3, mayors_outside=2))
        assert [(claim.contender, claim.seat, claim.is_won) for claim in found.claims[:5]] == [
            ("A", 1, True), ("V", 1, True), ("A", 2, True), ("A", 3, False), ("V", 2, False),
        ]  # fmt: skip
        assert found.next_in_line.contender == "A"
        assert [found.sets_price(claim) for claim in found.below[:2]] == [False, True]


class TestCap:
    """»i.e. start from the mayors and give the next seat to the largest votes / seats already held« (K6)."""

    def test_the_line_of_nordjylland_2022_is_that_of_the_count(self):
        composition = elected("nordjylland", "2022-2026").composition
        found, steps = ranking_of(composition), composition.cut.count.steps
        assert dict(found.held) == dict(composition.mayors)
        assert [(claim.contender, claim.quotient) for claim in found.won] == [
            (step.winner, step.winning.value) for step in steps
        ]
        assert found.next_in_line.contender == steps[-1].runner_up.contender or steps[-1].winner

    def test_a_first_seat_has_no_size_and_goes_by_votes(self):
        """A house of six with three mayors of V: C and B have none yet, and C has more votes."""
        found = ranking_of(compose({"V": 300, "B": 40, "C": 90}, {"V": 3}, municipalities=3))
        assert found.price is not None
        found = ranking_of(compose({"V": 300, "B": 40, "C": 90, "A": 900}, {"V": 3}, municipalities=3))
        assert [(claim.contender, claim.quotient) for claim in found.won] == [
            ("A", None), ("C", None), ("B", None),
        ]  # fmt: skip
        assert found.next_in_line.contender == "A"

    def test_a_lot_is_said_on_the_claim_that_it_won(self):
        """V's mayor, and one seat that A and B are equally near to, for want of any other."""
        votes, mayors = {"V": 10, "A": 10, "B": 10}, {"V": 1}
        lot = DrawnLot(stage=STAGE, tied=frozenset("AB"), winners=("B",))
        waiting = ranking_of(compose(votes, mayors, municipalities=1))
        assert waiting.last is None
        drawn = ranking_of(compose(votes, mayors, municipalities=1, lots=[lot]))
        assert (drawn.last.contender, drawn.last.is_by_lot) == ("B", True)
        assert not drawn.next_in_line.is_by_lot

    def test_largest_remainder_stands_on_fractions_of_a_seat(self):
        """
        A house of four, V 30 of 80 votes: 1.5, A 1.75, B 0.75. V would get one, so it keeps its two mayors.

        Two seats are left for A and B's 50 votes: 1.4 and 0.6.
        """
        found = ranking_of(
            compose(
                {"V": 30, "A": 35, "B": 15},
                {"V": 2},
                municipalities=2,
                readings=Readings(cap=CapReading.LARGEST_REMAINDER),
            )
        )
        assert [(claim.contender, claim.quotient, claim.is_won) for claim in found.claims] == [
            ("B", Fraction(3, 5), True), ("A", Fraction(2, 5), False),
        ]  # fmt: skip


def test_around_takes_as_many_each_way_as_there_are():
    found = ranking_of(elected("midtjylland", "2022-2026").composition)
    assert [claim.is_won for claim in found.around(6)] == [True] * 6 + [False] * 6
    assert len(found.around(100)) == 36 + len(found.below)
