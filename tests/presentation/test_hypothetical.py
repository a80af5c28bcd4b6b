"""A scenario on a page: who wins which post, the pictures, and that everything says what it is."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from tools.drawn import refuse_overflow, texts_in

from kkr_analysis.allocation import Alliance
from kkr_analysis.data.sources import load_election
from kkr_analysis.presentation import hypothetical
from kkr_analysis.whatif.scenarios import MayorChange, Scenario, VoteChange, what_if

BASE = Scenario(region="midtjylland", term="2022-2026")


@pytest.fixture(scope="module")
def election(project):
    return load_election(project.data, "kv2021")


def scenario(*alliances: str, places: tuple[int, ...] = (), **others) -> Scenario:
    parsed = tuple(Alliance.parse(text) for text in alliances)
    return Scenario(
        region=others.pop("region", "midtjylland"),
        term="2022-2026",
        alliances=parsed,
        places=places,
        **others,
    )


def pictures(changed):
    """What is pictured first, and its pictures."""
    contested = hypothetical.shown(changed)[0]
    return contested, hypothetical.pictures_of(changed, contested)


def page(changed) -> BeautifulSoup:
    return BeautifulSoup(hypothetical.answer(changed).source, "html.parser")


class TestContested:
    """Counted by hand on the votes of Midtjylland: A 205,813, V 185,393, C 93,793."""

    def test_c_and_v_take_the_chair_together(self, election):
        [posts] = what_if(election, scenario("C+V")).contested
        assert posts.before.holders == ("A", "V")
        assert [(award.entry, award.holder) for award in posts.after.each] == [("C+V", "V"), ("A", "A")]
        assert posts.after.won == {"A": 1, "B": 0, "C+V": 1} | dict.fromkeys(["D", "F", "K", "O", "Ø"], 0)
        assert posts.changed == (1, 2)

    def test_a_place_that_hangs_on_a_lot_is_nobodys(self, election):
        """The ninth: A 10 ÷ 4 and C 5 ÷ 2, both 2.5."""
        forum = what_if(election, scenario(places=(9,))).contested[1]
        assert forum.before.holders == ("A", "V", "A", "C", "V", "A", "F", "V", None)
        assert forum.changed == ()

    def test_a_forum_of_one_place_is_a_majority_vote_and_no_count(self, election):
        assert len(what_if(election, scenario(places=(1,))).contested) == 1


class TestPictures:
    def test_the_quotients_are_those_of_the_count(self, election):
        _, found = pictures(what_if(election, scenario("C+V")))
        assert "C+V 1. post 279.186" in found.after.alt
        assert "Næste i rækken er" in found.before.alt
        for chart in (found.holders, found.before, found.after):
            assert chart.alt.startswith("Tænkt eksempel: KKR Midtjylland 2022–26")
            refuse_overflow(chart.draw())

    def test_a_lot_is_named_on_the_ladder(self, election):
        before = pictures(what_if(election, scenario(places=(9,))))[1].before
        assert "Om den næste plads trækkes der lod mellem A og C med 2,500 hver." in before.alt
        assert texts_in(before.draw()).count("lodtrækning") == 2
        assert "stemmer flere" not in before.alt

    def test_where_a_lot_decides_everything_there_is_no_ladder(self, election):
        """V with as many votes as A: a lot for the first post already."""
        votes = (VoteChange(letter="V", change=205813 - 185393),)
        posts, found = pictures(what_if(election, scenario(votes=votes)))
        assert posts.after.holders == (None, None)
        assert found.after is None
        assert found.before is not None

    def test_an_alliance_has_its_largest_members_colour_and_its_label(self, election):
        _, found = pictures(what_if(election, scenario("A+F+Ø+B")))
        assert "A+F+Ø+B" in texts_in(found.after.draw())


class TestAnswer:
    @pytest.mark.parametrize(
        "region", ["hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland"]
    )
    def test_it_is_a_thought_example_first_and_last(self, election, region):
        answer = page(what_if(election, scenario("A+V", places=(5, 3, 1), region=region)))
        assert answer.h2.text == "Tænkt eksempel: valgforbund A+V"
        assert answer.find_all("p")[-1].text.startswith("Tænkt eksempel. Det er ikke et resultat")
        captions = [caption.text for caption in answer.find_all("caption")]
        assert captions[:3] == [
            "Formand og næstformand",
            "Udpegning til 5 pladser",
            "Udpegning til 3 pladser",
        ]

    def test_every_cell_has_its_headers(self, election):
        for table in page(what_if(election, scenario("C+V", places=(4,)))).find_all("table"):
            assert table.caption.text
            assert {cell["scope"] for cell in table.thead.find_all("th")} == {"col"}
            assert all(row.find("th")["scope"] == "row" for row in table.tbody.find_all("tr"))

    def test_the_posts_beside_the_election(self, election):
        body = page(what_if(election, scenario("C+V"))).tbody
        rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in body.find_all("tr")]
        assert rows == [
            [
                "Formand",
                "A (Socialdemokratiet)",
                "V (Venstre, Danmarks Liberale Parti), i valgforbundet C+V",
            ],
            ["Næstformand", "V (Venstre, Danmarks Liberale Parti)", "A (Socialdemokratiet)"],
        ]

    def test_seats_that_move_have_a_table(self, election):
        changed = what_if(election, scenario(mayors=(MayorChange(municipality="Struer", letter="A"),)))
        text = hypothetical.answer(changed).source
        assert "Pladser i KKR, der flytter sig" in text
        assert re.search(r"\+\d", text)

    def test_a_hostile_name_is_only_text(self, election):
        changed = what_if(election, scenario("C+V", name='<img src=x onerror="alert(1)">'))
        assert page(changed).img is None
        assert "<img src=x" in page(changed).h2.text
