"""
What is noted while the meeting is held, written back to its folder: who came, the groups, the lots.

It is written whole or not at all, only over files that are as they were when they were read, and only where
the folder can be read and the meeting held afterwards: what ``kkr meeting`` says is then what was seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.appointments import Group
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import listed
from kkr_analysis.data.meetings.agenda import BETWEEN
from kkr_analysis.data.meetings.attendance import Attended
from kkr_analysis.data.meetings.folder import folder_of, read_meeting, read_with_tables
from kkr_analysis.data.meetings.layout import Layout
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.publishing import publish, sole_writer, staging
from kkr_analysis.data.sources.cards import card_path, card_text, read_card, sha256_of
from kkr_analysis.data.sources.region_files import ATTENDANCE, DRAWN, GROUPS, REGION_FILES, REGION_TABLES
from kkr_analysis.data.sources.sealing import secretariat_card
from kkr_analysis.errors import KkrError, MeetingError
from kkr_analysis.files import read_bounded
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.members import identity
from kkr_analysis.meeting.proceedings import hold
from kkr_analysis.meeting.under_way import Noted, noted_in

WHY = "Noteret på mødesiden i kkr app"
"""The reason on the source cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMeeting:
    """A meeting as it was read, and the sha256 of every file of its folder then, by name."""

    dossier: Dossier
    files: Mapping[str, str]


def open_meeting(data: Path, result: KkrResult) -> OpenedMeeting:
    """Read a meeting in order to write to it later. Raises as ``read_meeting`` does."""
    files = _fingerprints(data / folder_of(result))  # before it is read: a change meanwhile is then noticed
    return OpenedMeeting(dossier=read_meeting(data, result), files=files)


def save_noted(data: Path, opened: OpenedMeeting, noted: Noted, day: date) -> tuple[Path, ...]:
    """
    Write what is noted to ``fremmoede.csv``, ``grupper.csv`` and ``lodtraekninger.csv``, and confirm them.

    Only those that say something new are written; their paths are returned. ``day`` is today's, for the
    source cards. Raises MeetingError, with nothing written, where a file of the folder is changed since it
    was read, or where what is noted cannot be with the rest of the folder; BuildError if nothing can be
    written.
    """
    result = opened.dossier.result
    folder = data / folder_of(result)
    with staging(folder, what="Det noterede", option="--data") as staged, sole_writer(folder):
        _refuse_changed(folder, opened.files)
        contents = _contents(data, opened.dossier, noted)
        if not contents:
            return ()
        _refuse_impossible(data, result, contents)
        for name, content in contents.items():
            (staged / name).write_bytes(content)
            card = card_path(folder / name)
            (staged / card.name).write_bytes(_card(card, name, result, content, day))
        publish(staged, folder)
    return tuple(folder / name for name in contents)


def _fingerprints(folder: Path) -> dict[str, str]:
    names = [name for file in REGION_FILES for name in (file, card_path(Path(file)).name)]
    return {name: sha256_of(read_bounded(folder / name)) for name in names if (folder / name).exists()}


def _refuse_changed(folder: Path, as_read: Mapping[str, str]) -> None:
    now = _fingerprints(folder)
    changed = sorted(name for name in {*now, *as_read} if now.get(name) != as_read.get(name))
    if changed:
        raise MeetingError(
            f"Intet er gemt: {listed(changed)} er ændret på disken, siden siden læste {_them(changed)}. Læs "
            "filerne igen, se, hvad der er ændret, og gem så."
        )


def _them(names: Sequence[str]) -> str:
    return "filen" if len(names) == 1 else "filerne"


def _refuse_impossible(data: Path, result: KkrResult, contents: Mapping[str, bytes]) -> None:
    try:
        _ = hold(read_with_tables(data, result, contents)).proposal  # a lot under ét can be stale too
    except KkrError as fault:
        raise MeetingError(f"Intet er gemt, for det passer ikke med det øvrige i mappen. {fault}") from fault


def _contents(data: Path, dossier: Dossier, noted: Noted) -> dict[str, bytes]:
    """Return the new content of every file that is to say something else than it does."""
    before, folder = noted_in(dossier), data / folder_of(dossier.result)
    rows: dict[str, Iterator[tuple[str, ...]]] = {}
    if not noted.came_as(before):
        rows[ATTENDANCE] = _attendance_rows(data, dossier, noted)
    if not (noted.told_as(before) and noted.told_by_forum_as(before)):
        rows[GROUPS] = _group_rows(dossier, noted)
    if not noted.drawn_as(before):
        rows[DRAWN] = map(_lot_row, noted.lots)
    return {
        name: Layout.of(folder / name, REGION_TABLES[name]).table(REGION_TABLES[name], of_file)
        for name, of_file in rows.items()
    }


def _attendance_rows(data: Path, dossier: Dossier, noted: Noted) -> Iterator[tuple[str, ...]]:
    """Give a row for every member, in the order of the file; a seat that nobody has yet is left out."""
    reader = MeetingReader(data, folder_of(dossier.result))
    place = {row["medlem"]: number for number, row in enumerate(reader.rows(ATTENDANCE))}
    labels = [dossier.labels[identity(one.person)] for one in dossier.members]
    for label in sorted(labels, key=lambda own: place.get(own, len(place))):
        yield label, _answer(noted, label).value


def _answer(noted: Noted, label: str) -> Attended:
    if noted.attending is None:
        return Attended.NOT_NOTED
    if label not in noted.attending:
        return Attended.NOT
    return Attended.BY_STAND_IN if label in noted.by_stand_in else Attended.IN_PERSON


def _group_rows(dossier: Dossier, noted: Noted) -> Iterator[tuple[str, ...]]:
    told = dict(noted.by_forum)
    of_contender: dict[str, list[str]] = {}
    for member in dossier.counted_members:
        label = dossier.labels[identity(member.person)]
        of_contender.setdefault(member.contender, []).append(label)
    for group in noted.groups or ():
        yield from (("", group.name, cell) for cell in _cells(group, of_contender))
    for entry in dossier.fora:
        for group in told.get(entry.name, ()):
            yield from ((entry.name, group.name, cell) for cell in _cells(group, of_contender))


def _cells(group: Group, of_contender: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Give the members of a group, a contender's letter where all of its members are in it."""
    whole = [letter for letter, members in of_contender.items() if set(members) <= set(group.members)]
    written = {label for letter in whole for label in of_contender[letter]}
    yield from whole
    yield from (label for label in group.members if label not in written)


def _lot_row(lot: DrawnLot) -> tuple[str, ...]:
    when = lot.drawn_on.isoformat() if lot.drawn_on else ""
    return lot.stage, BETWEEN.join(sorted(lot.tied)), BETWEEN.join(lot.winners), when, lot.note


def _card(card: Path, name: str, result: KkrResult, content: bytes, day: date) -> bytes:
    known = (
        read_card(card, card.name)
        if card.exists()
        else secretariat_card(f"{name} for mødet i {result.body}", treatment="", sha256="")
    )
    treatment = f"{known.treatment.rstrip()}\n{day.isoformat()}: {WHY}".lstrip()
    return card_text(replace(known, sha256=sha256_of(content), treatment=treatment)).encode()
