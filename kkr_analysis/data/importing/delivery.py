"""What the received files say, whatever their format: votes, totals, seats, alliances, candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.danish import whole
from kkr_analysis.errors import Fault

_MOST_NAMED = 5
"""Files left out for one reason that are each named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the files something stands; ``sheet`` in a spreadsheet with several."""

    file: str
    row: int | None = None
    sheet: str = ""

    @property
    def shown(self) -> str:
        """The file, and the sheet, as a message names them."""
        return f"{self.file}, ark '{self.sheet}'" if self.sheet else self.file

    def fault(self, column: str | None, *, found: str, expected: str, next_step: str) -> Fault:
        """Return the fault of what stands there."""
        return Fault(
            self.shown, row=self.row, column=column, found=found, expected=expected, next_step=next_step
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredList:
    """The votes of one list in one municipality; ``seats`` where the files give them."""

    municipality: str
    """Municipality code."""
    letter: str
    name: str
    votes: int
    seats: int | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredArea:
    """One polling area: the votes of its lists; ``entitled`` where the files give them."""

    municipality: str
    name: str
    votes: Mapping[tuple[str, str], int]
    """By letter and name."""
    entitled: int | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something improbable in a delivery, which the analyst can confirm by its ``name``."""

    name: str
    """In ASCII, as it is typed after ``--accept``."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredTotals:
    """The totals of one municipality: valid, cast, entitled to vote, polling areas."""

    municipality: str
    valid: int
    cast: int
    entitled: int
    areas: int
    status: FigureStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredAlliance:
    """One list in one alliance (valgforbund) of the municipal election."""

    municipality: str
    number: int
    name: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredCandidates:
    """How many candidates stand on a list."""

    municipality: str
    letter: str
    name: str
    candidates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A received file that was not used, and why in Danish."""

    file: str
    why: str


def reasons(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """Say in Danish what was not used and why: each file, or where many have one reason, how many."""
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

    ``areas`` are the polling areas (afstemningsområder), None where the files do not have them.
    ``fetched`` is the newest day that the files were fetched or published, None where they do not say.
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
    """What the analyst should know of how the files were read, as Danish sentences."""
    questions: tuple[Question, ...] = ()
    files: int
    sha256: str
    """Over the names and bytes of the files used, in the order of their names."""
    fetched: date | None

    @property
    def municipalities(self) -> frozenset[str]:
        """Codes of the municipalities that there are votes for."""
        return frozenset(one.municipality for one in self.lists)
