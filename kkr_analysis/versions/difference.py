"""What differs between two versions of one KKR."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from kkr_analysis.errors import DataError
from kkr_analysis.versions.causes import Causes, causes_of
from kkr_analysis.versions.result_file import MayorLine, ResultFile

Change: TypeAlias = tuple[str, Any, Any]
"""What changed, from what, to what; None for what was not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    Every change from ``old`` to ``new``, each empty where nothing changed.

    ``facts`` are single values such as status, total and threshold; ``posts`` chair and vice-chair.
    """

    old: ResultFile
    new: ResultFile
    seats: tuple[Change, ...]
    supplementary: tuple[Change, ...]
    votes: tuple[Change, ...]
    eligibility: tuple[Change, ...]
    mayors: tuple[tuple[str, MayorLine | None, MayorLine | None], ...]
    readings: tuple[Change, ...]
    posts: tuple[Change, ...]
    facts: tuple[Change, ...]
    sources: tuple[Change, ...]
    causes: Causes | None
    """None where a result lacks the inputs to be computed again."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all changed."""
        found = (self.seats, self.supplementary, self.votes, self.eligibility, self.mayors)
        return not any((*found, self.readings, self.posts, self.facts, self.sources))


FACTS = (
    "term",
    "election",
    "status",
    "municipalities",
    "valid_votes",
    "threshold_votes",
    "dimensioning",
    "cap_binds",
    "total",
    "version",
)


def difference(old: ResultFile, new: ResultFile) -> Difference:
    """
    Compare two versions of the KKR of one region.

    Raises DataError for two regions.
    """
    if old.region != new.region:
        raise DataError(
            f"{old.shown} er for {old.region}, og {new.shown} er for {new.region}. Angiv to resultater for "
            f"samme region."
        )

    def by_contender(field: str) -> tuple[Change, ...]:
        values = [
            {letter: getattr(line, field) for letter, line in result.contenders.items()}
            for result in (old, new)
        ]
        nothing = dict.fromkeys([*old.contenders, *new.contenders], 0)
        return changes(nothing, nothing | values[0], nothing | values[1])

    return Difference(
        old=old,
        new=new,
        seats=by_contender("seats"),
        supplementary=by_contender("supplementary"),
        votes=by_contender("votes"),
        eligibility=by_contender("is_eligible"),
        mayors=changes(sorted({*(old.mayors or ()), *(new.mayors or ())}), old.mayors or {}, new.mayors or {})
        if old.mayors is not None and new.mayors is not None
        else (),
        readings=changes(new.readings, old.readings, new.readings) if old.readings and new.readings else (),
        posts=changes(
            ("formand", "næstformand"),
            {"formand": old.chair, "næstformand": old.vice_chair},
            {"formand": new.chair, "næstformand": new.vice_chair},
        ),
        facts=tuple(
            (key, getattr(old, key), getattr(new, key))
            for key in FACTS
            if getattr(old, key) != getattr(new, key)
        ),
        sources=changes(sorted({*old.sources, *new.sources}), old.sources, new.sources),
        causes=causes_of(old, new),
    )


def changes(keys: Iterable[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the keys whose values differ, with both."""
    return tuple((key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))
