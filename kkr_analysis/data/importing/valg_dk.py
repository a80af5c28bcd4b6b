"""
The CSV exports of valg.dk: one file per municipality, named only in the file's name.

There is a row per candidate and polling area, and a row ``Listestemmer`` per list and area for the votes for
the list itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import TypeAlias

from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing.delivery import DeliveredArea, DeliveredList, Delivery, LeftOut, Place
from kkr_analysis.data.importing.doubts.names import total_row
from kkr_analysis.data.importing.doubts.numbers import is_whole
from kkr_analysis.data.importing.places import municipality_code
from kkr_analysis.data.importing.received import ReceivedFile, fingerprint
from kkr_analysis.data.importing.text_table import before_headings
from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.errors import Fault, FaultyFilesError

FORMAT = "CSV-filer fra valg.dk"
_HEADER = ["Afstemningsområde", "Bogstavbetegnelse", "Listenavn", "Navn", "Stemmetal"]
HEADER_NAMES = tuple(name.casefold() for name in _HEADER)
_LIST_VOTES = "Listestemmer"
_NAME = re.compile(
    r"Kommunalvalg_(?P<year>[0-9]{4})_(?P<name>.+?)_(?P<stamp>[0-9-]+ [0-9.]+)\.csv", re.IGNORECASE
)
_Block: TypeAlias = str | tuple[str, str, str]
"""Area, letter and name of one list in one polling area, as one text or as three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Export:
    file: ReceivedFile
    municipality: str
    made: datetime


def is_export(start: bytes) -> bool:
    """Whether a file begins like an export, whatever its name."""
    text = start.decode("utf-8-sig", errors="replace")
    return text[len(before_headings(text)) :].startswith(";".join(_HEADER[:3]))


def read_exports(
    files: Sequence[ReceivedFile],
    municipalities: Mapping[str, Municipality],
    year: int,
    faults: list[Fault],
    report: Callable[[str], None] = lambda _: None,
) -> Delivery:
    """
    Add up the exports of an election's municipalities, the newest for each.

    Faults are added to ``faults``.
    """
    newest, left_out = _chosen(files, municipalities, year, faults)
    lists: list[DeliveredList] = []
    areas: list[DeliveredArea] = []
    contents = []
    for export in newest:
        contents.append((export.file.shown, export.file.content))
        try:
            own_areas = _areas_of(export, municipalities[export.municipality].name)
        except FaultyFilesError as error:
            faults += error.faults
            continue
        areas += own_areas
        votes: Counter[tuple[str, str]] = Counter()
        for area in own_areas:
            votes.update(area.votes)
        lists += [
            DeliveredList(
                municipality=export.municipality,
                letter=letter,
                name=name,
                votes=cast,
                place=Place(file=export.file.shown),
            )
            for (letter, name), cast in votes.items()
        ]
        report(municipalities[export.municipality].name)
    return Delivery(
        format=FORMAT,
        publisher="valg.dk",
        lists=tuple(lists),
        areas=tuple(areas),
        left_out=left_out,
        files=len(newest),
        sha256=fingerprint(contents),
        fetched=max((export.made.date() for export in newest), default=None),
    )


def _chosen(
    files: Sequence[ReceivedFile], municipalities: Mapping[str, Municipality], year: int, faults: list[Fault]
) -> tuple[tuple[_Export, ...], tuple[LeftOut, ...]]:
    newest: dict[str, _Export] = {}
    left_out = []
    for file in files:
        export = _export_of(file, municipalities, year, faults)
        if export is None:
            continue
        other = newest.get(export.municipality)
        if other is None:
            newest[export.municipality] = export
        elif other.made == export.made and other.file.content == export.file.content:
            left_out.append(LeftOut(file=file.shown, why=f"en kopi af {other.file.shown}"))
        elif other.made == export.made:
            found, step = f"samme tidspunkt som {other.file.shown}", "Behold én af dem."
            faults.append(file.fault(found, "en fil pr. kommune", next_step=step))
        else:
            older, newer = sorted((other, export), key=lambda one: one.made)
            newest[export.municipality] = newer
            left_out.append(LeftOut(file=older.file.shown, why=f"ældre end {newer.file.shown}"))
    return tuple(newest[code] for code in sorted(newest)), tuple(left_out)


def _export_of(
    file: ReceivedFile, municipalities: Mapping[str, Municipality], year: int, faults: list[Fault]
) -> _Export | None:
    expected = f"Kommunalvalg_{year}_<kommune>_<dag-måned-år time.minut.sekund>.csv"
    step = "Giv filen det navn, den havde på valg.dk: kun navnet siger, hvilken kommune den er fra."
    named = _NAME.fullmatch(file.name)
    made = _stamp(named["stamp"]) if named else None
    code = municipality_code(named["name"], municipalities) if named else None
    if named is None or made is None or code is None:
        found = (
            f"navnet {quoted(file.name)}"
            if code or named is None or made is None
            else f"kommunen {quoted(named['name'])}"
        )
        faults.append(file.fault(found, expected, next_step=step))
        return None
    if int(named["year"]) != year:
        found = f"et resultat fra {named['year']}"
        faults.append(file.fault(found, f"{year}", next_step="Hent filen for det rigtige valg."))
        return None
    return _Export(file=file, municipality=code, made=made)


def _stamp(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%d-%m-%Y %H.%M.%S")
    except ValueError:
        return None


def _areas_of(export: _Export, municipality: str) -> list[DeliveredArea]:
    file = export.file
    text = _text(file)
    passed_over = before_headings(text)
    try:
        return _read_areas(export, text[len(passed_over) :], municipality)
    except FaultyFilesError as error:
        raise FaultyFilesError([_moved(fault, passed_over.count("\n")) for fault in error.faults]) from None


def _read_areas(export: _Export, text: str, municipality: str) -> list[DeliveredArea]:
    file = export.file
    blocks, rows, texts = _cut(file, text)
    votes = _numbers(file, texts)
    rows_of = Counter(blocks)
    totals = dict.fromkeys(rows_of, 0)
    for block, cast in zip(blocks, votes, strict=True):
        totals[block] += cast
    parts = {block: _parts_of(block) for block in totals}
    areas: dict[str, dict[tuple[str, str], int]] = {}
    for block, total in totals.items():
        area, letter, name = parts[block]
        areas.setdefault(area, {})[letter, name] = total
    _check_rows(file, rows, parts, areas)
    _check_candidates(file, rows_of, parts)
    _refuse_totals(file, rows, municipality)
    return [
        DeliveredArea(
            municipality=export.municipality,
            name=area,
            votes=votes_of_area,
            place=Place(file=file.shown),
        )
        for area, votes_of_area in areas.items()
    ]


def _refuse_totals(file: ReceivedFile, rows: Sequence[Hashable], municipality: str) -> None:
    named: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        person = row.rpartition(";")[2] if isinstance(row, str) else row[3]  # type: ignore[index]
        named.setdefault(person, number)
    faults = [
        fault
        for person, number in named.items()
        if person != _LIST_VOTES
        and (
            fault := total_row(
                Place(file=file.shown, row=number), _HEADER[3], person, letter="-", municipality=municipality
            )
        )
    ]
    if faults:
        raise FaultyFilesError(faults)


def _text(file: ReceivedFile) -> str:
    content = file.content
    if not content.endswith(b"\n"):
        found = "en fil, der er skåret over: den slutter midt i en række"
        raise FaultyFilesError([file.fault(found, "et linjeskift efter hver række")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        found = "tekst, der ikke er UTF-8: filen har været gemt af et andet program"
        raise FaultyFilesError([file.fault(found, "en eksport, som den blev hentet", row=row)]) from None


def _cut(file: ReceivedFile, text: str) -> tuple[Sequence[_Block], Sequence[Hashable], Sequence[str]]:
    """
    Return for every row its block (area, letter and name), the row without its number, and the number.

    Rows stay whole texts, cut at their last semicolons, which is quicker than csv. Only a file with quotation
    marks needs csv.
    """
    if '"' in text:
        try:
            return _cut_by_csv(file, text)
        except csv.Error:
            raise FaultyFilesError([file.fault("et løst anførselstegn", "parvise anførselstegn")]) from None
    header, *lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    _refuse_other_header(file, header.split(";"), len(lines))
    cuts = [line.rfind(";") for line in lines]
    rows = [line[:end] for line, end in zip(lines, cuts, strict=True)]
    blocks = [row[: row.rfind(";")] for row in rows]
    if {block.count(";") for block in set(blocks)} != {2}:
        _refuse_wrong_length(file, [line.split(";") for line in lines])
    return blocks, rows, [line[end + 1 :] for line, end in zip(lines, cuts, strict=True)]


def _cut_by_csv(file: ReceivedFile, text: str) -> tuple[Sequence[_Block], Sequence[Hashable], Sequence[str]]:
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    _refuse_other_header(file, header, len(rows))
    _refuse_wrong_length(file, rows)
    blocks = [(area, letter, name) for area, letter, name, _, _ in rows]
    people = [tuple(row[:4]) for row in rows]
    return blocks, people, [row[4] for row in rows]


def _parts_of(block: _Block) -> tuple[str, str, str]:
    if isinstance(block, str):
        area, letter, name = block.split(";")
        return area, letter, name
    return block


def _list_row(block: _Block) -> Hashable:
    return f"{block};{_LIST_VOTES}" if isinstance(block, str) else (*block, _LIST_VOTES)


def _refuse_other_header(file: ReceivedFile, header: Sequence[str], rows: int) -> None:
    if list(header) != _HEADER:
        raise FaultyFilesError([file.fault(quoted(";".join(header)), ";".join(_HEADER), row=1)])
    if not rows:
        raise FaultyFilesError([file.fault("kun overskriften", "mindst én række")])


def _refuse_wrong_length(file: ReceivedFile, rows: Sequence[Sequence[str]]) -> None:
    wrong = [number for number, row in enumerate(rows, start=2) if len(row) != len(_HEADER)]
    if wrong:
        expected = f"{len(_HEADER)} felter"
        raise FaultyFilesError(
            [file.fault("et andet antal felter", expected, row=number) for number in wrong]
        )


def _numbers(file: ReceivedFile, texts: Sequence[str]) -> list[int]:
    if all(map(is_whole, set(texts))):
        return list(map(int, texts))
    raise FaultyFilesError(
        [
            file.fault(quoted(text), "et helt tal uden nul foran", _HEADER[4], row=row)
            for row, text in enumerate(texts, start=2)
            if not is_whole(text)
        ]
    )


def _check_rows(
    file: ReceivedFile,
    rows: Sequence[Hashable],
    parts: Mapping[_Block, tuple[str, str, str]],
    areas: Iterable[str],
) -> None:
    every = set(rows)
    faults = []
    if len(every) != len(rows):
        seen: dict[Hashable, int] = {}
        for number, row in enumerate(rows, start=2):
            earlier = seen.setdefault(row, number)
            if earlier != number:
                faults.append(file.fault(f"samme række som {earlier}", "hver række én gang", row=number))
    there = {part for block, part in parts.items() if _list_row(block) in every}
    lists = dict.fromkeys((letter, name) for _, letter, name in parts.values())
    for area, (letter, name) in product(areas, lists):
        if (area, letter, name) not in there:
            found = f"ingen {_LIST_VOTES} for {letter} {name} i {area}"
            faults.append(file.fault(found, "alle lister i alle afstemningsområder"))
    if faults:
        raise FaultyFilesError(faults)


def _check_candidates(
    file: ReceivedFile, rows_of: Mapping[_Block, int], parts: Mapping[_Block, tuple[str, str, str]]
) -> None:
    rows: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for block, number in rows_of.items():
        area, letter, name = parts[block]
        rows[letter, name][area] = number
    faults = []
    for (letter, name), by_area in rows.items():
        most = max(by_area.values())
        for area, number in by_area.items():
            if number < most:
                found = f"{number} rækker for {letter} {name} i {area}"
                expected = f"{most}, én pr. kandidat og {_LIST_VOTES}, som i et andet afstemningsområde"
                faults.append(file.fault(found, expected))
    if faults:
        raise FaultyFilesError(faults)


def _moved(fault: Fault, lines: int) -> Fault:
    return Fault(
        fault.file,
        row=fault.row and fault.row + lines,
        column=fault.column,
        found=fault.found,
        expected=fault.expected,
        next_step=fault.next_step,
    )
