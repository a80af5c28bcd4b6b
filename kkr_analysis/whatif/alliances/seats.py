"""Seats per contender under many sets of alliances at once, those inside the alliances included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.errors import AllianceError, TooManyContendersError
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.partitions import Blocks, bell, partition_keys, partitions
from kkr_analysis.whatif.alliances.settling import Tied, settle
from kkr_analysis.whatif.alliances.subsets import ROW_BYTES, SeatTables, inside, member_rows, tables

MOST_IN_ONE_BATCH = 11
"""Eleven contenders have 678,570 sets of alliances, in 25 MB; twelve have six times as many."""
AT_A_TIME = 8192
"""Partitions that are counted together, so few that their figures stay near the processor."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeatBatch:
    """
    Counts of the same votes and seats under different sets of alliances, one per row.

    - ``blocks``, shape (contenders, rows): the masks of each row's blocks, filled up with 0.
    - ``rows``, shape (rows, 2): the seats, a byte for each contender, read by ``seats``.
    - ``outer_tied``, shape (rows,): the mask of all members of the blocks that are tied for the last seats
      among the alliances; 0 where none are.
    - ``lot_rows``: the rows with any tie, in ascending order, and ``most`` for these, shape (lot_rows,
      contenders): the most seats that lots can give each.
    """

    contenders: Contenders
    seats_to_fill: int
    blocks: Blocks
    rows: NDArray[np.uint64]
    outer_tied: NDArray[np.uint16]
    lot_rows: NDArray[np.int64]
    most: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def seats(self) -> NDArray[np.uint8]:
        """Seats that each contender has for sure, before any lot; shape (rows, contenders)."""
        return self.rows.view(np.uint8)[:, : len(self.contenders)]

    @property
    def seats_at_most(self) -> NDArray[np.uint8]:
        """Seats that each contender has if every lot falls out well for it; shape (rows, contenders)."""
        most = self.seats.copy()
        most[self.lot_rows] = self.most
        return most

    @property
    def inner_tied(self) -> NDArray[np.uint16]:
        """The mask of those tied for the last seats of their own alliance, 0 for none; shape (rows,)."""
        return self.rows.view(np.uint16)[:, -1]

    @property
    def needs_lot(self) -> NDArray[np.bool_]:
        """Whether a tie waits for a lot, among the alliances or inside one; shape (rows,)."""
        return (self.outer_tied | self.inner_tied) > 0

    def alliances(self, row: int) -> tuple[Alliance, ...]:
        """Return the alliances of a row, in the order of their first members."""
        return self.contenders.alliances(self.blocks[:, row].tolist())

    def seats_by_name(self, row: int) -> dict[str, int]:
        """Return the seats that each contender has for sure in a row."""
        return dict(zip(self.contenders.names, self.seats[row].tolist(), strict=True))

    def ties(self, row: int) -> tuple[frozenset[str], ...]:
        """
        Return who is tied in a row: alliances by label and lone contenders first, then inside each alliance.

        Rule: V7. The same names as the traced engine's ties, in the same order.
        """
        blocks = [own for own in self.blocks[:, row].tolist() if own]
        outer, inner = int(self.outer_tied[row]), int(self.inner_tied[row])
        labels = frozenset("+".join(self.contenders.members(own)) for own in blocks if own & outer)
        within = (frozenset(self.contenders.members(own & inner)) for own in blocks if own & inner)
        return (*((labels,) if labels else ()), *within)

    def row_of(self, alliances: Sequence[Alliance]) -> int:
        """Return the row in which exactly these alliances stand. Raises AllianceError where there is none."""
        wanted = np.array(self.contenders.blocks(alliances), np.uint16)[:, None]
        number = len(self.contenders)
        keys = partition_keys(number, self.blocks)
        [found] = np.nonzero(keys == partition_keys(number, wanted)[0])
        if not found.size:
            labels = " og ".join(own.label for own in alliances) or "ingen"
            raise AllianceError(f"Valgforbund {labels} er ikke med i beregningen. Regn på alle sæt i stedet.")
        return int(found[-1])


def count_partitions(contenders: Contenders, seats: int, groups: Iterable[Blocks]) -> SeatBatch:
    """
    Count the seats of every partition, as ``allocate_in_alliances`` does one at a time.

    Rule: V1, V2, V3, V7. Each of the ``groups`` has shape (blocks, partitions), and each of its columns every
    contender in exactly one block; a block of 0 is nobody. The rows stand as the groups do.

    Raises VotesError for seats that are not a whole number from 0 to 255, or votes beyond exactness.
    """
    own = tables(contenders, seats)
    members = member_rows(own)
    pieces = list(groups)
    size = sum(piece.shape[1] for piece in pieces)
    blocks = np.zeros((len(contenders), size), np.uint16)
    rows = np.zeros((size, 2), np.uint64)
    outer_tied = np.zeros(size, np.uint16)
    lots: list[tuple[NDArray[np.int64], NDArray[np.uint8]]] = []
    start = 0
    for piece in pieces:
        blocks[: len(piece), start : start + piece.shape[1]] = piece
        for first in range(0, piece.shape[1], AT_A_TIME):
            part = piece[:, first : first + AT_A_TIME]
            stop = start + part.shape[1]
            lots.append(count_part(own, members, part, rows[start:stop], outer_tied[start:stop]))
            lots[-1][0][:] += start
            start = stop
    return SeatBatch(
        contenders=contenders,
        seats_to_fill=seats,
        blocks=blocks,
        rows=rows,
        outer_tied=outer_tied,
        lot_rows=np.concatenate([at for at, _ in lots] or [np.empty(0, np.int64)]),
        most=np.concatenate([most for _, most in lots] or [np.empty((0, len(contenders)), np.uint8)]),
    )


def count_part(
    own: SeatTables,
    members: NDArray[np.uint64],
    part: Blocks,
    rows: NDArray[np.uint64],
    outer_tied: NDArray[np.uint16],
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Write the rows and outer ties of some partitions; return those with lots, and the most these give."""
    cells, tied = count_outer(own, part)
    for block in cells:
        rows += members.take(block, axis=0)
    outer_tied[tied.partitions] = (tied.is_tied * part[:, tied.partitions]).sum(axis=0, dtype=np.uint16)
    at = np.flatnonzero((outer_tied | rows.view(np.uint16)[:, -1]) > 0)
    above = cells[:, at] + ((part[:, at] & outer_tied[at]) > 0)
    best = np.zeros((len(at), 2), np.uint64)
    for block in above:
        best += members.take(block, axis=0)
    return at, best.view(np.uint8)[:, : len(own.contenders)] + tied_bits(best, len(own.contenders))


def tied_bits(rows: NDArray[np.uint64], contenders: int) -> NDArray[np.uint8]:
    """Return 1 for those tied inside their alliance and 0 for others, shape (rows, contenders)."""
    inner = rows.view(np.uint16)[:, -1:]
    bits: NDArray[np.uint8] = (inner >> np.arange(contenders, dtype=np.uint16) & 1).astype(np.uint8)
    return bits


def every_partition(votes: Mapping[str, int], seats: int) -> SeatBatch:
    """
    Count the seats of every contender under every possible set of alliances.

    Rule: V2, V3, V5. ``votes`` are votes, or members of the KKR for an appointment. Ten contenders have
    115,975 sets.

    Raises TooManyContendersError above 11 contenders, whose sets are for ``chunks`` and ``tally``, otherwise
    as ``count_partitions`` does.
    """
    contenders = Contenders.of(votes)
    if len(contenders) > MOST_IN_ONE_BATCH:
        raise TooManyContendersError(
            f"Valgforbund: {len(contenders)} partier har {bell(len(contenders))} sæt af valgforbund; på én "
            f"gang regnes der på højst {MOST_IN_ONE_BATCH} partiers. Regn i bidder (chunks og tally)."
        )
    return count_partitions(contenders, seats, partitions(len(contenders))[1:])


def single_pacts(votes: Mapping[str, int], seats: int) -> SeatBatch:
    """
    Count the seats of every contender under every single alliance, all others standing alone.

    Rule: V2, V3, V5. The row is the mask of the alliance; masks of none and of one are no alliance at all.

    Raises as ``count_partitions`` does, and TooManyContendersError above 13 contenders.
    """
    contenders = Contenders.of(votes)
    own = tables(contenders, seats)
    number = len(contenders)
    masks = np.arange(1 << number)
    bits = np.arange(number)
    blocks = np.zeros((number, len(masks)), np.uint16)
    won = np.zeros((len(masks), ROW_BYTES), np.uint8)
    joint = np.zeros(len(masks), np.int64)
    outer_tied = np.zeros(len(masks), np.uint16)
    sizes = (masks[:, None] >> bits & 1).sum(axis=1)
    for size in range(1, number + 1):
        [pacts] = np.nonzero(sizes == size)
        outside = np.nonzero(~pacts[:, None] >> bits & 1)[1].reshape(len(pacts), -1).T
        part = np.concatenate([pacts[None], 1 << outside])
        cells, tied = count_outer(own, part)
        blocks[: len(part), pacts] = part
        outer_tied[pacts[tied.partitions]] = (tied.is_tied * part[:, tied.partitions]).sum(axis=0)
        joint[pacts] = cells[0] - pacts * own.width
        won[pacts, outside] = cells[1:] - part[1:] * own.width
    # No alliance at all is the same as an alliance of one.
    masks[0], blocks[:, 0], won[0], joint[0], outer_tied[0] = 1, blocks[:, 1], won[1], joint[1], outer_tied[1]
    rows = won.view(np.uint64) + inside(own, masks, joint)
    lot_rows = np.flatnonzero((outer_tied | rows.view(np.uint16)[:, -1]) > 0)
    pacts = masks[lot_rows]
    best = inside(own, pacts, joint[lot_rows] + ((pacts & outer_tied[lot_rows]) > 0))
    lone = (outer_tied[lot_rows] & ~pacts)[:, None] >> bits & 1
    best.view(np.uint8)[:, :number] += won[lot_rows, :number] + lone.astype(np.uint8)
    return SeatBatch(
        contenders=contenders,
        seats_to_fill=seats,
        blocks=blocks,
        rows=rows,
        outer_tied=outer_tied,
        lot_rows=lot_rows,
        most=best.view(np.uint8)[:, :number] + tied_bits(best, number),
    )


def count_outer(own: SeatTables, part: NDArray[Any]) -> tuple[NDArray[np.int64], Tied]:
    """Share out the seats among the blocks of some partitions: their cells, and the ties."""
    cells = own.opening(len(part)).take(part)
    surplus = own.seats_given(cells) - own.seats if own.strengths[-1] else np.zeros(part.shape[1], np.int64)
    return cells, settle(own.quotients, cells, surplus)
