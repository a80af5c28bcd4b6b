"""Seats per contender under many sets of alliances at once, including those inside the alliances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.errors import TooManyContendersError
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.partitions import (
    Blocks,
    bell,
    partitions,
    single_pact_blocks,
)
from kkr_analysis.whatif.alliances.tables import Rows, SeatTables, seat_tables
from kkr_analysis.whatif.counting import Integers, settle

_MOST_IN_ONE_BATCH = 11
"""Eleven contenders have 678,570 sets of alliances, in 25 MB; twelve have six times as many."""
_AT_A_TIME = 8192
"""Partitions counted together: few enough for the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeatBatch:
    """
    Counts of the same votes and seats under different sets of alliances, one per row.

    - ``blocks``, shape (contenders, rows): the masks of each row's blocks, padded with 0.
    - ``rows``, shape (rows, 2): the seats, one byte per contender; use ``seats``.
    - ``outer_tied``, shape (rows,): the mask of all members of the blocks tied for the last seats among the
      alliances; 0 if none are.
    - ``lot_rows``: the rows with any tie, in ascending order; for these ``most``, shape (lot_rows,
      contenders), has the most seats that lots can give each.
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
        """The seats that each contender has before any lot; shape (rows, contenders)."""
        return self.rows.view(np.uint8)[:, : len(self.contenders)]

    @property
    def seats_at_most(self) -> NDArray[np.uint8]:
        """The seats that each contender has if it wins every lot; shape (rows, contenders)."""
        most = self.seats.copy()
        most[self.lot_rows] = self.most
        return most

    @property
    def inner_tied(self) -> NDArray[np.uint16]:
        """The mask of those tied for the last seats of their own alliance, or 0; shape (rows,)."""
        return _inner_tied(self.rows)

    @property
    def needs_lot(self) -> NDArray[np.bool_]:
        """Whether a lot decides any seat, among the alliances or inside one; shape (rows,)."""
        return (self.outer_tied | self.inner_tied) > 0

    def alliances(self, row: int) -> tuple[Alliance, ...]:
        """Return the alliances of a row, in the order of their first members."""
        return self.contenders.alliances(self.blocks[:, row].tolist())

    def seats_by_name(self, row: int) -> dict[str, int]:
        """Return the seats that each contender has in a row before any lot."""
        return dict(zip(self.contenders.names, self.seats[row].tolist(), strict=True))

    def ties(self, row: int) -> tuple[frozenset[str], ...]:
        """
        Return the ties of a row: among alliances (by label) and lone contenders, then inside alliances.

        Rule: V7. Names and order are those of the traced engine's ties.
        """
        blocks = [block for block in self.blocks[:, row].tolist() if block]
        outer, inner = int(self.outer_tied[row]), int(self.inner_tied[row])
        labels = frozenset("+".join(self.contenders.members(block)) for block in blocks if block & outer)
        within = (frozenset(self.contenders.members(block & inner)) for block in blocks if block & inner)
        return (*((labels,) if labels else ()), *within)


def count_partitions(contenders: Contenders, seats: int, groups: Iterable[Blocks]) -> SeatBatch:
    """
    Count the seats of every partition, as ``allocate_in_alliances`` does for one.

    Rule: V1, V2, V3, V7. Each of the ``groups`` has shape (blocks, partitions), with every contender in
    exactly one block of each column; a block of 0 is empty. The rows are in the order of the groups.

    Raises VotesError for seats that are not a whole number from 0 to 255, or votes beyond 64 bits.
    """
    tables = seat_tables(contenders, seats)
    pieces = list(groups)
    size = sum(piece.shape[1] for piece in pieces)
    blocks = np.zeros((len(contenders), size), np.uint16)
    rows = np.zeros((size, 2), np.uint64)
    outer_tied = np.zeros(size, np.uint16)
    lots: list[tuple[Integers, NDArray[np.uint8]]] = []
    start = 0
    for piece in pieces:
        blocks[: len(piece), start : start + piece.shape[1]] = piece
        for part in parts_of(piece):
            stop = start + part.shape[1]
            cells, rows[start:stop], outer_tied[start:stop] = count_part(tables, part)
            at = np.flatnonzero((outer_tied[start:stop] | _inner_tied(rows[start:stop])) > 0)
            if at.size:
                lots.append((start + at, _most(tables, part[:, at], cells[:, at], outer_tied[start + at])))
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


def parts_of(group: Blocks) -> Iterator[Blocks]:
    """Give a group of partitions in parts that fit the processor's cache."""
    for first in range(0, group.shape[1], _AT_A_TIME):
        yield group[:, first : first + _AT_A_TIME]


def count_part(tables: SeatTables, part: Blocks) -> tuple[Integers, Rows, NDArray[np.uint16]]:
    """Count some partitions: the cells of their blocks, and ``rows`` and ``outer_tied`` as in a SeatBatch."""
    cells = tables.opening(len(part)).take(part)
    tied = settle(tables.keys, cells, tables.surplus(cells))
    outer_tied = np.zeros(part.shape[1], np.uint16)
    outer_tied[tied.counts] = (tied.is_tied * part[:, tied.counts]).sum(axis=0, dtype=np.uint16)
    return cells, tables.rows(cells), outer_tied


def _most(
    tables: SeatTables, part: Blocks, cells: Integers, outer_tied: NDArray[np.uint16]
) -> NDArray[np.uint8]:
    """Return the most seats that lots can give each contender of some partitions that need them."""
    number = len(tables.contenders)
    best = tables.rows(cells + ((part & outer_tied) > 0))
    is_tied = _inner_tied(best)[:, None] >> np.arange(number, dtype=np.uint16) & 1
    return best.view(np.uint8)[:, :number] + is_tied.astype(np.uint8)


def _inner_tied(rows: Rows) -> NDArray[np.uint16]:
    return rows.view(np.uint16)[:, -1]


def every_partition(votes: Mapping[str, int], seats: int) -> SeatBatch:
    """
    Count the seats of every contender under every possible set of alliances.

    Rule: V2, V3, V5. ``votes`` are votes, or members of the KKR for an appointment. Ten contenders have
    115,975 sets.

    Raises TooManyContendersError above 11 contenders (count those in ``chunks``), otherwise as
    ``count_partitions``.
    """
    contenders = Contenders.of(votes)
    if len(contenders) > _MOST_IN_ONE_BATCH:
        raise TooManyContendersError(
            f"Valgforbund: {len(contenders)} partier har {bell(len(contenders))} sæt af valgforbund; på én "
            f"gang regnes der på højst {_MOST_IN_ONE_BATCH} partiers. Regn i bidder (chunks)."
        )
    return count_partitions(contenders, seats, partitions(len(contenders))[1:])


def single_pacts(votes: Mapping[str, int], seats: int) -> SeatBatch:
    """
    Count the seats of every contender under every single alliance, all others standing alone.

    Rule: V2, V3, V5. The row is the mask of the alliance; masks of none and of one are no alliance at all.

    Raises as ``count_partitions`` does, and TooManyContendersError above 13 contenders.
    """
    contenders = Contenders.of(votes)
    blocks = single_pact_blocks(len(contenders))
    # Count sets with equally many blocks together, without padding, then restore the order of masks.
    number = (blocks > 0).sum(axis=0)
    order = np.argsort(number, kind="stable")
    groups = [blocks.T[number == each] for each in np.unique(number)]
    batch = count_partitions(
        contenders, seats, [group[group > 0].reshape(len(group), -1).T for group in groups]
    )
    lots = np.argsort(order[batch.lot_rows])
    place = np.argsort(order)
    return replace(
        batch,
        blocks=blocks,
        rows=batch.rows[place],
        outer_tied=batch.outer_tied[place],
        lot_rows=order[batch.lot_rows][lots],
        most=batch.most[lots],
    )
