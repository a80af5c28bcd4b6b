"""The smallest alliances (valgforbund) that would give a post to another contender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from kkr_analysis.allocation.alliances import Alliance
from kkr_analysis.allocation.posts import PostElection
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.contests import ChairAndViceChair
from kkr_analysis.whatif.alliances.partitions import columns_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """A post (1 is the chair) that one further alliance would give to another ``holder`` for sure."""

    post: int
    holder: str
    pact: Alliance


def takeovers(election: PostElection) -> tuple[Takeover, ...]:
    """
    Return who else could have each post by one further alliance, the smallest alliance for each of them.

    Rule: V1, V2, V3. Only alliances with as few members as can move the post are looked at, and of those that
    give it to one contender the one with fewest votes is named. For the vice-chair the chair stays. A post
    that a lot decides has no takeover.

    Raises AllianceError for nested alliances, and TooManyContendersError above 13.
    """
    contest = ChairAndViceChair.of(election.votes)
    free = [block for block in contest.contenders.blocks(election.alliances) if block.bit_count() == 1]
    found: list[Takeover] = []
    wanted = [post.number for post in election.posts]
    for size in range(2, len(free) + 1):
        if not wanted:
            break
        moved = _of_size(contest, election, free, size)
        found += [each for each in moved if each.post in wanted]
        wanted = [number for number in wanted if all(each.post != number for each in moved)]
    return tuple(sorted(found, key=lambda each: each.post))


def _of_size(
    contest: ChairAndViceChair, election: PostElection, free: Sequence[int], size: int
) -> list[Takeover]:
    contenders = contest.contenders
    pacts = sorted(map(sum, combinations(free, size)), key=contenders.strength)
    standing = contenders.blocks(election.alliances)
    columns = [[pact, *(block for block in standing if not block & pact)] for pact in pacts]
    holders = [post.holder for post in election.posts]
    moved: dict[tuple[int, str], int] = {}
    for pact, *masks in zip(pacts, *contest.holders(columns_of(contenders, columns)), strict=True):
        number = _first_moved(contenders, [int(mask) for mask in masks], holders)
        if number is not None:
            [holder] = contenders.members(int(masks[number - 1]))
            moved.setdefault((number, holder), pact)
    return [
        Takeover(post=post, holder=holder, pact=Alliance(contenders.members(pact)))
        for (post, holder), pact in moved.items()
    ]


def _first_moved(contenders: Contenders, masks: Sequence[int], holders: Sequence[str]) -> int | None:
    """Return the first post with another holder, None if a lot decides it or none has."""
    for number, (mask, holder) in enumerate(zip(masks, holders, strict=False), start=1):
        if contenders.members(mask) != (holder,):
            return number if mask.bit_count() == 1 else None
    return None
