"""Every error raised on purpose: English classes, Danish messages that tell the analyst what to do."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Sequence
from os import PathLike
from typing import Self

REASONS = {
    "EACCES": "der er ikke adgang",
    "EADDRINUSE": "porten er optaget",
    "EADDRNOTAVAIL": "adressen findes ikke på denne computer",
    "EBADF": "filen er lukket",
    "EBUSY": "et andet program bruger den",
    "ECONNABORTED": "forbindelsen blev afbrudt",
    "ECONNREFUSED": "ingen svarer på adressen",
    "ECONNRESET": "forbindelsen blev afbrudt",
    "EDQUOT": "der er ikke mere plads til dine filer",
    "EEXIST": "der er en fil med det navn",
    "EFBIG": "filen er større, end der må skrives",
    "EHOSTDOWN": "drevets computer svarer ikke",
    "EHOSTUNREACH": "drevets computer svarer ikke",
    "EILSEQ": "navnet har tegn, som disken ikke kan bruge",
    "EINVAL": "systemet kan ikke bruge navnet eller værdien",
    "EIO": "disken eller drevet svarer ikke, som det skal",
    "EISDIR": "der er en mappe med det navn",
    "ELOOP": "linket fører tilbage til sig selv",
    "EMFILE": "der er for mange filer åbne",
    "ENAMETOOLONG": "navnet er for langt",
    "ENETUNREACH": "netværket svarer ikke",
    "ENFILE": "der er for mange filer åbne",
    "ENODEV": "drevet findes ikke",
    "ENOENT": "den findes ikke",
    "ENOLCK": "filen kan ikke låses",
    "ENOMEM": "computeren har ikke hukommelse nok",
    "ENOSPC": "disken er fuld",
    "ENOTCONN": "forbindelsen til drevet er væk",
    "ENOTDIR": "en del af stien er en fil og ikke en mappe",
    "ENOTEMPTY": "der er en mappe med det navn",
    "ENOTSUP": "drevet kan ikke det, der bedes om",
    "ENXIO": "drevet findes ikke",
    "EPERM": "der er ikke adgang",
    "EPIPE": "modtageren har lukket",
    "EROFS": "disken kan kun læses",
    "ESTALE": "forbindelsen til drevet er væk",
    "ETIMEDOUT": "der kom intet svar i tide",
    "EXDEV": "filen kan ikke flyttes til en anden disk",
}
"""Danish for the system's errors, by name, since not every system has them all."""


def reason(fault: OSError) -> str:
    """Say in Danish why the system refused something, or why a file was not read."""
    if isinstance(fault, UnreadableFileError):
        return fault.why
    name = errno.errorcode.get(fault.errno or 0)
    return REASONS.get(name, f"systemet melder fejlen {name}") if name else "systemet siger ikke hvorfor"


class KkrError(Exception):
    """Base of every error raised on purpose. The message is Danish and stands alone."""


class UnreadableFileError(KkrError, OSError):
    """A file that cannot or must not be read; ``why`` is the Danish clause that says so."""

    def __init__(self, path: str | PathLike[str], why: str) -> None:
        super().__init__(f"{path} kan ikke læses: {why}. Angiv en almindelig fil, som der er adgang til.")
        self.why = why


class MissingFileError(UnreadableFileError, FileNotFoundError):
    """A file that does not exist."""


class TomlError(KkrError):
    """A file that is not TOML; ``place`` is the row and the character, empty if unknown."""

    def __init__(self, source: str, *, place: str, what: str) -> None:
        super().__init__(f"{source}{', ' if place else ''}{place}: {what}")
        self.place = place


class UnknownChoiceError(KkrError):
    """A region, term, format or parameter that does not exist. The message lists those that do."""


class RuleFileError(KkrError):
    """A rule file cannot be used. The message has one sentence per fault."""


class ProjectNotFoundError(KkrError):
    """No folder with ``data/raw`` and ``notebooks`` at or above the current folder."""


class MissingPackageError(KkrError):
    """A package of an extra is not installed. The message has the line that installs it."""


class HouseStyleError(KkrError):
    """``husstil.toml`` cannot be used. The message has one sentence per fault."""


class ScenarioError(KkrError):
    """An impossible what-if scenario. The message has one sentence per fault."""


class HypotheticalError(KkrError):
    """A scenario (tænkt eksempel) was about to be published as if it were a result."""


class DataError(KkrError):
    """The figures in ``data/raw`` cannot be used as they are."""


class Fault(str):
    """
    One fault as one Danish sentence that keeps its parts.

    Row 1 is the header, so the first row of figures is row 2; ``row`` and ``column`` are None if the whole
    file is at fault.
    """

    __slots__ = ("column", "expected", "file", "found", "next_step", "row")

    file: str
    row: int | None
    column: str | None
    found: str
    expected: str
    next_step: str

    def __new__(
        cls,
        file: str,
        *,
        found: str,
        expected: str,
        next_step: str,
        row: int | None = None,
        column: str | None = None,
    ) -> Self:
        """Make the sentence: where, what was found, what was expected, what to do."""
        place = [file]
        if row is not None:
            place.append(f"række {row}")
        if column is not None:
            place.append(f"kolonne '{column}'")
        fault = super().__new__(cls, f"{', '.join(place)}: fandt {found}, ventede {expected}. {next_step}")
        fault.file, fault.row, fault.column = file, row, column
        fault.found, fault.expected, fault.next_step = found, expected, next_step
        return fault

    @property
    def offer(self) -> str:
        """The nearest known word that the next step begins with, "Mente du Anne? "; empty without one."""
        found = re.match(r"Mente du .*?\? ", self.next_step)
        return found[0] if found else ""


_FIGURES = re.compile(r"'[^']*'|[0-9]+")
"""The parts of what was expected that vary from row to row."""


def of_one_kind(faults: Sequence[Fault]) -> tuple[tuple[Fault, ...], ...]:
    """
    Group the faults by column and what was expected there, whatever the figures.

    The groups are in the order of their first faults.
    """
    return _alike(faults, lambda fault: (fault.column, _FIGURES.sub("…", fault.expected)))


def _alike(faults: Sequence[Fault], by: Callable[[Fault], object]) -> tuple[tuple[Fault, ...], ...]:
    """Group the faults that have the same of something, in the order of their first ones."""
    groups: dict[object, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(by(fault), []).append(fault)
    return tuple(map(tuple, groups.values()))


class FaultyFilesError(DataError):
    """
    One or more faults in the files, collected before raising.

    ``faults`` holds one Danish sentence per fault. The message has all of them if they are few, otherwise the
    number of each kind and the first ones. ``of`` is what they are in.
    """

    def __init__(self, faults: Sequence[Fault], of: str = "tallene") -> None:
        if not faults:
            raise ValueError("at least one fault")
        self.faults = tuple(faults)
        super().__init__("\n".join(_fault_list(self.faults, of)))

    @property
    def is_shortened(self) -> bool:
        """Whether the message leaves out some of the faults."""
        return len(self.faults) > _FEW


_FEW = 20
_FIRST = 10
_SHOWN = 3


def _fault_list(faults: Sequence[Fault], of: str) -> list[str]:
    """Return the faults as lines; many are one line for each kind, a few for each cell that says the same."""
    head = f"1 fejl i {of}:" if len(faults) == 1 else f"{len(faults)} fejl i {of}:"
    if len(faults) <= _FEW:
        same = _alike(faults, lambda own: (own.file, own.column, own.found, own.expected, own.next_step))
        return [head, *(f"  - {_as_one(alike)}" for alike in same)]
    kinds = sorted(of_one_kind(faults), key=len, reverse=True)
    more = [f"… og {len(kinds) - _FIRST} andre slags fejl"] if len(kinds) > _FIRST else []
    return [head, *(f"  - {_as_one(alike)}" for alike in kinds[:_FIRST]), *more]


def _as_one(alike: Sequence[Fault]) -> str:
    """Say faults of one kind in one line: how many, where the first are, and what was found there."""
    first = alike[0]
    if len(alike) == 1:
        return first
    places: dict[str, list[str]] = {}
    for fault in alike[:_SHOWN]:
        places.setdefault(fault.file, []).extend([str(fault.row)] if fault.row is not None else [])
    where = [f"{file}, række {', '.join(rows)}" if rows else file for file, rows in places.items()]
    more = f" og {len(alike) - _SHOWN} til" if len(alike) > _SHOWN else ""
    column = f", kolonne '{first.column}'" if first.column is not None else ""
    found = ", ".join(dict.fromkeys(fault.found for fault in alike[:_SHOWN]))
    return (
        f"{'; '.join(where)}{more}{column} ({len(alike)} fejl): fandt {found}, "
        f"ventede {first.expected}. {first.next_step}"
    )


class UnplacedListsError(DataError):
    """Lists that cannot be matched to a party; ``lists`` has a Danish sentence for each."""

    def __init__(self, message: str, lists: Sequence[str]) -> None:
        super().__init__(message)
        self.lists = tuple(lists)


class ResultFileError(KkrError):
    """A result file (``kkr-<region>.json``) cannot be read, or is not one."""


class NotComparableError(KkrError):
    """Two results, or two folders of them, that are not versions of the same KKR."""


class VotesError(KkrError):
    """Votes, seats or mayors that are not whole numbers of zero or more."""


class AllianceError(KkrError):
    """An impossible electoral alliance (valgforbund): unknown members, or one in two alliances."""


class TooManyContendersError(KkrError):
    """Too many contenders, or results, to count every set of alliances."""


class UncertaintyError(KkrError):
    """An uncertainty, a number of draws or a seed that cannot be simulated."""


class SweepError(KkrError):
    """The processes, or the cluster, that were to do a job in chunks cannot be used."""


class NoDimensioningPartyError(KkrError):
    """No eligible contender has a mayor, so rule K3 has nothing to size the KKR by."""


class LotNeededError(KkrError):
    """A tie decides a seat, and no lot (lodtrækning) is recorded for it."""


class ImpossibleLotError(KkrError, ValueError):
    """A lot whose winners are not a proper part of those who were tied."""


class StaleLotError(KkrError):
    """A recorded lot that settles no tie in these figures; ``lots`` are those of them, as they were given."""

    def __init__(self, message: str, lots: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.lots = tuple(lots)


class BuildError(KkrError):
    """The enclosure could not be built; nothing was written."""


class AppointmentError(KkrError):
    """Groups, fora, ballots or choices that cannot be. The message has one sentence per fault."""


class MeetingError(KkrError):
    """A meeting whose dates, members or events cannot be. The message has one sentence per fault."""
