"""From nearly the right seats to exactly the right ones, for many counts at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tied:
    """
    The counts that stop at a tie, and who is tied in each.

    ``partitions`` are their columns, ``is_tied`` has shape (blocks, those columns).
    """

    partitions: NDArray[np.int64]
    is_tied: NDArray[np.bool_]


def settle(quotients: NDArray[np.float64], cells: NDArray[np.int64], surplus: NDArray[np.int64]) -> Tied:
    """
    Take back or give out seats until every count has the right number of them, or stops at a tie.

    Rule: V1, V7. ``cells`` (blocks, counts) index ``quotients`` and are changed in place; ``surplus`` is the
    number of seats each count has too many. To start with, somebody's last seat must not have a smaller
    quotient than somebody's claim to the next. The seats with the smallest quotient are taken back
    *together*, or given to the largest claims together. Where that is more than there are, those are tied:
    nobody has the seats tied for, as in the traced engine. So no order decides, and the tied are the equal.
    """
    over = lower(quotients, cells, surplus)
    under = lift(quotients, cells, surplus)
    return Tied(
        partitions=np.concatenate([over.partitions, under.partitions]),
        is_tied=np.concatenate([over.is_tied, under.is_tied], axis=1),
    )


def lower(quotients: NDArray[np.float64], cells: NDArray[np.int64], surplus: NDArray[np.int64]) -> Tied:
    """Take back the seats with the smallest quotients where there is a surplus, see ``settle``."""
    columns = np.flatnonzero(surplus > 0)
    left, own = surplus[columns], cells[:, columns]
    found = []
    while columns.size:
        lasts = quotients.take(own)
        is_least = lasts == lasts.min(axis=0)
        own -= is_least
        left = left - is_least.sum(axis=0)
        is_done, is_short = left <= 0, left < 0
        cells[:, columns[is_done]] = own[:, is_done]
        found.append(Tied(partitions=columns[is_short], is_tied=is_least[:, is_short]))
        columns, left, own = columns[~is_done], left[~is_done], own[:, ~is_done]
    return together(found, len(cells))


def lift(quotients: NDArray[np.float64], cells: NDArray[np.int64], surplus: NDArray[np.int64]) -> Tied:
    """Give the largest claims a seat where there are seats left, see ``settle``."""
    columns = np.flatnonzero(surplus < 0)
    left, own = -surplus[columns], cells[:, columns]
    found = []
    while columns.size:
        claims = quotients.take(own + 1)
        is_most = claims == claims.max(axis=0)
        left = left - is_most.sum(axis=0)
        is_done, is_short = left <= 0, left < 0
        own += is_most & ~is_short
        cells[:, columns[is_done]] = own[:, is_done]
        found.append(Tied(partitions=columns[is_short], is_tied=is_most[:, is_short]))
        columns, left, own = columns[~is_done], left[~is_done], own[:, ~is_done]
    return together(found, len(cells))


def together(found: list[Tied], blocks: int) -> Tied:
    """Join the ties found round by round."""
    nothing = Tied(partitions=np.empty(0, np.int64), is_tied=np.empty((blocks, 0), np.bool_))
    parts = [nothing, *(own for own in found if own.partitions.size)]
    return Tied(
        partitions=np.concatenate([own.partitions for own in parts]),
        is_tied=np.concatenate([own.is_tied for own in parts], axis=1),
    )
