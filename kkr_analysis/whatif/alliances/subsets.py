"""
Tables over every block: what each possible alliance can claim, and what its members get of it.

A block and a number of seats together are a *cell*. The tables have one line per cell, so a partition with
known seats is a few cells, and everything about it is looked up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.votes import whole_number
from kkr_analysis.errors import VotesError
from kkr_analysis.whatif.alliances.contenders import Contenders, bits_of
from kkr_analysis.whatif.alliances.settling import settle

MOST_SEATS = 255
"""A contender's seats are kept in one byte."""
EXACT = 2**52
"""Votes times divisor stay below this, see ``quotients``."""
ROW_BYTES = 16
"""One byte of seats per contender, and the last two a mask of the members tied for the block's last seat."""
ROWS_AT_A_TIME = 20_000

Cells = NDArray[np.int64]
Rows = NDArray[np.uint64]
Masks = NDArray[np.uint16]


def sums(numbers: Sequence[int]) -> NDArray[np.int64]:
    """Return the sum over every mask, shape (2 ** len(numbers),)."""
    table = np.zeros(1, np.int64)
    for number in numbers:
        table = np.concatenate([table, table + number])
    return table


def subsets(mask: int) -> NDArray[np.int64]:
    """Return every subset of a mask, the empty one first and the mask itself last."""
    return sums(bits_of(mask))


def quotients(strengths: NDArray[np.int64], width: int) -> NDArray[np.float64]:
    """
    Return votes / divisor for every block and the divisors 0 … width - 1, shape (blocks * width,).

    Rule: V1, V3. The cell of a block with s seats has the quotient that won its last one, the next cell
    the claim to one more. Nobody loses a seat that is not there: a divisor of 0 gives infinity.

    The floats stand in the same order as the fractions. Equal fractions give the same float, since division
    is rounded correctly, and rounding swaps none. Let a/b < c/d be unequal and have the same float f. Both
    lie within half a unit in the last place of f, so c/d - a/b <= f / 2**52 (at a power of two even less).
    But c/d - a/b >= 1/(bd), and f <= (c/d)(1 + 2**-53), so cb (1 + 2**-53) >= 2**52. With votes times divisor
    below 2**52, as ``tables`` demands, cb is a whole number of at most 2**52 - 1, and cb (1 + 2**-53) is less
    than 2**52: they had different floats.
    """
    divisors = np.arange(width)
    with np.errstate(divide="ignore", invalid="ignore"):
        table = strengths[:, None] / divisors
    table[:, 0] = np.inf
    return table.ravel()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeatTables:
    """
    What a count of ``seats`` needs to know about every block: its votes and all its quotients.

    ``width`` is the number of cells per block.
    """

    contenders: Contenders
    seats: int
    width: int
    strengths: NDArray[np.int64]
    quotients: NDArray[np.float64]

    def opening(self, blocks: int) -> Cells:
        """
        Return the cell in which every block starts when so many blocks share out the seats.

        Every block gets the whole part of votes / price, at a price of all votes / (seats + blocks / 2).
        Whoever has a seat then paid the price, nobody else could, and about as many seats as there are go.
        """
        cells = np.arange(len(self.strengths)) * self.width
        everything = int(self.strengths[-1])
        if everything:
            cells += self.strengths * (2 * self.seats + blocks) // (2 * everything)
        return cells

    def seats_given(self, cells: Cells) -> NDArray[np.int64]:
        """Return the seats of each partition's cells, shape (partitions,): its masks add up to everybody."""
        given: NDArray[np.int64] = cells.sum(axis=0) - self.width * (len(self.strengths) - 1)
        return given


@lru_cache(maxsize=4)
def tables(contenders: Contenders, seats: int) -> SeatTables:
    """
    Return the tables of a count; they are kept for the next one.

    Raises VotesError for seats that are not a whole number from 0 to 255, and for votes of more than 10**13,
    whose quotients floats could not tell apart.
    """
    if whole_number(seats, what="Antal pladser") > MOST_SEATS:
        raise VotesError(
            f"Antal pladser: fandt {seats}, ventede højst {MOST_SEATS}. Ret tallet, og prøv igen."
        )
    width = seats + len(contenders) // 2 + 2
    if sum(contenders.votes) * 2 * width >= EXACT:
        raise VotesError(
            f"Stemmetal: fandt {sum(contenders.votes)} stemmer i alt, ventede under {EXACT // (2 * width)}. "
            "Ret tallene, og prøv igen."
        )
    strengths = sums(contenders.votes)
    return SeatTables(
        contenders=contenders,
        seats=seats,
        width=width,
        strengths=strengths,
        quotients=quotients(strengths, width),
    )


def inside(own: SeatTables, masks: NDArray[np.int64], seats: NDArray[np.int64]) -> Rows:
    """
    Pass the seats of every block on to its members, shape (blocks, 2): a row of ``ROW_BYTES``.

    Rule: V3, V7. Where members are tied for the last seats, nobody has those, and the last two bytes have the
    mask of the tied. Rows of different members can be added up.
    """
    number = len(own.contenders)
    bits = 1 << np.arange(number)[:, None]
    votes = np.array(own.contenders.votes, dtype=np.int64)[:, None]
    is_member = (masks & bits) > 0
    joint = own.strengths[masks]
    price = 2 * np.maximum(joint, 1)
    opening = votes * (2 * seats + is_member.sum(axis=0)) // price
    cells = np.where(is_member, bits * own.width + opening, 0)
    given = np.where(is_member, opening, 0).sum(axis=0)
    tied = settle(own.quotients, cells, np.where(joint > 0, given - seats, 0))
    row = np.zeros((len(masks), ROW_BYTES), np.uint8)
    row[:, :number] = np.where(is_member, cells - bits * own.width, 0).T
    row.view(np.uint16)[tied.partitions, -1] = (tied.is_tied * bits).sum(axis=0)
    return row.view(np.uint64)


@lru_cache(maxsize=4)
def member_rows(own: SeatTables) -> Rows:
    """Return the row of every cell, shape (blocks * width, 2), see ``inside``; empty above the seats."""
    rows = np.zeros((len(own.strengths), own.width, 2), np.uint64)
    seats = np.arange(own.seats + 1)
    step = max(1, ROWS_AT_A_TIME // len(seats))
    for start in range(0, len(rows), step):
        masks = np.arange(start, min(start + step, len(rows)))
        made = inside(own, np.repeat(masks, len(seats)), np.tile(seats, len(masks)))
        rows[start : start + step, : own.seats + 1] = made.reshape(len(masks), len(seats), 2)
    return rows.reshape(-1, 2)
