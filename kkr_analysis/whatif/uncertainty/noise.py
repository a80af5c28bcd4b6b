"""
Random numbers that are the same on every machine: whole numbers from NumPy's PCG64, never rounded.

NumPy promises that a bit generator gives the same 64-bit words for a seed on every machine and in every
version. It promises no such thing for normal numbers, which are made with floats. So a deviation here is the
sum of twelve uniform 16-bit numbers, cut from three words: a whole number of 65536ths of a standard
deviation, between -6 and 6 of them, with mean 0 and variance 1 - 2**-32. Its distribution is known exactly.

Every draw has its own place in the stream, so the chunks in which the draws are made do not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

UNIT = 2**16
"""One standard deviation."""
TERMS = 12
_WORDS = TERMS // 4
MIDDLE = TERMS * (UNIT - 1) // 2
"""The mean of the sum, a whole number."""


def deviations(
    seed: int, stream: Sequence[int], first: int, draws: int, columns: int = 1
) -> NDArray[np.int64]:
    """
    Return the deviations of ``draws`` draws from number ``first`` on, shape (draws, columns), in 1/UNIT.

    ``stream`` is a sequence of whole numbers that names the stream; the streams of a seed are independent.
    """
    source = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=tuple(stream)))
    source.advance(first * columns * _WORDS)
    words = source.random_raw(draws * columns * _WORDS)
    # The sum does not depend on order, and so not on the byte order of the machine.
    parts = words.view(np.uint16).reshape(draws, columns, TERMS)
    sums: NDArray[np.int64] = parts.sum(axis=2, dtype=np.int64)
    return sums - MIDDLE


def nearest(numerators: NDArray[np.int64], denominator: int | NDArray[np.int64]) -> NDArray[np.int64]:
    """Divide and round to the nearest whole numbers, halves up."""
    return (2 * numerators + denominator) // (2 * denominator)
