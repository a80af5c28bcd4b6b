"""
Why seats moved: the old version composed again with some of the new one's inputs.

Rule: K3, K5, K6, K7. Each changed input is tried alone, and then in every combination, so that "only
together" is a finding and not a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from kkr_analysis import __version__, danish
from kkr_analysis.composition.election import LIST_COOPERATION
from kkr_analysis.documents.compare.inputs import (
    Input,
    Inputs,
    Outcome,
    SeatCounts,
    inputs_of,
    obstacle_to,
    outcome_of,
)
from kkr_analysis.documents.compare.result_file import ResultFile

Parts: TypeAlias = tuple[Input, ...]
"""Some inputs, in the order of ``Input``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatMove:
    """Seats of one contender before and after; None for the mayors outside (rule K7)."""

    contender: str | None
    old: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What one new input moves on its own; ``obstacle`` says in Danish why that is unknown."""

    input: Input
    moves: tuple[SeatMove, ...]
    obstacle: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """
    What a change of seats depends on.

    ``enough`` are the smallest sets of new inputs that give the contender its new seats: of one input where
    that alone moves them, of several where it takes them together.
    """

    move: SeatMove
    enough: tuple[Parts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A move that one new input makes alone, and that ``others`` reverse."""

    move: SeatMove
    input: Input
    others: Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """
    What moved which seats.

    ``obstacles`` are Danish sentences that say why that is unknown; the rest is then empty.
    """

    alone: tuple[Alone, ...]
    """One entry for every input that changed."""
    seats: tuple[Cause, ...]
    undone: tuple[Undone, ...]
    obstacles: tuple[str, ...]


def causes_of(old: ResultFile, new: ResultFile) -> Causes:
    """Return what moved the seats from the old version to the new one."""
    called = ("den gamle fil", "den nye fil")
    obstacles = [*filter(None, map(obstacle_to, (old, new), called))]
    if not obstacles:
        before, after = inputs_of(old, new), inputs_of(new, old)
        obstacles = [*filter(None, map(_mismatch_of, (old, new), (before, after), called))]
    if obstacles:
        return Causes(alone=(), seats=(), undone=(), obstacles=tuple(obstacles))
    changed = tuple(part for part in Input if getattr(before, part.value) != getattr(after, part.value))
    outcomes = {
        parts: outcome_of(before.taking(after, parts))
        for size in range(len(changed) + 1)
        for parts in combinations(changed, size)
    }
    start, end = outcomes[()].seats, outcomes[changed].seats
    alone = tuple(
        Alone(
            input=part,
            moves=() if outcomes[part,].obstacle else _moves(start, outcomes[part,].seats),
            obstacle=outcomes[part,].obstacle,
        )
        for part in changed
    )
    return Causes(
        alone=alone,
        seats=tuple(
            Cause(move=move, enough=_smallest(outcomes, move.contender, move.new))
            for move in _moves(start, end)
        ),
        undone=tuple(
            Undone(move=move, input=lone.input, others=_others_that_undo(outcomes, lone.input, move))
            for lone in alone
            for move in lone.moves
            if end.get(move.contender, 0) == move.old
        ),
        obstacles=(),
    )


def _mismatch_of(result: ResultFile, inputs: Inputs, called: str) -> str | None:
    outcome = outcome_of(inputs)
    published: dict[str | None, int] = {letter: line.seats for letter, line in result.contenders.items()}
    published[None] = len(result.kkr.mayors_outside)
    total = sum(published.values())
    if outcome.obstacle is None and not _moves(published, outcome.seats) and result.kkr.total == total:
        return None
    return (
        f"pladserne i {called} følger ikke af filens egne tal, når de regnes efter med version "
        f"{__version__} (filen er fra version {result.kkr.version}). Enten er filen rettet i hånden, eller "
        "også regnede den version anderledes"
    )


def _moves(before: SeatCounts, after: SeatCounts) -> tuple[SeatMove, ...]:
    contenders = sorted({*before, *after}, key=print_order)
    return tuple(
        SeatMove(contender=name, old=before.get(name, 0), new=after.get(name, 0))
        for name in contenders
        if before.get(name, 0) != after.get(name, 0)
    )


def print_order(contender: str | None) -> tuple[bool, bool, str]:
    """Key that sorts contenders as the enclosure does: by letter, then the list cooperation, then None."""
    name = contender or ""
    return contender is None, name == LIST_COOPERATION, danish.alphabetical(name)


def _smallest(outcomes: Mapping[Parts, Outcome], contender: str | None, seats: int) -> tuple[Parts, ...]:
    """Return the sets of inputs that give a contender those seats and contain no smaller such set."""
    enough: list[Parts] = []
    for parts, outcome in outcomes.items():
        gives = outcome.obstacle is None and outcome.seats.get(contender, 0) == seats
        if gives and not any(set(fewer) <= set(parts) for fewer in enough):
            enough.append(parts)
    return tuple(enough)


def _others_that_undo(outcomes: Mapping[Parts, Outcome], part: Input, move: SeatMove) -> Parts:
    return next(
        tuple(other for other in parts if other is not part)
        for parts, outcome in outcomes.items()
        if part in parts
        and len(parts) > 1
        and outcome.obstacle is None
        and outcome.seats.get(move.contender, 0) == move.old
    )
