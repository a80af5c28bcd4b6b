"""
Every result that some set of alliances brings about: how many sets do, and the smallest of them.

A result is a *key* of a few 64-bit words. The sets are counted in chunks, by whichever processes or machines;
the counts are added up in any order and grouping, and results are named at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.errors import TooManyContendersError
from kkr_analysis.jobs import Runner, in_process
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.partitions import Blocks, Chunk, bell, chunks
from kkr_analysis.whatif.alliances.seats import parts_of
from kkr_analysis.whatif.counting import Integers

LARGEST = 60_000
"""Sets in a chunk: some 10 ms and 10 MB, so that workers end together and little is lost with one."""
MOST_RESULTS = 500_000
"""More are refused: counting them takes over a hundred megabytes, and nobody reads them."""
MIXER = np.uint64(0x9E3779B97F4A7C15)
"""An odd number with well-spread bits, to hash with."""
ROOM = 250_000
"""Results of chunks kept before they are added up."""

Keys: TypeAlias = NDArray[np.uint64]
"""Results, shape (words, results)."""
Sets: TypeAlias = tuple[tuple[Alliance, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleResult:
    """
    One result of an election: how many of all ``sets`` of alliances bring it about, and the smallest.

    ``chair`` and ``vice_chair`` have several names if a lot decides, and none for the places of a forum;
    while the chair is undecided nobody is vice-chair. ``seats`` are the places that each contender has for
    sure, empty for the posts. ``tied`` are contenders, alone or through their alliances, with equal quotients
    for the last places; ``tied_inside`` are those equal inside their own alliance. ``smallest`` are the sets
    with fewest allied contenders; for places, those of them with fewest allied votes.
    """

    chair: tuple[str, ...] = ()
    vice_chair: tuple[str, ...] = ()
    seats: tuple[tuple[str, int], ...] = ()
    tied: tuple[str, ...] = ()
    tied_inside: tuple[str, ...] = ()
    sets: int
    smallest: Sets

    @property
    def needs_lot(self) -> bool:
        """Whether anything is decided by lot. Rule: V7."""
        return bool(len(self.chair) > 1 or len(self.vice_chair) > 1 or self.tied or self.tied_inside)

    @property
    def posts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Chair and vice-chair."""
        return self.chair, self.vice_chair


class Election(Hashable, Protocol):
    """An election whose result alliances change."""

    @property
    def contenders(self) -> Contenders:
        """Who can ally."""

    @property
    def sizes(self) -> Integers:
        """The size of a set of alliances, by the mask of all its members."""

    def order(self, blocks: Sequence[int]) -> tuple[int, ...]:
        """Return the sort key of a set of equal size; ``blocks`` are those of its alliances."""

    def keys(self, blocks: Blocks) -> Keys:
        """Return the result of every partition, a column of ``blocks``."""

    def ranked(self, keys: Keys) -> list[Integers]:
        """Return the columns to sort results by, the most significant first."""

    def result(self, key: Sequence[int], sets: int, smallest: Sets) -> PossibleResult:
        """Name a result."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frequencies:
    """How many ``sets`` of alliances bring about each of some results, and the smallest ``size``."""

    keys: Keys
    sets: Integers
    size: Integers

    def __len__(self) -> int:
        return len(self.sets)


def frequencies(election: Election, chunk: Chunk) -> Frequencies:
    """Count every partition of a chunk. Rule: V1, V2, V3, V5, V7."""
    keys, sizes = [], []
    for part in _parts(chunk):
        keys.append(election.keys(part))
        sizes.append(_sizes(election, part))
    size = np.concatenate(sizes)
    return _added_up(np.concatenate(keys, axis=1), np.ones(len(size), np.int64), size)


def _parts(chunk: Chunk) -> Iterator[Blocks]:
    for group in chunk.groups():
        yield from parts_of(group)


@lru_cache(maxsize=4)
def _size_tables(election: Election) -> tuple[NDArray[np.uint16], Integers]:
    masks = np.arange(1 << len(election.contenders))
    return np.where(np.bitwise_count(masks) > 1, masks, 0).astype(np.uint16), election.sizes


def _sizes(election: Election, blocks: Blocks) -> Integers:
    alliances, sizes = _size_tables(election)
    allied: NDArray[np.uint16] = np.bitwise_or.reduce(alliances.take(blocks), axis=0)
    found: Integers = sizes.take(allied)
    return found


def merged(parts: Sequence[Frequencies]) -> Frequencies:
    """Add up the frequencies of disjoint chunks, in any order."""
    return _added_up(
        np.concatenate([part.keys for part in parts], axis=1),
        np.concatenate([part.sets for part in parts]),
        np.concatenate([part.size for part in parts]),
    )


def _added_up(keys: Keys, sets: Integers, size: Integers) -> Frequencies:
    order, starts = _equal_together(keys)
    return Frequencies(
        keys=keys[:, order[starts]],
        sets=np.add.reduceat(sets[order], starts),
        size=np.minimum.reduceat(size[order], starts),
    )


def _equal_together(keys: Keys) -> tuple[Integers, Integers]:
    """
    Return an order that brings equal keys together, and where each distinct key starts in it.

    To sort by a hash of the words is quick. If two different keys have the same hash, all words decide.
    """
    places = np.arange(keys.shape[1], dtype=np.uint64)
    room = np.uint64(max(keys.shape[1] - 1, 1).bit_length())
    mixed = np.zeros(keys.shape[1], np.uint64)
    for word in keys:
        mixed = (mixed ^ word) * MIXER
        mixed ^= mixed >> np.uint64(29)
    ranked = np.sort(mixed >> room << room | places)  # sorting numbers is faster than argsort
    order = (ranked & (np.uint64(1) << room) - np.uint64(1)).astype(np.int64)
    is_new = _changes(keys[:, order])
    mixed = ranked >> room
    if (is_new[1:] & (mixed[1:] == mixed[:-1])).any():
        order = np.lexsort(keys)
        is_new = _changes(keys[:, order])
    return order, np.flatnonzero(is_new)


def _changes(keys: Keys) -> NDArray[np.bool_]:
    is_new = np.zeros(keys.shape[1], np.bool_)
    is_new[0] = True
    for word in keys:
        is_new[1:] |= word[1:] != word[:-1]
    return is_new


def every_result(
    election: Election,
    *,
    run: Runner = in_process,
    report: Callable[[int, int], None] = lambda _counted, _total: None,
) -> Frequencies:
    """
    Count every result that some set of alliances brings about.

    ``run`` works on the chunks: here, in other processes or on a cluster. ``report`` is called with the
    number of sets counted so far and the number in all.

    Raises TooManyContendersError for more than half a million results, and what ``run`` raises.
    """
    number = len(election.contenders)
    total, counted = bell(number), 0
    found: list[Frequencies] = []
    with run(partial(frequencies, election), chunks(number, largest=LARGEST)) as parts:
        for chunk, part in parts:
            found.append(part)
            if sum(map(len, found[1:])) > ROOM:
                found = [_refused_beyond(merged(found))]
            counted += len(chunk)
            report(counted, total)
    return _refused_beyond(merged(found))


def _refused_beyond(found: Frequencies) -> Frequencies:
    if len(found) > MOST_RESULTS:
        raise TooManyContendersError(
            "Valgforbund: der er over en halv million udfald, fordi så mange grupper er lige store. "
            "Prøv enkelte valgforbund med kkr whatif --alliance i stedet."
        )
    return found


def most_frequent(election: Election, found: Frequencies, most: int | None = None) -> list[PossibleResult]:
    """
    Name the ``most`` frequent results, or all, with the smallest sets that bring each about.

    Equally frequent results are sorted as the election ranks them.
    """
    shown = np.arange(len(found))
    if most is not None and most < len(found):
        fewest = np.partition(found.sets, len(found) - most)[len(found) - most]
        shown = np.flatnonzero(found.sets >= fewest)
    order = np.lexsort([*reversed(election.ranked(found.keys[:, shown])), -found.sets[shown]])
    shown = shown[order][:most]
    smallest = _smallest(election, found, shown)
    return [
        election.result(found.keys[:, at].tolist(), int(found.sets[at]), sets)
        for at, sets in zip(shown.tolist(), smallest, strict=True)
    ]


def _smallest(election: Election, found: Frequencies, shown: Integers) -> list[Sets]:
    contenders = election.contenders
    sets: list[list[tuple[int, ...]]] = [[] for _ in shown]
    wanted = np.unique(found.size[shown])
    for chunk in chunks(len(contenders), largest=LARGEST):
        for part in _parts(chunk):
            sizes = _sizes(election, part)
            near = np.searchsorted(wanted, sizes).clip(max=len(wanted) - 1)
            columns = np.flatnonzero(wanted[near] == sizes)
            if not columns.size:
                continue
            blocks, sizes = part[:, columns], sizes[columns]
            keys = election.keys(blocks)
            for known, at in zip(sets, shown, strict=True):
                is_its = sizes == found.size[at]
                for word, its_word in zip(keys, found.keys[:, at], strict=True):
                    is_its &= word == its_word
                for column in blocks[:, is_its].T.tolist():
                    known.append(tuple(block for block in column if block.bit_count() > 1))
    return [
        tuple(contenders.alliances(blocks) for blocks in sorted(known, key=election.order)) for known in sets
    ]
