"""
Every possible set of alliances: the set partitions of the contenders, whole or in chunks.

A block of one is a contender outside every alliance. Partitions with equally many blocks share an array of
shape (blocks, partitions), so that an operation on a block covers a whole row of partitions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.whatif.alliances.contenders import Contenders

Blocks: TypeAlias = NDArray[np.uint16]
"""Masks, shape (blocks, partitions); the blocks of a partition in the order of their first members."""

_PREFIX = 8
"""A chunk fixes how at most this many first contenders ally among themselves (4140 ways)."""
_KEY_BITS = 4
"""Bits of a contender in a key: the number of its block's first contender, which is below 16."""


def bell(contenders: int) -> int:
    """Return the number of sets of alliances between this many contenders (Bell number)."""
    return extensions(0, contenders)


@cache
def extensions(blocks: int, further: int) -> int:
    """Return in how many ways ``further`` contenders can join a partition with this many blocks."""
    if not further:
        return 1
    return blocks * extensions(blocks, further - 1) + extensions(blocks + 1, further - 1)


def _extended(groups: Sequence[Blocks], bit: int) -> tuple[Blocks, ...]:
    """
    Let one more contender join every partition in every way: any block, or a block of its own.

    ``groups`` have 0, 1, 2 … blocks; so have the results, with one group more.
    """
    results = []
    for number in range(len(groups) + 1):
        joined = groups[number] if number < len(groups) else np.empty((number, 0), np.uint16)
        alone = groups[number - 1] if number else np.empty((0, 0), np.uint16)
        size = joined.shape[1]
        result = np.empty((number, number * size + alone.shape[1]), np.uint16)
        for block in range(number):
            result[:, block * size : (block + 1) * size] = joined
            result[block, block * size : (block + 1) * size] |= np.uint16(1 << bit)
        if number:
            result[:-1, number * size :] = alone
            result[-1, number * size :] = 1 << bit
        results.append(result)
    return tuple(results)


@lru_cache(maxsize=12)
def partitions(contenders: int) -> tuple[Blocks, ...]:
    """
    Return every partition of this many contenders, one array per number of blocks from 0.

    The arrays are cached and read-only. Twelve contenders take 50 MB; use ``chunks`` for thirteen.
    """
    groups: tuple[Blocks, ...] = (np.empty((0, 1), np.uint16),)
    for bit in range(contenders):
        groups = _extended(groups, bit)
    for group in groups:
        group.flags.writeable = False
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """
    A part of all partitions that can be generated and counted without the others.

    It holds the partitions that, restricted to the first ``prefix`` contenders, are number ``start`` …
    ``stop`` - 1 of theirs. A chunk is a few whole numbers and travels cheaply to another process.
    """

    contenders: int
    prefix: int
    start: int
    stop: int

    def groups(self) -> tuple[Blocks, ...]:
        """Return the chunk's partitions, one array per number of blocks."""
        groups: tuple[Blocks, ...] = tuple(self._prefixes())
        for bit in range(self.prefix, self.contenders):
            groups = _extended(groups, bit)
        return groups

    def _prefixes(self) -> Iterator[Blocks]:
        passed = 0
        for group in partitions(self.prefix):
            yield group[:, max(self.start - passed, 0) : max(self.stop - passed, 0)]
            passed += group.shape[1]

    def __len__(self) -> int:
        further = self.contenders - self.prefix
        return sum(group.shape[1] * extensions(group.shape[0], further) for group in self._prefixes())


def chunks(contenders: int, *, largest: int) -> tuple[Chunk, ...]:
    """
    Divide all partitions of this many contenders into chunks that have each exactly once.

    A chunk has at most ``largest`` partitions, unless a single partition of the first contenders extends to
    more.
    """
    prefix = min(contenders, _PREFIX)
    sizes = [
        extensions(group.shape[0], contenders - prefix)
        for group in partitions(prefix)
        for _ in range(group.shape[1])
    ]
    cuts, size = [0], 0
    for number, further in enumerate(sizes):
        if size and size + further > largest:
            cuts.append(number)
            size = 0
        size += further
    return tuple(
        Chunk(contenders=contenders, prefix=prefix, start=start, stop=stop)
        for start, stop in zip(cuts, [*cuts[1:], len(sizes)], strict=True)
    )


@lru_cache(maxsize=16)
def block_keys(contenders: int) -> NDArray[np.int64]:
    """
    Return a number for every mask, so that the sum over the blocks of a partition identifies it.

    Every contender has four bits of the sum, with the number of the first contender of its block. That says
    who is with whom, so different partitions have different sums; thirteen contenders need 52 bits.
    """
    masks = np.arange(1 << contenders)
    bits = masks[:, None] >> np.arange(contenders) & 1
    first = bits.argmax(axis=1) if contenders else np.zeros(1, np.int64)
    keys: NDArray[np.int64] = first * (bits << _KEY_BITS * np.arange(contenders)).sum(axis=1)
    return keys


def partition_keys(contenders: int, blocks: Blocks) -> NDArray[np.int64]:
    """Return the number that identifies each partition, see ``block_keys``; an empty block adds nothing."""
    keys: NDArray[np.int64] = block_keys(contenders).take(blocks).sum(axis=0, dtype=np.int64)
    return keys


def single_pact_blocks(contenders: int) -> Blocks:
    """Return the partition for every single alliance, by its mask; masks of none or one ally nobody."""
    masks = np.arange(1 << contenders)
    bits = 1 << np.arange(contenders)
    pacts = np.where(np.bitwise_count(masks) > 1, masks, 0)
    alone = np.where(bits[:, None] & pacts, 0, bits[:, None])
    if not contenders:
        return alone.astype(np.uint16)
    # The alliance replaces its first member, since blocks are in the order of their first members.
    first = (pacts[:, None] & bits > 0).argmax(axis=1)
    alone[first, masks] = np.where(pacts, pacts, alone[first, masks])
    return alone.astype(np.uint16)


def columns_of(contenders: Contenders, sets: Sequence[Sequence[int]]) -> Blocks:
    """Put partitions of any number of blocks side by side, padded with empty blocks."""
    blocks = np.zeros((len(contenders), len(sets)), np.uint16)
    for column, partition in enumerate(sets):
        blocks[: len(partition), column] = partition
    return blocks
