"""A scenario beside the actual election: who gains, who pays, and the step where it turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kkr_analysis.allocation import (
    Alliance,
    MajorityVote,
    Post,
    PostElection,
    SeatStep,
    Tie,
    appoint,
    by_majority,
)
from kkr_analysis.allocation.lots import lot_outcomes
from kkr_analysis.composition.election import Election
from kkr_analysis.composition.result import CHAIR_POSTS, KkrResult, calculate
from kkr_analysis.rules import CapReading, Readings, RuleSet, rule_set
from kkr_analysis.whatif.scenarios.applying import hypothetical
from kkr_analysis.whatif.scenarios.awards import Award, Contested, awards_of_places, awards_of_posts
from kkr_analysis.whatif.scenarios.values import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """
    Seats or places of one contender in the election and in the scenario.

    ``before`` and ``after`` are for sure; ``most_before`` and ``most_after`` are possible if lots are to be
    drawn.
    """

    letter: str
    before: int
    after: int
    most_before: int
    most_after: int

    @property
    def change(self) -> int:
        """Seats gained for sure, negative if lost."""
        return self.after - self.before

    @property
    def changes(self) -> tuple[int, int]:
        """The least and the most that it gains, however lots fall; negative if it loses."""
        return self.after - self.most_before, self.most_after - self.before

    @property
    def is_moved(self) -> bool:
        """Whether its seats differ, for sure or at most."""
        return (self.before, self.most_before) != (self.after, self.most_after)

    @property
    def needs_lot(self) -> bool:
        """Whether a lot decides its seats, before or after."""
        return self.before != self.most_before or self.after != self.most_after


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMove:
    """
    One post (1 is the chair, 2 the vice-chair) with its holders before and after.

    A holder is None if a lot is to be drawn. ``won`` is how the scenario fills the post; ``tied`` are those
    between whom its lot is drawn, ``tied_before`` those in the election.
    """

    number: int
    before: str | None
    after: str | None
    won: Post | None
    tied_before: tuple[str, ...]
    tied: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """An appointment to one forum of ``places``: what each group has before and after."""

    places: int
    moves: tuple[Move, ...]
    contested: Contested | None
    """None for a single place."""
    majority: MajorityVote | None
    """The vote for a single place, which takes more than half of the members. Rule: V5."""
    majority_before: MajorityVote | None
    """The same in the election, without alliances."""
    lots: tuple[Tie, ...] = ()
    """The undecided ties of the scenario's count, the outermost first."""

    @property
    def turns_majority(self) -> bool:
        """Whether another group has the majority for a single place."""
        both = self.majority, self.majority_before
        return len({vote.winner for vote in both if vote}) > 1

    @property
    def turning(self) -> Award | None:
        """The first place beyond those that its holder had for sure in the election, if any."""
        left = {move.letter: move.before for move in self.moves}
        for award in self.contested.after.each if self.contested else ():
            if award.holder is None:
                return None
            left[award.holder] -= 1
            if left[award.holder] < 0:
                return award
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The election before, its ``result`` under the scenario, and every difference."""

    scenario: Scenario
    before: KkrResult
    result: KkrResult

    @property
    def seats(self) -> tuple[Move, ...]:
        """Every contender with seats before or after, in print order."""
        old, new = self.before.composition.seats, self.result.composition.seats
        letters = [standing.letter for standing in self.result.eligibility.standings]
        return tuple(
            _move(letter, (old.get(letter, 0),) * 2, (new.get(letter, 0),) * 2)
            for letter in letters
            if old.get(letter, 0) or new.get(letter, 0)
        )

    @property
    def posts(self) -> tuple[PostMove, ...]:
        """Chair and vice-chair."""
        return tuple(
            PostMove(
                number=number,
                before=_holder(self.before.posts, number),
                after=_holder(self.result.posts, number),
                won=next((post for post in self.result.posts.posts if post.number == number), None),
                tied_before=_tied_for(self.before.posts, number),
                tied=_tied_for(self.result.posts, number),
            )
            for number in range(1, CHAIR_POSTS + 1)
        )

    @property
    def fora(self) -> tuple[Forum, ...]:
        """The appointments that the scenario asks for. Rule: V5."""
        return tuple(_forum(self, places) for places in self.scenario.places)

    @property
    def contested(self) -> tuple[Contested, ...]:
        """Chair and vice-chair, then every appointment to more than one place. Rule: V1, V5."""
        before, after = (awards_of_posts(result.posts, CHAIR_POSTS) for result in (self.before, self.result))
        posts = Contested(places=None, before=before, after=after)
        return (posts, *(forum.contested for forum in self.fora if forum.contested))

    @property
    def gainers(self) -> tuple[str, ...]:
        """Those who gain a seat, a place or a better post for sure, and lose none."""
        return tuple(
            letter
            for letter, worths in self.worths().items()
            if max(least for least, _ in worths) > 0 and min(least for least, _ in worths) >= 0
        )

    @property
    def payers(self) -> tuple[str, ...]:
        """Those who for sure lose a seat, a place or a post, or get a lesser post, and gain none."""
        return tuple(
            letter
            for letter, worths in self.worths().items()
            if min(most for _, most in worths) < 0 and max(most for _, most in worths) <= 0
        )

    @property
    def changes_nothing(self) -> bool:
        """Whether seats, posts and places are unchanged."""
        moves = [*self.seats, *(move for forum in self.fora for move in forum.moves)]
        are_posts_same = all(post.before == post.after for post in self.posts)
        is_moved = any(move.is_moved for move in moves) or any(forum.turns_majority for forum in self.fora)
        return are_posts_same and not is_moved

    def worths(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """
        Return what each contender gains or loses: in seats, in posts by rank, in places of every forum.

        Each is a pair of the least and the most, which differ if lots decide.
        """
        old, new = (_post_ranks(result.posts) for result in (self.before, self.result))
        counts = [self.seats, *(forum.moves for forum in self.fora)]
        changes = [{move.letter: move.changes for move in moves} for moves in counts]
        found = {}
        for letter in (standing.letter for standing in self.result.eligibility.standings):
            (least, most), (least_now, most_now) = old.get(letter, (0, 0)), new.get(letter, (0, 0))
            posts = least_now - most, most_now - least
            found[letter] = (posts, *(change.get(letter, (0, 0)) for change in changes))
        return found

    @property
    def turning_post(self) -> PostMove | None:
        """The first post that changes hands, if any."""
        return next((post for post in self.posts if post.before != post.after), None)

    @property
    def turning_seats(self) -> tuple[SeatStep | None, SeatStep | None]:
        """
        The first seat of a capped count that its winner loses, and the first new to its winner.

        None if the cap leaves no such count by highest averages, or it has no such seat. Rule: K6.
        """
        return _first_beyond(self.before, self.result), _first_beyond(self.result, self.before)


def what_if(election: Election, scenario: Scenario, rules: RuleSet | None = None) -> WhatIf:
    """
    Compute a scenario beside the election as the rules read it, without alliances.

    ``rules`` are those of the scenario's term, by default the package's; a project may have its own.

    Raises KkrError with a Danish message for everything that is wrong with the scenario, and LotNeededError
    if a lot decides a seat of the composition.
    """
    rules = rules or rule_set(scenario.term)
    before = calculate(replace(election, is_hypothetical=True), scenario.region, rules, alliances=())
    result = calculate(
        hypothetical(election, scenario),
        scenario.region,
        rules,
        readings=_readings(rules.readings, scenario),
        alliances=scenario.alliances,
    )
    return WhatIf(scenario=scenario, before=before, result=result)


def _readings(rules: Readings, scenario: Scenario) -> Readings:
    for rule, reading in scenario.readings:
        rules = rules.with_reading(rule, reading)
    return rules


def _holder(election: PostElection, number: int) -> str | None:
    return next((post.holder for post in election.posts if post.number == number), None)


def _tied_for(election: PostElection, number: int) -> tuple[str, ...]:
    is_next = election.tie is not None and len(election.posts) == number - 1
    return tuple(sorted(election.tie.tied)) if election.tie and is_next else ()


def _first_beyond(counted: KkrResult, other: KkrResult) -> SeatStep | None:
    cut, had = counted.composition.cut, other.composition.seats
    if cut is None or other.composition.cut is None:
        return None
    starts_from_mayors = counted.composition.readings.cap is CapReading.ROUND_UP
    held = dict(counted.composition.mayors) if starts_from_mayors else {}
    for step in getattr(cut.count, "steps", ()):
        held[step.winner] = held.get(step.winner, 0) + 1
        if isinstance(step, SeatStep) and held[step.winner] > had.get(step.winner, 0):
            return step
    return None


def _forum(what_if: WhatIf, places: int) -> Forum:
    """Count one appointment before and after. Rule: V5."""
    old, new = (members_of(result) for result in (what_if.before, what_if.result))
    if places == 1:
        return Forum(
            places=1,
            moves=(),
            contested=None,
            majority=by_majority(new, what_if.scenario.alliances),
            majority_before=by_majority(old),
        )
    alliances = what_if.scenario.alliances
    counts = appoint(old, places), appoint(new, places, alliances)
    had, has = _possible_places(old, places), _possible_places(new, places, alliances)
    return Forum(
        places=places,
        moves=tuple(
            _move(letter, had.get(letter, (0, 0)), has.get(letter, (0, 0)))
            for letter in dict.fromkeys((*old, *new))
        ),
        lots=counts[1].ties,
        contested=Contested(
            places=places,
            before=awards_of_places(counts[0], places, old, ()),
            after=awards_of_places(counts[1], places, new, alliances),
        ),
        majority=None,
        majority_before=None,
    )


def _move(letter: str, before: tuple[int, int], after: tuple[int, int]) -> Move:
    return Move(letter=letter, before=before[0], most_before=before[1], after=after[0], most_after=after[1])


def _possible_places(
    present: Mapping[str, int], places: int, alliances: Sequence[Alliance] = ()
) -> dict[str, tuple[int, int]]:
    """Return the least and the most places that each group has, however lots fall. Rule: V5, V7."""
    falls = lot_outcomes(
        lambda lots: appoint(present, places, alliances, lots=lots),
        lambda count: next(iter(count.ties), None),
    )
    return _least_and_most([count.seats() for count in falls])


def _post_ranks(election: PostElection) -> dict[str, tuple[int, int]]:
    """
    Return the least and the most that each contender has of the posts: 2 for the chair, 1 for the vice-chair.

    Rule: V1, V7. Every possible outcome of the undrawn lots is followed.
    """
    return _least_and_most([_worths_of(way.posts) for way in election.outcomes()])


def _worths_of(posts: Sequence[Post]) -> dict[str, int]:
    found: dict[str, int] = {}
    for post in posts:
        found[post.holder] = found.get(post.holder, 0) + CHAIR_POSTS + 1 - post.number
    return found


def _least_and_most(falls: Sequence[Mapping[str, int]]) -> dict[str, tuple[int, int]]:
    names = dict.fromkeys(name for way in falls for name in way)
    had = {name: [way.get(name, 0) for way in falls] for name in names}
    return {name: (min(each), max(each)) for name, each in had.items()}


def members_of(result: KkrResult) -> dict[str, int]:
    """Return the members of the KKR by group, all taken to be present."""
    return {letter: seats for letter, seats in result.composition.seats.items() if seats}
