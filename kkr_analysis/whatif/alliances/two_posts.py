"""Chair and vice-chair (formand, næstformand) under many sets of alliances at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.errors import VotesError
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.subsets import EXACT, sums


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PostTables:
    """
    What the election of two posts needs to know about every block, shape (2 ** contenders,) each.

    ``strengths`` are the joint votes, ``first`` the mask of the members with most votes (one, or those tied
    for the block's first post). ``second`` is the mask of those with the largest claim to the block's second
    post: the first once more, if its votes halved are the most. Where ``first`` is a tie, ``second`` is 0.
    """

    strengths: NDArray[np.int64]
    first: NDArray[np.uint16]
    second: NDArray[np.uint16]


@lru_cache(maxsize=4)
def post_tables(contenders: Contenders) -> PostTables:
    """Return the tables of an election. Rule: V1, V3. Raises VotesError for votes of 10**15 and more."""
    if sum(contenders.votes) >= EXACT // 4:
        raise VotesError(
            f"Stemmetal: fandt {sum(contenders.votes)} stemmer i alt, ventede under {EXACT // 4}. "
            "Ret tallene, og prøv igen."
        )
    most = np.full(1, -1, np.int64)
    first = np.zeros(1, np.uint16)
    for bit, cast in enumerate(contenders.votes):
        own = np.uint16(1 << bit)
        with_own = np.where(most < cast, own, np.where(most == cast, first | own, first))
        first = np.concatenate([first, with_own])
        most = np.concatenate([most, np.maximum(most, cast)])
    return PostTables(strengths=sums(contenders.votes), first=first, second=seconds(contenders.votes, first))


def seconds(votes: tuple[int, ...], first: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Return the largest claims to each block's second post, as masks: one holder has its votes halved."""
    masks = np.arange(len(first))
    most = np.full(len(first), -1, np.int64)
    second = np.zeros(len(first), np.uint16)
    for bit, cast in enumerate(votes):
        own = 1 << bit
        claim = np.where(masks & own, np.where(first == own, cast, 2 * cast), -1)
        second = np.where(claim > most, own, np.where((claim == most) & (claim >= 0), second | own, second))
        most = np.maximum(most, claim)
    return np.where(np.bitwise_count(first) == 1, second, 0).astype(np.uint16)


@lru_cache(maxsize=64)
def seconds_after(contenders: Contenders, holder: int) -> NDArray[np.uint16]:
    """
    Return the largest claims to each block's second post once a member (by its bit) has the first, as masks.

    For blocks without that member the masks mean nothing.
    """
    masks = np.arange(1 << len(contenders))
    claims = np.array(
        [
            np.where(masks >> bit & 1, cast if bit == holder else 2 * cast, -1)
            for bit, cast in enumerate(contenders.votes)
        ]
    )
    bits = np.where(claims == claims.max(axis=0), 1 << np.arange(len(contenders))[:, None], 0)
    second: NDArray[np.uint16] = np.bitwise_or.reduce(bits, axis=0).astype(np.uint16)
    return second


def vice_after(contenders: Contenders, blocks: NDArray[Any], holder: int) -> NDArray[np.uint16]:
    """
    Return who can be vice-chair in every partition once a lot has made a contender (by its bit) chair.

    Rule: V1, V3, V7. Masks of shape (partitions,); ``holder`` must be one of those between whom it decides.
    """
    own = post_tables(contenders)
    is_holders = (blocks >> holder & 1) > 0
    strengths = own.strengths.take(blocks)
    claims = np.where(is_holders, strengths, 2 * strengths)
    given = np.where(is_holders, seconds_after(contenders, holder).take(blocks), own.first.take(blocks))
    vice: NDArray[np.uint16] = np.bitwise_or.reduce(np.where(claims == claims.max(axis=0), given, 0), axis=0)
    return vice.astype(np.uint16)


def two_posts(contenders: Contenders, blocks: NDArray[Any]) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """
    Return who can be chair and who vice-chair in every partition, as masks, shape (partitions,) each.

    Rule: V1, V2, V3, V7. ``blocks`` has shape (blocks, partitions). One contender in a mask holds the post.
    Several are those between whom lots decide: among alliances of equal quotients the member that each would
    give the post to, and equal members inside one. While the chair waits for a lot, nobody is vice-chair yet:
    the mask is 0, as it is where nobody has votes.
    """
    own = post_tables(contenders)
    if not own.strengths[-1]:
        nobody = np.zeros(blocks.shape[1], np.uint16)
        return nobody, nobody
    strengths, first = own.strengths.take(blocks), own.first.take(blocks)
    is_top = strengths == strengths.max(axis=0)
    chair = np.bitwise_or.reduce(np.where(is_top, first, 0), axis=0).astype(np.uint16)
    claims = np.where(is_top, strengths, 2 * strengths)
    given = np.where(is_top, own.second.take(blocks), first)
    vice = np.bitwise_or.reduce(np.where(claims == claims.max(axis=0), given, 0), axis=0)
    return chair, np.where(np.bitwise_count(chair) == 1, vice, 0).astype(np.uint16)
