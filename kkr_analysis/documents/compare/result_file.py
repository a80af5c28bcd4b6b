"""A built result (``kkr-<region>.json``) as values: the figures it was made from, and its seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kkr_analysis.allocation import DrawnLot


@dataclass(frozen=True, slots=True, kw_only=True)
class ContenderLine:
    """One contender; ``is_represented`` is None in a result from before that was written (rule E5)."""

    letter: str
    votes: int
    is_represented: bool | None
    is_eligible: bool
    seats: int
    supplementary: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MayorLine:
    """One mayor; ``contender`` is what the list counts for, None for a local list on its own."""

    municipality: str
    """Name of the municipality."""
    name: str
    letter: str
    list_name: str
    contender: str | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHolder:
    """Who is entitled to a post, and the alliance that won it."""

    contender: str
    alliance: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFile:
    """
    One version of a KKR.

    ``missing`` names the keys that came into the contract later than this file was built. What they would
    have held is None, and a comparison says so.
    """

    shown: str
    """What messages call the file."""
    missing: frozenset[str]
    region: str
    body: str
    term: str
    election: str
    status: str
    as_of: str | None
    municipalities: int
    valid_votes: int
    votes_cast: int | None
    threshold_votes: int
    dimensioning: str
    uncapped: int
    cap: int
    cap_binds: bool
    total: int
    contenders: Mapping[str, ContenderLine]
    """By letter, in print order."""
    mayors_outside: int
    alliances: tuple[str, ...] | None
    chair: PostHolder | None
    vice_chair: PostHolder | None
    readings: Mapping[str, str] | None
    """By rule number."""
    mayors: Mapping[str, MayorLine] | None
    """By municipality code."""
    lots: tuple[DrawnLot, ...] | None
    corrections: tuple[str, ...] | None
    sources: Mapping[str, str]
    """sha256 by file."""
    version: str
