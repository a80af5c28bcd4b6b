"""Posts and places in the order in which they are won, in the election and in a scenario."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kkr_analysis.allocation import Alliance, AllianceAllocation, PostElection
from kkr_analysis.allocation.alliances import combined_votes
from kkr_analysis.allocation.votes import Votes


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """
    One post or place.

    ``entry`` is the alliance (by label) or lone contender that won it, ``holder`` the contender that gets it
    in the end; None if a lot is to be drawn.
    """

    number: int
    entry: str | None
    holder: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Awards:
    """
    The posts or places of one election, in the order in which they are won.

    ``entries`` are the votes (or members) of every alliance and lone contender, sorted by name; ``each`` has
    one award per post or place.
    """

    entries: Votes
    alliances: tuple[Alliance, ...]
    each: tuple[Award, ...]

    @property
    def won(self) -> dict[str, int]:
        """The number that each entry has won for sure."""
        found = Counter(award.entry for award in self.each)
        return {name: found[name] for name in self.entries}

    @property
    def holders(self) -> tuple[str | None, ...]:
        """The holder of each post or place; None if a lot is to be drawn."""
        return tuple(award.holder for award in self.each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """
    What is elected, and who wins it in the election and in the scenario.

    ``places`` is None for chair and vice-chair, which are won on votes; the places of a forum are won on
    members of the KKR. Rule: V1, V5.
    """

    places: int | None
    before: Awards
    after: Awards

    @property
    def changed(self) -> tuple[int, ...]:
        """The numbers of the posts or places that change hands."""
        pairs = zip(self.before.each, self.after.each, strict=True)
        return tuple(new.number for old, new in pairs if old.holder != new.holder)


def awards_of_posts(election: PostElection, posts: int) -> Awards:
    """Return who won each of the posts. Rule: V1, V3."""
    won = [(post.quotient.contender, post.holder) for post in election.posts]
    return Awards(
        entries=combined_votes(election.votes, election.alliances),
        alliances=election.alliances,
        each=_each(won, posts),
    )


def awards_of_places(
    allocation: AllianceAllocation, places: int, members: dict[str, int], alliances: tuple[Alliance, ...]
) -> Awards:
    """Return who won each place of a forum. Rule: V3, V5."""
    won = [
        (step.winner, holder)
        for step, holder in zip(allocation.count.steps, allocation.winners(), strict=True)
    ]
    return Awards(
        entries=combined_votes(Votes.of(members), alliances), alliances=alliances, each=_each(won, places)
    )


def _each(won: Sequence[tuple[str, str | None]], number: int) -> tuple[Award, ...]:
    undecided = [(None, None)] * (number - len(won))
    return tuple(
        Award(number=place, entry=entry, holder=holder)
        for place, (entry, holder) in enumerate([*won, *undecided], start=1)
    )
