"""The page of a meeting without a browser: ticks, groups, lots, saving, and what is said of each."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from meeting_folder import FOLDER, laid_out_as_own
from places import ROOT
from small_data import replace_in, write_with_card
from tools.shown import shown_by

from kkr_analysis.app.meeting_page import MeetingPage, meeting_page
from kkr_analysis.app.meetings import known_meetings, meeting_named
from kkr_analysis.app.ticked_at_meeting import WHOLE_MEETING
from kkr_analysis.data.meetings import load_meeting
from kkr_analysis.data.meetings.checking import check_meetings
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources.cards import card_path, fits_its_card
from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.proceedings import hold
from kkr_analysis.meeting.under_way import noted_in

EDUCATION = "Uddannelsesudvalget Midtjylland"
EU = "Central Denmark EU Office, bestyrelsen"
FINN, CARL = "Finn Eksempelsen", "Carl Eksempelsen"
SEED = "5eed5eed5eed5eed"


@pytest.fixture
def folder(own_project: Path) -> Path:
    return laid_out_as_own(own_project)


def opened(project: Path) -> MeetingPage:
    found = Project(project)
    return MeetingPage(found, known_meetings(found)[0], seed=lambda: SEED)


@pytest.fixture(scope="module")
def only_shown(tmp_path_factory: pytest.TempPathFactory) -> MeetingPage:
    """The page of a meeting that nothing is saved to."""
    project = tmp_path_factory.mktemp("møde")
    for part in ("data", "notebooks"):
        shutil.copytree(ROOT / part, project / part)
    laid_out_as_own(project)
    return opened(project)


@pytest.fixture
def page(only_shown: MeetingPage) -> MeetingPage:
    """The page as it is when it is opened."""
    only_shown.groups.scope.value = WHOLE_MEETING
    only_shown.take(lambda _, dossier: noted_in(dossier))
    return only_shown


@pytest.fixture
def own(folder: Path) -> MeetingPage:
    """A page of its own, on a folder of its own that is written to."""
    return opened(folder.parents[3])


def text(widget) -> str:
    return BeautifulSoup(widget.value, "html.parser").get_text(" ", strip=True)


def row(page: MeetingPage, forum: str) -> list[str]:
    table = BeautifulSoup(page.words.value, "html.parser").find(id="alle-fora")
    rows = [[cell.get_text() for cell in own.find_all(["th", "td"])] for own in table.find_all("tr")]
    return next(cells[1:] for cells in rows if cells[0] == forum)


class TestWhichMeeting:
    def test_one_s_own_before_the_example(self, folder):
        meetings = known_meetings(Project(folder.parents[3]))
        assert [(one.title, one.is_example) for one in meetings] == [
            ("KKR Midtjylland 2022–26", False),
            ("Eksempel: KKR Midtjylland 2022–26", True),
        ]
        assert meeting_named(meetings, "midtjylland", "2022") == meetings[0]

    def test_without_one_the_example_and_it_says_so(self, own_project):
        page = opened(own_project)
        assert page.meeting.is_example
        assert text(page.mark) == "Eksempel: personnavnene er opdigtede"

    def test_ones_own_has_no_such_mark(self, page):
        assert page.mark.value == ""

    def test_a_folder_with_alliances_alone_is_no_meeting_yet(self, own_project):
        declared = own_project / "data" / "raw" / FOLDER / "valgforbund.csv"
        declared.parent.mkdir(parents=True, exist_ok=True)
        write_with_card(declared, b"valgforbund,moede,modtaget,anmeldt_af,afgoerelse,begrundelse\n")
        assert [one.is_example for one in known_meetings(Project(own_project))] == [True]

    def test_none_at_all(self, own_project):
        shutil.rmtree(own_project / "data" / "eksempel")
        shown = BeautifulSoup(meeting_page(folder=own_project).value, "html.parser")
        assert re.search(r"Læg en klar med: \S*kkr new-meeting REGION$", shown.get_text())
        with pytest.raises(MeetingError):
            known_meetings(Project(own_project))

    def test_another_region(self, own_project):
        shown = BeautifulSoup(meeting_page("fyn", folder=own_project).value, "html.parser").get_text()
        assert shown.startswith("Der er ingen mappe for mødet i fyn. Læg den klar med:")

    def test_the_other_meeting_and_back_to_what_was_noted(self, page):
        page.attendance.boxes[FINN].value = True
        noted = page.noted
        ours, example = known_meetings(page.project)
        page.choose.value = example
        assert text(page.short) == "35 af 36 medlemmer er til stede."
        assert text(page.mark) == "Eksempel: personnavnene er opdigtede"
        page.choose.value = ours
        assert page.noted == noted
        assert "Ikke gemt endnu." in text(page.short)


class TestAttendance:
    def test_a_member_who_was_absent_changes_two_fora_and_the_page_says_so(self, page):
        assert row(page, EDUCATION) == ["A, V, A, C, V, A, V", "A 3, V 3, C 1", "uændret"]
        page.attendance.boxes[FINN].value = True
        assert row(page, EDUCATION) == [
            "A, V, A, C, V, A, lod mellem F og V",
            "A 3, V 2, C 1, lod F/V",
            "A 3, V 3, C 1 (valgt i ordenen A, V, A, C, V, A, V)",
        ]
        assert row(page, EU)[2] == "uændret"
        assert text(page.short) == (
            "36 af 36 medlemmer er til stede. Ændret: 2 fora. Der mangler 1 lodtrækning. Ikke gemt endnu."
        )

    def test_the_last_tick_back_and_all_is_as_the_files_say(self, page):
        before = page.words.value
        page.attendance.boxes[FINN].value = True
        page.attendance.boxes[FINN].value = False
        assert page.words.value == before
        assert page.is_saved

    def test_everybody_and_nobody_noted(self, page):
        page.attendance.everybody.click()
        assert all(box.value for box in page.attendance.boxes.values())
        page.attendance.clear.click()
        assert not any(box.value for box in page.attendance.boxes.values())
        assert "Fremmødet er ikke noteret, så alle 36 medlemmer er regnet med." in text(page.short)

    def test_a_stand_in_comes_and_the_member_counts(self, page):
        page.attendance.stand_ins[FINN].value = True
        assert page.attendance.boxes[FINN].value
        page.attendance.boxes[FINN].value = False
        assert not page.attendance.stand_ins[FINN].value

    def test_too_few_to_decide(self, page):
        page.attendance.clear.click()
        page.attendance.boxes[CARL].value = True
        assert "KKR kan ikke træffe beslutning: mindst 18 skal være til stede (regel P4)." in text(page.words)
        assert "Ikke regnet med: Danmarks Erhvervsfremmebestyrelse: i 1. omgang" in text(page.words)

    def test_who_is_ticked_is_read_aloud_with_the_stand_in(self, page):
        said = BeautifulSoup(page.attendance.stand_ins[CARL].description, "html.parser").get_text()
        assert said == "stedfortræder for Carl Eksempelsen: Charlotte Eksempelsen"

    def test_seats_that_nobody_is_noted_for_yet_are_told(self, folder):
        members = folder / "medlemmer.csv"
        kept = [line for line in members.read_bytes().splitlines(keepends=True) if b"Anne Eks" not in line]
        write_with_card(members, b"".join(kept))
        for name in ("fremmoede", "udpegninger", "afstemninger", "lodtraekninger", "haendelser", "moede"):
            for path in folder.glob(f"{name}.*"):
                path.unlink()
        page = opened(folder.parents[3])
        assert "A mangler at vælge 1 supplerende medlem." in text(page.words)
        page.attendance.everybody.click()
        assert "35 af 36 medlemmer er til stede." in text(page.short)


class TestGroups:
    def test_two_parties_together_for_one_forum(self, page):
        page.groups.scope.value = EU
        for name in ("F", "V"):
            page.groups._boxes[name].value = True
        page.groups.name.value = "F og V"
        page.groups.gather.click()
        assert page.groups.name.value == ""
        assert row(page, EU)[:2] == ["»F og V«, A, »F og V«", "»F og V« 2, A 1"]
        assert text(page.groups.told) == "8 grupper, som de er meldt her."
        assert page.groups.ticked == ()
        assert row(page, EDUCATION)[2] == "uændret"

    def test_a_member_votes_with_others_and_the_groups_begin_again(self, page):
        page.groups.member.value, page.groups.group.value = CARL, "V"
        page.groups.move.click()
        assert "V 10" in text(page.words)
        page.groups.start_over.click()
        assert page.is_saved

    def test_one_tick_is_told_and_nothing_is_lost(self, page):
        page.groups._boxes["F"].value = True
        page.groups.name.value = "De grønne"
        page.groups.gather.click()
        assert text(page.message) == "Sæt kryds ved mindst to grupper, der skal stemme sammen."
        assert (page.groups._boxes["F"].value, page.groups.name.value) == (True, "De grønne")

    def test_persons_named_for_a_group_that_is_gone_are_told(self, page):
        page.groups.scope.value = EU
        for name in ("C", "V"):
            page.groups._boxes[name].value = True
        page.groups.gather.click()
        assert "udpegninger.csv peger på C og V, som ikke er en gruppe her nu." in text(page.words)


class TestLots:
    def test_a_lot_that_was_drawn_is_entered(self, page):
        page.attendance.boxes[FINN].value = True
        assert [label for label, _ in page.lots.tie.options] == [f"{EDUCATION}: F og V om den sidste plads"]
        page.lots.winners.value = ("F",)
        page.lots.enter.click()
        assert text(page.message) == (
            f"{EDUCATION}: F og V stod lige, og lodtrækningen den 19. januar 2022 faldt på F. "
            "Trukket af formanden."
        )
        assert row(page, EDUCATION)[:2] == ["A, V, A, C, V, A, F", "A 3, V 2, C 1, F 1"]
        assert page.lots.tie.value == ""

    def test_the_program_draws_only_when_it_is_asked_and_says_the_seed(self, page):
        page.attendance.boxes[FINN].value = True
        before = page.noted.lots
        page.lots.winners.value = ("V",)
        assert page.noted.lots == before
        page.lots.draw.click()
        [lot] = set(page.noted.lots) - set(before)
        assert lot.note == f"Trukket af programmet efter mødets ønske, frø {SEED}"
        assert f"frø {SEED}." in text(page.message)

    def test_nothing_to_draw_about(self, page):
        page.lots.draw.click()
        assert text(page.message).startswith("Der mangler ingen lodtrækning")
        page.lots.enter.click()
        assert text(page.message).startswith("Der mangler ingen lodtrækning")

    def test_nobody_chosen(self, page):
        page.attendance.boxes[FINN].value = True
        page.lots.enter.click()
        assert text(page.message) == "Vælg, hvem loddet faldt på."
        assert FINN in page.noted.attending

    def test_a_lot_is_deleted_and_wanted_again(self, page):
        page.lots.noted.value = next(lot for lot in page.noted.lots if lot.stage == EU)
        page.lots.delete.click()
        assert row(page, EU)[0] == "A, V, lod mellem A og C"
        assert page.lots.tie.value.tied == {"A", "C"}

    def test_one_that_settles_nothing_any_longer_is_told(self, page):
        page.attendance.boxes[CARL].value = False
        assert f"Lod lagt til side: {EU}: A og C stod lige" in text(page.words)
        page.attendance.boxes[CARL].value = True
        assert "Lod lagt til side" not in text(page.words)


class TestSaved:
    """After »Gem« the papers have the page's figures."""

    def test_what_is_seen_is_what_kkr_meeting_makes_papers_from(self, own, folder, own_project):
        own.attendance.boxes[FINN].value = True
        own.lots.winners.value = ("V",)
        own.lots.enter.click()
        seen = own._now.held.fora
        own.save.click()
        assert text(own.message).startswith("Gemt: fremmoede.csv og lodtraekninger.csv i ")
        assert "kkr meeting midtjylland --term 2022-2026" in text(own.message)
        assert hold(load_meeting("midtjylland", "2022", project=Project(own_project))).fora == seen
        assert text(own.short) == "36 af 36 medlemmer er til stede."
        assert fits_its_card(folder / "fremmoede.csv")

    def test_kkr_check_accepts_it(self, own, own_project):
        own.attendance.boxes[FINN].value = True
        own.lots.draw.click()
        own.save.click()
        [report] = check_meetings(Project(own_project).data, "kv2021", Project(own_project).data)
        assert report.faults == ()
        assert "36 af 36 medlemmer er mødt, 1 af dem ved stedfortræder." in report.passed

    def test_a_lot_set_aside_is_not_saved(self, own, folder):
        """With Carl away and Finn there, A has more than C for the third seat: their lot settles nothing."""
        own.attendance.boxes[CARL].value = False
        own.attendance.boxes[FINN].value = True
        own.save.click()
        assert text(own.message).startswith("Gemt: fremmoede.csv og lodtraekninger.csv i ")
        assert EU not in (folder / "lodtraekninger.csv").read_text("utf-8")
        assert own.is_saved

    def test_nothing_new(self, own):
        own.save.click()
        assert text(own.message) == "Der er ikke noget nyt at gemme."

    def test_a_file_changed_meanwhile_is_told_and_read_again_under_the_ticks(self, own, folder):
        own.attendance.boxes[FINN].value = True
        old, new = "Birgitte Eksempelsen,stedfortræder", "Birgitte Eksempelsen,ja"
        replace_in(folder.parents[1], f"{FOLDER}/fremmoede.csv", old, new)
        before = (folder / "fremmoede.csv").read_bytes()
        own.save.click()
        assert text(own.message).startswith("Intet er gemt: fremmoede.csv og fremmoede.kilde.toml er ændret")
        assert (folder / "fremmoede.csv").read_bytes() == before
        assert own.attendance.boxes[FINN].value
        own.again.click()
        assert text(own.message) == "Filerne er læst igen. Det, du har sat på siden, står endnu."
        assert own.attendance.boxes[FINN].value
        own.save.click()
        assert text(own.message).startswith("Gemt: fremmoede.csv i ")
        saved = (folder / "fremmoede.csv").read_text("utf-8")
        assert old in saved  # as the page had it
        assert f"{FINN},ja" in saved

    def test_a_file_that_cannot_be_read_is_told_and_the_ticks_stay(self, own, folder):
        own.attendance.boxes[FINN].value = True
        (folder / "grupper.csv").write_bytes(b"forum;")
        own.again.click()
        assert "grupper.csv" in text(own.message)
        assert own.attendance.boxes[FINN].value

    def test_the_example_is_never_written(self, own_project):
        folder = own_project / "data" / "eksempel" / FOLDER
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        page = opened(own_project)
        page.attendance.boxes[FINN].value = True
        page.lots.draw.click()
        page.save.click()
        assert re.search(
            r"^Eksemplet bliver ikke ændret\. .*kkr new-meeting midtjylland --term 2022-2026$",
            text(page.message),
        )
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        assert page.attendance.boxes[FINN].value

    def test_a_folder_that_cannot_be_read_from_the_start(self, folder, own_project):
        card_path(folder / "fora.csv").unlink()
        page = opened(own_project)
        assert "fora.csv" in text(page.message)
        assert page.words.value == ""
        page.save.click()
        page.attendance.everybody.click()
        write_with_card(folder / "fora.csv", (folder / "fora.csv").read_bytes())
        page.again.click()
        assert "35 af 36" in text(page.short)

    def test_a_hostile_name_is_only_text(self, own):
        for name in ("F", "V"):
            own.groups._boxes[name].value = True
        own.groups.name.value = "<img src=x onerror=alert(1)>"
        own.groups.gather.click()
        assert "<img" not in own.words.value + own.short.value + own.groups._boxes["A"].description
        assert "<img" not in "".join(box.description for box in own.groups._boxes.values())


class TestNotebook:
    def test_it_shows_the_page(self, own_project, monkeypatch):
        monkeypatch.chdir(own_project / "notebooks")
        shown = shown_by(own_project / "notebooks" / "moede.ipynb")
        assert {output.output_type for output in shown} == {"execute_result"}
        assert "application/vnd.jupyter.widget-view+json" in shown[-1].data
