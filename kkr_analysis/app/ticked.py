"""Ticks in a grid of alliances and parties, and the alliances they make; a party is in at most one (V2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kkr_analysis.allocation import Alliance

Ticks = frozenset[str]
"""The letters ticked in one row of the grid; a row with fewer than two is no alliance yet."""


def ticked(groups: Sequence[Ticks], row: int, letter: str, *, is_on: bool) -> tuple[Ticks, ...]:
    """Return the groups after a tick; ticking a party removes it from every other row. Rule: V2."""
    return tuple(
        group | {letter} if is_on and number == row else group - {letter} if is_on or number == row else group
        for number, group in enumerate(groups)
    )


def alliances_of(groups: Iterable[Ticks], order: Sequence[str]) -> tuple[Alliance, ...]:
    """Return the alliances of the groups, each with its members in the ``order`` of the ballot."""
    return tuple(Alliance(tuple(sorted(group, key=order.index))) for group in groups if len(group) > 1)


def alone_in(groups: Iterable[Ticks]) -> tuple[str, ...]:
    """Return the parties ticked alone in their row."""
    return tuple(letter for group in groups if len(group) == 1 for letter in group)


def groups_of(alliances: Sequence[Alliance], known: Sequence[str], rows: int) -> tuple[Ticks, ...]:
    """Return alliances as groups of the ``known`` parties, padded with empty ones to ``rows``."""
    groups = [frozenset(alliance.contenders()) & set(known) for alliance in alliances]
    return (*groups, *[frozenset[str]()] * (rows - len(groups)))
