"""What differs between two versions of one KKR, as values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kkr_analysis.composition.record import MayorRecord
from kkr_analysis.documents.compare.causes import Causes, causes_of, print_order
from kkr_analysis.documents.compare.result_file import REPRESENTED, PostHolder, ResultFile
from kkr_analysis.errors import NotComparableError

_T = TypeVar("_T")

FACTS = {
    "status": "Tallenes status",
    "term": "Valgperiode",
    "election": "Valg",
    "as_of": "Gælder den",
    "total": "Medlemmer i alt",
    "uncapped": "Medlemmer uden loft",
    "cap": "Loft",
    "cap_binds": "Loftet er nået",
    "dimensioning": "Dimensionerende parti",
    "municipalities": "Kommuner",
    "valid_votes": "Gyldige stemmer",
    "votes_cast": "Afgivne stemmer",
    "threshold_votes": "Spærregrænsen i stemmer",
    "alliances": "Valgforbund",
    "version": "Version af programmet",
}
"""The single values of a result by their keys in the contract, with their Danish names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[_T]):
    """A value that changed: its key, and the value before and after."""

    key: str
    old: _T
    new: _T


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    Every change from ``old`` to ``new``, each empty where nothing changed.

    A value is None where that version has no such mayor, reading, lot, holder or file; a missing contender
    has no votes and no seats. Keys that one of the versions lacks are not compared, and named in
    ``incomparable``.
    """

    old: ResultFile
    new: ResultFile
    facts: tuple[Change[Any], ...]
    seats: tuple[Change[int], ...]
    supplementary: tuple[Change[int], ...]
    mayors_outside: tuple[Change[int], ...]
    """One change or none; its key is empty."""
    votes: tuple[Change[int], ...]
    eligible: tuple[Change[bool], ...]
    represented: tuple[Change[bool], ...]
    """Only contenders that both versions have."""
    mayors: tuple[Change[MayorRecord | None], ...]
    """By municipality code."""
    readings: tuple[Change[str | None], ...]
    lots: tuple[Change[str | None], ...]
    """By stage and tied contenders."""
    posts: tuple[Change[PostHolder | None], ...]
    corrections: tuple[Change[bool], ...]
    """By sentence: whether the correction is declared."""
    sources: tuple[Change[str | None], ...]
    incomparable: tuple[str, ...]
    """Keys that at least one version lacks, in alphabetical order."""
    causes: Causes

    @property
    def moves_seats(self) -> bool:
        """Whether anybody has other seats."""
        return bool(self.seats or self.mayors_outside)

    @property
    def is_empty(self) -> bool:
        """Whether nothing comparable changed."""
        found = (self.facts, self.seats, self.supplementary, self.mayors_outside, self.votes, self.eligible)
        more = (self.represented, self.mayors, self.readings, self.lots, self.posts)
        return not any((*found, *more, self.corrections, self.sources))


def difference(old: ResultFile, new: ResultFile) -> Difference:
    """Compare two versions of one region's KKR. Raises NotComparableError for two regions."""
    if old.kkr.region != new.kkr.region:
        raise NotComparableError(
            f"{old.shown} er for {old.kkr.body}, og {new.shown} er for {new.kkr.body}. "
            "Angiv to udgaver af samme KKR."
        )
    missing = old.missing | new.missing
    return Difference(
        old=old,
        new=new,
        facts=_by_attribute(FACTS, old.kkr, new.kkr, missing),
        seats=_by_contender("seats", old, new, 0),
        supplementary=_by_contender("supplementary", old, new, 0),
        mayors_outside=_changes([""], {"": len(old.kkr.mayors_outside)}, {"": len(new.kkr.mayors_outside)}),
        votes=_by_contender("votes", old, new, 0),
        eligible=_by_contender("eligible", old, new, False),
        represented=tuple(
            change
            for change in _by_contender("represented", old, new, False)
            if REPRESENTED not in missing and {change.key} <= old.contenders.keys() & new.contenders.keys()
        ),
        mayors=_known(old.mayors, new.mayors),
        readings=_known(old.readings, new.readings),
        lots=_known(_lots(old), _lots(new)),
        posts=_by_attribute(("chair", "vice_chair"), old, new, missing),
        corrections=()
        if "corrections" in missing
        else _changes(
            dict.fromkeys([*old.kkr.corrections, *new.kkr.corrections]),
            dict.fromkeys(old.kkr.corrections, True),
            dict.fromkeys(new.kkr.corrections, True),
            nothing=False,
        ),
        sources=_known(old.sources, new.sources),
        incomparable=tuple(sorted(missing - {"body"})),
        causes=causes_of(old, new),
    )


def _by_attribute(
    keys: Iterable[str], old: object, new: object, missing: Collection[str]
) -> tuple[Change[Any], ...]:
    known = [key for key in keys if key not in missing]
    before, after = ({key: getattr(version, key) for key in known} for version in (old, new))
    return _changes(known, before, after)


def _by_contender(key: str, old: ResultFile, new: ResultFile, nothing: _T) -> tuple[Change[_T], ...]:
    before, after = (
        {letter: getattr(line, key) for letter, line in result.contenders.items()} for result in (old, new)
    )
    return _changes(sorted({*before, *after}, key=print_order), before, after, nothing)


def _known(old: Mapping[str, _T] | None, new: Mapping[str, _T] | None) -> tuple[Change[_T | None], ...]:
    """Return the changes in order of key; none where one version lacks them all."""
    if old is None or new is None:
        return ()
    return _changes(sorted({*old, *new}), old, new)


def _changes(
    keys: Iterable[str], old: Mapping[str, _T], new: Mapping[str, _T], nothing: Any = None
) -> tuple[Change[Any], ...]:
    """Return the keys whose values differ, with both; ``nothing`` is the value of a missing key."""
    pairs = [Change(key=key, old=old.get(key, nothing), new=new.get(key, nothing)) for key in keys]
    return tuple(pair for pair in pairs if pair.old != pair.new)


def _lots(result: ResultFile) -> dict[str, str] | None:
    if result.lots is None:
        return None
    return {
        f"{lot.stage}: {' / '.join(sorted(lot.tied))}": " / ".join(sorted(lot.winners)) for lot in result.lots
    }
