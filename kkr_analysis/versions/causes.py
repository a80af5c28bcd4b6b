"""Why seats moved: the old KKR composed again with one new input at a time. Rule: K3, K5, K6, K7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kkr_analysis.composition import compose
from kkr_analysis.errors import KkrError
from kkr_analysis.rules import CapReading, Denominator, OutsideReading, Readings
from kkr_analysis.versions.result_file import ResultFile

Moves: TypeAlias = tuple[tuple[str, int, int], ...]
"""Contender, seats before and seats after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """
    The seats that each changed input moves on its own; None for an input that is the same in both.

    ``is_joint`` says that no single one of them gives the new seats, only several together.
    """

    votes: Moves | None
    mayors: Moves | None
    readings: Moves | None
    is_joint: bool


def causes_of(old: ResultFile, new: ResultFile) -> Causes | None:
    """
    Return what moved the seats; None where that cannot be said.

    It cannot where a result lacks mayors or readings, or where its own seats do not follow from its own
    figures: a lot was drawn, or somebody changed the file.
    """
    before, after = seats_from(old, old, old), seats_from(new, new, new)
    if before is None or after is None or not (fits(before, old) and fits(after, new)):
        return None
    alone = {
        "votes": seats_from(new, old, old) if votes_differ(old, new) else before,
        "mayors": seats_from(old, new, old) if old.mayors != new.mayors else before,
        "readings": seats_from(old, old, new) if old.readings != new.readings else before,
    }
    if any(seats is None for seats in alone.values()):
        return None
    moved = {name: moves(before, seats or {}) for name, seats in alone.items()}
    return Causes(
        votes=moved["votes"] if votes_differ(old, new) else None,
        mayors=moved["mayors"] if old.mayors != new.mayors else None,
        readings=moved["readings"] if old.readings != new.readings else None,
        is_joint=bool(moves(before, after)) and moves(before, after) not in moved.values(),
    )


def votes_differ(old: ResultFile, new: ResultFile) -> bool:
    """Whether votes, or who is eligible on them, differ."""
    return old.eligible != new.eligible or old.municipalities != new.municipalities


def seats_from(votes: ResultFile, mayors: ResultFile, readings: ResultFile) -> dict[str, int] | None:
    """Compose the KKR with the votes of one result, the mayors of another, the readings of a third."""
    if mayors.mayors is None or readings.readings is None:
        return None
    inside, outside = mayors.mayors_of(votes.eligible)
    try:
        composition = compose(
            votes.eligible,
            inside,
            municipalities=votes.municipalities,
            mayors_outside=outside,
            readings=Readings(
                denominator=Denominator(readings.readings["E4"]),
                cap=CapReading(readings.readings["K6"]),
                outside=OutsideReading(readings.readings["K7"]),
            ),
        )
    except (KkrError, KeyError, ValueError):
        return None
    return None if composition.tie else dict(composition.seats)


def fits(seats: Mapping[str, int], result: ResultFile) -> bool:
    """Whether computed seats are those of the result."""
    return all(seats.get(letter, 0) == own for letter, own in result.seats.items())


def moves(before: Mapping[str, int], after: Mapping[str, int]) -> Moves:
    """Return who has other seats than before."""
    letters = dict.fromkeys([*before, *after])
    return tuple(
        (letter, before.get(letter, 0), after.get(letter, 0))
        for letter in letters
        if before.get(letter, 0) != after.get(letter, 0)
    )
