"""Ticks in a grid of alliances and parties: which alliances they make. A party is in one at most (V2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kkr_analysis.allocation import Alliance

Group = frozenset[str]
"""The letters ticked in one row of the grid; a row with fewer than two is no alliance yet."""


def ticked(groups: Sequence[Group], row: int, letter: str, *, is_on: bool) -> tuple[Group, ...]:
    """Return the groups after a tick: on takes the party out of every other row. Rule: V2."""
    return tuple(
        group | {letter} if is_on and number == row else group - {letter} if is_on or number == row else group
        for number, group in enumerate(groups)
    )


def alliances_of(groups: Iterable[Group], order: Sequence[str]) -> tuple[Alliance, ...]:
    """Return the alliances that the groups make, with their members in the ``order`` of the ballot."""
    return tuple(Alliance(tuple(sorted(group, key=order.index))) for group in groups if len(group) > 1)


def alone_in(groups: Iterable[Group]) -> tuple[str, ...]:
    """Return the parties that are the only one ticked in their row."""
    return tuple(letter for group in groups if len(group) == 1 for letter in group)


def groups_of(alliances: Sequence[Alliance], known: Sequence[str], rows: int) -> tuple[Group, ...]:
    """Return alliances as groups, without parties that are not ``known`` here, in at least so many rows."""
    groups = [frozenset(alliance.contenders()) & set(known) for alliance in alliances]
    return (*groups, *[frozenset[str]()] * (rows - len(groups)))
