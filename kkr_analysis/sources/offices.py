"""Who holds office after an election: the mayors, and the lists with a seat in a council."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from kkr_analysis.model import CouncilSeat, Mayor, MayorStatus, Municipality, SeatEvidence, SourceStrength
from kkr_analysis.sources.ballot import Ballot
from kkr_analysis.sources.reading import Reading
from kkr_analysis.sources.registry import code_of_municipality
from kkr_analysis.sources.rows import Row

MAYORS = "borgmestre.csv"
REPRESENTED = "repraesentation.csv"

_Word = TypeVar("_Word", bound=Enum)


def read_mayors(
    reading: Reading, folder: str, municipalities: Mapping[str, Municipality] | None, ballot: Ballot | None
) -> tuple[Mayor, ...]:
    """Read the mayors: exactly one in every municipality, each elected on a list on its ballot. Rule: K1."""
    file = f"{folder}/{MAYORS}"
    columns = (
        "kommunekode",
        "kommune",
        "borgmester",
        "bogstav",
        "listenavn",
        "status",
        "kildestyrke",
        "kilde",
    )
    rows = reading.filled_table(file, columns)
    if rows is None:
        return ()
    first: dict[str, int] = {}
    mayors = []
    for row in rows:
        code = code_of_municipality(reading, row, municipalities)
        if code is None:
            continue
        earlier = first.setdefault(code, row.number)
        if earlier != row.number:
            reading.reject(
                row, "borgmester", expected=f"én borgmester i {row['kommune']}, se række {earlier}"
            )
        mayor = _mayor(reading, row, code, ballot)
        if mayor is not None:
            mayors.append(mayor)
    for code, municipality in (municipalities or {}).items():
        if code not in first:
            reading.report(
                file,
                found=f"ingen borgmester i {code} {municipality.name}",
                expected="én række for hver kommune",
                next_step=reading.add_and_seal(file),
            )
    return tuple(sorted(mayors, key=lambda mayor: mayor.municipality))


def read_council_seats(
    reading: Reading, folder: str, municipalities: Mapping[str, Municipality] | None, ballot: Ballot | None
) -> tuple[CouncilSeat, ...]:
    """Read which lists are known to have a seat in which council. Rule: E5."""
    rows = reading.filled_table(f"{folder}/{REPRESENTED}", ("kommunekode", "kommune", "bogstav", "grundlag"))
    seats = []
    first: dict[tuple[str, str], int] = {}
    for row in rows or ():
        code = code_of_municipality(reading, row, municipalities)
        evidence = _word(reading, row, "grundlag", SeatEvidence)
        if code is None:
            continue
        letter = row["bogstav"]
        earlier = first.setdefault((code, letter), row.number)
        if earlier != row.number:
            reading.reject(
                row, "bogstav", expected=f"hver liste én gang i {row['kommune']}, se række {earlier}"
            )
        if ballot is not None and len(ballot.with_letter(code, letter)) != 1:
            reading.reject(
                row,
                "bogstav",
                expected=f"en liste på stemmesedlen i {row['kommune']}: {ballot.letters(code)}",
            )
        if evidence is not None:
            seats.append(CouncilSeat(municipality=code, letter=letter, evidence=evidence))
    return tuple(seats)


def _mayor(reading: Reading, row: Row, code: str, ballot: Ballot | None) -> Mayor | None:
    if not row["borgmester"].strip():
        reading.reject(row, "borgmester", expected="borgmesterens navn")
    if not row["kilde"].strip():
        reading.reject(row, "kilde", expected="hvor det står, at borgmesteren er valgt")
    listed = ballot.reject_unlisted(reading, row, code) if ballot else None
    status = _word(reading, row, "status", MayorStatus)
    strength = _word(reading, row, "kildestyrke", SourceStrength)
    if status is None or strength is None or listed is None:
        return None
    return Mayor(
        municipality=code,
        name=row["borgmester"],
        letter=listed.letter,
        list_name=listed.name,
        party=listed.party,
        status=status,
        strength=strength,
        source=row["kilde"],
    )


def _word(reading: Reading, row: Row, column: str, words: type[_Word]) -> _Word | None:
    """Return the member whose word stands in the cell; None, with the fault, for any other word."""
    for word in words:
        if row[column] == word.value:
            return word
    reading.reject(row, column, expected=" eller ".join(repr(word.value) for word in words))
    return None
