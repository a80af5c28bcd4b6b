"""How many votes an outcome hangs on under one set of alliances, asked of the traced engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation.alliances import Alliance, combined_votes, refuse_unknown_members
from kkr_analysis.allocation.margins import Margin, seat_margins
from kkr_analysis.allocation.posts import elect_in_order
from kkr_analysis.allocation.votes import Votes


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHangsOn:
    """
    Who holds a post, and with how many votes more or fewer somebody could have undone that.

    ``nearest`` could have had it with the fewest further ``votes``, and ``loser`` would have cost it with the
    fewest ``lost`` ones. Both are a contender or the label of an alliance; None where no number does.
    """

    number: int
    holder: str
    nearest: str | None
    votes: int | None
    loser: str | None
    lost: int | None


def posts_hang_on(
    votes: Mapping[str, int], alliances: Sequence[Alliance] = (), posts: int = 2
) -> tuple[PostHangsOn, ...]:
    """
    Return for chair and vice-chair how many votes each hangs on, up to the first that waits for a lot.

    Rule: V1, V2, V3. See ``Post.nearest`` and ``Post.loser``: everybody else's votes and earlier posts stay
    as they are.

    Raises as ``elect_in_order`` does.
    """
    return tuple(
        PostHangsOn(
            number=post.number,
            holder=post.holder,
            nearest=post.nearest[0] if post.nearest else None,
            votes=post.nearest[1] if post.nearest else None,
            loser=post.loser[0] if post.loser else None,
            lost=post.loser[1] if post.loser else None,
        )
        for post in elect_in_order(votes, posts, alliances).posts
    )


def seats_hang_on(
    votes: Mapping[str, int], seats: int, alliances: Sequence[Alliance] = ()
) -> tuple[Margin, ...]:
    """
    Return how far everybody is from the next seat and from losing the last, at every level.

    Rule: V1, V2, V3, V5. First the alliances, each with its label for a name, and the lone contenders; then
    the members of each alliance among themselves, with the seats that it has. ``votes`` may be members for an
    appointment.

    Raises as ``allocate_in_alliances`` and ``seat_margins`` do.
    """
    refuse_unknown_members(votes, alliances)
    outer = seat_margins(combined_votes(Votes.of(votes), alliances), seats)
    won = {own.contender: own.seats for own in outer}
    inner = (
        seats_hang_on(
            {name: votes[name] for name in alliance.contenders()},
            won[alliance.label],
            [member for member in alliance.members if isinstance(member, Alliance)],
        )
        for alliance in alliances
    )
    return (*outer, *(own for margins in inner for own in margins))
