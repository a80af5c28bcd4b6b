"""The papers of one meeting made into files, in two pieces of work that two workers can share."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from kkr_analysis.documents.build.pdf import write_pdf
from kkr_analysis.documents.build.workers import end_with_parent
from kkr_analysis.documents.meeting.calendar_file import calendar_file
from kkr_analysis.documents.meeting.contract import MeetingRecord
from kkr_analysis.documents.meeting.names import CALENDAR, INDEX, combined_name, data_name
from kkr_analysis.documents.meeting.pages import combined_page, index_page, page_of
from kkr_analysis.documents.meeting.record import as_json, part_of, values_of
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.documents.word import Properties, write_document
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.meeting.frame import Paper, blocks_of, description

Files = tuple[tuple[str, bytes], ...]
"""What was made: names in the meeting's folder, and the bytes."""


class Piece(Enum):
    """What of the work is done at a time. The value is what the analyst is shown."""

    TOGETHER = "samlet PDF"
    EACH = "papirer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One piece of the work on a meeting: all that a worker has to know."""

    piece: Piece
    meeting: Proceedings
    papers: tuple[Paper, ...]
    record: MeetingRecord
    style: HouseStyle

    @property
    def name(self) -> str:
        """What is made, as shown to the analyst."""
        return self.piece.value

    @property
    def made_at(self) -> datetime:
        """The moment in the metadata of the files. Raises BuildError."""
        return made_at(self.meeting.dossier.result.election.as_of)


def make(task: Task) -> Generator[str, None, Files]:
    """Make the files of a task, yielding each step as it begins."""
    end_with_parent()
    with tempfile.TemporaryDirectory(prefix="kkr-") as name:
        folder = Path(name)
        if task.piece is Piece.TOGETHER:
            yield "samlet PDF"
            _write_together(task, folder)
        else:
            for paper in task.papers:
                yield paper.heading
                _write(paper, task, folder)
        return tuple((path.name, path.read_bytes()) for path in sorted(folder.iterdir()))


def _write_together(task: Task, folder: Path) -> None:
    """Write what holds the whole meeting: the PDF with everything, the values, the calendar, the index."""
    meeting, region = task.meeting, task.meeting.dossier.region
    write_pdf(
        combined_page(task.papers, meeting, task.style), folder / combined_name(region), task.style.font
    )
    (folder / data_name(region)).write_text(as_json(values_of(task.record)), encoding="utf-8")
    (folder / CALENDAR).write_bytes(calendar_file(meeting, task.made_at))
    (folder / INDEX).write_text(index_page(task.papers, meeting, task.style), encoding="utf-8")


def _write(paper: Paper, task: Task, folder: Path) -> None:
    html = page_of(paper, task.meeting, task.style)
    stem = folder / paper.stem
    stem.with_suffix(".html").write_text(html, encoding="utf-8")
    write_pdf(html, stem.with_suffix(".pdf"), task.style.font)
    write_document(
        blocks_of(paper, task.meeting),
        stem.with_suffix(".docx"),
        properties=Properties(title=paper.heading, description=description(task.meeting), keywords=""),
        pictures={},
        created=task.made_at,
        style=task.style,
    )
    stem.with_suffix(".json").write_text(as_json(part_of(task.record, paper)), encoding="utf-8")


def tasks_of(
    meeting: Proceedings, papers: Sequence[Paper], record: MeetingRecord, style: HouseStyle
) -> tuple[Task, ...]:
    """Return the work on a meeting, the longest piece first."""
    return tuple(
        Task(piece=piece, meeting=meeting, papers=tuple(papers), record=record, style=style)
        for piece in Piece
    )
