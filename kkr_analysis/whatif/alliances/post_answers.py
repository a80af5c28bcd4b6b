"""
How chair and vice-chair are filled under many sets of alliances at once: holder, runner-up and nearest.

The traced engine takes some 0.8 ms for one set, so a quarter of a minute for the 21,147 of nine contenders.
Here it is 0.1 s, in whole numbers; tests hold every number to the traced engine's. A set in which a lot
decides is left to that engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.posts import Post
from kkr_analysis.whatif.alliances.growth import Growth
from kkr_analysis.whatif.alliances.lineup import Lineup
from kkr_analysis.whatif.counting import Integers, refuse_beyond_keys

NOBODY = -1
"""Instead of a place: nobody holds the post, or nobody comes next."""
_AT_A_TIME = 16_384
_NEVER = np.iinfo(np.int64).max


class PostAnswer(NamedTuple):
    """
    How one post is filled; a contender is its place in the line-up, a block the place of its first member.

    ``runner_up`` is the block with the next largest quotient, ``inner_runner_up`` the member of the winning
    alliance with the next largest one inside it. ``nearest`` needs the fewest further votes for the post, and
    is ``lacking`` that many: a member of the winning alliance if ``is_inside``, otherwise a block. Rule: V1,
    V3.
    """

    holder: int
    runner_up: int
    inner_runner_up: int
    nearest: int
    is_inside: int
    lacking: int


NOT_FILLED = PostAnswer(NOBODY, NOBODY, NOBODY, NOBODY, 0, 0)
"""A post that nobody gets, since nobody has votes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PostBatch:
    """
    The answers to many sets: ``chair`` and ``vice_chair``, shape (6, sets), the rows as in ``PostAnswer``.

    ``undecided``, shape (sets,), is 1 where a lot decides the chair, 2 where one decides the vice-chair, and
    0 elsewhere; an answer from there on is meaningless.
    """

    chair: Integers
    vice_chair: Integers
    undecided: Integers


def answer_of(lineup: Lineup, post: Post) -> PostAnswer:
    """Return the answer to one post that the traced engine has filled."""
    outer, *inner = post.steps
    members = post.alliance.contenders() if post.alliance else ()
    nearest, lacking = post.nearest or ("", 0)
    return PostAnswer(
        holder=lineup.letters.index(post.holder),
        runner_up=_first_of(lineup, outer.runner_up.contender if outer.runner_up else ""),
        inner_runner_up=_first_of(
            lineup, inner[0].runner_up.contender if inner and inner[0].runner_up else ""
        ),
        nearest=_first_of(lineup, nearest),
        is_inside=int(nearest in members),
        lacking=lacking,
    )


def _first_of(lineup: Lineup, label: str) -> int:
    """Return the first member of an alliance by its label, or the contender itself."""
    if label in lineup.letters:
        return lineup.letters.index(label)
    return lineup.letters.index(label.partition("+")[0]) if label else NOBODY


def post_answers(lineup: Lineup, strings: Growth) -> PostBatch:
    """
    Fill both posts under every set, a column of ``strings``.

    Rule: V1, V2, V3, V7. Raises VotesError for more votes than 64 bits have room for.
    """
    names = _Names.of(lineup)
    refuse_beyond_keys(sum(lineup.votes), names.span.bit_length() + 1)
    parts = [
        _answers(lineup, names, strings[:, start : start + _AT_A_TIME])
        for start in range(0, strings.shape[1], _AT_A_TIME)
    ]
    return PostBatch(
        chair=np.concatenate([part.chair for part in parts], axis=1),
        vice_chair=np.concatenate([part.vice_chair for part in parts], axis=1),
        undecided=np.concatenate([part.undecided for part in parts]),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Names:
    """
    The rank of every label by name, which decides between equals as in the traced engine.

    ``of_masks`` has those of the free contenders' masks, ``of_alone`` those of single contenders: the free
    ones first, then those left out. ``span`` is above every rank.
    """

    of_masks: Integers
    of_alone: Integers
    span: int

    @classmethod
    def of(cls, lineup: Lineup) -> _Names:
        free = len(lineup.free)
        labels = [lineup.label(mask) for mask in range(1 << free)]
        left_out = [lineup.letters[place] for place in lineup.left_out]
        rank = {label: number for number, label in enumerate(sorted({*labels, *left_out}))}
        of_masks = np.array([rank[label] for label in labels], np.int64)
        alone = [*(of_masks[1 << bit] for bit in range(free)), *(rank[letter] for letter in left_out)]
        return cls(of_masks=of_masks, of_alone=np.array(alone, np.int64), span=len(rank))


class _Step(NamedTuple):
    """One level of one post: the claimants that win and come next by their rows, and a key of how near."""

    winner: Integers
    is_tied: NDArray[np.bool_]
    runner_up: Integers
    nearest: Integers
    nearness: Integers
    """The votes that the nearest lacks, then its name, as one number."""


def _step(votes: Integers, divisors: Integers, ranks: Integers, span: int) -> _Step:
    """Give a post to the largest quotient; the arrays have shape (claimants, sets), divisors are 1 or 2."""
    sets = np.arange(votes.shape[1])
    quotients = 2 * votes // divisors  # of twice the votes, so that they are whole
    winner = quotients.argmax(axis=0)
    others = votes > 0
    others[winner, sets] = False
    is_alone = ~others.any(axis=0)
    lacking = votes[winner, sets] * divisors // divisors[winner, sets] + 1 - votes
    nearness = np.where(others, lacking * span + ranks, _NEVER)
    runner_up = np.where(others, quotients * span - ranks, -_NEVER).argmax(axis=0)
    nearest = nearness.argmin(axis=0)
    return _Step(
        winner=winner,
        is_tied=(quotients == quotients.max(axis=0)).sum(axis=0) > 1,
        runner_up=np.where(is_alone, NOBODY, runner_up),
        nearest=np.where(is_alone, NOBODY, nearest),
        nearness=nearness.min(axis=0),
    )


def _answers(lineup: Lineup, names: _Names, strings: Growth) -> PostBatch:
    free, sets = strings.shape
    columns = np.arange(sets)
    places = np.array([*lineup.free, *lineup.left_out])
    votes = np.array(lineup.votes, np.int64)[places]
    alone = np.arange(free, len(places), dtype=np.uint8)[:, None]
    block_of = np.concatenate([strings, np.broadcast_to(alone, (len(alone), sets))])
    strength = np.zeros((len(places), sets), np.int64)
    masks = np.zeros_like(strength)
    firsts = np.full_like(strength, len(places))
    for bit, (block, place, cast) in enumerate(zip(block_of, places, votes, strict=True)):
        strength[block, columns] += cast
        firsts[block, columns] = np.minimum(firsts[block, columns], place)
        if bit < free:
            masks[block, columns] |= 1 << bit
    ranks = names.of_masks[masks]
    ranks[free:] = names.of_alone[free:, None]

    def filled(won: Integers, held: Integers) -> tuple[_Step, _Step, Integers]:
        """Fill one post, given the divisors of the blocks and of the contenders."""
        outer = _step(strength, won, ranks, names.span)
        members = np.where(block_of == outer.winner, votes[:, None], 0)
        inner = _step(members, held, names.of_alone[:, None], names.span)
        is_inside = inner.nearness < outer.nearness
        nearness = np.minimum(inner.nearness, outer.nearness)
        nearest = np.where(is_inside, _at(places, inner.nearest), _below(firsts, outer.nearest))
        is_filled = strength.any(axis=0)
        answer = np.stack(
            [
                np.where(is_filled, places[inner.winner], NOBODY),
                _below(firsts, outer.runner_up),
                _at(places, inner.runner_up),
                nearest,
                is_inside,
                np.where(nearest < 0, 0, nearness // names.span),
            ]
        )
        return outer, inner, answer

    won, held = np.ones_like(strength), np.ones_like(strength)
    outer, inner, chair = filled(won, held)
    is_open = (outer.is_tied | inner.is_tied) & strength.any(axis=0)
    won[outer.winner, columns] = held[inner.winner, columns] = 2
    outer, inner, vice_chair = filled(won, held)
    is_next_open = (outer.is_tied | inner.is_tied) & strength.any(axis=0)
    return PostBatch(
        chair=chair, vice_chair=vice_chair, undecided=np.where(is_open, 1, np.where(is_next_open, 2, 0))
    )


def _at(places: Integers, rows: Integers) -> Integers:
    found: Integers = np.where(rows < 0, NOBODY, places[rows])
    return found


def _below(firsts: Integers, rows: Integers) -> Integers:
    found: Integers = np.where(rows < 0, NOBODY, firsts[rows, np.arange(len(rows))])
    return found
