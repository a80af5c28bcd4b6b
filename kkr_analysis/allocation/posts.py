"""Posts that differ, such as chair and vice-chair (formand, næstformand): filled one at a time, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation.alliances import Alliance, combined_votes, inner_stage, refuse_unknown_members
from kkr_analysis.allocation.divisors import Quotient
from kkr_analysis.allocation.highest_averages import highest_averages
from kkr_analysis.allocation.lots import DrawnLot, Tie, lot_outcomes, refuse_stale
from kkr_analysis.allocation.steps import SeatStep
from kkr_analysis.allocation.votes import Votes, whole_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """
    One post: the contender entitled to it, and the steps that led there.

    ``steps`` leads from the count among alliances and lone contenders down to the ``holder``, one step
    per level; ``alliance`` is the outermost alliance that won the post, None for a lone contender.
    """

    number: int
    holder: str
    alliance: Alliance | None
    steps: tuple[SeatStep, ...]

    @property
    def lots(self) -> tuple[DrawnLot, ...]:
        """The lots that gave the post, outermost first; none where the quotients did."""
        return tuple(step.lot for step in self.steps if step.lot)

    @property
    def quotient(self) -> Quotient:
        """The quotient that won the post."""
        return self.steps[0].winning

    @property
    def margin_votes(self) -> int | None:
        """
        The votes that the next in line lacks to be sure of the post; None for a lone contender.

        Next in line is whoever has the next largest quotient; with alliances also the next inside the
        alliance, and the number is the smaller of the two. Earlier posts stay as they were filled, although
        fewer votes may let a member lift its alliance to an earlier post and so have this one.
        """
        lacking = [votes_lacking(step.winning, step.runner_up) for step in self.steps if step.runner_up]
        return min(lacking, default=None)

    @property
    def nearest(self) -> tuple[str, int] | None:
        """
        The contender that needs the fewest further votes for the post, and how many; None for a lone holder.

        It need not be the next in line: a second quotient grows only half as fast as a first one. Of equals
        the first by name. Earlier posts stay as they were filled, as in ``margin_votes``.
        """
        return _fewest(
            (votes_lacking(step.winning, quotient), quotient.contender)
            for step in self.steps
            for quotient in step.quotients
            if quotient.contender != step.winner
        )

    @property
    def is_by_difference(self) -> bool:
        """
        Whether the votes of the nearest and of the winner are compared undivided, both over 1.

        Then the nearest lacks one vote more than the difference between them.
        """
        name = self.nearest[0] if self.nearest else None
        return any(
            (step.winning.divisor, quotient.divisor) == (1, 1)
            for step in self.steps
            for quotient in step.quotients
            if quotient.contender == name != step.winner
        )

    @property
    def loser(self) -> tuple[str, int] | None:
        """
        Who can cost the holder the post by losing the fewest votes, and how many; None for a lone holder.

        It is a winner at one of the levels: the holder, or an alliance that it is in. Earlier posts stay
        as they were filled, as in ``margin_votes``.
        """
        return _fewest(
            (_votes_to_spare(step.winning, quotient) + 1, step.winner)
            for step in self.steps
            for quotient in step.quotients
            if quotient.contender != step.winner and quotient.votes
        )


def _fewest(found: Iterable[tuple[int, str]]) -> tuple[str, int] | None:
    fewest = min(found, default=None)
    return fewest and (fewest[1], fewest[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class PostElection:
    """
    Posts in order, and the ``tie`` at which the election stops until a lot is drawn.

    ``places`` are the posts to fill. ``lots`` are those used, also above the tie: a lot among alliances can
    lead to another inside the one that wins.
    """

    votes: Votes
    alliances: tuple[Alliance, ...]
    places: int
    stage: str
    posts: tuple[Post, ...]
    tie: Tie | None
    lots: tuple[DrawnLot, ...]

    def outcomes(self) -> Iterator[PostElection]:
        """Yield the election with every combination of lots that could still be drawn. Rule: V7."""
        return lot_outcomes(
            lambda lots: elect_in_order(
                self.votes, self.places, self.alliances, stage=self.stage, lots=[*self.lots, *lots]
            ),
            lambda election: election.tie,
        )


def votes_lacking(winner: Quotient, challenger: Quotient) -> int:
    """Return the fewest further votes with which the challenger's quotient is the larger one for sure."""
    return winner.votes * challenger.divisor // winner.divisor + 1 - challenger.votes


def _votes_to_spare(winner: Quotient, challenger: Quotient) -> int:
    # The most votes that the winner can lose without a smaller quotient than the challenger's.
    return winner.votes - -(-challenger.votes * winner.divisor // challenger.divisor)


def elect_in_order(
    votes: Mapping[str, int],
    posts: int,
    alliances: Sequence[Alliance] = (),
    *,
    stage: str = "valg",
    lots: Sequence[DrawnLot] = (),
) -> PostElection:
    """
    Fill posts one at a time by d'Hondt: the largest quotient takes the first, the next the second.

    Rule: V1, V2, V3, V7. Unlike seats the posts differ, so equal quotients need a lot even when both get
    a post. The stage of the first tie is "<stage>, post 1", and inside an alliance "<stage>, post 1,
    inden for <label>".

    Raises AllianceError, VotesError and StaleLotError as ``allocate_in_alliances`` does.

    >>> [(post.holder, post.margin_votes) for post in elect_in_order({"A": 100, "B": 60}, 2).posts]
    [('A', 41), ('B', 21)]
    """
    refuse_unknown_members(votes, alliances)
    counted = Votes.of(votes)
    wanted = whole_number(posts, what="Antal poster")
    won: Counter[str] = Counter()
    filled: list[Post] = []
    used: list[DrawnLot] = []
    tie: Tie | None = None
    for number in range(1, wanted + 1):
        steps, tie = _descend(counted, alliances, won, f"{stage}, post {number}", lots)
        used += [step.lot for step in steps if step.lot]
        if tie or not steps:
            break
        won.update(step.winner for step in steps)
        filled.append(
            Post(
                number=number,
                holder=steps[-1].winner,
                alliance=_alliance_named(steps[0].winner, alliances),
                steps=tuple(steps),
            )
        )
    refuse_stale([lot for lot in lots if lot not in used], None)
    return PostElection(
        votes=counted,
        alliances=tuple(alliances),
        places=wanted,
        stage=stage,
        posts=tuple(filled),
        tie=tie,
        lots=tuple(used),
    )


def _descend(
    votes: Votes,
    alliances: Sequence[Alliance],
    won: Counter[str],
    stage: str,
    lots: Sequence[DrawnLot],
) -> tuple[list[SeatStep], Tie | None]:
    """
    Count one post among alliances and lone contenders, then down through the alliance that wins it.

    At a tie the steps are those above it: a lot among alliances can lead to another inside one.
    """
    contenders = combined_votes(votes, alliances)
    held = {name: won[name] for name in contenders}
    count = highest_averages(contenders, 1, held=held, stage=stage)
    lot = count.tie.settling_lot(lots) if count.tie else None
    if lot:
        count = highest_averages(contenders, 1, held=held, stage=stage, lots=[lot])
    if count.tie or not count.steps:
        return [], count.tie
    [step] = count.steps
    winner = _alliance_named(step.winner, alliances)
    if winner is None:
        return [step], None
    members = votes.only(winner.contenders())
    inner, tie = _descend(members, winner.inner, won, inner_stage(stage, winner), lots)
    return [step, *inner], tie


def _alliance_named(label: str, alliances: Sequence[Alliance]) -> Alliance | None:
    return next((alliance for alliance in alliances if alliance.label == label), None)
