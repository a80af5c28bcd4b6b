"""JSON files of the public result server: parsed, their kind, and the test files left out by name."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from kkr_analysis.errors import Fault, FaultyFilesError
from kkr_analysis.importing.found import LeftOut
from kkr_analysis.importing.received import FETCH_AGAIN, ReceivedFile

STAMPED_NAME = re.compile(r".*-[0-9]{12}\.json", re.IGNORECASE)
"""A time in the file's name: a file from a rehearsal."""
MOMENT = re.compile("([0-9]{2})-([0-9]{2})-([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2})")
MUNICIPAL = "Kommunalvalg"


class Kind(Enum):
    """What a file is about. The value are the keys that only such files have together."""

    RESULT = ("Kandidatlister", "AfstemningsområdeDagiId", "GyldigeStemmer")
    SEATS = ("ListeMandater", "PersonligeMandater")
    CANDIDATES = ("Kandidatlister", "Valgforbund", "KommuneDagiId")


@dataclass(frozen=True, slots=True)
class Published:
    """One published file of the election: what is in it, and when it was released."""

    file: ReceivedFile
    kind: Kind
    entries: dict[str, Any]
    released: datetime


def is_published(start: bytes) -> bool:
    """Whether a file begins like JSON."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def parse(file: ReceivedFile) -> dict[str, Any]:
    """Return the object in a file. Raises FaultyFilesError where there is none."""
    try:
        entries = json.loads(file.content.decode("utf-8-sig"), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        is_cut_off = isinstance(error, json.JSONDecodeError) and error.pos >= len(error.doc.rstrip()) - 1
        found = "en JSON-fil, der er skåret over" if is_cut_off else f"noget, der ikke er JSON ({error})"
        raise FaultyFilesError([fault_of(file, found, "en hel JSON-fil")]) from None
    if not isinstance(entries, dict):
        raise FaultyFilesError([fault_of(file, "JSON uden nøgler", "en fil fra resultatserveren")])
    return entries


def refuse_constant(name: str) -> None:
    """Refuse NaN and Infinity, which are not numbers of anything."""
    raise ValueError(f"{name} er ikke et tal")


def kind_of(entries: dict[str, Any]) -> Kind | None:
    """Return what a file is about, None for another kind of file than those known here."""
    return next((kind for kind in Kind if all(key in entries for key in kind.value)), None)


def published(
    file: ReceivedFile, day: date, left_out: list[LeftOut], faults: list[Fault]
) -> Published | None:
    """
    Return what is in a file; None where it is left out, with the reason, or faulty.

    A file of another day, of another kind of election, or with a rehearsal's time in its name is none of the
    election's.
    """
    try:
        entries = parse(file)
    except FaultyFilesError as error:
        faults += error.faults
        return None
    kind = kind_of(entries)
    why = not_of_the_election(file, entries, kind, day)
    if why:
        left_out.append(LeftOut(file=file.shown, why=why))
        return None
    released = moment(entries.get("FrigivelsesTidspunktUTC"))
    if released is None:
        column = "FrigivelsesTidspunktUTC"
        faults.append(
            fault_of(file, f"{entries.get(column)!r}", "et tidspunkt som 19-11-2025 10:33:15", column)
        )
    return Published(file, kind, entries, released) if kind and released else None


def not_of_the_election(file: ReceivedFile, entries: dict[str, Any], kind: Kind | None, day: date) -> str:
    """Say why a file is not one of the election's; nothing where it is."""
    shown = day.strftime("%d-%m-%Y")
    if kind is None:
        return "en anden slags JSON-fil"
    if entries.get("Valgart") != MUNICIPAL:
        return f"valgarten er {entries.get('Valgart')!r}, ikke {MUNICIPAL}"
    if entries.get("Valgdag") != shown:
        return f"en testfil: valgdagen er {entries.get('Valgdag')!r}, ikke {shown}"
    if STAMPED_NAME.fullmatch(file.name):
        return "en testfil: der står et tidspunkt i filens navn"
    return ""


def moment(text: object) -> datetime | None:
    """Return the time written "19-11-2025 10:33:15"; None for anything else."""
    written = MOMENT.fullmatch(text) if isinstance(text, str) else None
    if written is None:
        return None
    day, month, year, hour, minute, second = map(int, written.groups())
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None


def fault_of(file: ReceivedFile, found: str, expected: str, key: str | None = None) -> Fault:
    """Return a fault that is mended by fetching the file again."""
    return Fault(file.shown, column=key, found=found, expected=expected, next_step=FETCH_AGAIN)
