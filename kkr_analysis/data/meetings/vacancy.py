"""``kkr vacancy``: an event of the term tried on what is noted, and kept where it is to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.command import kkr_command
from kkr_analysis.data.meetings.folder import folder_of, read_meeting, read_with_event
from kkr_analysis.data.meetings.held import held
from kkr_analysis.data.meetings.layout import Layout
from kkr_analysis.data.publishing import publish, sole_writer, staging
from kkr_analysis.data.sources.cards import card_path, card_text, read_card, sha256_of
from kkr_analysis.data.sources.region_files import EVENTS, MEMBERS, REGION_TABLES
from kkr_analysis.data.sources.rows import Row
from kkr_analysis.data.sources.sealing import secretariat_card
from kkr_analysis.errors import MeetingError
from kkr_analysis.files import read_bounded
from kkr_analysis.meeting.roster import Change, Roster

ON_THE_LINE = "kommandolinjen"
"""Stands for the file of an event that is not in it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What follows from one more event, and who is what after all of them."""

    change: Change
    roster: Roster


def history(data: Path, result: KkrResult) -> Roster:
    """
    Return who is what in a KKR after the events noted, with what each of them changed.

    Raises KkrError for a folder that cannot be read or an event that cannot happen.
    """
    return held(data, read_meeting(data, result)).roster


def try_event(data: Path, result: KkrResult, cells: Mapping[str, str]) -> Tried:
    """
    Let one more event happen, and save nothing.

    Rule: P1, P2, P3, U12, U13. ``cells`` are those of its row in ``haendelser.csv`` that are filled in; it
    takes its place by its day among the others.

    Raises FaultyFilesError for an event that cannot be read, with faults of the file ON_THE_LINE, and
    MeetingError for one that cannot happen.
    """
    noted = read_meeting(data, result)
    before = noted.events
    if not noted.members:
        raise MeetingError(
            f"Der står ingen medlemmer i {folder_of(result)}/{MEMBERS}, så ingen kan følge efter nogen. Læg "
            f"mappen klar med: {kkr_command()} new-meeting {result.region.slug}"
        )
    empty = dict.fromkeys(REGION_TABLES[EVENTS], "")
    row = Row(file=ON_THE_LINE, number=_AFTER_ALL_ROWS, cells=empty | dict(cells))
    roster = held(data, read_with_event(data, result, row)).roster
    remaining = list(before)
    for change in roster.history:
        if change.event in remaining:
            remaining.remove(change.event)
        else:
            return Tried(change=change, roster=roster)
    # The same event twice cannot happen: follow refuses the second.
    return Tried(change=roster.history[-1], roster=roster)


def save_event(data: Path, result: KkrResult, cells: Mapping[str, str], day: date) -> Path:
    """
    Add an event to ``haendelser.csv`` and confirm the file, both or neither; return its path.

    The rest of the file stays as it is, byte for byte. ``day`` is today's, for the source card. Raises as
    ``try_event`` does, which is asked first, and BuildError if nothing can be written.
    """
    try_event(data, result, cells)
    folder = data / folder_of(result)
    with staging(folder, what="Hændelsen", option="--data") as staged, sole_writer(folder):
        content = _with_row(folder / EVENTS, [cells.get(name, "") for name in REGION_TABLES[EVENTS]])
        card = card_path(folder / EVENTS)
        known = (
            read_card(card, card.name)
            if card.exists()
            else secretariat_card(f"{EVENTS} for {result.body}", treatment="", sha256="")
        )
        treatment = f"{known.treatment.rstrip()}\n{day.isoformat()}: {cells['haendelse']}, kkr vacancy"
        confirmed = replace(known, sha256=sha256_of(content), treatment=treatment.lstrip())
        (staged / EVENTS).write_bytes(content)
        (staged / card.name).write_bytes(card_text(confirmed).encode())
        publish(staged, folder)
    return folder / EVENTS


_AFTER_ALL_ROWS = 1_000_000
"""The number of a row that stands after those of the file, so that it comes last of those on its day."""


def _with_row(path: Path, cells: list[str]) -> bytes:
    """Return the file with one row more, separated and ended as the others are."""
    headings = REGION_TABLES[EVENTS]
    layout = Layout.of(path, headings)
    before = read_bounded(path) if path.exists() else layout.table(headings, ())
    gap = b"" if before.endswith(b"\n") else layout.line_end.encode()
    return before + gap + layout.lines([cells])
