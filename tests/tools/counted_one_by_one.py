"""What the fast path is held to: the traced engine, one set of alliances at a time."""

from __future__ import annotations

from itertools import combinations

from hypothesis import strategies as st

from kkr_analysis.allocation import Alliance, elect_in_order
from kkr_analysis.allocation.lots import lot_outcomes

LETTERS = "ABCDEFGH"


@st.composite
def votes_of(draw, most, *, least=1):
    """Votes of few contenders, usually as many as may be; of one size, small for ties."""
    number = draw(st.sampled_from([most, most - 1, most, least, most]) | st.integers(least, most))
    largest = draw(st.sampled_from([9, 40, 3, 10**6, 1]))
    numbers = st.lists(st.integers(0, largest), min_size=number, max_size=number)
    return dict(zip(LETTERS, draw(numbers), strict=False))


def sets_of_alliances(names):
    """Every set of alliances, made the slow way: the first contender with every group of the others."""
    if not names:
        yield ()
        return
    first, *rest = names
    for size in range(len(rest) + 1):
        for others in combinations(rest, size):
            left = [name for name in rest if name not in others]
            own = (Alliance((first, *others)),) if others else ()
            for further in sets_of_alliances(left):
                yield (*own, *further)


def posts_one_by_one(votes, alliances):
    """Who can be chair and who vice-chair, from the traced engine's posts and the tie at which it stops."""
    election = elect_in_order(votes, 2, alliances)
    found = [{post.holder} for post in election.posts]
    if election.tie and "inden for" in election.tie.stage:
        found.append(set(election.tie.tied))
    elif election.tie:
        won = {post.alliance.label if post.alliance else post.holder for post in election.posts}
        found.append(set())
        for label in election.tie.tied:
            found[-1] |= first_or_second(votes, alliances, label, 2 if label in won else 1)
    chair, vice, *_ = [*found, set(), set()]
    return tuple(sorted(chair)), tuple(sorted(vice))


def posts_by_every_lot(votes, alliances):
    """Chair and vice-chair for every way that the lots can fall; None for a post that nobody has."""
    falls = lot_outcomes(
        lambda lots: elect_in_order(votes, 2, alliances, lots=lots), lambda election: election.tie
    )
    return {(*(post.holder for post in own.posts), None, None)[:2] for own in falls}


def first_or_second(votes, alliances, label, number):
    """Who would get that post inside an alliance, or the contender itself outside."""
    members = next((own.members for own in alliances if own.label == label), (label,))
    election = elect_in_order({name: votes[name] for name in members}, number)
    return set(election.tie.tied) if election.tie else {election.posts[number - 1].holder}
