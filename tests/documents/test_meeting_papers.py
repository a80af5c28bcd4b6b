"""The files of a meeting: all or none, tagged, accessible, and one of them with everything."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup, Tag
from icalendar import Calendar
from meeting_example import BEFORE, HELD
from pypdf import PdfReader
from test_golden import GOLDEN, compare
from tools.accessibility import axe_reports
from tools.pdf_tags import read_tags
from tools.pdf_text import read_pdf
from tools.pdf_ua import pdf_ua_faults_of

from kkr_analysis.data.meetings import load_meeting
from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.pdf import laid_out
from kkr_analysis.documents.build.unchanged import LEDGER
from kkr_analysis.documents.build.workers import drained
from kkr_analysis.documents.meeting import building
from kkr_analysis.documents.meeting import papers as making
from kkr_analysis.documents.meeting.building import build_meeting
from kkr_analysis.documents.meeting.bundle import Page, bind
from kkr_analysis.documents.meeting.calendar_file import calendar_file
from kkr_analysis.errors import BuildError
from kkr_analysis.meeting.proceedings import hold
from kkr_analysis.presentation.meeting.papers import papers_of

TOGETHER = "moede-midtjylland.pdf"
MADE = datetime(2022, 1, 19, tzinfo=UTC)
HEADINGS = ("h1", "h2", "h3", "h4")


@pytest.fixture(scope="module")
def stems(project: Project) -> list[str]:
    """What the papers of the example are called, in order."""
    dossier = load_meeting("midtjylland", "2022-2026", project=project, folders=project.examples)
    return [paper.stem for paper in papers_of(hold(dossier))]


def soup(folder: Path, stem: str) -> BeautifulSoup:
    return BeautifulSoup((folder / f"{stem}.html").read_text(encoding="utf-8"), "html.parser")


class TestFiles:
    """Each item as HTML, PDF, Word and JSON; one JSON with everything, one calendar, one combined PDF."""

    def test_every_paper_in_every_format_and_nothing_else(self, meeting_papers, stems):
        expected = {f"{stem}.{ending}" for stem in stems for ending in ("html", "pdf", "docx", "json")}
        expected |= {TOGETHER, "moede-midtjylland.json", "kalender.ics", "index.html", LEDGER}
        assert {path.name for path in meeting_papers.iterdir()} == expected

    def test_the_index_leads_to_every_file(self, meeting_papers):
        linked = {link["href"] for link in soup(meeting_papers, "index").find_all("a")}
        assert linked == {path.name for path in meeting_papers.iterdir()} - {"index.html", LEDGER}

    def test_a_page_fetches_nothing(self, meeting_papers, stems):
        for stem in stems:
            for tag in soup(meeting_papers, stem).find_all(["script", "link", "img", "iframe"]):
                assert tag.get("src", "data:").startswith("data:"), stem
                assert tag.name == "img", stem

    def test_word_has_the_headings_of_the_page_and_its_tables(self, meeting_papers, stems):
        for stem in stems:
            page, document = soup(meeting_papers, stem), docx.Document(meeting_papers / f"{stem}.docx")
            headings = [own.text for own in document.paragraphs if own.style.name.startswith("Heading")]
            assert headings == [own.get_text() for own in page.find_all(HEADINGS)]
            assert len(document.tables) == len(page.find_all("table"))

    def test_word_has_a_line_for_every_line_to_fill_in(self, meeting_papers):
        page, document = soup(meeting_papers, "referat"), docx.Document(meeting_papers / "referat.docx")
        lines = [own for own in document.paragraphs if own.style.name == "Udfyldes"]
        assert len(lines) == len(page.select(".ruled")) > 15
        assert all(line.text.endswith("\t") for line in lines)


class TestTogether:
    """Headings and tables are counted after the merge: a validator passes a file that has lost its tags."""

    def test_it_has_every_heading_and_every_table_of_the_papers(self, meeting_papers, stems):
        together = read_tags(meeting_papers / TOGETHER)
        headings = [tag.kind for tag in together.every("H1", "H2", "H3", "H4")]
        apart = [read_tags(meeting_papers / f"{stem}.pdf") for stem in stems]
        assert headings == ["H1", "H2"] + [
            tag.kind for paper in apart for tag in paper.every("H1", "H2", "H3", "H4")
        ]
        # A table has a tag, and its head, on each of its pages, and may part elsewhere here.
        rows = [len(list(table.every("TR"))) - 1 for table in together.every("Table")]
        assert sum(rows) == sum(
            len(list(table.every("TR"))) - 1 for paper in apart for table in paper.every("Table")
        )
        assert len(rows) > 40

    def test_every_cell_names_its_headers_there_too(self, meeting_papers):
        for table in read_tags(meeting_papers / TOGETHER).every("Table"):
            head, *rows = [list(row.every("TH", "TD")) for row in table.every("TR")]
            columns = [cell.own_id for cell in head]
            for header, *cells in rows:
                for column, cell in zip(columns[1:], cells, strict=True):
                    assert set(cell.headers) == {header.own_id, column}

    def test_the_contents_name_the_page_that_each_paper_begins_on(self, meeting_papers, stems):
        pages = read_pdf(meeting_papers / TOGETHER).pages
        contents = [line for line in pages[0].splitlines() if " . " in line]
        assert len(contents) == len(stems)
        for line, stem in zip(contents, stems, strict=True):
            number = int(line.rpartition(" ")[2].rpartition(".")[2])
            heading = soup(meeting_papers, stem).h1.get_text()
            words = " ".join(pages[number - 1].split())
            assert words.startswith(heading) or f" {heading} Møde " in words, (heading, number)

    def test_the_pages_are_numbered_through_and_those_of_a_paper_by_itself(self, meeting_papers, stems):
        pages = read_pdf(meeting_papers / TOGETHER).pages
        for number, page in enumerate(pages, start=1):
            assert f"Side {number} af {len(pages)}" in page
        alone = read_pdf(meeting_papers / f"{stems[0]}.pdf").pages
        for number, page in enumerate(alone, start=1):
            assert f"Side {number} af {len(alone)}" in page

    def test_every_page_says_which_paper_it_is_of_and_that_names_are_invented(self, meeting_papers, stems):
        for page in read_pdf(meeting_papers / TOGETHER).pages:
            assert "personnavnene er opdigtede" in " ".join(page.split()).rpartition("Eksempel:")[2]
        pages = read_pdf(meeting_papers / TOGETHER).pages
        heading = soup(meeting_papers, stems[0]).h1.get_text()
        assert pages[1].count(heading) == 2  # at the head and at the foot

    def test_a_paper_begins_where_there_is_room(self, meeting_papers, stems):
        """1.5 ends on the upper half of a page, where 1.6 begins; in all three pages are spared."""
        together = read_pdf(meeting_papers / TOGETHER).pages
        alone = [len(read_pdf(meeting_papers / f"{stem}.pdf").pages) for stem in stems]
        assert len(together) == 1 + sum(alone) - 3
        shared = [" ".join(page.split()) for page in together if "1.6 Indstillinger" in page][1]
        assert "Regler, punktet bygger på" in shared.partition("1.6 Indstillinger")[0]
        assert "Punkt 1.5 og punkt 1.6 · Eksempel" in shared

    def test_what_is_not_for_publication_shares_its_pages_with_nothing(self, meeting_papers):
        pages = [" ".join(page.split()) for page in read_pdf(meeting_papers / TOGETHER).pages]
        for heading in ("Mødelederens ark", "Referat"):
            feet = [page.rpartition(f"{heading} · ")[0] for page in pages if f"{heading} · " in page]
            assert len(feet) >= 2, heading
            assert not any(foot.endswith(" og ") for foot in feet), heading

    @pytest.mark.parametrize("is_by_itself", [True, False])
    def test_whether_two_short_ones_share_a_page_is_theirs_to_say(self, is_by_itself):
        pages = [
            Page(
                place=name,
                foot=name,
                brief=name,
                html=f"<main><p>{name}</p></main>",
                target=Path(name),
                is_by_itself=is_by_itself,
            )
            for name in ("ark", "referat")
        ]
        bound = bind(pages, [laid_out(page.html) for page in pages], None)
        assert len(bound.sheets) == (2 if is_by_itself else 1)
        assert bound.sheets[0].foot == ("ark" if is_by_itself else "Ark og referat")

    def test_the_bookmarks_are_the_papers_and_their_headings(self, meeting_papers, stems):
        outline = PdfReader(meeting_papers / TOGETHER).outline
        titles = [entry.title for entry in outline if not isinstance(entry, list)]
        assert titles == [
            "Konstituerende møde i KKR Midtjylland 2022–26",
            *(soup(meeting_papers, stem).h1.get_text() for stem in stems),
        ]

    def test_links_of_the_contents_lead_there(self, meeting_papers, stems):
        reader = PdfReader(meeting_papers / TOGETHER)
        links = [own.get_object() for own in reader.pages[0]["/Annots"]]
        assert [str(link["/Dest"]) for link in links] == stems
        assert set(stems) <= set(reader.named_destinations)


class TestTags:
    def test_every_pdf_is_pdf_ua(self, need: Callable[..., None], meeting_papers):
        need("vera")
        faults = pdf_ua_faults_of(sorted(meeting_papers.glob("*.pdf")))
        assert [(path.name, found) for path, found in faults.items() if found] == []

    def test_the_tags_are_those_of_the_page(self, meeting_papers, stems):
        for stem in stems:
            tags, page = read_tags(meeting_papers / f"{stem}.pdf"), soup(meeting_papers, stem)
            assert [tag.kind for tag in tags.every("H1", "H2", "H3", "H4")] == [
                own.name.upper() for own in page.find_all(HEADINGS)
            ]
            items = sum(len(list(tag.every("LI"))) for tag in tags.every("L"))
            assert items == len(page.find_all(["li", "dt", "dd"])), stem


class TestAccessible:
    def test_axe_finds_nothing_on_any_page(self, need: Callable[..., None], meeting_papers):
        need("chromium")
        for path, report in axe_reports(sorted(meeting_papers.glob("*.html"))).items():
            assert (report.violations, report.incomplete, report.requests) == ((), (), ()), path.name


class TestGolden:
    """The text of the PDF with everything, word for word, as it was last accepted."""

    def test_the_text_is_the_accepted_one(self, meeting_papers, stems):
        said = "\n".join(readable(soup(meeting_papers, stem)) for stem in stems)
        compare(said, GOLDEN / "2022-2026" / "moede-midtjylland.txt")

    def test_the_prose_is_tidy(self, meeting_papers, stems):
        for stem in stems:
            page = soup(meeting_papers, stem)
            for line in readable(page).replace(" | ", "|").splitlines():
                assert "  " not in line, line
                assert " ," not in line, line
                assert " ." not in line, line
                assert ".." not in line, line
            for paragraph in page.select("p:not(.fill-in p), li"):
                assert paragraph.get_text().strip()[-1] in ".:?,", paragraph


def readable(page: BeautifulSoup) -> str:
    """Return the text of a paper in reading order: a row of a table is one line."""
    marks = {"h1": "\n# ", "h2": "\n## ", "h3": "\n### ", "li": "- ", "caption": "\n"}
    lines = []
    for block in page.body.find_all(["h1", "h2", "h3", "p", "li", "caption", "tr", "dt", "pre"]):
        if block.name == "tr":
            words = " | ".join(cell.get_text().strip() for cell in block.find_all(["th", "td"]))
        elif block.name == "dt":
            words = f"{block.get_text()}: {_sibling(block)}"
        else:
            words = block.get_text().strip()
        lines.append(marks.get(block.name, "") + words)
    return "\n".join(lines) + "\n"


def _sibling(term: Tag) -> str:
    meaning = term.find_next_sibling("dd")
    return meaning.get_text() if meaning else ""


class TestCalendarFile:
    def test_whole_days_with_the_deadlines_marked(self, meeting_papers):
        calendar = Calendar.from_ical((meeting_papers / "kalender.ics").read_bytes())
        events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
        pacts = events["Frist: Sidste dag for at anmelde valgforbund"]
        assert (pacts.decoded("dtstart").isoformat(), pacts.decoded("dtend").isoformat()) == (
            "2022-01-14",
            "2022-01-15",
        )
        councils = events["Kommunalbestyrelserne konstituerer sig"]
        assert councils.decoded("dtend").isoformat() == "2021-12-16"
        assert (
            str(events["KKR's konstituerende møde"]["location"]) == "kl. 10.00–12.30, Eksempelhuset, Viborg"
        )

    def test_every_date_of_the_term_has_an_identity_of_its_own(self, meeting_papers):
        calendar = Calendar.from_ical((meeting_papers / "kalender.ics").read_bytes())
        identities = [str(event["uid"]) for event in calendar.walk("VEVENT")]
        assert len(set(identities)) == len(identities) == len(hold_example_calendar(meeting_papers))
        assert all(identity.isascii() for identity in identities)

    def test_a_moved_meeting_moves_the_entry_that_is_there(self):
        """A calendar program knows an entry by its identity: the same one on another day."""

        def identity_of_second(dossier) -> tuple[str, str]:
            calendar = Calendar.from_ical(calendar_file(hold(dossier), MADE))
            [event] = [own for own in calendar.walk("VEVENT") if "kkr-m-de-1" in str(own["uid"])]
            return str(event["uid"]), event.decoded("dtstart").isoformat()

        moved = replace(
            HELD, convening=replace(HELD.convening, later_meetings=HELD.convening.later_meetings[1:])
        )
        before, after = identity_of_second(HELD), identity_of_second(moved)
        assert before[0] == after[0]
        assert before[1] != after[1]

    def test_the_same_dates_give_the_same_bytes(self):
        assert calendar_file(hold(BEFORE), MADE) == calendar_file(hold(BEFORE), MADE)


def hold_example_calendar(folder: Path) -> list[dict[str, object]]:
    values: list[dict[str, object]] = json.loads((folder / "moede-midtjylland.json").read_text("utf-8"))[
        "calendar"
    ]
    return values


class TestAllOrNone:
    """What fails on the way leaves nothing behind."""

    @pytest.fixture
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One paper, so that a build takes no time."""
        monkeypatch.setattr(
            "kkr_analysis.documents.meeting.building.papers_of", lambda held: papers_of(held)[1:2]
        )

    @pytest.mark.usefixtures("small")
    def test_a_fault_on_the_way_leaves_nothing(self, project, tmp_path, monkeypatch):
        def fails(*_: object, **__: object) -> None:
            raise BuildError("Noget gik galt.")

        @contextmanager
        def in_this_process(work, tasks, **_: object):
            yield ((task, drained(work(task))) for task in tasks)

        monkeypatch.setattr(building, "in_workers", in_this_process)
        monkeypatch.setattr(making, "write_document", fails)
        with pytest.raises(BuildError, match=r"Noget gik galt\."):
            build_meeting(hold(BEFORE), project=project, output=tmp_path / "reports")
        assert not (tmp_path / "reports").exists()

    @pytest.mark.usefixtures("small")
    def test_papers_that_are_no_more_are_removed_and_other_files_stay(self, project, tmp_path):
        folder = tmp_path / "2022-2026" / "moede-midtjylland"
        build_meeting(hold(BEFORE), project=project, output=tmp_path)
        (folder / "punkt-9-gammelt.html").write_text("x", encoding="utf-8")
        (folder / "notat.txt").write_text("x", encoding="utf-8")
        build_meeting(hold(BEFORE), project=project, output=tmp_path)
        assert not (folder / "punkt-9-gammelt.html").exists()
        assert (folder / "notat.txt").exists()

    @pytest.mark.usefixtures("small")
    def test_the_same_meeting_gives_the_same_bytes(self, project, tmp_path):
        first = build_meeting(hold(BEFORE), project=project, output=tmp_path / "a")
        second = build_meeting(hold(BEFORE), project=project, output=tmp_path / "b")
        assert [path.name for path in first] == [path.name for path in second]
        for one, other in zip(first, second, strict=True):
            assert one.read_bytes() == other.read_bytes(), one.name
