"""Everything that ``kkr pacts`` answers about one KKR, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kkr_analysis.allocation import Alliance, Post
from kkr_analysis.allocation.alliances import combined_votes, refuse_unknown_members
from kkr_analysis.allocation.margins import Margin, seat_margins
from kkr_analysis.allocation.posts import elect_in_order
from kkr_analysis.allocation.votes import Votes
from kkr_analysis.composition.result import CHAIR_POSTS, KkrResult
from kkr_analysis.whatif.alliances.answers import CounterPacts, Prospects, best_and_worst, counter_pacts
from kkr_analysis.whatif.alliances.contests import Appointment, Appointments, ChairAndViceChair, Contest
from kkr_analysis.whatif.alliances.partitions import bell, columns_of
from kkr_analysis.whatif.alliances.power import (
    Banzhaf,
    ChairPower,
    banzhaf,
    decides_chair,
    shapley_shubik,
)
from kkr_analysis.whatif.alliances.results import (
    Frequencies,
    PossibleResult,
    Sets,
    every_result,
    most_frequent,
)
from kkr_analysis.whatif.alliances.stability import MOST_FOR_ALL, Departure, departures, stable_sets
from kkr_analysis.whatif.scenarios.what_if import members_of

_MOST_NAMED = 12
"""Results named per forum, the most frequent ones; the others are only counted."""

Posts = tuple[tuple[str, ...], tuple[str, ...]]
"""Chair and vice-chair; several names if a lot decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """
    A possible result, with the details of the first of its smallest sets of alliances.

    ``posts`` are filled by the traced engine up to the first that a lot decides, and empty for places;
    ``margins`` are those of the places of a forum, in members, and empty for posts.
    """

    result: PossibleResult
    posts: tuple[Post, ...] = ()
    margins: tuple[Margin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """
    The possible results for one forum of ``places``, the most frequent first; None is chair and vice-chair.

    ``further`` is the number of less frequent results that are not in ``each``.
    """

    places: int | None
    each: tuple[Named, ...]
    further: int


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

    ``places`` has the places of each forum, and is empty for chair and vice-chair; ``possible`` has the
    results of each forum, while everything else is about all of them together. ``stable`` are the sets that
    nobody gains by leaving, None if there are too many contenders to examine them all; ``stable_posts`` are
    the smallest of them for each result of chair and vice-chair, empty for places. ``closer`` looks at one
    set of alliances more closely.
    """

    result: KkrResult
    places: tuple[int, ...]
    all_sets: int
    possible: tuple[Possible, ...]
    prospects: tuple[Prospects, ...]
    stable: Sets | None
    stable_posts: Mapping[Posts, Sets]
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
    count: Callable[[ChairAndViceChair | Appointment], Frequencies] = every_result,
) -> Findings:
    """
    Find everything that alliances could bring about in one KKR.

    Rule: V1, V2, V3, V5. Without ``places`` it is about chair and vice-chair, on the votes; with them about
    appointments, on the members of the KKR. ``count`` counts every set of alliances for one election, here or
    in other processes.

    Raises KkrError for impossible alliances, for more than 13 contenders, and for a forum with a single
    place.
    """
    votes = dict(result.composition.votes)
    members = members_of(result)
    contest = contest_of(result, places)
    sets = bell(len(contest.contenders))
    stable = stable_sets(contest) if len(contest.contenders) <= MOST_FOR_ALL else None
    possible = (
        tuple(_possible_places(appointment, count(appointment)) for appointment in contest.each)
        if isinstance(contest, Appointments)
        else (_possible_posts(contest, count(contest)),)
    )
    return Findings(
        result=result,
        places=tuple(places),
        all_sets=sets,
        possible=possible,
        prospects=best_and_worst(contest),
        stable=stable,
        stable_posts=_smallest_of_each(contest, stable or ())
        if isinstance(contest, ChairAndViceChair)
        else {},
        chair_power=tuple(decides_chair(votes, name) for name in votes) if with_power and not places else (),
        banzhaf=banzhaf(members),
        shapley_shubik=tuple(shapley_shubik(members).items()),
        banzhaf_votes=banzhaf(votes),
        shapley_shubik_votes=tuple(shapley_shubik(votes).items()),
        closer=closer_look(contest, pact) if pact else None,
    )


def _possible_posts(contest: ChairAndViceChair, found: Frequencies) -> Possible:
    votes = contest.contenders.as_votes
    named = [
        Named(result=each, posts=elect_in_order(votes, CHAIR_POSTS, each.smallest[0]).posts)
        for each in most_frequent(contest, found)
    ]
    return Possible(places=None, each=tuple(named), further=0)


def _possible_places(appointment: Appointment, found: Frequencies) -> Possible:
    members, places = appointment.contenders.as_votes, appointment.places
    named = [
        Named(result=each, margins=margins_at_every_level(members, places, each.smallest[0]))
        for each in most_frequent(appointment, found, _MOST_NAMED)
    ]
    return Possible(places=places, each=tuple(named), further=len(found) - len(named))


def margins_at_every_level(
    votes: Mapping[str, int], seats: int, alliances: Sequence[Alliance] = ()
) -> tuple[Margin, ...]:
    """
    Return how far everybody is from the next seat and from losing the last, at every level.

    Rule: V1, V2, V3, V5. First come the alliances, by label, and the lone contenders; then the members of
    each alliance, sharing the seats that it has. ``votes`` may be members of a KKR for an appointment.

    Raises as ``allocate_in_alliances`` and ``seat_margins`` do.
    """
    refuse_unknown_members(votes, alliances)
    outer = seat_margins(combined_votes(Votes.of(votes), alliances), seats)
    won = {margin.contender: margin.seats for margin in outer}
    inner = (
        margins_at_every_level(
            {name: votes[name] for name in alliance.contenders()},
            won[alliance.label],
            [member for member in alliance.members if isinstance(member, Alliance)],
        )
        for alliance in alliances
    )
    return (*outer, *(margin for margins in inner for margin in margins))


def _smallest_of_each(contest: ChairAndViceChair, sets: Sets) -> dict[Posts, Sets]:
    """Return the smallest sets for each result of the posts; ``sets`` come sorted by size."""
    contenders = contest.contenders
    chairs, vices = contest.holders(columns_of(contenders, [contenders.blocks(each) for each in sets]))
    found: dict[Posts, list[tuple[Alliance, ...]]] = {}
    for each, chair, vice in zip(sets, chairs.tolist(), vices.tolist(), strict=True):
        known = found.setdefault((contenders.members(chair), contenders.members(vice)), [])
        if not known or _allied(each) == _allied(known[0]):
            known.append(each)
    return {posts: tuple(each) for posts, each in found.items()}


def _allied(alliances: Sequence[Alliance]) -> int:
    return sum(len(alliance.members) for alliance in alliances)


def contest_of(result: KkrResult, places: Sequence[int] = ()) -> ChairAndViceChair | Appointments:
    """
    Return the contest: chair and vice-chair on the votes, or appointments on the members of the KKR.

    Rule: V1, V5. Raises as ``find`` does.
    """
    if not places:
        return ChairAndViceChair.of(dict(result.composition.votes))
    return Appointments.of(members_of(result), places)


def closer_look(contest: Contest, pact: Sequence[Alliance]) -> CloserLook:
    """Look at one set of alliances. Rule: V2. Raises AllianceError for an impossible one."""
    return CloserLook(
        pact=tuple(pact),
        departures=departures(contest, pact),
        answers=tuple(
            counter_pacts(contest, alliance, [other for other in pact if other is not alliance])
            for alliance in pact
        ),
    )
