"""The lists that the analyst has placed by hand: ``lister.csv`` in the election's folder. Rule: E1, E2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kkr_analysis.composition.election import Municipality, Party
from kkr_analysis.data.sources.ballot import Ballot
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.own_files import PLACEMENTS
from kkr_analysis.data.sources.party_matching import normalised
from kkr_analysis.data.sources.registry import code_of_municipality
from kkr_analysis.data.sources.rows import Row

PROPOSAL = "lister.forslag.csv"
"""What ``kkr import`` proposes for the lists that letter and name do not place."""
COLUMNS = ("kommunekode", "kommune", "bogstav", "listenavn", "parti", "begrundelse")
LOCAL = "lokal"
"""Written in place of a party's letter for a local list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One list that the analyst has placed: the letter of a party, or None for a local list."""

    municipality: str
    party: str | None
    row: Row

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies the list: municipality, letter and normalised name."""
        return self.municipality, self.row["bogstav"], normalised(self.row["listenavn"])


def read_placements(
    reader: FileReader,
    folder: str,
    municipalities: Mapping[str, Municipality] | None,
    entitled: Iterable[Party],
) -> tuple[Placement, ...]:
    """Read the analyst's file; usually there is none."""
    file = f"{folder}/{PLACEMENTS}"
    rows = reader.table(file, COLUMNS) if reader.has(file) else None
    letters = [party.letter for party in entitled]
    first: dict[tuple[str, str, str], int] = {}
    placements = []
    for row in rows or ():
        code = code_of_municipality(reader, row, municipalities)
        if not row["begrundelse"].strip():
            reader.reject(row, "begrundelse", expected="hvorfor listen er placeret sådan")
        if row["parti"] not in (*letters, LOCAL):
            reader.reject(row, "parti", expected=f"{LOCAL!r} eller et af {' '.join(letters)}")
            continue
        if code is None:
            continue
        placement = Placement(
            municipality=code, party=None if row["parti"] == LOCAL else row["parti"], row=row
        )
        earlier = first.setdefault(placement.key, row.number)
        if earlier != row.number:
            reader.reject(row, "listenavn", expected=f"hver liste én gang, se række {earlier}")
        placements.append(placement)
    return tuple(placements)


def reject_unused(reader: FileReader, placements: Iterable[Placement], ballot: Ballot | None) -> None:
    """Record a fault for every placement of a list that is on no ballot: it would place nothing."""
    for placement in placements if ballot else ():
        row = placement.row
        if ballot and ballot.find(placement.municipality, row["bogstav"], row["listenavn"]) is None:
            ballot.reject_unlisted(reader, row, placement.municipality)
