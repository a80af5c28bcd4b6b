"""JSON files of the public result server: parse them, tell their kind, and leave test files out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import orjson

from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing.delivery import LeftOut
from kkr_analysis.data.importing.places import municipality_code, plain
from kkr_analysis.data.importing.received import ReceivedFile
from kkr_analysis.errors import Fault, FaultyFilesError

_STAMPED_NAME = re.compile(r".*-[0-9]{12}\.json", re.IGNORECASE)
"""A time stamp in the name marks a file from a rehearsal."""
_MOMENT = re.compile("([0-9]{2})-([0-9]{2})-([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2})")
_MUNICIPAL = "Kommunalvalg"


class FileKind(Enum):
    """What a file is about. The value is the keys that identify it."""

    RESULT = ("Kandidatlister", "AfstemningsområdeDagiId", "GyldigeStemmer")
    SEATS = ("ListeMandater", "PersonligeMandater")
    CANDIDATES = ("Kandidatlister", "Valgforbund", "KommuneDagiId")


@dataclass(frozen=True, slots=True)
class Published:
    """One published file of the election: its entries and when it was released."""

    file: ReceivedFile
    kind: FileKind
    entries: dict[str, Any]
    released: datetime


def is_published(start: bytes) -> bool:
    """Whether a file begins like JSON."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _parse(file: ReceivedFile) -> dict[str, Any]:
    try:
        entries = orjson.loads(file.content.removeprefix(codecs.BOM_UTF8))
    except orjson.JSONDecodeError as error:
        is_cut_off = error.pos >= len(error.doc.rstrip()) - 1
        found = "en JSON-fil, der er skåret over" if is_cut_off else "noget, der ikke er JSON"
        raise FaultyFilesError([file.fault(found, "en hel JSON-fil")]) from None
    if not isinstance(entries, dict):
        raise FaultyFilesError([file.fault("JSON uden nøgler", "en fil fra resultatserveren")])
    return entries


_KEYS = {kind: frozenset(kind.value) for kind in FileKind}


def _kind_of(entries: dict[str, Any]) -> FileKind | None:
    return next((kind for kind in FileKind if entries.keys() >= _KEYS[kind]), None)


def published(
    file: ReceivedFile, day: date, left_out: list[LeftOut], faults: list[Fault]
) -> Published | None:
    """
    Return a file's entries; None if it is left out (the reason is recorded) or faulty.

    A file does not belong to the election if it has another day or kind of election, a time stamp in its name
    (a rehearsal), or a result from before the day.
    """
    try:
        entries = _parse(file)
    except FaultyFilesError as error:
        faults += error.faults
        return None
    kind = _kind_of(entries)
    released = moment(entries.get("FrigivelsesTidspunktUTC"))
    why = _not_of_the_election(file, entries, kind, day)
    if not why and released and kind is not FileKind.CANDIDATES and released.date() < day:
        why = f"en testfil: resultatet er frigivet {released:%d-%m-%Y}, før valgdagen"
    if why:
        left_out.append(LeftOut(file=file.shown, why=why))
        return None
    if released is None:
        column = "FrigivelsesTidspunktUTC"
        faults.append(file.fault(f"{entries.get(column)!r}", "et tidspunkt som 19-11-2025 10:33:15", column))
    return Published(file, kind, entries, released) if kind and released else None


def _not_of_the_election(
    file: ReceivedFile, entries: dict[str, Any], kind: FileKind | None, day: date
) -> str:
    shown = day.strftime("%d-%m-%Y")
    if kind is None:
        return "en anden slags JSON-fil"
    if entries.get("Valgart") != _MUNICIPAL:
        return f"valgarten er {entries.get('Valgart')!r}, ikke {_MUNICIPAL}"
    if entries.get("Valgdag") != shown:
        return f"en testfil: valgdagen er {entries.get('Valgdag')!r}, ikke {shown}"
    if _STAMPED_NAME.fullmatch(file.name):
        return "en testfil: der står et tidspunkt i filens navn"
    return ""


def municipality_of(
    published: Published, municipalities: Mapping[str, Municipality], faults: list[Fault]
) -> str | None:
    """
    Return the municipality of a file, by its code if it has one, otherwise by its name.

    None, with the fault recorded, if there is none or if code and name disagree.
    """
    code, name = published.entries.get("Kommunekode"), published.entries.get("Kommune")
    if "Kommunekode" not in published.entries:
        by_name = municipality_code(name, municipalities) if isinstance(name, str) else None
        if by_name is None:
            faults.append(published.file.fault(f"{name!r}", "en kommune fra kommuner.csv", "Kommune"))
        return by_name
    by_code = f"{code:03}" if type(code) is int else ""
    if by_code not in municipalities:
        expected = "en kommunekode fra kommuner.csv"
        faults.append(published.file.fault(f"{code!r}", expected, "Kommunekode"))
        return None
    known = municipalities[by_code].name
    if isinstance(name, str) and plain(name).removesuffix(" kommune") != plain(known):
        by_name = municipality_code(name, municipalities)
        if by_name not in (None, by_code):
            expected = f"{known}, som har kommunekoden {by_code}"
            faults.append(published.file.fault(f"{name!r}", expected, "Kommune"))
            return None
    return by_code


def latest(
    files: Iterable[Published],
    municipalities: Mapping[str, Municipality],
    left_out: list[LeftOut],
    faults: list[Fault],
) -> dict[str, Published]:
    """Return the file released last for every municipality; the others are recorded as left out."""
    chosen: dict[str, Published] = {}
    for candidate in files:
        code = municipality_of(candidate, municipalities, faults)
        if code is None:
            continue
        other = chosen.setdefault(code, candidate)
        if other is candidate:
            continue
        older, newer = sorted((other, candidate), key=lambda one: one.released)
        chosen[code] = newer
        refuse_rival(older.file, newer.file, older.released == newer.released, faults)
        left_out.append(LeftOut(file=older.file.shown, why=why_older(older.file, newer.file, "ældre end")))
    return chosen


def other_lists(
    file: ReceivedFile, lists: Collection[tuple[str, str]], expected: Collection[tuple[str, str]], where: str
) -> Iterator[Fault]:
    """Give a fault for every list (letter and name) that is missing or too many beside those of ``where``."""
    for said, differing in (("ingen", {*expected} - {*lists}), ("en liste", {*lists} - {*expected})):
        for letter, name in sorted(differing):
            found = " ".join(filter(None, (said, letter, name)))
            yield file.fault(found, f"de samme lister som i {where}", "Kandidatlister")


def refuse_rival(one: ReceivedFile, other: ReceivedFile, is_as_new: bool, faults: list[Fault]) -> None:
    """Record a fault if two equally recent files about one thing differ."""
    if is_as_new and one.content != other.content:
        found = f"noget andet end i {one.shown}, om det samme og fra samme tidspunkt"
        faults.append(other.fault(found, "én fil om hver ting"))


def why_older(older: ReceivedFile, newer: ReceivedFile, otherwise: str) -> str:
    """Say why the older of two files is left out: it is a copy, or else what ``otherwise`` says."""
    return f"{'en kopi af' if older.content == newer.content else otherwise} {newer.shown}"


def moment(text: object) -> datetime | None:
    """Parse a time written "19-11-2025 10:33:15"; None for anything else."""
    written = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    if written is None:
        return None
    day, month, year, hour, minute, second = map(int, written.groups())
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
