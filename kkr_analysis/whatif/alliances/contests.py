"""
What alliances are made for: chair and vice-chair, or the places in one forum or several.

Every contest answers the same question for many sets of alliances at once: what does each contender have for
sure, and what at most, if it wins every lot?
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.errors import VotesError
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.partitions import Blocks
from kkr_analysis.whatif.alliances.results import Keys, PossibleResult, Sets
from kkr_analysis.whatif.alliances.seats import count_part, count_partitions
from kkr_analysis.whatif.alliances.tables import post_tables, seat_tables, second_posts_after, sums
from kkr_analysis.whatif.counting import Integers, largest, two_posts

CHAIR, VICE_CHAIR = 2, 1
"""The chair is worth more than the vice-chair, and both more than either; only the order matters."""
_MASK_BITS = 16
"""Bits of a mask in a key."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Values:
    """What each contender has for ``sure`` and at ``most``, shape (partitions, contenders) each."""

    sure: Integers
    most: Integers


class Contest(Protocol):
    """One election or several, with a value for every contender."""

    @property
    def contenders(self) -> Contenders:
        """Who can ally."""

    @property
    def are_posts(self) -> bool:
        """Whether a value stands for posts, ``CHAIR`` and ``VICE_CHAIR``, and not for a number of places."""

    def values(self, blocks: NDArray[Any]) -> Values:
        """Return what every partition, a column of ``blocks``, gives each contender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairAndViceChair:
    """The election of chair and vice-chair, worth 2 and 1. Rule: V1."""

    contenders: Contenders

    @classmethod
    def of(cls, votes: Mapping[str, int]) -> ChairAndViceChair:
        """Make the contest from the votes at the municipal election."""
        return cls(contenders=Contenders.of(votes))

    def holders(self, blocks: NDArray[Any]) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
        """
        Return the possible chairs and vice-chairs of every partition as masks, see ``two_posts``.

        Rule: V1, V2, V3, V7.
        """
        tables = post_tables(self.contenders)
        chair, vice = two_posts(*(table.take(blocks) for table in tables.each))
        return chair.astype(np.uint16), vice.astype(np.uint16)

    @property
    def sizes(self) -> Integers:
        """The number of contenders in every mask."""
        return np.bitwise_count(np.arange(1 << len(self.contenders))).astype(np.int64)

    def order(self, blocks: Sequence[int]) -> tuple[int, ...]:
        """Sort sets of alliances by their votes."""
        return self.contenders.strength(sum(blocks)), *sorted(blocks)

    def keys(self, blocks: Blocks) -> Keys:
        """Return chair and vice-chair of every partition in one word."""
        chair, vice = self.holders(blocks)
        return (chair.astype(np.uint64) << np.uint64(_MASK_BITS) | vice)[None]

    def ranked(self, keys: Keys) -> list[Integers]:
        """Sort results by the names of the chairs, then of the vice-chairs."""
        ranks, (word,) = self.contenders.ranks, keys.astype(np.int64)
        return [ranks[word >> _MASK_BITS], ranks[word & (1 << _MASK_BITS) - 1]]

    def result(self, key: Sequence[int], sets: int, smallest: Sets) -> PossibleResult:
        """Name chair and vice-chair."""
        return PossibleResult(
            chair=self.contenders.members(key[0] >> _MASK_BITS),
            vice_chair=self.contenders.members(key[0] & (1 << _MASK_BITS) - 1),
            sets=sets,
            smallest=smallest,
        )

    @property
    def are_posts(self) -> bool:
        """Posts they are."""
        return True

    def values(self, blocks: NDArray[Any]) -> Values:
        """
        Return 2 for the chair, 1 for the vice-chair and 3 for both.

        If a lot decides the chair, every outcome is followed to the vice-chair.
        """
        chair, vice = self.holders(blocks)
        may_vice = VICE_CHAIR * _flags(vice, len(self.contenders))
        has_chair = CHAIR * _flags(chair, len(self.contenders))
        values = Values(sure=has_chair + np.where(_is_certain(vice), may_vice, 0), most=has_chair + may_vice)
        undecided = np.flatnonzero(np.bitwise_count(chair) > 1)
        if undecided.size:
            after = self._after_lots(blocks[:, undecided], chair[undecided])
            values.sure[undecided], values.most[undecided] = after.sure, after.most
        return values

    def _after_lots(self, blocks: NDArray[Any], chair: NDArray[np.uint16]) -> Values:
        """Return the least and the most that each contender has, whoever wins the lot for chair."""
        shape = len(chair), len(self.contenders)
        after = Values(sure=np.full(shape, CHAIR + VICE_CHAIR, np.int64), most=np.zeros(shape, np.int64))
        for holder in range(len(self.contenders)):
            rows = np.flatnonzero(chair >> holder & 1)
            vice = self.vice_after(blocks[:, rows], holder)
            may_vice = VICE_CHAIR * _flags(vice, len(self.contenders))
            has_chair = CHAIR * (np.arange(len(self.contenders)) == holder)
            least, most = has_chair + np.where(_is_certain(vice), may_vice, 0), has_chair + may_vice
            after.sure[rows] = np.minimum(after.sure[rows], least)
            after.most[rows] = np.maximum(after.most[rows], most)
        return after

    def vice_after(self, blocks: NDArray[Any], holder: int) -> NDArray[np.uint16]:
        """
        Return the possible vice-chairs of every partition once a lot has made ``holder`` (a bit) chair.

        Rule: V1, V3, V7. Masks of shape (partitions,); ``holder`` must be able to win that lot.
        """
        tables = post_tables(self.contenders)
        is_holders = (blocks >> holder & 1) > 0
        strengths = tables.strengths.take(blocks)
        seconds = second_posts_after(self.contenders, holder)
        given = np.where(is_holders, seconds.take(blocks), tables.first.take(blocks))
        return largest(np.where(is_holders, strengths, 2 * strengths), given).astype(np.uint16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """The places of one forum, filled by proportional election. Rule: V5."""

    contenders: Contenders
    places: int

    @property
    def sizes(self) -> Integers:
        """The number of contenders in every mask, then their votes, as one number."""
        number = np.bitwise_count(np.arange(1 << len(self.contenders))).astype(np.int64)
        return number * (sum(self.contenders.votes) + 1) + sums(self.contenders.votes)

    def order(self, blocks: Sequence[int]) -> tuple[int, ...]:
        """Sort sets of alliances by their members."""
        return tuple(blocks)

    def keys(self, blocks: Blocks) -> Keys:
        """Return the places of every partition, who is tied for the last ones, and who inside an alliance."""
        _, rows, outer_tied = count_part(seat_tables(self.contenders, self.places), blocks)
        return np.stack([*rows.T, outer_tied.astype(np.uint64)])

    def ranked(self, keys: Keys) -> list[Integers]:
        """Sort results by the places of each contender, then by the names of the tied."""
        seats, inside = self._split(keys)
        ranks = self.contenders.ranks
        return [*seats, ranks[keys[2].astype(np.int64)], ranks[inside]]

    def result(self, key: Sequence[int], sets: int, smallest: Sets) -> PossibleResult:
        """Name the places."""
        seats, inside = self._split(np.array(key, np.uint64)[:, None])
        return PossibleResult(
            seats=tuple(zip(self.contenders.names, seats[:, 0].tolist(), strict=True)),
            tied=self.contenders.members(key[2]),
            tied_inside=self.contenders.members(int(inside[0])),
            sets=sets,
            smallest=smallest,
        )

    def _split(self, keys: Keys) -> tuple[Integers, Integers]:
        rows = np.ascontiguousarray(keys[:2].T)
        seats = rows.view(np.uint8)[:, : len(self.contenders)].T
        return seats.astype(np.int64), rows.view(np.uint16)[:, -1].astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointments:
    """
    The places of one forum or several, filled by proportional election in each, worth 1 each.

    Rule: V5. The same alliances stand in every forum. ``places`` has the number for each forum.
    """

    contenders: Contenders
    places: tuple[int, ...]

    @classmethod
    def of(cls, members: Mapping[str, int], places: Sequence[int]) -> Appointments:
        """
        Make the contest from the members present per group, and the places of each forum.

        Raises VotesError for a forum with a single place, which is filled by majority.
        """
        if 1 in places:
            raise VotesError("Én plads besættes ved flertalsvalg og ikke ved forholdstalsvalg (regel V5).")
        return cls(contenders=Contenders.of(members), places=tuple(places))

    @property
    def each(self) -> tuple[Appointment, ...]:
        """The appointment to each forum."""
        return tuple(Appointment(contenders=self.contenders, places=places) for places in self.places)

    @property
    def are_posts(self) -> bool:
        """Places they are."""
        return False

    def values(self, blocks: NDArray[Any]) -> Values:
        """Return the places that each contender has in all fora together."""
        sure = np.zeros((blocks.shape[1], len(self.contenders)), np.int64)
        most = sure.copy()
        for places in self.places:
            batch = count_partitions(self.contenders, places, [blocks])
            sure += batch.seats
            most += batch.seats_at_most
        return Values(sure=sure, most=most)


def _flags(masks: NDArray[np.uint16], contenders: int) -> Integers:
    return masks[:, None].astype(np.int64) >> np.arange(contenders) & 1


def _is_certain(masks: NDArray[np.uint16]) -> NDArray[np.bool_]:
    certain: NDArray[np.bool_] = np.bitwise_count(masks)[:, None] == 1
    return certain
