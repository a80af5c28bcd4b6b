"""
The number of every set of alliances, so that an answer is found without searching.

A set is written as its *growth string*: for each contender, in a fixed order, the number of its block, the
blocks numbered as they first appear. The strings are numbered in lexicographic order: number 0 is everybody
in one alliance, the last is nobody in any.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.whatif.alliances.partitions import extensions
from kkr_analysis.whatif.counting import Integers

Growth = NDArray[np.uint8]
"""Growth strings, shape (contenders, sets): a column is one set."""


def growth_strings(contenders: int) -> Growth:
    """Return the growth string of every set between this many contenders, in the order of their numbers."""
    strings = np.zeros((0, 1), np.uint8)
    blocks = np.zeros(1, np.int64)
    for _ in range(contenders):
        parents = np.repeat(np.arange(len(blocks)), blocks + 1)
        firsts = np.repeat(np.cumsum(blocks + 1) - blocks - 1, blocks + 1)
        joined = np.arange(len(parents)) - firsts
        strings = np.concatenate([strings[:, parents], joined[None].astype(np.uint8)])
        blocks = np.maximum(blocks[parents], joined + 1)
    return strings


def as_growth(groups: Sequence[Hashable]) -> tuple[int, ...]:
    """Return the growth string of one set, given anything that is equal for contenders of one block."""
    seen = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return tuple(seen[group] for group in groups)


def number_of(string: Sequence[int]) -> int:
    """Return the number of one growth string."""
    blocks = number = 0
    for further, block in zip(range(len(string) - 1, -1, -1), string, strict=True):
        number += block * extensions(blocks, further)
        blocks = max(blocks, block + 1)
    return number


def numbers_of(groups: NDArray[np.integer]) -> Integers:
    """
    Return the number of many sets at once.

    ``groups``, shape (contenders, sets), has any number from 0 to contenders - 1 for each block.
    """
    contenders, sets = groups.shape
    columns = np.arange(sets)
    known = np.full((contenders, sets), -1, np.int64)
    blocks, numbers = np.zeros(sets, np.int64), np.zeros(sets, np.int64)
    for further, group in zip(range(contenders - 1, -1, -1), groups, strict=True):
        ways = np.array([extensions(number, further) for number in range(contenders + 1)], np.int64)
        block = known[group, columns]
        block = np.where(block < 0, blocks, block)
        known[group, columns] = block
        numbers += block * ways[blocks]
        blocks = np.maximum(blocks, block + 1)
    return numbers
