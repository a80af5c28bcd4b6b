"""A built result (``kkr-<region>.json``) that was read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.composition.record import LotRecord, MayorRecord, PostRecord
from kkr_analysis.documents.contract import Enclosure, ExplainedContender

REPRESENTED = "contenders[].represented"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHolder:
    """Who is entitled to a post, and the alliance that won it."""

    contender: str
    alliance: str | None


@dataclass(frozen=True, kw_only=True)
class ResultFile:
    """
    One version of a KKR.

    ``missing`` names the keys that the contract got after this file was built: their values in ``kkr`` mean
    nothing. The properties below are None for those, and a comparison says so.
    """

    shown: str
    """What messages call the file."""
    missing: frozenset[str]
    kkr: Enclosure

    @cached_property
    def contenders(self) -> Mapping[str, ExplainedContender]:
        """The contenders by letter, in print order."""
        return {contender.letter: contender for contender in self.kkr.contenders}

    @property
    def chair(self) -> PostHolder | None:
        """Who is entitled to the chair."""
        return _holder(self.kkr.chair)

    @property
    def vice_chair(self) -> PostHolder | None:
        """Who is entitled to the vice-chair."""
        return _holder(self.kkr.vice_chair)

    @property
    def readings(self) -> Mapping[str, str] | None:
        """The readings by rule number."""
        return None if "readings" in self.missing else self.kkr.readings

    @cached_property
    def mayors(self) -> Mapping[str, MayorRecord] | None:
        """The mayors by municipality code."""
        if "mayors_list" in self.missing:
            return None
        return {mayor.municipality_code: mayor for mayor in self.kkr.mayors_list}

    @cached_property
    def lots(self) -> tuple[DrawnLot, ...] | None:
        """The lots drawn. Raises ValueError for one that settles nothing."""
        return None if "lots" in self.missing else tuple(map(drawn_lot, self.kkr.lots))

    @property
    def sources(self) -> Mapping[str, str]:
        """The sha256 of every source file."""
        return {source.file: source.sha256 for source in self.kkr.sources}


def drawn_lot(lot: LotRecord) -> DrawnLot:
    """Return a lot as the engine takes it. Raises ValueError for one that settles nothing."""
    return DrawnLot(stage=lot.stage, tied=frozenset(lot.tied), winners=lot.winners)


def _holder(post: PostRecord | None) -> PostHolder | None:
    return PostHolder(contender=post.contender, alliance=post.alliance) if post else None
