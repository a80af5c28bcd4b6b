"""
The answers of many draws at once, exact like the traced engine and held to it by a property test.

Every comparison is one of whole numbers in 64 bits. Only the default reading of rule K6 and alliances of one
level are known here; ``is_covered`` says so, and everything else goes to the traced engine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.eligibility import THRESHOLD
from kkr_analysis.rules import CapReading, OutsideReading
from kkr_analysis.whatif.uncertainty.drawing import DrawnVotes
from kkr_analysis.whatif.uncertainty.outcomes import IMPOSSIBLE, LOT, Facts

Integers = NDArray[np.int64]
Claims = NDArray[np.bool_]

MOST_MUNICIPALITIES = 500
"""With fewer, the largest votes that can be drawn stay within 64 bits in every key."""


def is_covered(facts: Facts) -> bool:
    """Whether these facts can be answered here."""
    return (
        facts.readings.cap is CapReading.ROUND_UP
        and facts.municipalities < MOST_MUNICIPALITIES
        and not any(isinstance(member, Alliance) for own in facts.alliances for member in own.members)
    )


def vectorised_answers(facts: Facts, drawn: DrawnVotes) -> Integers:
    """Return the answers of every draw, shape (draws, questions). Rule: E3, E5, K3, K6, K7, K8, V1, V2."""
    enough = drawn.votes * THRESHOLD.denominator >= drawn.denominators[:, None] * THRESHOLD.numerator
    eligible = enough & np.array(facts.is_represented) & (drawn.votes > 0)
    votes = np.where(eligible, drawn.votes, 0)
    mayors = np.where(eligible, np.array(facts.mayors, np.int64), 0)
    answers = np.column_stack([eligible, *composed(facts, votes, mayors), *posts(facts, votes)])
    answers[~mayors.any(axis=1), len(facts.letters) :] = IMPOSSIBLE
    return answers


def composed(facts: Facts, votes: Integers, mayors: Integers) -> tuple[Integers, Integers, Integers]:
    """Return everybody's seats, the number of members, and whether the cap binds. Rule: K3, K5, K7."""
    outside = facts.municipalities - mayors.sum(axis=1)
    seats = claimed(votes, mayors)
    house = np.full(len(votes), 2 * facts.municipalities)
    if facts.readings.outside is OutsideReading.ON_TOP:
        house -= outside
    sums = seats.sum(axis=1)
    binds = sums > house
    if binds.any():
        seats[binds] = cut(house[binds], votes[binds], mayors[binds])
    return seats, np.where(binds, house, sums) + outside, binds.astype(np.int64)


def claimed(votes: Integers, mayors: Integers) -> Integers:
    """
    Return what everybody may claim before the cap: votes over the dimensioning party's, rounded up.

    Rule: K3. Mayors per vote are compared by multiplying across. Without any mayor there are no claims.
    """
    price_votes, price_mayors = np.ones(len(votes), np.int64), np.zeros(len(votes), np.int64)
    for cast, held in zip(votes.T, mayors.T, strict=True):
        is_higher = held * price_votes > price_mayors * cast
        price_votes = np.where(is_higher, cast, price_votes)
        price_mayors = np.where(is_higher, held, price_mayors)
    return -(-votes * price_mayors[:, None] // price_votes[:, None])


def cut(house: Integers, votes: Integers, mayors: Integers) -> Integers:
    """
    Share out capped houses from the mayors on; who is tied for the last seats has LOT.

    Rule: K6, K8. The next seat goes to the most votes per seat held, who has none first. Seats are given one
    by one in all draws at once, and a draw whose house is full rests. Equal quotients have equal keys, see
    ``allocation.jump_and_step``: whoever won a seat on the key of the last one is tied when somebody that
    still claims one has that key too.
    """
    shift = 2 * int(house.max()).bit_length()
    seats = mayors.copy()
    nexts = keys(votes, seats, shift)
    last, draws = np.zeros(len(votes), np.int64), np.arange(len(votes))
    left = house - seats.sum(axis=1)
    while (unfilled := left > 0).any():
        winners = nexts.argmax(axis=1)
        last = np.where(unfilled, nexts[draws, winners], last)
        seats[draws, winners] += unfilled
        nexts[draws, winners] = keys(votes[draws, winners], seats[draws, winners], shift)
        left -= unfilled
    waits = (nexts == last[:, None]) & (house > mayors.sum(axis=1))[:, None]
    won_last = (keys(votes, seats - 1, shift) == last[:, None]) & (seats > mayors)
    return np.where((waits | won_last) & waits.any(axis=1)[:, None], LOT, seats)


def keys(votes: Integers, held: Integers, shift: int) -> Integers:
    """Return whole numbers in the order of votes / held; a contender without a seat beats those with one."""
    most = np.int64(1) << 32
    return np.where(
        held > 0, (votes << shift) // np.maximum(held, 1), np.where(votes > 0, votes + most, 0) << shift
    )


def posts(facts: Facts, votes: Integers) -> tuple[Integers, Integers]:
    """
    Return chair and vice-chair: the places of their letters, or LOT.

    Rule: V1, V2, V3, V7. Contenders that are not eligible have no votes here, so their alliances are without
    them. The first post halves the votes of the alliance that won it, and of the member inside it.
    """
    blocks = blocks_of(facts)
    strengths = np.column_stack([votes[:, block].sum(axis=1) for block in blocks])
    block, chair_tied = largest(2 * strengths)
    chair, inner_tied = largest(inside(facts, 2 * votes, block))
    chair_waits = chair_tied | inner_tied
    next_block, vice_tied = largest(halved(2 * strengths, block))
    vice, inner_vice_tied = largest(inside(facts, halved(2 * votes, chair), next_block))
    vice_waits = chair_waits | vice_tied | inner_vice_tied
    return np.where(chair_waits, LOT, chair), np.where(vice_waits, LOT, vice)


def blocks_of(facts: Facts) -> list[list[int]]:
    """Return the alliances as places of their members' letters, and every contender outside one alone."""
    allied = [[facts.letters.index(name) for name in own.contenders()] for own in facts.alliances]
    inside_one = {place for block in allied for place in block}
    return allied + [[place] for place in range(len(facts.letters)) if place not in inside_one]


def inside(facts: Facts, claims: Integers, block: Integers) -> Integers:
    """Return the claims of the members of each draw's block, and nothing for everybody else."""
    block_of = np.empty(len(facts.letters), np.int64)
    for number, members in enumerate(blocks_of(facts)):
        block_of[members] = number
    return np.where(block_of == block[:, None], claims, 0)


def largest(claims: Integers) -> tuple[Integers, Claims]:
    """Return the place of the largest claim of each draw, and whether another one equals it."""
    places = claims.argmax(axis=1)
    most = claims[np.arange(len(claims)), places]
    return places, (claims == most[:, None]).sum(axis=1) > 1


def halved(claims: Integers, places: Integers) -> Integers:
    """Return the claims after one seat each at these places; they are even."""
    changed = claims.copy()
    changed[np.arange(len(claims)), places] //= 2
    return changed
