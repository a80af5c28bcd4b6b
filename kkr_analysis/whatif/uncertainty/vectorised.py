"""
The answers of many draws at once, by ``whatif.counting``; a property test holds them to the traced engine.

Only the default reading of rule K6 and alliances of one level are handled; ``is_covered`` tells, and the
traced engine does the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.eligibility import THRESHOLD
from kkr_analysis.rules import CapReading, OutsideReading
from kkr_analysis.whatif.counting import (
    NEVER_LOST,
    Integers,
    key_shift,
    largest,
    second_posts,
    settle,
    two_posts,
)
from kkr_analysis.whatif.uncertainty.drawing import DrawnVotes
from kkr_analysis.whatif.uncertainty.questions import IMPOSSIBLE, LOT, Facts

_MOST_MUNICIPALITIES = 500
"""Below it, every key of the largest votes that can be drawn stays within 64 bits."""
_ABOVE_ALL = 2**32
"""More than the votes of any draw: added to them, every first seat comes before any second one."""


def is_covered(facts: Facts) -> bool:
    """Whether draws with these facts can be answered here."""
    return (
        facts.readings.cap is CapReading.ROUND_UP
        and facts.municipalities < _MOST_MUNICIPALITIES
        and not any(isinstance(member, Alliance) for pact in facts.alliances for member in pact.members)
    )


def vectorised_answers(facts: Facts, drawn: DrawnVotes) -> Integers:
    """Return the answers of every draw, shape (draws, questions). Rule: E3, E5, K3, K6, K7, K8, V1, V2."""
    enough = drawn.votes * THRESHOLD.denominator >= drawn.denominators[:, None] * THRESHOLD.numerator
    eligible = (enough & np.array(facts.is_represented) & (drawn.votes > 0)).T
    votes = np.where(eligible, drawn.votes.T, 0)
    mayors = np.where(eligible, np.array(facts.mayors, np.int64)[:, None], 0)
    answers = np.vstack([eligible, *_composed(facts, votes, mayors), *_posts(facts, votes)])
    answers[len(facts.letters) :, ~mayors.any(axis=0)] = IMPOSSIBLE
    return answers.T


def _composed(facts: Facts, votes: Integers, mayors: Integers) -> tuple[Integers, Integers, Integers]:
    """Return everybody's seats, the number of members, and whether the cap binds. Rule: K3, K5, K7."""
    outside = facts.municipalities - mayors.sum(axis=0)
    seats = _claimed(votes, mayors)
    house = np.full(votes.shape[1], 2 * facts.municipalities)
    if facts.readings.outside is OutsideReading.ON_TOP:
        house -= outside
    sums = seats.sum(axis=0)
    binds = sums > house
    if binds.any():
        seats[:, binds] = _capped(house[binds], votes[:, binds], mayors[:, binds])
    return seats, np.where(binds, house, sums) + outside, binds.astype(np.int64)


def _claimed(votes: Integers, mayors: Integers) -> Integers:
    """
    Return everybody's claims before the cap, sized by the dimensioning party and rounded up.

    Rule: K3. Mayors per vote are compared by cross multiplication. Without any mayor there are no claims.
    """
    price_votes, price_mayors = np.ones(votes.shape[1], np.int64), np.zeros(votes.shape[1], np.int64)
    for cast, held in zip(votes, mayors, strict=True):
        is_higher = held * price_votes > price_mayors * cast
        price_votes = np.where(is_higher, cast, price_votes)
        price_mayors = np.where(is_higher, held, price_mayors)
    claims: Integers = -(-votes * price_mayors // price_votes)
    return claims


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _CappedKeys:
    """
    The keys of seats in capped houses, made when ``counting.settle`` asks for them.

    A cell is a contender of a draw (its place in ``votes``) times ``width``, plus a number of seats.
    """

    votes: Integers
    mayors: Integers
    width: int

    def take(self, cells: Integers) -> Integers:
        """Return votes per seat held; first seats come first, mayors' seats are never lost. Rule: K6."""
        places, seats = np.divmod(cells, self.width)
        votes = self.votes.take(places)
        first = np.where(votes > 0, votes + _ABOVE_ALL, 0)
        dividend = np.where(seats > 1, votes, first) << key_shift(self.width)
        return np.where(seats > self.mayors.take(places), dividend // np.maximum(seats - 1, 1), NEVER_LOST)


def _capped(house: Integers, votes: Integers, mayors: Integers) -> Integers:
    """
    Share out capped houses, keeping the mayors' seats; whoever is tied for the last seats has LOT.

    Rule: K6, K8. Everybody starts with the seats that a price near the last one buys, and no fewer than its
    mayors.
    """
    number = (votes > 0).sum(axis=0)
    bought = votes * np.maximum(2 * house - number, 0) // (2 * votes.sum(axis=0)) + (votes > 0)
    seats = np.maximum(bought, mayors)
    surplus = seats.sum(axis=0) - house
    width = int(max(seats.max(), house.max())) + 2
    starts: Integers = np.arange(votes.size).reshape(votes.shape) * width
    cells = starts + seats
    tied = settle(_CappedKeys(votes=votes, mayors=mayors, width=width), cells, surplus)
    seats = cells - starts
    seats[:, tied.counts] = np.where(tied.is_tied, LOT, seats[:, tied.counts])
    capped: Integers = seats
    return capped


def _posts(facts: Facts, votes: Integers) -> tuple[Integers, Integers]:
    """
    Return chair and vice-chair: positions of their letters, or LOT.

    Rule: V1, V2, V3, V7. Ineligible contenders have no votes here, so their alliances are without them.
    """
    bits = 1 << np.arange(len(facts.letters))[:, None]
    blocks = [(votes[members], bits[members]) for members in _blocks(facts)]
    strengths = np.stack([cast.sum(axis=0) for cast, _ in blocks])
    first = np.stack([largest(cast, members) for cast, members in blocks])
    second = np.stack(
        [second_posts(cast, members, leader) for (cast, members), leader in zip(blocks, first, strict=True)]
    )
    chair, vice = two_posts(strengths, first, second)
    return _place(chair), _place(vice)


def _blocks(facts: Facts) -> list[list[int]]:
    allied = [[facts.letters.index(name) for name in pact.contenders()] for pact in facts.alliances]
    inside_one = {place for block in allied for place in block}
    return allied + [[place] for place in range(len(facts.letters)) if place not in inside_one]


def _place(masks: NDArray[np.int64]) -> Integers:
    """Return the place of the only contender in each mask, or LOT where there is not exactly one."""
    places = np.bitwise_count(masks - 1).astype(np.int64)
    return np.where(np.bitwise_count(masks) == 1, places, LOT)
