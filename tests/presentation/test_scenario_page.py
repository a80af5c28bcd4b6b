"""A what-if as a page: what is supposed, who gets what with how many votes, and on every part what it is."""

from __future__ import annotations

import re
from dataclasses import replace
from unittest.mock import ANY

import pytest
from bs4 import BeautifulSoup
from places import ROOT

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.record import found_in
from kkr_analysis.data.sources import load_election
from kkr_analysis.errors import ScenarioError
from kkr_analysis.presentation import scenario_page
from kkr_analysis.presentation.carried import MIMETYPE, fingerprints_in
from kkr_analysis.presentation.carried_what_if import carried_what_if, sha256_of_what_if, what_ifs_in
from kkr_analysis.presentation.scenarios import values
from kkr_analysis.whatif.scenarios import MayorChange, Scenario, VoteChange, what_if
from kkr_analysis.whatif.scenarios.loading import load_what_if

BASE = Scenario(region="midtjylland", term="2022-2026")
PACT = replace(BASE, name="C og V går sammen", alliances=(Alliance.of("C", "V"),))


@pytest.fixture(scope="module")
def election(project):
    return load_election(project.data, "kv2021")


def cells(table) -> dict[str, list[str]]:
    return dict(table.cells())


class TestPosts:
    """Counted by hand on the votes of Midtjylland: A 205,813, V 185,393, C 93,793."""

    def test_the_chair_before_and_after_with_the_votes_that_the_nearest_lacked(self, election):
        """
        V needs 205,813 − 185,393 + 1 = 20,421 votes for A's chair, and C 185,393 − 93,793 + 1 = 91,601 for
        V's post: fewer than A, whose second quotient is the next in line.

        C+V have 279,186, so A needs 73,374 votes to take the chair back.
        """
        table = scenario_page.posts(what_if(election, PACT))
        assert cells(table)["Formand ved valget"] == ["A (Socialdemokratiet)", "V", "20.421"]
        assert cells(table)["Næstformand ved valget"][1:] == ["C", "91.601"]
        assert cells(table)["Formand i eksemplet"] == [
            "V (Venstre, Danmarks Liberale Parti), i valgforbundet C+V",
            "A",
            "73.374",
        ]
        assert table.emphasised == {"Formand i eksemplet", "Næstformand i eksemplet"}
        [note] = table.footnotes
        assert note.text == "For at få posten; næstformandsposten, når formandsposten ligger fast."
        assert scenario_page.posts(what_if(election, BASE)).footnotes == ()

    def test_nothing_is_emphasised_where_nothing_changes(self, election):
        assert scenario_page.posts(what_if(election, BASE)).emphasised == frozenset()

    def test_a_post_that_a_lot_decides(self, election):
        """V as many votes as A: either can have the chair, and nobody is nearest to it."""
        tied = replace(BASE, votes=(VoteChange(letter="V", total=205_813),))
        table = scenario_page.posts(what_if(election, tied))
        assert cells(table)["Formand i eksemplet"] == ["lodtrækning mellem A og V", "", ""]


class TestSeatsAndAppointments:
    def test_only_the_seats_that_move_are_listed(self, election):
        """One mayor more for A (Struer from V): the table has them alone."""
        found = what_if(election, replace(BASE, mayors=(MayorChange(municipality="Struer", letter="A"),)))
        rows = BeautifulSoup(scenario_page.seats(found).source, "html.parser").select("tbody tr")
        moved = {move.letter: move.change for move in found.seats if move.change}
        assert moved
        assert {row.th.get_text().split()[0] for row in rows} == set(moved)

    def test_where_none_moves_a_sentence_says_so(self, election):
        shown = scenario_page.seats(what_if(election, PACT)).source
        assert "36 medlemmer, og pladserne er fordelt som ved valget." in shown
        assert "<table" not in shown

    def test_appointments_are_there_where_they_are_asked_for(self, election):
        """Nine places: the ninth is a lot between A (10 ÷ 4) and C (5 ÷ 2)."""
        assert scenario_page.appointments(what_if(election, PACT)) is None
        found = what_if(election, replace(BASE, places=(9, 1)))
        shown = scenario_page.appointments(found).source
        assert shown.startswith("<h2>Udpegninger</h2>")
        assert "Der bliver lodtrækning om 1 plads mellem A og C." in shown
        assert "Udpegning til 1 plads (flertalsvalg)" in shown


class TestItSaysWhatItIs:
    """A reader of any page of it sees that it is no result."""

    def test_title_particulars_picture_and_end(self, election):
        found = what_if(election, PACT)
        heading = BeautifulSoup(scenario_page.heading(found).source, "html.parser")
        assert heading.h1.get_text() == "Tænkt eksempel: C og V går sammen"
        foot = heading.select_one(".status")  # the printed page repeats it at its foot, beside the title
        assert foot.get_text() == "Ikke et resultat"
        assert scenario_page.ladder(found).alt.startswith("Tænkt eksempel: KKR Midtjylland 2022–26")
        assert "Tænkt eksempel.</strong> Ikke et resultat" in scenario_page.turns(found).source
        assert "tænkt eksempel" in scenario_page.description(found)

    def test_where_nothing_turns_it_says_so(self, election):
        assert "Intet vender." in scenario_page.turns(what_if(election, BASE)).source

    def test_markup_in_a_name_is_text(self, election):
        named = what_if(election, replace(BASE, name="<b>x</b>"))
        assert "&lt;b&gt;x&lt;/b&gt;" in scenario_page.heading(named).source


class TestCarried:
    """What the notebook carries is no record of a result, and follows the figures."""

    def output(self, found) -> list[dict]:
        return [{"outputs": [{"data": carried_what_if(found)._repr_mimebundle_()}]}]

    def test_the_build_finds_it_and_no_fingerprint(self, election):
        found = what_if(election, PACT)
        assert what_ifs_in(self.output(found)) == [sha256_of_what_if(found)]
        assert list(fingerprints_in(self.output(found))) == []
        [cell] = self.output(found)
        assert MIMETYPE not in cell["outputs"][0]["data"]
        assert found_in(str(cell)) is None

    def test_another_scenario_and_one_vote_give_another(self, election):
        marks = {
            sha256_of_what_if(what_if(election, scenario))
            for scenario in (
                BASE,
                PACT,
                replace(PACT, name="et andet navn"),
                replace(BASE, votes=(VoteChange(letter="A", change=1),)),
                replace(BASE, votes=(VoteChange(letter="A", municipality="Aarhus", change=1),)),
            )
        }
        assert len(marks) == 5
        assert all(re.fullmatch("[0-9a-f]{64}", mark) for mark in marks)

    def test_one_vote_more_in_the_figures_gives_another(self, election):
        """It moves no seat and no post, so that all that comes of the scenario is the same."""
        more = [replace(row, votes=row.votes + 1) if row.party == "A" else row for row in election.lists]
        other = replace(election, lists=tuple(more))
        assert values(what_if(other, PACT)) == values(what_if(election, PACT)) | {"turning": ANY}
        assert sha256_of_what_if(what_if(other, BASE)) != sha256_of_what_if(what_if(election, BASE))


class TestLoading:
    def test_a_file_below_the_project_and_an_absolute_one(self, project):
        path = ROOT / "scenarier" / "c-og-v.toml"
        here = load_what_if("scenarier/c-og-v.toml", project)
        assert here.scenario.name == "C og V går sammen"
        assert sha256_of_what_if(load_what_if(str(path), project)) == sha256_of_what_if(here)

    def test_a_fault_names_the_file(self, project, tmp_path):
        path = tmp_path / "x.toml"
        path.write_text('region = "midtjylland"\nvalgperiode = "2022-2026"\nvalgforbund = ["C+Y"]\n', "utf-8")
        with pytest.raises(ScenarioError, match=re.escape(f"{path}: ")):
            load_what_if(str(path), project)
