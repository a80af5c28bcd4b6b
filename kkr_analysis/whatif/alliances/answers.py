"""What a contender can do with a pact, and what the others can do against one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.errors import AllianceError
from kkr_analysis.whatif.alliances.contenders import Contenders, bits_of, in_first_member_order
from kkr_analysis.whatif.alliances.contests import Contest, Values
from kkr_analysis.whatif.alliances.partitions import columns_of
from kkr_analysis.whatif.alliances.tables import subsets

Prospect = tuple[int, int]
"""What a contender has for sure, and at most, in the best case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """
    A contender's best and worst pact, and what it has outside.

    ``alone`` is what it has where it makes no pact and nobody follows it; ``best`` and ``worst`` what it has
    in the pacts named, which are the smallest: fewest members, then fewest votes. ``left_out`` is what it has
    where the others of the first best pact make that without it.
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
        """What it has for sure in its best pact, less what it has where the others make that without it."""
        return self.best[0] - self.left_out[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPacts:
    """
    The answer to a pact.

    ``gainers`` are the members that have more by the pact for sure. ``undoing`` are the smallest pacts of
    contenders outside that take that from every one of them; ``restoring`` are the smallest that also give
    everybody but their own members what they had before the pact. Empty where none does.
    """

    pact: Alliance
    gainers: tuple[str, ...]
    undoing: tuple[Alliance, ...]
    restoring: tuple[Alliance, ...]


def best_and_worst(contest: Contest, alliances: Sequence[Alliance] = ()) -> tuple[Prospects, ...]:
    """
    Return the prospects of every contender that is free to make a pact.

    Rule: V2, V3. ``alliances`` of others stand already. Each pact of free contenders is tried as the only
    further one. Better is more for sure, then more at most; the contest decides what is worth more.

    Raises AllianceError for alliances that cannot be, and where fewer than two contenders are free.
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
    Return the smallest answers to a pact, made by contenders outside it and outside the ``others``.

    Rule: V2, V3. What it gained is measured against the same ``others`` without it. It is undone for somebody
    who has at most what it had at most before, whatever lots decide.

    Raises AllianceError for alliances that cannot be.
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
        return CounterPacts(pact=pact, gainers=(), undoing=(), restoring=())
    is_pact = np.bitwise_count(answers) > 1
    is_undone = is_pact & (values.most[:, gainers] <= without.most[0, gainers]).all(axis=1)
    is_answering = (answers[:, None] >> np.arange(len(contenders)) & 1) > 0
    is_same = (values.sure == without.sure[0]) & (values.most == without.most[0])
    is_restored = is_undone & (is_same | is_answering).all(axis=1)
    return CounterPacts(
        pact=pact,
        gainers=tuple(contenders.names[bit] for bit in gainers),
        undoing=_as_alliances(contenders, _smallest(contenders, answers[is_undone].tolist())),
        restoring=_as_alliances(contenders, _smallest(contenders, answers[is_restored].tolist())),
    )


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
