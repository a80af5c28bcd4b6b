"""The explorer without a browser: ticks, files, answers, and the widgets that hold them together."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT
from tools.shown import shown_by

from kkr_analysis.allocation import Alliance
from kkr_analysis.app.answering import Answers
from kkr_analysis.app.controls import FORA, POSTS, Explorer, explore
from kkr_analysis.app.files import FOLDER, save, stem
from kkr_analysis.app.ticked import alliances_of, alone_in, groups_of, ticked
from kkr_analysis.data.project import Project
from kkr_analysis.errors import KkrError, ScenarioError
from kkr_analysis.whatif.scenarios import Scenario, VoteChange, as_toml, read_scenario

LETTERS = tuple("ABCDFKOVØ")
NOBODY: frozenset[str] = frozenset()
BASE = Scenario(region="midtjylland", term="2022-2026")


class TestTicked:
    def test_two_ticks_in_a_row_are_an_alliance_in_the_order_of_the_ballot(self):
        groups = ticked(ticked((NOBODY, NOBODY), 0, "V", is_on=True), 0, "C", is_on=True)
        assert [alliance.label for alliance in alliances_of(groups, LETTERS)] == ["C+V"]

    def test_one_alone_is_none_and_is_named(self):
        groups = ticked((NOBODY, NOBODY), 1, "V", is_on=True)
        assert alliances_of(groups, LETTERS) == ()
        assert alone_in(groups) == ("V",)

    def test_a_tick_elsewhere_moves_the_party(self):
        """Rule V2: a party is in one alliance at most."""
        groups = (frozenset("CV"), frozenset("AF"))
        assert ticked(groups, 1, "C", is_on=True) == (frozenset("V"), frozenset("ACF"))

    def test_a_tick_taken_away_leaves_the_other_rows(self):
        groups = (frozenset("CV"), frozenset("AF"))
        assert ticked(groups, 0, "C", is_on=False) == (frozenset("V"), frozenset("AF"))

    @given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(LETTERS), st.booleans()), max_size=30))
    def test_nobody_is_ever_in_two(self, ticks):
        groups = (NOBODY,) * 3
        for row, letter, is_on in ticks:
            groups = ticked(groups, row, letter, is_on=is_on)
            assert (letter in groups[row]) == is_on
        members = [name for alliance in alliances_of(groups, LETTERS) for name in alliance.contenders()]
        assert len(members) == len(set(members))

    def test_alliances_come_back_as_they_were(self):
        made = (Alliance.parse("C+V"), Alliance.parse("A+F+Ø"))
        assert alliances_of(groups_of(made, LETTERS, 4), LETTERS) == made
        assert groups_of(made, "CVA", 2) == (frozenset("CV"), frozenset("A"))


class TestFiles:
    def test_it_is_named_after_the_scenario_and_read_again(self, tmp_path):
        scenario = replace(BASE, name="C og V: går sammen på Ærø!", alliances=(Alliance.parse("C+V"),))
        path = save(scenario, tmp_path / FOLDER)
        assert path == tmp_path / FOLDER / "c-og-v-gaar-sammen-paa-aeroe.toml"
        assert read_scenario(path) == scenario

    def test_nothing_is_overwritten(self, tmp_path):
        one = replace(BASE, name="x", places=(4,))
        other = replace(one, places=(5,))
        assert [save(scenario, tmp_path).name for scenario in (one, other, one, other)] == [
            "x.toml",
            "x-2.toml",
            "x.toml",
            "x-2.toml",
        ]
        assert read_scenario(tmp_path / "x.toml") == one

    def test_a_folder_in_the_way_is_left(self, tmp_path):
        (tmp_path / "x.toml").mkdir()
        assert save(replace(BASE, name="x"), tmp_path).name == "x-2.toml"

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("../../etc/passwd", "etc-passwd"),
            ("<script>", "script"),
            ("日本", "scenarie"),
            ("", "scenarie"),
            ("a" * 300, "a" * 60),
            ("Å" * 40, "aa" * 30),
        ],
    )
    def test_no_title_leads_out_of_the_folder(self, title, expected):
        assert stem(title) == expected

    @pytest.mark.skipif(os.name == "nt", reason="folders have no such mode there")
    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path):
        (tmp_path / FOLDER).write_text("")
        with pytest.raises(ScenarioError, match="kan ikke gemmes i"):
            save(BASE, tmp_path / FOLDER)


@pytest.fixture
def explorer(own_project: Path) -> Explorer:
    return Explorer(Answers(Project(own_project)), BASE)


def tick(explorer: Explorer, letters: str, row: int = 0) -> None:
    for letter in letters:
        explorer._grid[row][letter].value = True


def words(explorer: Explorer) -> str:
    return BeautifulSoup(explorer.words.value, "html.parser").get_text(" ", strip=True)


def message(explorer: Explorer) -> str:
    return BeautifulSoup(explorer.message.value, "html.parser").get_text(strip=True)


class TestExplorer:
    def test_c_and_v_take_the_chair(self, explorer):
        assert "Formand A (Socialdemokratiet) A (Socialdemokratiet)" in words(explorer)
        before = explorer.pictures.value
        tick(explorer, "CV")
        assert explorer.scenario.alliances == (Alliance.parse("C+V"),)
        assert "V (Venstre, Danmarks Liberale Parti), i valgforbundet C+V" in words(explorer)
        assert "A+F+K tager formandsposten fra V" in explorer.closer.value
        assert explorer.pictures.value != before
        assert explorer.pictures.value.count("<img") == 4
        assert before.count("<img") == 3

    def test_every_picture_says_what_it_is(self, explorer):
        tick(explorer, "CV")
        for image in BeautifulSoup(explorer.pictures.value, "html.parser").find_all("img"):
            assert image["alt"].startswith("Tænkt eksempel: KKR Midtjylland 2022–26")
            assert image["src"].startswith("data:image/svg+xml;base64,")

    def test_a_party_ticked_elsewhere_leaves_its_first_alliance(self, explorer):
        tick(explorer, "CV")
        tick(explorer, "VA", row=1)
        assert [alliance.label for alliance in explorer.scenario.alliances] == ["A+V"]
        assert explorer._grid[0]["V"].value is False
        assert "C står alene i sit valgforbund" in words(explorer)

    def test_more_rows_than_there_can_be_alliances_are_not_given(self, explorer):
        for _ in range(9):
            explorer.more.click()
        assert len(explorer._grid) == 4  # nine parties
        assert "Der kan ikke være flere end 4 valgforbund" in explorer.message.value
        assert not explorer.more.disabled  # the focus of a keyboard would fall away
        tick(explorer, "CV", row=3)
        assert explorer.scenario.alliances == (Alliance.parse("C+V"),)

    def test_clearing_takes_every_tick(self, explorer):
        tick(explorer, "CV")
        explorer.clear.click()
        assert explorer.scenario == BASE
        assert not any(box.value for row in explorer._grid for box in row.values())

    def test_another_region_keeps_the_alliances_that_can_be_there(self, explorer):
        tick(explorer, "CV")
        tick(explorer, "AK", row=1)
        explorer.region.value = "hovedstaden"
        assert "KKR Hovedstaden" in words(explorer)
        known = set(explorer._grid[0])
        expected = [label for label in ("C+V", "A+K") if set(label.split("+")) <= known]
        assert [alliance.label for alliance in explorer.scenario.alliances] == expected
        assert expected[0] == "C+V"

    def test_another_term_has_its_own_parties(self, explorer):
        explorer.term.value = "2026-2030"
        assert "Æ" in explorer._grid[0]
        assert "KKR Midtjylland 2026–30" in words(explorer)

    def test_appointments_to_fora(self, explorer):
        tick(explorer, "CV")
        explorer.kind.value = FORA
        assert explorer.scenario.places == (4,)
        explorer.places.value = "9, 3"
        assert explorer.scenario.places == (9, 3)
        assert "Udpegning til 9 pladser" in words(explorer)
        assert explorer.pictures.value.count("<img") == 7
        explorer.kind.value = POSTS
        assert explorer.scenario.places == ()

    @pytest.mark.parametrize("places", ["", "x", "0", "4, -1", "256", "4.5", "²"])
    def test_what_is_no_number_of_places_is_told_and_no_answer_is_left(self, explorer, places):
        explorer.kind.value = FORA
        explorer.places.value = places
        assert message(explorer).startswith(f"Antal pladser er {places!r}. Skriv et helt tal fra 1 til 255")
        assert (explorer.words.value, explorer.pictures.value, explorer.closer.value) == ("", "", "")
        explorer.places.value = "5"
        assert explorer.message.value == ""
        assert "Udpegning til 5 pladser" in words(explorer)

    def test_while_the_places_cannot_be_read_nothing_is_answered_or_saved(self, explorer, own_project):
        """Another region or a tick does not bring back an answer to something else."""
        explorer.kind.value = FORA
        explorer.places.value = "mange"
        explorer.region.value = "sjaelland"
        tick(explorer, "CV")
        assert message(explorer).startswith("Antal pladser er 'mange'.")
        assert (explorer.words.value, explorer.pictures.value, explorer.closer.value) == ("", "", "")
        explorer.save.click()
        assert not list((own_project / FOLDER).glob("scenarie*"))
        explorer.places.value = "4"
        assert "KKR Sjælland" in words(explorer)
        assert explorer.scenario.region == "sjaelland"
        assert explorer.scenario.alliances == (Alliance.parse("C+V"),)

    def test_another_region_keeps_the_ticks_that_it_has_parties_for(self, explorer):
        tick(explorer, "AKV")
        tick(explorer, "B", row=1)
        explorer.region.value = "sjaelland"
        assert explorer.scenario.alliances == (Alliance.parse("A+V"),)
        assert explorer._grid[1]["B"].value
        assert message(explorer) == "Krydset er fjernet ved K, som ikke er berettiget her."

    def test_an_unnamed_scenario_takes_the_name_away(self, explorer, own_project):
        explorer.name.value = "C og V"
        (own_project / "x.toml").write_text('region = "midtjylland"\nvalgperiode = "2022-2026"\n', "utf-8")
        opened(explorer, own_project / "x.toml")
        assert explorer.name.value == ""

    def test_saving_and_opening(self, explorer, own_project):
        tick(explorer, "CV")
        explorer.name.value = " C og  V "
        explorer.save.click()
        path = own_project / FOLDER / "c-og-v.toml"
        assert message(explorer).startswith(f"Gemt som {FOLDER}/c-og-v.toml.")
        assert read_scenario(path) == replace(BASE, name="C og V", alliances=(Alliance.parse("C+V"),))
        other = Explorer(explorer.answers, BASE)
        opened(other, path)
        assert other.scenario == read_scenario(path)
        assert other._grid[0]["C"].value
        assert other.name.value == "C og V"
        assert words(other) == words(explorer).replace("valgforbund C+V", "C og V", 1)
        assert message(other) == "Åbnede c-og-v.toml."

    def test_what_is_changed_has_no_longer_the_name_of_what_it_was(self, explorer):
        tick(explorer, "CV")
        explorer.name.value = "C og V"
        explorer.save.click()
        tick(explorer, "F")
        assert words(explorer).startswith("Tænkt eksempel: valgforbund C+F+V")
        assert explorer.name.value == ""

    def test_a_name_typed_first_is_that_of_what_is_saved(self, explorer, own_project):
        explorer.name.value = "med F"
        tick(explorer, "CFV")
        explorer.save.click()
        assert [path.name for path in (own_project / FOLDER).iterdir()] == ["med-f.toml"]

    def test_a_file_keeps_what_has_no_control(self, explorer, tmp_path):
        """Other votes come with a file, stay in the answer and in what is saved, and go with the region."""
        scenario = replace(BASE, votes=(VoteChange(letter="B", change=1000),), name="flere til B")
        path = tmp_path / "b.toml"
        path.write_text(as_toml(scenario), encoding="utf-8")
        opened(explorer, path)
        assert "B har 1.000 stemmer flere." in words(explorer)
        tick(explorer, "CV")
        assert explorer.scenario == replace(BASE, votes=scenario.votes, alliances=(Alliance.parse("C+V"),))
        explorer.region.value = "nordjylland"
        assert explorer.scenario.votes == ()

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"\xff", "filen er ikke UTF-8"),
            (b"region = " + b"9" * 5000, "ikke gyldig TOML"),
            (b"x = " + b"[" * 3000, "ikke gyldig TOML"),
            (b"region = 1", "kan ikke bruges"),
            (b'region = "fyn"\nvalgperiode = "2022-2026"', "Ukendt region: 'fyn'."),
            (b'region = "midtjylland"\nvalgperiode = "2022-2026"\nvalgforbund = ["C+Q"]', "Q"),
            (b"#" * 1_100_000, "for stor"),
        ],
    )
    def test_a_file_that_cannot_be_used_is_told_and_changes_nothing(self, explorer, tmp_path, content, said):
        tick(explorer, "CV")
        before = explorer.words.value, explorer.scenario
        path = tmp_path / "fil.toml"
        path.write_bytes(content)
        opened(explorer, path)
        assert said in message(explorer)
        assert (explorer.words.value, explorer.scenario) == before

    def test_a_hostile_name_is_only_text(self, explorer, own_project):
        explorer.name.value = '<img src=x onerror="alert(1)">'
        explorer.save.click()
        explorer.clear.click()
        assert "<img src=x" not in explorer.words.value + explorer.message.value
        assert [path.name for path in (own_project / FOLDER).iterdir()] == ["img-src-x-onerror-alert-1.toml"]

    def test_a_tick_is_said_aloud_with_its_alliance(self, explorer):
        said = BeautifulSoup(explorer._grid[1]["Ø"].description, "html.parser").get_text()
        assert said == "Ø i valgforbund 2"

    def test_two_explorers_share_nothing_that_is_chosen(self, explorer):
        other = Explorer(explorer.answers, BASE)
        tick(explorer, "CV")
        assert other.scenario == BASE
        assert "valgforbundet C+V" not in other.words.value


def opened(explorer: Explorer, path: Path) -> None:
    """Do what the button does when a file is chosen."""
    file = {
        "name": path.name,
        "type": "",
        "size": 1,
        "content": memoryview(path.read_bytes()),
        "last_modified": datetime(2026, 11, 24, tzinfo=UTC),
    }
    explorer.open.value = (file,)


class TestAnswers:
    def test_the_latest_term_with_figures_is_first(self, project):
        assert [rules.term for rules in Answers(project).terms] == ["2026-2030", "2022-2026"]

    @pytest.mark.parametrize(("region", "term"), [("fyn", "2022-2026"), ("midtjylland", "2018-2022")])
    def test_an_unknown_region_or_term_is_refused(self, project, region, term):
        with pytest.raises(KkrError):
            explore(region, term, project.root)

    def test_the_house_style_has_its_colours(self, own_project):
        (own_project / "husstil.toml").write_text('[farver]\ntekst = "#5b0f8b"\n', encoding="utf-8")
        answers = Answers(Project(own_project))
        picture = BeautifulSoup(answers.pictures(answers.of(BASE)), "html.parser").img["src"]
        plain = Answers(Project(ROOT))
        assert picture != BeautifulSoup(plain.pictures(plain.of(BASE)), "html.parser").img["src"]


class TestNotebook:
    def test_it_shows_the_explorer(self, own_project, monkeypatch):
        monkeypatch.chdir(own_project / "notebooks")
        shown = shown_by(own_project / "notebooks" / "valgforbund.ipynb")
        assert {output.output_type for output in shown} == {"execute_result"}
        assert "application/vnd.jupyter.widget-view+json" in shown[-1].data
        assert re.search(r"\.kkr-explorer \{", shown[0].data["text/html"])
