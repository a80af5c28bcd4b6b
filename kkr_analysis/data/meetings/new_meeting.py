"""``kkr new-meeting``: lay out the folder of a meeting, with a row to fill in for every seat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.importing.tables import as_csv
from kkr_analysis.data.meetings.convening import written_time
from kkr_analysis.data.meetings.folder import folder_of, read_meeting
from kkr_analysis.data.meetings.members import Membership
from kkr_analysis.data.publishing import publish, sole_writer, staging
from kkr_analysis.data.sources.cards import card_path, card_text, sha256_of
from kkr_analysis.data.sources.region_files import (
    APPOINTMENTS,
    ATTENDANCE,
    CONVENING,
    DEPUTIES,
    FORA,
    MEMBERS,
    NOMINATIONS,
    REGION_FILES,
    REGION_TABLES,
)
from kkr_analysis.data.sources.sealing import secretariat_card
from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.calendar import term_calendar
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.fora import is_for_many, is_nominated_to, to_appoint_to
from kkr_analysis.meeting.members import by_contender, with_owed
from kkr_analysis.rules import ForumRule

_TEMPLATE = resources.files("kkr_analysis.data.meetings") / "templates" / CONVENING


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is known of a meeting when its folder is laid out; empty where it is not."""

    day: date | None = None
    time: str = ""
    """As it is printed, "kl. 10.00", or only "10.00"."""
    place: str = ""
    called_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOutMeeting:
    """The files written, those that existed already, and those that wait until the members are known."""

    folder: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    waiting: tuple[Path, ...]
    seats_to_fill: int
    """Supplementary memberships that nobody is noted for yet."""


def lay_out_meeting(data: Path, result: KkrResult, call: Call) -> LaidOutMeeting:
    """
    Write the files missing from a meeting's folder, all or none, each with its source card.

    Rule: P1, P2, K1, K4. A mayor stands with name, municipality and list; of a supplementary member only the
    party is known. Who is to come to the meeting can be written when every member is named: until then
    ``fremmoede.csv`` waits, and the same call writes it later. Existing files are never changed.

    ``data`` is the folder ``data/raw``. Raises FaultyFilesError for what is wrong in the folder already,
    MeetingError for a day or a time that cannot be, and BuildError if nothing can be written.
    """
    _refuse_impossible(result, call)
    folder = data / folder_of(result)
    dossier = read_meeting(data, result)
    texts = _texts(result, dossier, call)
    with staging(data, what="Mappen", option="--data") as staged, sole_writer(data):
        new = [name for name in texts if not (folder / name).exists()]
        for name in new:
            _write(staged / folder_of(result) / name, texts[name], result)
        publish(staged, data)
    return LaidOutMeeting(
        folder=folder,
        written=tuple(folder / name for name in new),
        kept=tuple(folder / name for name in REGION_FILES if name not in new and (folder / name).exists()),
        waiting=tuple(folder / name for name in REGION_FILES if not (folder / name).exists()),
        seats_to_fill=sum(not one.person.municipality for one in dossier.counted_members),
    )


def _refuse_impossible(result: KkrResult, call: Call) -> None:
    if call.day:
        term_calendar(result.election.day, [call.day])
    if call.time and not written_time(call.time):
        raise MeetingError(
            f"Tiden {call.time!r} kan ikke læses. Skriv den som kl. 10.00 eller kl. 10.00–12.30."
        )


def _texts(result: KkrResult, dossier: Dossier, call: Call) -> Mapping[str, bytes]:
    """Return the text of every file that can be written now."""
    day = call.day or (dossier.convening.day if dossier.convening else result.election.as_of)
    rules = to_appoint_to(result.rule_set, day, result.region.slug)
    fora = [rule for rule in rules if not is_nominated_to(rule)]
    names = result.figures.municipality_names
    rows: dict[str, Iterable[Sequence[object]]] = {
        MEMBERS: _member_rows(result),
        DEPUTIES: [(names[mayor.municipality], 1, "", "", "") for mayor in result.figures.mayors],
        FORA: [("" if is_for_many(rule) else rule.name, rule.name, rule.seats, "", "", "") for rule in fora],
        APPOINTMENTS: [row for rule in fora if not is_for_many(rule) for row in _seat_rows(rule)],
        NOMINATIONS: [
            (rule.name, "", kind, "", "", "")
            for rule in rules
            if is_nominated_to(rule)
            for kind, places in rule.kinds
            for _ in range(places)
        ],
    }
    if dossier.members and all(one.person.municipality for one in dossier.counted_members):
        rows[ATTENDANCE] = [(label, "") for label in dossier.labels.values()]
    waiting = {ATTENDANCE} - rows.keys()
    return {
        CONVENING: _convening_text(result, call),
        **{
            name: as_csv(headings, rows.get(name, ()))
            for name, headings in REGION_TABLES.items()
            if name not in waiting
        },
    }


def _member_rows(result: KkrResult) -> list[tuple[str, ...]]:
    names = result.figures.municipality_names
    members = by_contender(with_owed(result, ()), tuple(result.composition.seats))
    unknown = ("", "", "", "", "")
    return [
        (
            member.contender,
            Membership.EX_OFFICIO.value,
            member.person.name,
            names[member.person.municipality],
            member.person.letter,
            *unknown,
        )
        if member.is_ex_officio
        else (member.contender, Membership.SUPPLEMENTARY.value, "", "", "", *unknown)
        for member in members
    ]


def _seat_rows(rule: ForumRule) -> list[tuple[str, ...]]:
    unknown = ("",) * (len(REGION_TABLES[APPOINTMENTS]) - 3)
    kinds = rule.kinds or (("", rule.seats),)
    return [(rule.name, "", kind, *unknown) for kind, places in kinds for _ in range(places)]


def _convening_text(result: KkrResult, call: Call) -> bytes:
    text = _TEMPLATE.read_text(encoding="utf-8").format(
        body=result.body,
        day=f"dag = {call.day}" if call.day else "# dag = 2026-01-19",
        time=_quoted(written_time(call.time)),
        place=_quoted(call.place),
        called_by=_quoted(call.called_by),
    )
    return text.encode()


def _quoted(text: str) -> str:
    """Write a text as TOML does: a JSON string is one, once no control character is left."""
    return json.dumps(" ".join("".join(one for one in text if one.isprintable()).split()), ensure_ascii=False)


def _write(path: Path, content: bytes, result: KkrResult) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    card = secretariat_card(
        f"{path.name} for mødet i {result.body}",
        treatment="Skabelon fra kkr new-meeting.",
        sha256=sha256_of(content),
    )
    card_path(path).write_bytes(card_text(card).encode())
