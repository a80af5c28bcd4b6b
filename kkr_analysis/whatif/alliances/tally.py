"""
All outcomes of a count of seats over every set of alliances, in parts that can be made anywhere.

``seat_outcomes`` adds up one tally per chunk. Tallies can be added in any order and grouping, so the chunks
can be counted by several processes or machines: ``tally(contenders, seats, chunk)`` needs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.partitions import Chunk, chunks
from kkr_analysis.whatif.alliances.seats import SeatBatch, count_partitions
from kkr_analysis.whatif.alliances.subsets import sums

Outcome = tuple[tuple[int, ...], int, int]
"""Seats for sure, the mask of those in blocks tied with others, and of those tied inside their own block."""
Smallest = tuple[int, int, tuple[tuple[int, ...], ...]]
"""Allied contenders, their votes, and every set of alliances, as masks, that has exactly so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """In how many sets of alliances each outcome comes about, and the smallest of them, by outcome."""

    sets: Mapping[Outcome, int]
    smallest: Mapping[Outcome, Smallest]

    def __add__(self, other: Tally) -> Tally:
        """Return the tally of both parts; the parts must have no set of alliances in common."""
        sets, smallest = dict(self.sets), dict(self.smallest)
        for outcome, number in other.sets.items():
            sets[outcome] = sets.get(outcome, 0) + number
            mine, theirs = smallest.get(outcome), other.smallest[outcome]
            smallest[outcome] = theirs if mine is None else smaller(mine, theirs)
        return Tally(sets=sets, smallest=smallest)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatOutcome:
    """
    One outcome of a count: seats for sure, who is tied for the rest, and how it comes about.

    ``tied`` are the members of alliances, and contenders outside, with equal quotients for the last seats;
    ``tied_inside`` those equal inside their own alliance. ``smallest`` are the sets with fewest allied
    contenders and, of these, fewest allied votes.
    """

    seats: tuple[tuple[str, int], ...]
    tied: tuple[str, ...]
    tied_inside: tuple[str, ...]
    sets: int
    smallest: tuple[tuple[Alliance, ...], ...]

    @property
    def needs_lot(self) -> bool:
        """Whether a lot decides a seat. Rule: V7."""
        return bool(self.tied or self.tied_inside)


def smaller(one: Smallest, other: Smallest) -> Smallest:
    """Return the sets that are smaller, or both where they are equal."""
    if one[:2] != other[:2]:
        return min(one, other)
    return (*one[:2], tuple(sorted({*one[2], *other[2]})))


def tally(contenders: Contenders, seats: int, chunk: Chunk) -> Tally:
    """
    Count the seats in every partition of a chunk, and return the outcomes.

    Rule: V1, V2, V3, V5, V7. Raises as ``count_partitions`` does.
    """
    return tally_of(count_partitions(contenders, seats, chunk.groups()))


def tally_of(batch: SeatBatch) -> Tally:
    """Return the outcomes of a batch."""
    if not len(batch):
        return Tally(sets={}, smallest={})
    number = len(batch.contenders)
    allied = np.where(np.bitwise_count(batch.blocks) > 1, batch.blocks, 0).astype(np.uint16)
    everybody: NDArray[np.uint16] = np.bitwise_or.reduce(allied, axis=0)
    size: NDArray[np.int64] = np.bitwise_count(everybody).astype(np.int64)
    votes: NDArray[np.int64] = sums(batch.contenders.votes).take(everybody)
    columns: list[NDArray[Any]] = [votes, size, batch.outer_tied, batch.rows[:, 0], batch.rows[:, 1]]
    order = np.lexsort(columns)
    outcome = np.stack([column[order].astype(np.uint64) for column in columns])
    starts = changes(outcome[2:])
    stops = np.append(starts[1:], len(order))
    ends = np.append(changes(outcome)[1:], len(order))
    sets: dict[Outcome, int] = {}
    smallest: dict[Outcome, Smallest] = {}
    for start, stop, end in zip(
        starts, stops, ends[np.searchsorted(ends, starts, side="right")], strict=True
    ):
        row = order[start]
        seats = tuple(batch.seats[row].tolist())
        key = seats[:number], int(batch.outer_tied[row]), int(batch.inner_tied[row])
        sets[key] = int(stop - start)
        found = sorted(
            tuple(own for own in column if own) for column in allied[:, order[start:end]].T.tolist()
        )
        smallest[key] = int(size[row]), int(votes[row]), tuple(found)
    return Tally(sets=sets, smallest=smallest)


def changes(columns: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return where a line of ordered columns differs from the one before it; the first one always does."""
    is_new: NDArray[np.bool_] = (columns[:, 1:] != columns[:, :-1]).any(axis=0)
    return np.concatenate([np.zeros(1, np.int64), np.flatnonzero(is_new) + 1])


def merged(tallies: Iterable[Tally]) -> Tally:
    """Add up tallies of chunks, in whatever order they come."""
    return reduce(Tally.__add__, tallies, Tally(sets={}, smallest={}))


def seat_outcomes(votes: Mapping[str, int], seats: int) -> tuple[SeatOutcome, ...]:
    """
    Return every outcome of a count that some set of alliances brings about, the most frequent first.

    Rule: V1, V2, V3, V5, V7. ``votes`` are votes, or members of the KKR for an appointment of several places.

    Raises TooManyContendersError above 13 contenders, otherwise as ``count_partitions`` does.
    """
    contenders = Contenders.of(votes)
    total = merged(tally(contenders, seats, chunk) for chunk in chunks(len(contenders)))
    return outcomes(contenders, total)


def outcomes(contenders: Contenders, total: Tally) -> tuple[SeatOutcome, ...]:
    """Return the outcomes of a tally with names, the most frequent first."""
    found = [
        SeatOutcome(
            seats=tuple(zip(contenders.names, key[0], strict=True)),
            tied=contenders.members(key[1]),
            tied_inside=contenders.members(key[2]),
            sets=number,
            smallest=tuple(contenders.alliances(own) for own in total.smallest[key][2]),
        )
        for key, number in total.sets.items()
    ]
    return tuple(sorted(found, key=lambda own: (-own.sets, own.seats, own.tied, own.tied_inside)))
