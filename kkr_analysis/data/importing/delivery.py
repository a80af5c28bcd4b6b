"""What received files contain, whatever their format: votes, totals, seats, alliances, candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.danish import whole
from kkr_analysis.errors import Fault

_MOST_NAMED = 5
"""Files that are each named, of those left out for one reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the files; ``sheet`` is set for a spreadsheet with several sheets."""

    file: str
    row: int | None = None
    sheet: str = ""

    @property
    def shown(self) -> str:
        """The file, with the sheet if there is one, as messages name them."""
        return f"{self.file}, ark '{self.sheet}'" if self.sheet else self.file

    def fault(self, column: str | None, *, found: str, expected: str, next_step: str) -> Fault:
        """Return a fault at this place."""
        return Fault(
            self.shown, row=self.row, column=column, found=found, expected=expected, next_step=next_step
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredList:
    """The votes of one list in one municipality, and its ``seats`` if the files have them."""

    municipality: str
    """Municipality code."""
    letter: str
    name: str
    votes: int
    seats: int | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredArea:
    """One polling area: the votes of its lists, and how many were ``entitled`` if the files say so."""

    municipality: str
    name: str
    votes: Mapping[tuple[str, str], int]
    """By letter and name."""
    entitled: int | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something improbable in a delivery that the analyst can confirm by its ``name``."""

    name: str
    """In ASCII, to be typed after ``--accept``."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredTotals:
    """The totals of one municipality: valid votes, votes cast, entitled voters, polling areas."""

    municipality: str
    valid: int
    cast: int
    entitled: int
    areas: int
    status: FigureStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredAlliance:
    """A list's membership of an alliance (valgforbund) in the municipal election."""

    municipality: str
    number: int
    name: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredCandidates:
    """The number of candidates on a list."""

    municipality: str
    letter: str
    name: str
    candidates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A received file that was not used, with the reason in Danish."""

    file: str
    why: str


def reasons(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """Return Danish lines on what was not used and why: each file, or a count if many share a reason."""
    files: dict[str, list[str]] = {}
    for left in left_out:
        files.setdefault(left.why, []).append(left.file)
    return tuple(
        said
        for why, names in files.items()
        for said in (
            [f"{name}: {why}" for name in names]
            if len(names) <= _MOST_NAMED
            else [f"{whole(len(names))} filer, for eksempel {names[0]}: {why}"]
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """
    Everything that was read from a delivery of files.

    ``areas`` are the polling areas (afstemningsområder), None if the files do not have them. ``fetched`` is
    the latest day on which the files were fetched or published, None if unknown.
    """

    format: str
    """Danish name of the format."""
    publisher: str
    lists: tuple[DeliveredList, ...]
    areas: tuple[DeliveredArea, ...] | None
    totals: tuple[DeliveredTotals, ...] = ()
    alliances: tuple[DeliveredAlliance, ...] = ()
    candidates: tuple[DeliveredCandidates, ...] = ()
    left_out: tuple[LeftOut, ...]
    notices: tuple[str, ...] = ()
    """Danish sentences on how the files were read."""
    questions: tuple[Question, ...] = ()
    files: int
    sha256: str
    """Over the names and bytes of the files used, in the order of their names."""
    fetched: date | None

    @property
    def municipalities(self) -> frozenset[str]:
        """Codes of the municipalities with votes."""
        return frozenset(one.municipality for one in self.lists)
