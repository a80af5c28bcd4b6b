"""The answers of single draws: by hand, and the fast path held to the traced engine."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from examples import examples
from hypothesis import example, given
from hypothesis import strategies as st
from places import REGIONS, TERMS

from kkr_analysis.allocation import Alliance
from kkr_analysis.data.load import load_result
from kkr_analysis.rules import CapReading, OutsideReading, Readings
from kkr_analysis.whatif.uncertainty import Recount, Uncertainty
from kkr_analysis.whatif.uncertainty.drawing import Drawing, DrawnVotes
from kkr_analysis.whatif.uncertainty.questions import IMPOSSIBLE, LOT, Facts
from kkr_analysis.whatif.uncertainty.traced import traced_answers
from kkr_analysis.whatif.uncertainty.vectorised import is_covered, vectorised_answers

LETTERS = "ABCDE"
ALLIANCES = ((), ("A+B",), ("A+C", "B+D"), ("A+B+C+D+E",), ("C+D+E",))


def facts_of(mayors, *, represented=None, others=0, alliances=(), readings=None):
    """Contenders A, B, C … with so many mayors each."""
    return Facts(
        letters=tuple(LETTERS[: len(mayors)]),
        mayors=tuple(mayors),
        is_represented=tuple(represented or [True] * len(mayors)),
        municipalities=sum(mayors) + others,
        readings=readings or Readings(),
        alliances=tuple(Alliance.parse(text) for text in alliances),
    )


def drawn_of(*rows, denominators=None):
    sums = [sum(row) for row in rows]
    return DrawnVotes(votes=np.array(rows, np.int64), denominators=np.array(denominators or sums, np.int64))


def answer(facts, *votes, denominator=None):
    """Both paths' answer to one draw, in parts: who is eligible, seats, and total, cap and the two posts."""
    drawn = drawn_of(votes, denominators=[denominator] if denominator else None)
    [row] = traced_answers(facts, drawn).tolist()
    if is_covered(facts):
        assert vectorised_answers(facts, drawn).tolist() == [row]
    return row[: len(votes)], row[len(votes) : -4], row[-4:]


class TestByHand:
    def test_a_plain_draw(self):
        """A is dimensioning with 2 mayors on 100 votes, 50 a seat; B's 60 are two seats: 4 of at most 6."""
        assert answer(facts_of([2, 1]), 100, 60) == ([1, 1], [2, 2], [4, 0, 0, 1])

    def test_exactly_two_per_cent_is_enough(self):
        """20 of 1,000 votes is 2 %; 20 of 1,001 is not, and has no seat."""
        assert answer(facts_of([3, 0]), 980, 20, denominator=1000)[:2] == ([1, 1], [3, 1])
        assert answer(facts_of([3, 0]), 980, 20, denominator=1001)[:2] == ([1, 0], [3, 0])

    def test_who_is_in_no_council_stays_out(self):
        assert answer(facts_of([3, 0], represented=[True, False]), 500, 400)[:2] == ([1, 0], [3, 0])

    def test_a_mayor_of_who_falls_out_is_a_member_all_the_same(self):
        """B has 1 % and one mayor: A's two seats and that mayor are three members. Rule K7."""
        assert answer(facts_of([2, 1]), 990, 10) == ([1, 0], [2, 0], [3, 0, 0, 0])

    def test_a_tie_for_the_last_seat_is_a_lot_and_not_an_order(self):
        """
        One municipality, A dimensioning with 10 votes: at most two members, so one more seat.

        B and C have 30 votes each and no seat: one of them gets it by lot, and there are two members anyhow.
        """
        eligible, seats, rest = answer(facts_of([1, 0, 0]), 10, 30, 30)
        assert (eligible, seats) == ([1, 1, 1], [1, LOT, LOT])
        assert rest == [2, 1, LOT, LOT]

    def test_of_those_without_a_seat_the_largest_comes_first(self):
        """As before, but C has 31 votes to B's 30: no lot, and C has the seat."""
        assert answer(facts_of([1, 0, 0]), 10, 30, 31)[1] == [1, 0, 1]

    def test_a_tie_for_the_vice_chair_leaves_the_chair(self):
        assert answer(facts_of([1, 1, 1]), 100, 60, 60)[2][2:] == [0, LOT]

    def test_half_of_the_winner_can_tie(self):
        """100 / 2 is 50, as much as B has."""
        assert answer(facts_of([1, 1]), 100, 50)[2][2:] == [0, LOT]

    def test_nobody_with_a_mayor_is_no_result(self):
        """A and its mayor fall out at 1 %: nothing sizes the KKR (rule K3). Who is eligible is known."""
        assert answer(facts_of([1, 0]), 1, 99) == ([0, 1], [IMPOSSIBLE] * 2, [IMPOSSIBLE] * 4)

    def test_no_votes_at_all(self):
        assert answer(facts_of([1, 0]), 0, 0)[0] == [0, 0]

    def test_an_alliance_takes_the_chair(self):
        """B and C have 120 together; B leads it. Then A's 100 against C's alliance halved, 60."""
        assert answer(facts_of([1, 1, 1], alliances=["B+C"]), 100, 70, 50)[2][2:] == [1, 0]

    def test_an_alliance_loses_who_is_not_eligible(self):
        """C has 1 % of 2,000, so B+C is B alone, and equal to A. With C's 2 % it is ahead."""
        facts = facts_of([1, 1, 1], alliances=["B+C"])
        assert answer(facts, 990, 990, 20)[2][2:] == [LOT, LOT]
        assert answer(facts, 980, 980, 40)[2][2:] == [1, 0]

    def test_an_alliance_in_an_alliance_goes_to_the_traced_engine(self):
        inner = Alliance.of("A", Alliance.of("B", "C"))
        facts = facts_of([1, 1, 1])
        facts = Facts(
            letters=facts.letters,
            mayors=facts.mayors,
            is_represented=facts.is_represented,
            municipalities=3,
            readings=Readings(),
            alliances=(inner,),
        )
        assert not is_covered(facts)
        assert answer(facts, 60, 50, 40)[2][2:] == [1, 0]
        assert answer(facts, 60, 50, 1)[2][2:] == [0, 1]

    def test_other_readings_of_the_cap_go_to_the_traced_engine(self):
        for reading in (CapReading.DHONDT, CapReading.LARGEST_REMAINDER):
            assert not is_covered(facts_of([1], readings=Readings(cap=reading)))


class TestFastPathOnElections:
    """The same, on votes as they are."""

    @pytest.mark.parametrize("term", TERMS)
    @pytest.mark.parametrize("region", REGIONS)
    def test_as_the_traced_engine(self, project, region, term):
        result = load_result(region, term, ["A+F+Ø", "C+V"], project=project)
        spread = Uncertainty(recount=Recount(percent=Fraction(30)))
        drawing = Drawing.of(result.figures, result.eligibility.reading, spread, 5)
        facts, drawn = Facts.of(result, drawing.letters), drawing.drawn(0, 100)
        assert is_covered(facts)
        assert vectorised_answers(facts, drawn).tolist() == traced_answers(facts, drawn).tolist()


class TestFastPath:
    """»equal on every draw of a random sample«."""

    @examples(300)
    @given(st.data())
    def test_as_the_traced_engine(self, data):
        """Few votes, so that equal quotients are everywhere; more, so that they are not."""
        size = data.draw(st.integers(1, 5))
        mayors = data.draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
        most = data.draw(st.sampled_from([3, 12, 100, 9_999_999]))
        pacts = [pact for pact in ALLIANCES if set("".join(pact)) <= set(LETTERS[:size]) | {"+"}]
        facts = facts_of(
            mayors,
            represented=data.draw(st.lists(st.booleans(), min_size=size, max_size=size)),
            others=data.draw(st.integers(0, 3)),
            alliances=data.draw(st.sampled_from(pacts)),
            readings=Readings(outside=data.draw(st.sampled_from(OutsideReading))),
        )
        rows = data.draw(
            st.lists(st.lists(st.integers(0, most), min_size=size, max_size=size), min_size=1, max_size=20)
        )
        extra = data.draw(st.integers(0, most))
        drawn = drawn_of(*rows, denominators=[sum(row) + extra for row in rows])
        assert is_covered(facts)
        assert vectorised_answers(facts, drawn).tolist() == traced_answers(facts, drawn).tolist()

    @examples(100)
    @given(st.lists(st.lists(st.integers(1, 40), min_size=4, max_size=4), min_size=1, max_size=20))
    @example([[1, 2, 4, 8]])
    def test_where_the_cap_binds(self, rows):
        """A has one mayor and few votes, so the cap binds nearly always. Members never exceed it."""
        facts = facts_of([1, 2, 0, 0])
        drawn = drawn_of(*rows)
        answers = vectorised_answers(facts, drawn)
        assert answers.tolist() == traced_answers(facts, drawn).tolist()
        possible = answers[answers[:, -4] != IMPOSSIBLE]
        assert (possible[:, -4] <= 6).all()
        settled = possible[(possible[:, 4:8] != LOT).all(axis=1)]
        outside = (settled[:, :4] == 0) @ np.array([1, 2, 0, 0])
        assert (settled[:, 4:8].sum(axis=1) + outside == settled[:, -4]).all()
