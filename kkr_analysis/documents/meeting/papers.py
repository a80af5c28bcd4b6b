"""The papers of one meeting made into files: pages, PDFs, Word files and data."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from kkr_analysis.documents.build.workers import collect_nothing, end_with_parent
from kkr_analysis.documents.meeting.bundle import Page
from kkr_analysis.documents.meeting.calendar_file import calendar_file
from kkr_analysis.documents.meeting.contract import MeetingRecord
from kkr_analysis.documents.meeting.names import (
    CALENDAR,
    DATA,
    INDEX,
    PAGE,
    PDF,
    WORD,
    combined_name,
    data_name,
)
from kkr_analysis.documents.meeting.pages import cover_page, index_page, leaves, page_of
from kkr_analysis.documents.meeting.pdfs import write_pdfs
from kkr_analysis.documents.meeting.record import as_json, part_of, values_of
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.documents.word import Properties, write_document
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.meeting.frame import Paper, blocks_of, description

Files = tuple[tuple[str, bytes], ...]
"""What was made: names in the meeting's folder, and the bytes."""


class Step(Enum):
    """What is made at a time. The value is what the analyst is shown."""

    REST = "Word og data"
    PAGES = "webside og PDF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The work on a meeting: all that a worker has to know."""

    meeting: Proceedings
    papers: tuple[Paper, ...]
    record: MeetingRecord
    style: HouseStyle

    @property
    def made_at(self) -> datetime:
        """The moment in the metadata of the files. Raises BuildError."""
        return made_at(self.meeting.dossier.result.election.as_of)


def make(task: Task) -> Generator[str, None, Files]:
    """Make the files of a task, yielding each step as it begins."""
    end_with_parent()
    collect_nothing()
    with tempfile.TemporaryDirectory(prefix="kkr-") as name:
        folder = Path(name)
        yield Step.REST.value
        _write_rest(task, folder)
        yield Step.PAGES.value
        _write_pages(task, folder)
        return tuple((path.name, path.read_bytes()) for path in sorted(folder.iterdir()))


def _write_pages(task: Task, folder: Path) -> None:
    """Write every paper as a page, and print the same page: making it takes as long as a sheet of paper."""
    meeting, papers, style = task.meeting, task.papers, task.style
    pages = [
        Page(
            place=paper.stem,
            foot=paper.heading,
            brief=f"punkt {paper.number}" if paper.number else paper.heading,
            html=page_of(paper, meeting, style),
            target=folder / f"{paper.stem}.{PDF}",
            is_by_itself=bool(paper.intended_for),
        )
        for paper in papers
    ]
    for page in pages:
        page.target.with_suffix(f".{PAGE}").write_text(page.html, encoding="utf-8")
    write_pdfs(
        pages,
        lambda begins: cover_page(papers, meeting, style, begins),
        lambda feet: leaves(feet, meeting, style),
        folder / combined_name(meeting.dossier.region),
        style.font,
    )


def _write_rest(task: Task, folder: Path) -> None:
    meeting, region, values = task.meeting, task.meeting.dossier.region, values_of(task.record)
    for paper in task.papers:
        _write_word(paper, task, folder / f"{paper.stem}.{WORD}")
        (folder / f"{paper.stem}.{DATA}").write_text(as_json(part_of(values, paper)), encoding="utf-8")
    (folder / data_name(region)).write_text(as_json(values), encoding="utf-8")
    (folder / CALENDAR).write_bytes(calendar_file(meeting, task.made_at))
    (folder / INDEX).write_text(index_page(task.papers, meeting, task.style), encoding="utf-8")


def _write_word(paper: Paper, task: Task, target: Path) -> None:
    write_document(
        blocks_of(paper, task.meeting),
        target,
        properties=Properties(title=paper.heading, description=description(task.meeting), keywords=""),
        pictures={},
        created=task.made_at,
        style=task.style,
    )
