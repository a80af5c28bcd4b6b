"""Every stored answer to chair and vice-chair, held to the traced engine set by set."""

from __future__ import annotations

import numpy as np
import pytest
from examples import examples
from hypothesis import example, given
from tools.counted_one_by_one import votes_of

from kkr_analysis.allocation import Alliance, elect_in_order
from kkr_analysis.errors import TooManyContendersError
from kkr_analysis.whatif.alliances import (
    ChairAndViceChair,
    best_and_worst,
    counter_pacts,
    departures,
    every_result,
    most_frequent,
    stable_sets,
)
from kkr_analysis.whatif.alliances import answer_table as stored
from kkr_analysis.whatif.alliances.answer_table import StoredContest, answer_table
from kkr_analysis.whatif.alliances.lineup import Lineup
from kkr_analysis.whatif.alliances.post_answers import NOT_FILLED, answer_of
from kkr_analysis.whatif.alliances.stored_results import stored_results

TIED = {"A": 4, "B": 2, "C": 2}
"""B+C has as many votes as A, and B as many as C."""


def elections(table):
    """Every set of the table with its election, as the traced engine counts it."""
    for number, string in enumerate(table.strings.T.tolist()):
        yield number, elect_in_order(table.lineup.as_votes, 2, table.lineup.alliances(string))


def told(lineup, way):
    """The lots drawn in one way that they can fall, and the answers to both posts."""
    drawn = tuple(winner for lot in way.lots for winner in lot.winners)
    return drawn, *(answer_of(lineup, post) for post in way.posts)


class TestEverySet:
    """»equal in posts, margins and lots« (V1, V2, V3, V7)."""

    @examples(60)
    @given(votes_of(5))
    @example({"A": 2, "B": 1})
    @example(TIED)
    @example({"A": 0, "B": 0})
    @example({"A": 1, "B": 1, "C": 2, "D": 0})
    @example({"A": 7})
    def test_as_the_traced_engine(self, votes):
        table = answer_table(Lineup.of(votes, 5))
        for number, election in elections(table):
            posts, lot = table.posts(number), table.lot(number)
            expected = [answer_of(table.lineup, post) for post in election.posts]
            if election.tie is None:
                assert lot is None
                assert list(posts) == (expected or [NOT_FILLED, NOT_FILLED])
                continue
            assert lot is not None
            assert lot.post == len(election.posts) + 1
            assert list(posts) == [*expected, None, None][:2]
            assert set(lot.tied) == election.tie.tied
            assert [(fall.drawn, fall.chair, fall.vice_chair) for fall in lot.falls] == sorted(
                told(table.lineup, way) for way in election.outcomes()
            )

    @examples(40)
    @given(votes_of(6, least=3))
    def test_those_left_out_stand_alone_in_every_answer(self, votes):
        table = answer_table(Lineup.of(votes, 3))
        assert len(table) == 5
        for number, election in elections(table):
            if election.tie is None and election.posts:
                assert list(table.posts(number)) == [answer_of(table.lineup, post) for post in election.posts]

    def test_the_nearest_may_be_inside_the_alliance(self):
        """C+V 130 and A 60: A lacks 71 votes for the chair, C 21 inside."""
        table = answer_table(Lineup.of({"A": 60, "C": 55, "V": 75}, 3))
        chair, _ = table.posts(table.lineup.number([Alliance.of("C", "V")]))
        assert chair is not None
        assert (table.lineup.letters[chair.holder], table.lineup.letters[chair.nearest]) == ("V", "C")
        assert (chair.is_inside, chair.lacking) == (1, 21)

    def test_both_falls_of_a_lot(self):
        """A 4, B+C 4: if A is drawn, a second lot between B and C gives the vice-chair, and the other way."""
        table = answer_table(Lineup.of(TIED, 3))
        lot = table.lot(table.lineup.number([Alliance.of("B", "C")]))
        assert lot is not None
        assert (lot.post, lot.tied, lot.inside) == (1, ("A", "B+C"), "")
        assert [fall.drawn for fall in lot.falls] == [("A", "B"), ("A", "C"), ("B+C", "B"), ("B+C", "C")]
        holders = [(fall.chair.holder, fall.vice_chair.holder) for fall in lot.falls]
        assert holders == [(0, 1), (0, 2), (1, 0), (2, 0)]

    def test_too_many_lots_are_refused(self, monkeypatch):
        monkeypatch.setattr(stored, "MOST_FALLS", 100)
        with pytest.raises(TooManyContendersError, match="afgør en post i 52 af 52 sæt"):
            answer_table(Lineup.of(dict.fromkeys("ABCDE", 1), 5))


class TestFromTheStored:
    """»What each party has at best and at worst, pacts that hold, counter-pacts: from the same answers«."""

    @examples(40)
    @given(votes_of(5, least=2))
    @example(TIED)
    def test_as_counted_afresh(self, votes):
        contest, lookup = ChairAndViceChair.of(votes), StoredContest(table=answer_table(Lineup.of(votes, 5)))
        pact = Alliance(tuple(sorted(votes)[:2]))
        assert best_and_worst(lookup) == best_and_worst(contest)
        assert stable_sets(lookup) == stable_sets(contest)
        assert counter_pacts(lookup, pact) == counter_pacts(contest, pact)
        assert departures(lookup, [pact]) == departures(contest, [pact])

    @examples(40)
    @given(votes_of(5, least=2))
    @example(TIED)
    @example({"A": 0, "B": 0})
    def test_every_result_with_its_smallest_sets_and_those_that_hold(self, votes):
        contest = ChairAndViceChair.of(votes)
        ours = stored_results(answer_table(Lineup.of(votes, 5)))
        theirs = most_frequent(contest, every_result(contest))
        assert [(each.result.posts, each.result.sets) for each in ours] == [
            (each.posts, each.sets) for each in theirs
        ]
        holding = {as_sets([pacts]).pop() for pacts in stable_sets(contest)}
        for each, expected in zip(ours, theirs, strict=True):
            assert as_sets(each.result.smallest) == as_sets(expected.smallest)
            assert as_sets(each.holding) <= holding

    def test_values_of_an_undecided_set_are_the_least_and_the_most(self):
        table = answer_table(Lineup.of(TIED, 3))
        number = table.lineup.number([Alliance.of("B", "C")])
        assert number in table.undecided
        np.testing.assert_array_equal(table.values.sure[number], [1, 0, 0])
        np.testing.assert_array_equal(table.values.most[number], [2, 2, 2])


def as_sets(each):
    """Sets of alliances without any order."""
    return {frozenset(frozenset(pact.contenders()) for pact in pacts) for pacts in each}
