"""Every way that the lots of a count can fall: what is certain before they are drawn, and what may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from kkr_analysis.allocation.lots import DrawnLot, Tie

Counted = TypeVar("Counted")


def every_fall(
    count: Callable[[Sequence[DrawnLot]], Counted], tie_of: Callable[[Counted], Tie | None]
) -> Iterator[Counted]:
    """
    Give the count as it is after every way that its lots can fall; once, as it is, where it needs none.

    Rule: V7. ``count`` counts with the lots it is given, ``tie_of`` names the first tie that waits for one.
    """
    waiting: list[tuple[DrawnLot, ...]] = [()]
    while waiting:
        lots = waiting.pop()
        counted = count(lots)
        tie = tie_of(counted)
        if tie is None:
            yield counted
            continue
        waiting += [
            (*lots, DrawnLot(stage=tie.stage, tied=tie.tied, winners=winners))
            for winners in combinations(sorted(tie.tied), tie.places)
        ]
