"""The answers of ``kkr_analysis.whatif.alliances`` for one KKR, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from kkr_analysis.allocation import Alliance
from kkr_analysis.allocation.margins import Margin
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.whatif.alliances import (
    Appointments,
    Banzhaf,
    ChairAndViceChair,
    ChairPower,
    Contest,
    CounterPacts,
    Departure,
    PostHangsOn,
    Prospects,
    SeatOutcome,
    banzhaf,
    bell,
    best_and_worst,
    chair_outcomes,
    counter_pacts,
    decides_chair,
    departures,
    posts_hang_on,
    seats_hang_on,
    shapley_shubik,
    stable_sets,
)
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.partitions import columns_of
from kkr_analysis.whatif.alliances.stability import MOST_FOR_ALL
from kkr_analysis.whatif.alliances.sweep import sweep
from kkr_analysis.whatif.alliances.two_posts import two_posts

Sweep: TypeAlias = Callable[[dict[str, int], int], tuple[SeatOutcome, ...]]
"""Counts every outcome of one forum of so many places over every set of alliances."""
Sets = tuple[tuple[Alliance, ...], ...]
Key = tuple[tuple[str, ...], tuple[str, ...]]
"""Chair and vice-chair; several where a lot decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    One outcome: what it gives, in Danish words by the caller, and in how many of all ``sets`` it comes about.

    ``chair`` and ``vice_chair`` are several where a lot decides, empty in an appointment; ``seats`` are the
    places of an appointment, empty for the posts. ``hangs_on`` (of a post, in votes) and ``margins`` (of an
    appointment, in members) are for the first of the ``smallest`` sets. ``tied`` are those in an appointment
    between whom lots are drawn, ``tied_inside`` those who are members of one alliance.
    """

    chair: tuple[str, ...]
    vice_chair: tuple[str, ...]
    seats: tuple[tuple[str, int], ...]
    needs_lot: bool
    sets: int
    smallest: Sets
    hangs_on: tuple[PostHangsOn, ...] = ()
    margins: tuple[Margin, ...] = ()
    tied: tuple[str, ...] = ()
    tied_inside: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Who has the posts."""
        return self.chair, self.vice_chair


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """Every outcome, the most frequent first, of one forum of ``places``; None is chair and vice-chair."""

    places: int | None
    each: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloserLook:
    """One set of alliances: who gains by leaving it, and the ``answers`` to each of its alliances."""

    pact: tuple[Alliance, ...]
    departures: tuple[Departure, ...]
    answers: tuple[CounterPacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """
    Everything that alliances could bring about in one KKR.

    ``places`` is empty for chair and vice-chair, and otherwise the places of each forum; ``outcomes`` are
    those of each by itself, and everything else is of all of them together. ``stable`` are the sets that
    nobody gains by leaving, None where there are too many contenders to examine them all; ``stable_posts``
    are the smallest of them for each outcome of chair and vice-chair, empty for places. ``closer`` is one set
    of alliances looked at more closely.
    """

    result: KkrResult
    places: tuple[int, ...]
    all_sets: int
    outcomes: tuple[Outcomes, ...]
    prospects: tuple[Prospects, ...]
    stable: Sets | None
    stable_posts: Mapping[Key, Sets]
    chair_power: tuple[ChairPower, ...]
    banzhaf: tuple[Banzhaf, ...]
    shapley_shubik: tuple[tuple[str, Fraction], ...]
    banzhaf_votes: tuple[Banzhaf, ...]
    shapley_shubik_votes: tuple[tuple[str, Fraction], ...]
    closer: CloserLook | None


def find(
    result: KkrResult,
    places: Sequence[int] = (),
    pact: Sequence[Alliance] = (),
    *,
    with_power: bool = True,
    count: Sweep = sweep,
) -> Findings:
    """
    Ask everything of one KKR.

    Rule: V1, V2, V3, V5. Without ``places`` it is about chair and vice-chair, on the votes; with them about
    appointments, on the members of the KKR. ``count`` counts every set of alliances for one forum: here, or
    in other processes. Raises KkrError for alliances that cannot be, for more than 13 contenders, and for a
    forum with a single place.
    """
    votes = dict(result.composition.votes)
    members = members_of(result)
    contest = contest_of(result, places)
    weights = members if places else votes
    stable = stable_sets(contest) if len(weights) <= MOST_FOR_ALL else None
    return Findings(
        result=result,
        places=tuple(places),
        all_sets=bell(len(weights)),
        outcomes=(
            tuple(Outcomes(places=each, each=appointments(members, each, count)) for each in places)
            or (Outcomes(places=None, each=posts(votes)),)
        ),
        prospects=best_and_worst(contest),
        stable=stable,
        stable_posts=smallest_of_each(votes, stable) if stable and not places else {},
        chair_power=tuple(decides_chair(votes, name) for name in votes) if with_power and not places else (),
        banzhaf=banzhaf(members),
        shapley_shubik=tuple(shapley_shubik(members).items()),
        banzhaf_votes=banzhaf(votes),
        shapley_shubik_votes=tuple(shapley_shubik(votes).items()),
        closer=closer_look(contest, pact) if pact else None,
    )


def smallest_of_each(votes: dict[str, int], sets: Sets) -> dict[Key, Sets]:
    """Return for each outcome of the posts the smallest of these sets, which come in that order."""
    contenders = Contenders.of(votes)
    columns = columns_of(contenders, [contenders.blocks(own) for own in sets])
    found: dict[Key, list[tuple[Alliance, ...]]] = {}
    for own, chair, vice in zip(sets, *two_posts(contenders, columns), strict=True):
        known = found.setdefault((contenders.members(int(chair)), contenders.members(int(vice))), [])
        if not known or allied(own) == allied(known[0]):
            known.append(own)
    return {key: tuple(own) for key, own in found.items()}


def allied(alliances: Sequence[Alliance]) -> int:
    """Return how many contenders are in these alliances."""
    return sum(len(own.members) for own in alliances)


def contest_of(result: KkrResult, places: Sequence[int] = ()) -> Contest:
    """
    Return what is contested: chair and vice-chair on the votes, or appointments on the members of the KKR.

    Rule: V1, V5. Raises as ``find`` does.
    """
    if not places:
        return ChairAndViceChair.of(dict(result.composition.votes))
    return Appointments.of(members_of(result), places)


def members_of(result: KkrResult) -> dict[str, int]:
    """Return the members of the KKR by group; everybody is taken to be present."""
    return {letter: seats for letter, seats in result.composition.seats.items() if seats}


def closer_look(contest: Contest, pact: Sequence[Alliance]) -> CloserLook:
    """Look at one set of alliances. Rule: V2. Raises AllianceError for one that cannot be."""
    return CloserLook(
        pact=tuple(pact),
        departures=departures(contest, pact),
        answers=tuple(
            counter_pacts(contest, own, [other for other in pact if other is not own]) for own in pact
        ),
    )


def posts(votes: dict[str, int]) -> tuple[Outcome, ...]:
    """Return every outcome for chair and vice-chair, the most frequent first."""
    return tuple(
        Outcome(
            chair=own.chair,
            vice_chair=own.vice_chair,
            seats=(),
            needs_lot=own.needs_lot,
            sets=own.sets,
            smallest=own.smallest,
            hangs_on=posts_hang_on(votes, own.smallest[0]) if own.smallest else (),
        )
        for own in sorted(chair_outcomes(votes), key=lambda own: -own.sets)
    )


def appointments(members: dict[str, int], places: int, count: Sweep = sweep) -> tuple[Outcome, ...]:
    """Return every outcome of an appointment to one forum, the most frequent first."""
    return tuple(
        Outcome(
            chair=(),
            vice_chair=(),
            seats=own.seats,
            needs_lot=own.needs_lot,
            sets=own.sets,
            smallest=own.smallest,
            margins=seats_hang_on(members, places, own.smallest[0]) if own.smallest else (),
            tied=tuple(sorted(own.tied)),
            tied_inside=tuple(sorted(own.tied_inside)),
        )
        for own in count(members, places)
    )
