"""A built result (``kkr-<region>.json``) read back as values, by whoever sends it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kkr_analysis.errors import DataError, reason

LARGEST_FILE = 10_000_000
"""Bytes. A result is some twenty thousand."""
LARGEST_NUMBER = 999_999_999

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContenderLine:
    """One contender as a result has it."""

    letter: str
    name: str
    votes: int
    is_eligible: bool
    seats: int
    supplementary: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MayorLine:
    """One mayor as a result has it; ``contender`` is None for a list on its own."""

    municipality: str
    name: str
    letter: str
    contender: str | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFile:
    """
    What two versions are compared by.

    ``readings`` and ``mayors`` are None in a result that was built before they were written.
    """

    shown: str
    """What messages call the file."""
    region: str
    term: str
    election: str
    status: str
    municipalities: int
    valid_votes: int
    threshold_votes: int
    dimensioning: str
    cap_binds: bool
    total: int
    contenders: Mapping[str, ContenderLine]
    chair: str | None
    vice_chair: str | None
    readings: Mapping[str, str] | None
    mayors: Mapping[str, MayorLine] | None
    """By municipality code."""
    sources: Mapping[str, str]
    version: str

    @property
    def eligible(self) -> dict[str, int]:
        """Votes of the eligible contenders."""
        return {letter: line.votes for letter, line in self.contenders.items() if line.is_eligible}

    @property
    def seats(self) -> dict[str, int]:
        """Seats of every contender."""
        return {letter: line.seats for letter, line in self.contenders.items()}

    def mayors_of(self, contenders: Mapping[str, int]) -> tuple[dict[str, int], int]:
        """Return the mayors of these contenders, and the number of all others."""
        counted = Counter(line.contender for line in (self.mayors or {}).values())
        inside = {letter: counted[letter] for letter in contenders}
        return inside, sum(counted.values()) - sum(inside.values())


def read_result(path: Path) -> ResultFile:
    """
    Read one result file.

    Raises DataError, naming the key, for what is no result of this program.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise refused(path, f"{size // 1_000_000} MB")
        entries = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        raise DataError(
            f"{path} kan ikke læses: {reason(fault)}. Angiv en fil kkr-<region>.json, eller en mappe med dem."
        ) from None
    except (ValueError, RecursionError):
        raise refused(path, "noget, der ikke er JSON") from None
    if not isinstance(entries, dict):
        raise refused(path, "JSON uden nøgler")
    try:
        return result_of(entries, path)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise refused(path, f"noget andet ({fault})") from None


def refused(path: Path, found: str) -> DataError:
    """Return the error of a file that is no result."""
    return DataError(
        f"{path}: fandt {found}, ventede et resultat som kkr-<region>.json fra kkr build. Byg bilaget igen."
    )


def result_of(entries: Mapping[str, Any], path: Path) -> ResultFile:
    """Return the values of a result. Raises KeyError, TypeError or ValueError with the key at fault."""
    readings, mayors = entries.get("readings"), entries.get("mayors_list")
    return ResultFile(
        shown=str(path),
        region=text(entries, "region"),
        term=text(entries, "term"),
        election=text(entries, "election"),
        status=text(entries, "status"),
        municipalities=number(entries, "municipalities"),
        valid_votes=number(entries, "valid_votes"),
        threshold_votes=number(entries, "threshold_votes"),
        dimensioning=text(entries, "dimensioning"),
        cap_binds=truth(entries, "cap_binds"),
        total=number(entries, "total"),
        contenders={line.letter: line for line in each(entries, "contenders", contender_line)},
        chair=post(entries, "chair"),
        vice_chair=post(entries, "vice_chair"),
        readings=None if readings is None else {name: text(readings, name) for name in readings},
        mayors=None
        if mayors is None
        else {text(own, "municipality_code"): mayor_line(own) for own in each(entries, "mayors_list", dict)},
        sources={text(own, "file"): text(own, "sha256") for own in each(entries, "sources", dict)},
        version=text(entries, "version"),
    )


def contender_line(entry: Mapping[str, Any]) -> ContenderLine:
    """Return one contender."""
    return ContenderLine(
        letter=text(entry, "letter"),
        name=text(entry, "name"),
        votes=number(entry, "votes"),
        is_eligible=truth(entry, "eligible"),
        seats=number(entry, "seats"),
        supplementary=number(entry, "supplementary"),
    )


def mayor_line(entry: Mapping[str, Any]) -> MayorLine:
    """Return one mayor."""
    contender = entry["contender"]
    return MayorLine(
        municipality=text(entry, "municipality"),
        name=text(entry, "name"),
        letter=text(entry, "letter"),
        contender=None if contender is None else text(entry, "contender"),
        status=text(entry, "status"),
    )


def post(entries: Mapping[str, Any], key: str) -> str | None:
    """Return who is entitled to a post, None where that waits for a lot."""
    own = entries[key]
    return None if own is None else text(own, "contender")


def each(entries: Mapping[str, Any], key: str, make: Callable[[Any], _T]) -> list[_T]:
    """Return every object of a list."""
    if not isinstance(entries[key], list) or not all(isinstance(own, dict) for own in entries[key]):
        raise TypeError(key)
    return [make(own) for own in entries[key]]


def text(entries: Mapping[str, Any], key: str) -> str:
    """Return a text."""
    if not isinstance(entries[key], str):
        raise TypeError(key)
    return str(entries[key])


def number(entries: Mapping[str, Any], key: str) -> int:
    """Return a whole number of zero or more."""
    value = entries[key]
    if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
        raise ValueError(key)
    return value


def truth(entries: Mapping[str, Any], key: str) -> bool:
    """Return a truth value."""
    if not isinstance(entries[key], bool):
        raise TypeError(key)
    return bool(entries[key])
