"""
Tables over every block: what each possible alliance can claim, and what its members get of it.

A block with a number of seats is a *cell*. A partition whose seats are known is a few cells, and everything
about it is a lookup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.votes import whole_number
from kkr_analysis.errors import VotesError
from kkr_analysis.whatif.alliances.contenders import Contenders, bits_of
from kkr_analysis.whatif.counting import (
    Integers,
    key_shift,
    key_table,
    largest,
    refuse_beyond_keys,
    second_posts,
    settle,
)

_MOST_SEATS = 255
"""A contender's seats are stored in one byte."""
_ROW_BYTES = 16
"""One byte of seats per contender; the last two are the mask of members tied for the block's last seats."""

Rows = NDArray[np.uint64]
Masks = NDArray[np.uint16]


def sums(numbers: Sequence[int]) -> Integers:
    """Return the sum of the numbers in every mask, shape (2 ** len(numbers),)."""
    table = np.zeros(1, np.int64)
    for number in numbers:
        table = np.concatenate([table, table + number])
    return table


def subsets(mask: int) -> Integers:
    """Return every subset of a mask, the empty one first and the mask itself last."""
    return sums(bits_of(mask))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeatTables:
    """
    What a count of ``seats`` needs to know about every block: votes, keys and its members' seats.

    ``width`` is the number of cells per block. ``member_rows``, shape (cells, 2), has 16 bytes for every cell
    that ``is_made``; ``rows`` makes the others on demand.
    """

    contenders: Contenders
    seats: int
    width: int
    strengths: Integers
    keys: Integers
    member_rows: Rows
    is_made: NDArray[np.bool_]

    def opening(self, blocks: int) -> Integers:
        """
        Return the cell in which every block starts if this many blocks share the seats.

        A seat costs all votes / (seats + blocks / 2), and every block starts with the seats that it can pay.
        So nobody can pay one more, and about as many seats as there are have been sold.
        """
        cells = np.arange(len(self.strengths)) * self.width
        everything = int(self.strengths[-1])
        if everything:
            cells += self.strengths * (2 * self.seats + blocks) // (2 * everything)
        return cells

    def surplus(self, cells: Integers) -> Integers:
        """Return how many seats too many each partition's cells have; its blocks cover everybody."""
        if not self.strengths[-1]:
            return np.zeros(cells.shape[1], np.int64)
        surplus: Integers = cells.sum(axis=0) - self.width * (len(self.strengths) - 1) - self.seats
        return surplus

    def rows(self, cells: Integers) -> Rows:
        """
        Share the seats of every partition's cells among the members, shape (partitions, 2).

        Rule: V3, V7. If members tie for the last seats of their block, none has those, and the last two bytes
        have the mask of the tied. Blocks have no member in common, so their rows add up.
        """
        wanted = cells[~self.is_made.take(cells)]
        if wanted.size:
            # Only one of equal cells keeps its number, so each is made once; sorting them takes longer.
            numbers = np.arange(wanted.size, dtype=np.uint64)
            self.member_rows[wanted, 0] = numbers
            new = wanted[self.member_rows[wanted, 0] == numbers]
            self.member_rows[new] = self._inside(new // self.width, new % self.width)
            self.is_made[new] = True
        rows: Rows = self.member_rows.take(cells[0], axis=0)
        for block in cells[1:]:
            rows += self.member_rows.take(block, axis=0)
        return rows

    def _inside(self, masks: Integers, seats: Integers) -> Rows:
        number = len(self.contenders)
        bits = 1 << np.arange(number)[:, None]
        votes = np.array(self.contenders.votes, dtype=np.int64)[:, None]
        is_member = (masks & bits) > 0
        joint = self.strengths[masks]
        opening = votes * (2 * seats + is_member.sum(axis=0)) // (2 * np.maximum(joint, 1))
        cells = np.where(is_member, bits * self.width + opening, 0)
        given = np.where(is_member, opening, 0).sum(axis=0)
        tied = settle(self.keys, cells, np.where(joint > 0, given - seats, 0))
        row = np.zeros((len(masks), _ROW_BYTES), np.uint8)
        row[:, :number] = np.where(is_member, cells - bits * self.width, 0).T
        row.view(np.uint16)[tied.counts, -1] = (tied.is_tied * bits).sum(axis=0)
        return row.view(np.uint64)


@lru_cache(maxsize=4)
def seat_tables(contenders: Contenders, seats: int) -> SeatTables:
    """
    Return the tables of a count, cached.

    Raises VotesError for seats that are not a whole number from 0 to 255, and for more than 10**13 votes,
    whose keys would exceed 64 bits.
    """
    if whole_number(seats, what="Antal pladser") > _MOST_SEATS:
        raise VotesError(
            f"Antal pladser: fandt {seats}, ventede højst {_MOST_SEATS}. Ret tallet, og prøv igen."
        )
    width = seats + len(contenders) // 2 + 2
    refuse_beyond_keys(sum(contenders.votes), key_shift(width))
    strengths = sums(contenders.votes)
    return SeatTables(
        contenders=contenders,
        seats=seats,
        width=width,
        strengths=strengths,
        keys=key_table(strengths, width),
        member_rows=np.zeros((len(strengths) * width, 2), np.uint64),
        is_made=np.zeros(len(strengths) * width, np.bool_),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PostTables:
    """
    What the election of two posts needs to know about every block, shape (2 ** contenders,) each.

    ``strengths`` are the joint votes; ``first`` and ``second`` are masks of the members that get its posts.
    """

    strengths: Integers
    first: Masks
    second: Masks

    @property
    def each(self) -> tuple[NDArray[Any], ...]:
        """The three tables, as ``two_posts`` takes them."""
        return self.strengths, self.first, self.second


@lru_cache(maxsize=4)
def post_tables(contenders: Contenders) -> PostTables:
    """Return the tables of an election, cached. Rule: V1, V3. Raises VotesError for votes beyond 64 bits."""
    refuse_beyond_keys(sum(contenders.votes), 1)
    votes, bits = _members(contenders)
    first = largest(votes, bits)
    return PostTables(
        strengths=sums(contenders.votes),
        first=first.astype(np.uint16),
        second=second_posts(votes, bits, first).astype(np.uint16),
    )


@lru_cache(maxsize=64)
def second_posts_after(contenders: Contenders, holder: int) -> Masks:
    """
    Return who gets each block's second post once a member (a bit) has the first, as masks.

    The masks of blocks without that member are meaningless.
    """
    votes, bits = _members(contenders)
    return second_posts(votes, bits, np.array(1 << holder)).astype(np.uint16)


def _members(contenders: Contenders) -> tuple[Integers, Integers]:
    """Return everybody's votes in every block, -1 for those outside it, and everybody's bit, a row each."""
    bits = 1 << np.arange(len(contenders))[:, None]
    votes = np.array(contenders.votes, np.int64)[:, None]
    return np.where(np.arange(1 << len(contenders)) & bits, votes, -1), bits
