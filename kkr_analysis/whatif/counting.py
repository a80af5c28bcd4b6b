"""
The one count of seats and posts over arrays: many counts at once, exact, and held to the traced engine.

Quotients are compared as whole numbers of 64 bits, their *keys*, so no rounding decides anything and equal
quotients are equal. What is counted is a table of *cells*: a contender (or block) with a number of seats.
A cell's key is that of the quotient that won its last seat, and the next cell has the claim to one more.
Alliances keep the keys of all cells in a table; uncertain votes make them as they are asked for.
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
"""Keys stay below it, so that votes can be doubled and added within 64 bits."""


class Keys(Protocol):
    """The keys of cells: an array, or something that makes them when asked."""

    def take(self, cells: Integers) -> Integers:
        """Return the keys of these cells, in their shape."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tied:
    """
    The counts that stop at a tie, and who is tied in each.

    ``counts`` are their columns, ``is_tied`` has shape (blocks, those columns).
    """

    counts: Integers
    is_tied: NDArray[np.bool_]


def key_shift(largest_divisor: int) -> int:
    """
    Return the power of two that makes keys of quotients with divisors up to ``largest_divisor``.

    Two different fractions with divisors of at most D are at least 1 / D² apart. Multiplied by a power of two
    of at least D² and rounded down they keep their order, and only equal ones become equal.
    """
    return 2 * largest_divisor.bit_length()


def refuse_beyond_keys(votes: int, shift: int) -> None:
    """Raise VotesError for so many votes in all that their keys would not stay within 64 bits."""
    if votes >= LARGEST_KEY >> shift:
        raise VotesError(
            f"Stemmetal: fandt {votes} stemmer i alt, ventede under {LARGEST_KEY >> shift}. "
            "Ret tallene, og prøv igen."
        )


def key_table(votes: Integers, width: int) -> Integers:
    """
    Return the keys of votes / divisor for every block and the seats 0 … width - 1, shape (blocks * width,).

    Rule: V1, V3. Seat number s is won with votes / s. Nobody loses a seat that is not there.
    """
    shift = key_shift(width)
    table = np.empty((len(votes), width), np.int64)
    table[:, 0] = NEVER_LOST
    dividends = votes << shift
    for divisor in range(1, width):  # NumPy divides by one number far faster than by an array of them.
        table[:, divisor] = dividends // divisor
    return table.ravel()


def settle(keys: Keys, cells: Integers, surplus: Integers) -> Tied:
    """
    Take back or give out seats until every count has the right number of them, or stops at a tie.

    Rule: V1, V7. ``cells`` (blocks, counts) are changed in place; ``surplus`` is the number of seats that
    each count has too many. To start with, nobody's last seat may have a smaller quotient than somebody's
    claim to the next. The seats with the smallest quotient are taken back *together*, or given to the largest
    claims together. Where that is more than there are, those are tied and nobody has the seats they are tied
    for, as in the traced engine. So no order decides.
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
    """Return the masks in ``holders`` of every column's largest claims, joined where several are equal."""
    masks: NDArray[Any] = np.bitwise_or.reduce(np.where(claims == claims.max(axis=0), holders, 0), axis=0)
    return masks


def second_posts(votes: NDArray[Any], bits: NDArray[Any], holder: NDArray[Any]) -> NDArray[Any]:
    """
    Return the masks of the members with the largest claim to a block's second post.

    Rule: V1, V3. The votes of the ``holder`` of the first one, a mask, are halved. Whoever is no member has
    -1 votes.
    """
    return largest(np.where(holder & bits, votes, 2 * votes), bits)


def two_posts(
    strengths: NDArray[Any], first: NDArray[Any], second: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """
    Return who can be chair and who vice-chair in every count, as masks.

    Rule: V1, V2, V3, V7. The arrays have shape (blocks, counts): the votes of each block, and to whom it
    gives its first and its second post. One contender in a mask holds the post. Several are those between
    whom lots decide: among alliances of equal quotients the member that each would give the post to, and
    equal members inside one. While the chair is undecided, nobody is vice-chair yet: the mask is 0, as it is
    where nobody has votes.
    """
    most = strengths.max(axis=0)
    is_top = strengths == most
    chair = np.where(most > 0, np.bitwise_or.reduce(np.where(is_top, first, 0), axis=0), 0)
    vice = largest(np.where(is_top, strengths, 2 * strengths), np.where(is_top, second, first))
    return chair, np.where(np.bitwise_count(chair) == 1, vice, 0)
