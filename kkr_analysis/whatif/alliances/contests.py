"""
What alliances are made for: the chair, both posts, the places in one forum or in several.

Every contest answers the same question for many sets of alliances at once: what does each contender have for
sure, and what at most, if every lot falls out well for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.errors import VotesError
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.seats import count_partitions
from kkr_analysis.whatif.alliances.two_posts import two_posts, vice_after

CHAIR, VICE_CHAIR = 2, 1
"""The chair is worth more than the vice-chair, and both more than one. Nothing but the order is meant."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Values:
    """What each contender has for ``sure`` and at ``most``, shape (partitions, contenders) each."""

    sure: NDArray[np.int64]
    most: NDArray[np.int64]


class Contest(Protocol):
    """An election whose outcome alliances change."""

    @property
    def contenders(self) -> Contenders:
        """Who can ally."""

    def values(self, blocks: NDArray[Any]) -> Values:
        """Return what every partition, a column of ``blocks``, gives each contender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """Who is chair: worth 1, all else 0. Rule: V1."""

    contenders: Contenders

    @classmethod
    def of(cls, votes: Mapping[str, int]) -> Chair:
        """Make the contest of the votes at the municipal election."""
        return cls(contenders=Contenders.of(votes))

    def values(self, blocks: NDArray[Any]) -> Values:
        """Return 1 for the chair; with a lot 0 for sure and 1 at most for those between whom it decides."""
        chair, _ = two_posts(self.contenders, blocks)
        may = flags(chair, len(self.contenders))
        return Values(sure=np.where(is_settled(chair), may, 0), most=may)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairAndViceChair:
    """Who is chair and who vice-chair: worth 2 and 1. Rule: V1."""

    contenders: Contenders

    @classmethod
    def of(cls, votes: Mapping[str, int]) -> ChairAndViceChair:
        """Make the contest of the votes at the municipal election."""
        return cls(contenders=Contenders.of(votes))

    def values(self, blocks: NDArray[Any]) -> Values:
        """
        Return 2 for the chair, 1 for the vice-chair and 3 for both.

        Where a lot decides the chair, every way that it can fall is followed to the vice-chair.
        """
        chair, vice = two_posts(self.contenders, blocks)
        may_vice = VICE_CHAIR * flags(vice, len(self.contenders))
        has_chair = CHAIR * flags(chair, len(self.contenders))
        values = Values(sure=has_chair + np.where(is_settled(vice), may_vice, 0), most=has_chair + may_vice)
        waiting = np.flatnonzero(np.bitwise_count(chair) > 1)
        if waiting.size:
            after = self.after_lots(blocks[:, waiting], chair[waiting])
            values.sure[waiting], values.most[waiting] = after.sure, after.most
        return values

    def after_lots(self, blocks: NDArray[Any], chair: NDArray[np.uint16]) -> Values:
        """Return the least and the most that each contender has, however the lots for the ``chair`` fall."""
        shape = len(chair), len(self.contenders)
        after = Values(sure=np.full(shape, CHAIR + VICE_CHAIR, np.int64), most=np.zeros(shape, np.int64))
        for holder in range(len(self.contenders)):
            rows = np.flatnonzero(chair >> holder & 1)
            vice = vice_after(self.contenders, blocks[:, rows], holder)
            may_vice = VICE_CHAIR * flags(vice, len(self.contenders))
            has_chair = CHAIR * (np.arange(len(self.contenders)) == holder)
            least, most = has_chair + np.where(is_settled(vice), may_vice, 0), has_chair + may_vice
            after.sure[rows] = np.minimum(after.sure[rows], least)
            after.most[rows] = np.maximum(after.most[rows], most)
        return after


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointments:
    """
    Places in one forum or a list of fora, shared out by proportional election in each: worth 1 each.

    Rule: V5. The same alliances stand in every forum. ``places`` has the number for each forum.
    """

    contenders: Contenders
    places: tuple[int, ...]

    @classmethod
    def of(cls, members: Mapping[str, int], places: Sequence[int]) -> Appointments:
        """
        Make the contest of the members present per group, and the places of each forum.

        Raises VotesError for a forum with a single place, which is filled by majority.
        """
        if 1 in places:
            raise VotesError("Én plads besættes ved flertalsvalg og ikke ved forholdstalsvalg (regel V5).")
        return cls(contenders=Contenders.of(members), places=tuple(places))

    def values(self, blocks: NDArray[Any]) -> Values:
        """Return the places that each contender has in all fora together."""
        sure = np.zeros((blocks.shape[1], len(self.contenders)), np.int64)
        most = sure.copy()
        for places in self.places:
            batch = count_partitions(self.contenders, places, [blocks])
            sure += batch.seats
            most += batch.seats_at_most
        return Values(sure=sure, most=most)


def flags(masks: NDArray[np.uint16], contenders: int) -> NDArray[np.int64]:
    """Return 1 for who is in a mask and 0 for others, shape (masks, contenders)."""
    return masks[:, None].astype(np.int64) >> np.arange(contenders) & 1


def is_settled(masks: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Whether a post needs no lot: one contender is in its mask; shape (masks, 1)."""
    settled: NDArray[np.bool_] = np.bitwise_count(masks)[:, None] == 1
    return settled
