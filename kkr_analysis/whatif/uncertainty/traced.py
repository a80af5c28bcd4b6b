"""The answers of every draw by the traced engine, one draw at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.allocation import Alliance, elect_in_order
from kkr_analysis.composition.eligibility import meets_threshold
from kkr_analysis.composition.margins import total_after_lots
from kkr_analysis.composition.result import CHAIR_POSTS
from kkr_analysis.composition.seats import Composition, compose
from kkr_analysis.errors import NoDimensioningPartyError
from kkr_analysis.whatif.uncertainty.drawing import DrawnVotes
from kkr_analysis.whatif.uncertainty.questions import IMPOSSIBLE, LOT, Facts


def traced_answers(facts: Facts, drawn: DrawnVotes) -> NDArray[np.int64]:
    """Return the answers of every draw, shape (draws, questions). Rule: E3, E5, K3, K6, K7, K8, V1, V2."""
    rows = [
        _answers_of(facts, dict(zip(facts.letters, votes, strict=True)), denominator)
        for votes, denominator in zip(drawn.votes.tolist(), drawn.denominators.tolist(), strict=True)
    ]
    return np.array(rows, np.int64).reshape(len(rows), len(facts.questions()))


def _answers_of(facts: Facts, votes: Mapping[str, int], denominator: int) -> list[int]:
    eligible = {
        letter: votes[letter]
        for letter, represented in zip(facts.letters, facts.is_represented, strict=True)
        if represented and votes[letter] and meets_threshold(votes[letter], denominator)
    }
    over = [int(letter in eligible) for letter in facts.letters]
    mayors = {
        letter: held for letter, held in zip(facts.letters, facts.mayors, strict=True) if letter in eligible
    }
    try:
        composition = compose(
            eligible,
            mayors,
            municipalities=facts.municipalities,
            mayors_outside=facts.municipalities - sum(mayors.values()),
            readings=facts.readings,
        )
    except NoDimensioningPartyError:
        return over + [IMPOSSIBLE] * (len(facts.letters) + 4)
    return [*over, *_composed(facts, composition), *_posts(facts, eligible)]


def _composed(facts: Facts, composition: Composition) -> list[int]:
    """
    Return everybody's seats, the number of members, and whether the cap binds.

    Rule: K8. The number does not depend on lots; the seats of those tied do.
    """
    tied = composition.tie.tied if composition.tie else frozenset()
    seats = [LOT if letter in tied else composition.seats.get(letter, 0) for letter in facts.letters]
    return [*seats, total_after_lots(composition), int(composition.cap_binds)]


def _posts(facts: Facts, votes: Mapping[str, int]) -> list[int]:
    """Return chair and vice-chair; a post after an undecided one is undecided too. Rule: V1, V2, V7."""
    election = elect_in_order(votes, CHAIR_POSTS, _remaining(facts.alliances, votes))
    holders = [facts.letters.index(post.holder) for post in election.posts]
    return (holders + [LOT] * CHAIR_POSTS)[:CHAIR_POSTS]


def _remaining(alliances: Sequence[Alliance], votes: Mapping[str, int]) -> list[Alliance]:
    """
    Return the alliances without ineligible members; one with a single member left is none.

    Rule: V2. Inside another alliance, that member takes its place.
    """
    return [
        pact for pact in (_reduced(alliance, votes) for alliance in alliances) if isinstance(pact, Alliance)
    ]


def _reduced(member: str | Alliance, votes: Mapping[str, int]) -> str | Alliance | None:
    if isinstance(member, str):
        return member if member in votes else None
    left = [inside for inside in (_reduced(inner, votes) for inner in member.members) if inside is not None]
    return Alliance(tuple(left)) if len(left) > 1 else left[0] if left else None
