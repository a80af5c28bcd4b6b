"""
The one count of seats and posts over arrays: many counts at once, exact, held to the traced engine.

Quotients are compared as 64-bit whole numbers, their *keys*, so no rounding decides anything and equal
quotients are equal. A *cell* is a contender (or block) with a number of seats. Its key is that of the
quotient that won its last seat; the key of the next cell is the claim to one more. Alliances keep the keys of
all cells in a table; uncertain votes make them on demand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.errors import VotesError

Integers = NDArray[np.int64]

NEVER_LOST = np.iinfo(np.int64).max
"""The key of a seat that cannot be taken back."""
LARGEST_KEY = 2**62
"""An upper bound of keys, so that votes can be doubled and added within 64 bits."""


class Keys(Protocol):
    """The keys of cells: an array, or something that makes them on demand."""

    def take(self, cells: Integers) -> Integers:
        """Return the keys of these cells, in the same shape."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tied:
    """
    The counts that stop at a tie, and who is tied in each.

    ``counts`` are their columns; ``is_tied`` has shape (blocks, those columns).
    """

    counts: Integers
    is_tied: NDArray[np.bool_]


def key_shift(largest_divisor: int) -> int:
    """
    Return the shift that turns quotients with divisors up to ``largest_divisor`` into keys.

    Two different fractions with divisors of at most D differ by at least 1 / D². Multiplied by a power of two
    of at least D² and rounded down, they keep their order, and only equal ones become equal.
    """
    return 2 * largest_divisor.bit_length()


def refuse_beyond_keys(votes: int, shift: int) -> None:
    """Raise VotesError if the keys of this many votes in all could exceed 64 bits."""
    if votes >= LARGEST_KEY >> shift:
        raise VotesError(
            f"Stemmetal: fandt {votes} stemmer i alt, ventede under {LARGEST_KEY >> shift}. "
            "Ret tallene, og prøv igen."
        )


def key_table(votes: Integers, width: int) -> Integers:
    """
    Return the keys of every block with 0 … width - 1 seats, shape (blocks * width,).

    Rule: V1, V3. Seat number s is won with votes / s. A block without seats has none to lose.
    """
    shift = key_shift(width)
    table = np.empty((len(votes), width), np.int64)
    table[:, 0] = NEVER_LOST
    dividends = votes << shift
    for divisor in range(1, width):  # far faster in NumPy than dividing by an array
        table[:, divisor] = dividends // divisor
    return table.ravel()


def settle(keys: Keys, cells: Integers, surplus: Integers) -> Tied:
    """
    Take back or give out seats until every count has the right number, or stops at a tie.

    Rule: V1, V7. ``cells`` (blocks, counts) are changed in place; ``surplus`` is the number of seats too many
    in each count. On entry, nobody's last seat may have a smaller quotient than anybody's claim to the next.
    Equal smallest seats are taken back *together*, and equal largest claims filled together; if that is too
    many, they are tied and nobody has those seats, as in the traced engine. So no order decides.
    """
    lowered = _lowered(keys, cells, surplus)
    raised = _raised(keys, cells, surplus)
    return _together([*lowered, *raised], len(cells))


def _lowered(keys: Keys, cells: Integers, surplus: Integers) -> list[Tied]:
    columns = np.flatnonzero(surplus > 0)
    left, held = surplus[columns], cells[:, columns]
    found = []
    while columns.size:
        lasts = keys.take(held)
        is_least = lasts == lasts.min(axis=0)
        held -= is_least
        left = left - is_least.sum(axis=0)
        is_done, is_short = left <= 0, left < 0
        cells[:, columns[is_done]] = held[:, is_done]
        found.append(Tied(counts=columns[is_short], is_tied=is_least[:, is_short]))
        columns, left, held = columns[~is_done], left[~is_done], held[:, ~is_done]
    return found


def _raised(keys: Keys, cells: Integers, surplus: Integers) -> list[Tied]:
    columns = np.flatnonzero(surplus < 0)
    left, held = -surplus[columns], cells[:, columns]
    found = []
    while columns.size:
        claims = keys.take(held + 1)
        is_most = claims == claims.max(axis=0)
        left = left - is_most.sum(axis=0)
        is_done, is_short = left <= 0, left < 0
        held += is_most & ~is_short
        cells[:, columns[is_done]] = held[:, is_done]
        found.append(Tied(counts=columns[is_short], is_tied=is_most[:, is_short]))
        columns, left, held = columns[~is_done], left[~is_done], held[:, ~is_done]
    return found


def _together(found: list[Tied], blocks: int) -> Tied:
    nothing = Tied(counts=np.empty(0, np.int64), is_tied=np.empty((blocks, 0), np.bool_))
    parts = [nothing, *(tied for tied in found if tied.counts.size)]
    return Tied(
        counts=np.concatenate([tied.counts for tied in parts]),
        is_tied=np.concatenate([tied.is_tied for tied in parts], axis=1),
    )


def largest(claims: NDArray[Any], holders: NDArray[Any]) -> NDArray[Any]:
    """Return the masks in ``holders`` of every column's largest claims, joined if several are equal."""
    masks: NDArray[Any] = np.bitwise_or.reduce(np.where(claims == claims.max(axis=0), holders, 0), axis=0)
    return masks


def second_posts(votes: NDArray[Any], bits: NDArray[Any], holder: NDArray[Any]) -> NDArray[Any]:
    """
    Return the masks of the members with the largest claim to a block's second post.

    Rule: V1, V3. The votes of the ``holder`` of the first post, a mask, are halved. Non-members have -1
    votes.
    """
    return largest(np.where(holder & bits, votes, 2 * votes), bits)


def two_posts(
    strengths: NDArray[Any], first: NDArray[Any], second: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """
    Return the possible chairs and vice-chairs of every count, as masks.

    Rule: V1, V2, V3, V7. The arrays have shape (blocks, counts): the votes of each block, and who gets its
    first and its second post. A single contender in a mask holds the post. Several are those between whom
    lots decide: of alliances with equal quotients, the member that each would give the post to, and equal
    members inside one. While the chair is undecided, nobody is vice-chair: the mask is 0, as it is if nobody
    has votes.
    """
    most = strengths.max(axis=0)
    is_top = strengths == most
    chair = np.where(most > 0, np.bitwise_or.reduce(np.where(is_top, first, 0), axis=0), 0)
    vice = largest(np.where(is_top, strengths, 2 * strengths), np.where(is_top, second, first))
    return chair, np.where(np.bitwise_count(chair) == 1, vice, 0)
