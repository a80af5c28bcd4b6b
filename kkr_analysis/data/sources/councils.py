"""
The councils (kommunalbestyrelser) after an election: their sizes, and which lists have a seat. Rule: E5.

The official seats come first, then what the analyst knows. For the rest a seat can be proved from votes and
council sizes alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kkr_analysis.composition.election import CouncilSeat, Municipality, SeatEvidence, SourceStrength
from kkr_analysis.data.sources.ballot import Ballot
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.fixed_words import fixed_word
from kkr_analysis.data.sources.own_files import REPRESENTED
from kkr_analysis.data.sources.registry import code_of_municipality
from kkr_analysis.data.sources.rows import Row, whole_number

SEATS = "mandater.csv"
SIZES = "mandattal.csv"
SEAT_COLUMNS = ("kommunekode", "kommune", "bogstav", "listenavn", "mandater")
SIZE_COLUMNS = ("kommunekode", "kommune", "mandater", "kilde")
SIZES_MAY_HAVE = ("kildestyrke",)
"""How good the source of a size is; one left empty is a strong one."""
REPRESENTED_COLUMNS = ("kommunekode", "kommune", "bogstav", "grundlag")

_SMALLEST, _LARGEST, _CAPITAL, _LARGEST_CAPITAL = 9, 31, "101", 55
"""Members of a council by KSL § 5: an odd number; only København may have more."""

Municipalities: TypeAlias = Mapping[str, Municipality]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    """How many members a council has, and whether the source is for that election."""

    members: int
    is_confirmed: bool = True


def read_council_seats(
    reader: FileReader, folder: str, municipalities: Municipalities | None, ballot: Ballot | None
) -> tuple[CouncilSeat, ...]:
    """
    Read which lists are known to have a seat in which council, and on what evidence.

    Rule: E5. Where the folder says nothing of the councils, a seat is proved that the list would have had in
    the largest lawful one.
    """
    sizes = _read_sizes(reader, folder, municipalities)
    official = _read_seats(reader, folder, municipalities, ballot, sizes or {})
    declared = _read_declared(reader, folder, municipalities, ballot, official or {})
    seats = {(code, letter): SeatEvidence.OFFICIAL for (code, letter), won in (official or {}).items() if won}
    seats = (declared or {}) | seats
    counted = {code for code, _ in official or {}}
    if _has_councils(reader, folder):
        known = sizes or {}
    else:
        known = {code: _Size(members=_largest(code)) for code in municipalities or {}}
    uncounted = {code: size.members for code, size in known.items() if code not in counted}
    for code, letter in proved(ballot, uncounted):
        seats.setdefault((code, letter), SeatEvidence.PROVED)
    doubtful = {code for code in uncounted if not known[code].is_confirmed}
    return tuple(
        CouncilSeat(
            municipality=code,
            letter=letter,
            evidence=evidence,
            is_size_confirmed=evidence is not SeatEvidence.PROVED or code not in doubtful,
        )
        for (code, letter), evidence in sorted(seats.items())
    )


def report_no_councils(reader: FileReader, folder: str) -> None:
    """Record that an election says nothing of its councils: an enclosure needs more than their bounds."""
    if not _has_councils(reader, folder):
        reader.report(
            f"{folder}/{SEATS}",
            found="ingen fil",
            expected=f"mindst en af {SEATS}, {SIZES} og {REPRESENTED}",
            next_step="Hent resultatet igen, eller læg mandattallene i mappen.",
        )


def _has_councils(reader: FileReader, folder: str) -> bool:
    return any(reader.has(f"{folder}/{file}") for file in (SEATS, SIZES, REPRESENTED))


def proved(ballot: Ballot | None, sizes: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    """
    Yield municipality and letter of the lists that have a seat whatever the alliances.

    Rule: E5. Strictly more than 1/(seats + 1) of the valid votes, in whole numbers: under d'Hondt fewer than
    ``seats`` others can then have as large a quotient. A list without a letter cannot be told from another.
    """
    valid = ballot.valid_votes() if ballot else Counter()
    for one in ballot.lists if ballot else ():
        code = one.municipality
        if one.letter and code in sizes and one.votes * (sizes[code] + 1) > valid[code]:
            yield code, one.letter


def _read_sizes(
    reader: FileReader, folder: str, municipalities: Municipalities | None
) -> dict[str, _Size] | None:
    file = f"{folder}/{SIZES}"
    rows = reader.filled_table(file, SIZE_COLUMNS, SIZES_MAY_HAVE) if reader.has(file) else None
    if rows is None:
        return None
    sizes: dict[str, _Size] = {}
    for row in rows:
        code = code_of_municipality(reader, row, municipalities)
        if code is None:
            continue
        if code in sizes:
            reader.reject(row, "kommunekode", expected="hver kommune én gang")
        size = whole_number(row["mandater"])
        if size is None or not _is_lawful(code, size):
            reader.reject(row, "mandater", expected=_lawful(code))
            continue
        strength = fixed_word(reader, row, "kildestyrke", SourceStrength) if row["kildestyrke"] else None
        sizes[code] = _Size(members=size, is_confirmed=strength is not SourceStrength.WEAK)
    return sizes


def _read_seats(
    reader: FileReader,
    folder: str,
    municipalities: Municipalities | None,
    ballot: Ballot | None,
    sizes: Mapping[str, _Size],
) -> dict[tuple[str, str], int] | None:
    file = f"{folder}/{SEATS}"
    rows = reader.filled_table(file, SEAT_COLUMNS) if reader.has(file) else None
    if rows is None:
        return None
    seats: dict[tuple[str, str], int] = {}
    totals: Counter[str] = Counter()
    last: dict[str, Row] = {}
    for row in rows:
        code = code_of_municipality(reader, row, municipalities)
        if code is None:
            continue
        listed = ballot.reject_unlisted(reader, row, code) if ballot else None
        won = whole_number(row["mandater"])
        if won is None:
            reader.reject(row, "mandater", expected="et helt tal")
        if (code, row["bogstav"]) in seats and row["bogstav"]:
            reader.reject(row, "bogstav", expected=f"hver liste én gang i {row['kommune']}")
        last[code] = row
        totals[code] += won or 0
        if listed is not None and listed.letter:
            seats[code, listed.letter] = won or 0
    for code, row in last.items():
        _check_total(reader, row, code, totals[code], sizes.get(code))
    return seats


def _check_total(reader: FileReader, row: Row, code: str, total: int, size: _Size | None) -> None:
    if size is not None and total != size.members:
        expected = f"{size.members} som i {SIZES}"
    elif size is None and not _is_lawful(code, total):
        expected = _lawful(code)
    else:
        return
    reader.report(
        row.file,
        found=f"{total} mandater i alt i {code} {row['kommune']}",
        expected=expected,
        next_step=reader.correct_and_seal(row.file),
    )


def _read_declared(
    reader: FileReader,
    folder: str,
    municipalities: Municipalities | None,
    ballot: Ballot | None,
    official: Mapping[tuple[str, str], int],
) -> dict[tuple[str, str], SeatEvidence] | None:
    file = f"{folder}/{REPRESENTED}"
    rows = reader.table(file, REPRESENTED_COLUMNS) if reader.has(file) else None
    if rows is None:
        return None
    seats: dict[tuple[str, str], SeatEvidence] = {}
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        code = code_of_municipality(reader, row, municipalities)
        evidence = fixed_word(reader, row, "grundlag", SeatEvidence)
        if code is None:
            continue
        letter = row["bogstav"]
        earlier = first.setdefault((code, letter), row.number)
        if earlier != row.number:
            reader.reject(
                row, "bogstav", expected=f"hver liste én gang i {row['kommune']}, se række {earlier}"
            )
        if ballot is not None and len(ballot.with_letter(code, letter)) != 1:
            expected = f"en liste på stemmesedlen i {row['kommune']}: {ballot.letters(code)}"
            reader.reject(row, "bogstav", expected=expected)
        elif official.get((code, letter)) == 0:
            reader.reject(row, "bogstav", expected=f"en liste med plads; {SEATS} giver den 0 mandater")
        if evidence is not None:
            seats[code, letter] = evidence
    return seats


def _is_lawful(code: str, size: int) -> bool:
    """Whether a council can have that many members (KSL § 5)."""
    return size % 2 == 1 and _SMALLEST <= size <= _largest(code)


def _largest(code: str) -> int:
    """Return the most members that a council can have (KSL § 5)."""
    return _LARGEST_CAPITAL if code == _CAPITAL else _LARGEST


def _lawful(code: str) -> str:
    """Say how many members a council can have."""
    return f"et ulige tal fra {_SMALLEST} til {_largest(code)}"
