"""What a contender can gain by an alliance, and what the others can do against one."""

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
class CounterPacts:
    """
    The answers to an alliance.

    ``gainers`` are the members that it gives more for sure. ``undoing`` are the smallest alliances of
    outsiders that take this away from every gainer; empty if there are none.
    """

    pact: Alliance
    gainers: tuple[str, ...]
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
        return CounterPacts(pact=pact, gainers=(), undoing=())
    is_pact = np.bitwise_count(answers) > 1
    is_undone = is_pact & (values.most[:, gainers] <= without.most[0, gainers]).all(axis=1)
    return CounterPacts(
        pact=pact,
        gainers=tuple(contenders.names[bit] for bit in gainers),
        undoing=_as_alliances(contenders, _smallest(contenders, answers[is_undone].tolist())),
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
