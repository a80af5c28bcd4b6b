"""A lot for chair or vice-chair, from the recorded row to the table, the sentence and the JSON."""

from dataclasses import replace
from datetime import date

import pytest
from places import ROOT, TERM

from kkr_analysis.allocation import Alliance, DrawnLot
from kkr_analysis.composition.election import RegionalLot
from kkr_analysis.composition.record import record_of
from kkr_analysis.composition.result import CHAIR_STAGE, calculate
from kkr_analysis.data.load import chair_lot_needed
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import load_election
from kkr_analysis.errors import AllianceError, ImpossibleLotError, StaleLotError
from kkr_analysis.presentation import prose, tables
from kkr_analysis.rules import rule_set

AARHUS = "751"


@pytest.fixture(scope="module")
def election():
    return load_election(Project(ROOT).data, "kv2021")


@pytest.fixture
def tied(election):
    """A and V with 205,813 votes each."""
    return with_votes(election, "V", 20_420)


def with_votes(election, letter: str, more: int):
    """Return the election with more votes for a party in Aarhus."""
    return replace(
        election,
        lists=tuple(
            replace(own, votes=own.votes + more) if (own.municipality, own.party) == (AARHUS, letter) else own
            for own in election.lists
        ),
    )


def with_lot(election, post: int, tied: set[str], winner: str):
    """Return the election with a lot recorded for one of Midtjylland's posts."""
    lot = DrawnLot(
        stage=f"{CHAIR_STAGE}, post {post}",
        tied=frozenset(tied),
        winners=(winner,),
        drawn_on=date(2022, 1, 19),
        note="Trukket af sekretariatet",
    )
    return replace(election, lots=(RegionalLot(region="midtjylland", lot=lot),))


def kkr(election, *alliances: str):
    return calculate(
        election, "midtjylland", rule_set(TERM), alliances=[Alliance.parse(text) for text in alliances]
    )


def posts(table) -> list[tuple[str, str]]:
    """Return contender and post of the rows that have one."""
    return [(cells[0], cells[-1]) for _, cells in table.cells() if cells[-1] != "–"]


class TestEqualVotesForTheChair:
    """A 205,813 and V 185,393 + 20,420 = 205,813: both get a post, and a lot says which (V7)."""

    def test_without_a_lot_both_rows_wait_and_the_analyst_is_told_how_to_record_it(self, tied):
        result = kkr(tied)
        assert posts(tables.plain_posts(result)) == [
            ("A Socialdemokratiet", "lodtrækning"),
            ("V Venstre, Danmarks Liberale Parti", "lodtrækning"),
        ]
        assert "lodtrækning mellem A og V" in " ".join(prose.posts(result).source.split())
        assert 'trin "formand og næstformand, post 1", lige A / V' in str(
            chair_lot_needed(Project(ROOT), result)
        )
        assert record_of(result).chair is None

    @pytest.mark.parametrize(("winner", "other"), [("A", "V"), ("V", "A")])
    def test_table_sentence_and_json_say_who_was_drawn(self, tied, winner, other):
        result = kkr(with_lot(tied, 1, {"A", "V"}, winner))
        rows = posts(tables.plain_posts(result))
        assert [(name[0], post) for name, post in rows] == [
            (winner, "formand (lodtrækning)"),
            (other, "næstformand"),
        ]
        text = " ".join(prose.posts(result).source.split())
        assert f"A og V stod lige, og {winner} vandt lodtrækningen den 19. januar 2022." in text
        assert "Trukket af sekretariatet." in text
        chair = record_of(result).chair
        assert (chair.contender, chair.by_lot) == (winner, True)
        assert chair_lot_needed(Project(ROOT), result) is None

    def test_the_lot_stands_when_others_declare_an_alliance(self, tied):
        result = kkr(with_lot(tied, 1, {"A", "V"}, "V"), "F+Ø")
        assert [post.holder for post in result.plain_posts.posts] == ["V", "A"]
        assert [post.holder for post in result.posts.posts] == ["V", "A"]

    def test_it_stands_for_the_count_without_alliances_when_one_of_the_tied_declares_one(self, tied):
        """C+V is ahead of A without any lot; the lot still settles the count shown beside it."""
        result = kkr(with_lot(tied, 1, {"A", "V"}, "V"), "C+V")
        assert [post.holder for post in result.plain_posts.posts] == ["V", "A"]
        assert [post.lots for post in result.posts.posts] == [(), ()]

    def test_a_lot_that_neither_count_needs_is_refused(self, election):
        with pytest.raises(StaleLotError):
            kkr(with_lot(election, 1, {"A", "V"}, "V"), "F+Ø")


class TestTieWithAnAlliance:
    """A 205,813 + 73,373 = 279,186 = C + V."""

    def test_a_lot_between_an_alliance_and_a_lone_contender(self, election):
        tied = with_votes(election, "A", 73_373)
        assert "lige A / C+V" in str(chair_lot_needed(Project(ROOT), kkr(tied, "C+V")))
        result = kkr(with_lot(tied, 1, {"A", "C+V"}, "C+V"), "C+V")
        assert [post.holder for post in result.posts.posts] == ["V", "A"]
        assert posts(tables.allied_posts(result)) == [
            ("C+V", "formand, der går til V Venstre, Danmarks Liberale Parti (lodtrækning)"),
            ("A Socialdemokratiet", "næstformand"),
        ]

    def test_a_tie_inside_an_alliance_marks_the_alliance_alone(self, election):
        """C 93,793 + 91,600 = V's 185,393: C+V is ahead, and who of the two it is waits for a lot."""
        result = kkr(with_votes(election, "C", 91_600), "C+V")
        assert posts(tables.allied_posts(result)) == [("C+V", "lodtrækning")]

    def test_the_lot_stands_while_one_inside_the_alliance_is_awaited(self, election):
        """C 93,793 + 91,600 = V 185,393, and A 205,813 + 164,973 = 370,786 = C + V."""
        tied = with_votes(with_votes(election, "C", 91_600), "A", 164_973)
        result = kkr(with_lot(tied, 1, {"A", "C+V"}, "C+V"), "C+V")
        assert result.posts.posts == ()
        assert "post 1, inden for C+V" in str(chair_lot_needed(Project(ROOT), result))


class TestWhoMayJoin:
    """»Valgforbund: between eligible contenders only« (V2)."""

    @pytest.mark.parametrize("pact", ["C+I", "C+LLD", "C+X"])
    def test_a_contender_that_is_not_eligible_may_not(self, election, pact):
        with pytest.raises(AllianceError, match="ikke berettiget til pladser i KKR Midtjylland"):
            kkr(election, pact)

    def test_a_small_letter_is_as_good(self, election):
        assert [pact.label for pact in kkr(election, " c + v").posts.alliances] == ["C+V"]


class TestSentences:
    """The page first says what the declared alliances give, and then what the posts would be without them."""

    def said(self, election) -> str:
        return " ".join(prose.posts(kkr(election, "C+V")).source.split())

    def test_without_alliances_both_posts_have_a_holder(self, election):
        assert self.said(election).endswith(
            "<p>Uden valgforbund ville formandsposten gå til Socialdemokratiet (A) og næstformandsposten til "
            "Venstre, Danmarks Liberale Parti (V).</p>"
        )

    def test_without_alliances_a_lot_would_decide_the_chair(self, tied):
        assert self.said(tied).endswith(
            "<p>Uden valgforbund skulle der trækkes lod mellem A og V om formandsposten.</p>"
        )

    def test_without_alliances_a_lot_would_decide_the_vice_chair(self, election):
        assert self.said(with_votes(election, "C", 91_600)).endswith(
            "<p>Uden valgforbund ville formandsposten gå til Socialdemokratiet (A), og så skulle der trækkes "
            "lod mellem C og V om næstformandsposten.</p>"
        )


class TestWrittenByHand:
    """A lot that somebody writes in Python."""

    def test_lists_are_as_good_as_sets(self):
        assert DrawnLot(stage="x", tied=["A", "C"], winners=["C"]) == DrawnLot(
            stage="x", tied=frozenset({"A", "C"}), winners=("C",)
        )

    def test_a_text_is_not(self):
        with pytest.raises(ImpossibleLotError, match="fandt én tekst, ventede flere navne"):
            DrawnLot(stage="x", tied="AC", winners=("A",))
