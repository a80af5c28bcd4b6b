"""What a contender can gain by an alliance, and what the others can do against one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.errors import AllianceError
from kkr_analysis.whatif.alliances.contenders import Contenders, bits_of, in_first_member_order
from kkr_analysis.whatif.alliances.contests import CHAIR, VICE_CHAIR, Contest, Values
from kkr_analysis.whatif.alliances.partitions import columns_of
from kkr_analysis.whatif.alliances.tables import subsets

Prospect = tuple[int, int]
"""What a contender has for sure, and at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """
    A contender's best and worst alliances, and what it has outside.

    ``alone`` is its result if no further alliance is made. ``best`` and ``worst`` are its results in the
    alliances named, which are the smallest ones: fewest members, then fewest votes. ``left_out`` is its
    result if the others of the first best alliance make it without this contender.
    """

    contender: str
    alone: Prospect
    best: Prospect
    best_pacts: tuple[Alliance, ...]
    worst: Prospect
    worst_pacts: tuple[Alliance, ...]
    left_out: Prospect

    @property
    def cost_of_staying_outside(self) -> int:
        """What its best alliance secures, less what it has if the others make it without it."""
        return self.best[0] - self.left_out[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    The alliances of outsiders that take from the ``gainers`` what an alliance gave them.

    ``post`` is the post that is taken, 1 for the chair; None for all that each of them gained. ``pacts`` are
    the smallest; empty if there are none. ``further`` is how many others do the same.
    """

    gainers: tuple[str, ...]
    post: int | None
    pacts: tuple[Alliance, ...]
    further: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPacts:
    """
    The answers to an alliance.

    ``gainers`` are the members that it gives more for sure. ``taken`` is for each of them what takes its
    post, and then, where there are several, what undoes it all. ``undoing`` are the smallest alliances of
    outsiders that leave no gainer with more than before; empty if there are none.
    """

    pact: Alliance
    gainers: tuple[str, ...]
    taken: tuple[Taken, ...]
    undoing: tuple[Alliance, ...]


def best_and_worst(contest: Contest, alliances: Sequence[Alliance] = ()) -> tuple[Prospects, ...]:
    """
    Return the prospects of every contender that is free to ally.

    Rule: V2, V3. The ``alliances`` stand already; every alliance of free contenders is tried as the only
    further one. Better means more for sure, then more at most; the contest decides what is worth more.

    Raises AllianceError for impossible alliances, and if fewer than two contenders are free.
    """
    contenders = contest.contenders
    free = _free_mask(contenders, alliances)
    if free.bit_count() < 2:
        raise AllianceError("Færre end to partier står uden for et valgforbund. Tag et valgforbund ud.")
    pacts = subsets(free)
    values = _values_with(contest, alliances, free, pacts)
    place = {int(pact): row for row, pact in enumerate(pacts)}
    found = []
    for bit, name in enumerate(contenders.names):
        if not free >> bit & 1:
            continue
        prospects = {
            row: _prospect(values, row, bit)
            for row, pact in enumerate(pacts.tolist())
            if pact >> bit & 1 and pact.bit_count() > 1
        }
        best, worst = max(prospects.values()), min(prospects.values())
        best_pacts, worst_pacts = (
            _smallest(contenders, (int(pacts[row]) for row, each in prospects.items() if each == end))
            for end in (best, worst)
        )
        found.append(
            Prospects(
                contender=name,
                alone=_prospect(values, 0, bit),
                best=best,
                best_pacts=_as_alliances(contenders, best_pacts),
                worst=worst,
                worst_pacts=_as_alliances(contenders, worst_pacts),
                left_out=_prospect(values, place[best_pacts[0] ^ 1 << bit], bit),
            )
        )
    return tuple(found)


def counter_pacts(contest: Contest, pact: Alliance, others: Sequence[Alliance] = ()) -> CounterPacts:
    """
    Return the smallest answers to an alliance, by contenders outside it and the ``others``.

    Rule: V2, V3. Gains are measured against the same ``others`` without it. A gain is undone if, whatever
    lots decide, the gainer has no more than it could have had before.

    Raises AllianceError for impossible alliances.
    """
    contenders = contest.contenders
    standing = [pact, *others]
    free = _free_mask(contenders, standing)
    answers = subsets(free)
    without = _values_with(contest, others, _free_mask(contenders, others), np.zeros(1, np.int64))
    values = _values_with(contest, standing, free, answers)
    members = np.array([contenders.names.index(name) for name in pact.contenders()])
    gainers = members[values.sure[0, members] > without.most[0, members]]
    if not gainers.size:
        return CounterPacts(pact=pact, gainers=(), taken=(), undoing=())
    before, gained = without.most[0], values.sure[0]
    is_pact = np.bitwise_count(answers) > 1

    def taken(bits: list[int], left: Sequence[int], post: int | None) -> Taken:
        pacts = answers[is_pact & (values.most[:, bits] <= left).all(axis=1)].tolist()
        smallest = _smallest(contenders, pacts)
        return Taken(
            gainers=tuple(contenders.names[bit] for bit in bits),
            post=post,
            pacts=_as_alliances(contenders, smallest),
            further=len(pacts) - len(smallest),
        )

    bits = gainers.tolist()
    everything = taken(bits, [int(before[bit]) for bit in bits], None)
    posts = [_post_gained(before[bit], gained[bit], values.most[0, bit]) for bit in bits]
    if not contest.are_posts:
        posts = [None] * len(bits)
    each = [taken([bit], [_left(before[bit], post)], post) for bit, post in zip(bits, posts, strict=True)]
    return CounterPacts(
        pact=pact,
        gainers=everything.gainers,
        taken=(*each, everything) if len(bits) > 1 else tuple(each),
        undoing=everything.pacts,
    )


def _post_gained(before: int, sure: int, most: int) -> int | None:
    """Return the number of the greatest post that is gained for sure; None where it is no single one."""
    if before < CHAIR <= sure:
        return 1
    return 2 if (before, sure, most) == (0, VICE_CHAIR, VICE_CHAIR) else None


def _left(before: int, post: int | None) -> int:
    """Return what a gainer can have at most once the post is taken: without the chair, still the other."""
    return VICE_CHAIR if post == 1 else int(before)


def _free_mask(contenders: Contenders, alliances: Sequence[Alliance]) -> int:
    return sum(block for block in contenders.blocks(alliances) if block.bit_count() == 1)


def _values_with(
    contest: Contest, alliances: Sequence[Alliance], free: int, pacts: NDArray[np.int64]
) -> Values:
    contenders = contest.contenders
    standing = [block for block in contenders.blocks(alliances) if block.bit_count() > 1]
    columns = []
    for pact in pacts.tolist():
        alone = bits_of(free & ~pact)
        columns.append(in_first_member_order([*standing, *([pact] if pact else []), *alone]))
    return contest.values(columns_of(contenders, columns))


def _prospect(values: Values, row: int, bit: int) -> Prospect:
    return int(values.sure[row, bit]), int(values.most[row, bit])


def _smallest(contenders: Contenders, pacts: Iterable[int]) -> list[int]:
    """Return the pacts with fewest members and, among these, fewest votes; several where they are equal."""
    ranked = sorted((pact.bit_count(), contenders.strength(pact), pact) for pact in pacts)
    return [pact for number, votes, pact in ranked if (number, votes) == ranked[0][:2]]


def _as_alliances(contenders: Contenders, pacts: Iterable[int]) -> tuple[Alliance, ...]:
    return tuple(Alliance(contenders.members(pact)) for pact in pacts)
