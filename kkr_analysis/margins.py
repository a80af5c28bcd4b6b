"""What a KKR hangs on: votes for one seat more or less, and mayors whose party decides its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kkr_analysis.allocation.margins import Margin
from kkr_analysis.composition import Composition, compose
from kkr_analysis.errors import NoDimensioningPartyError

OUTSIDE = None
"""Stands for a list that is not eligible, as the party of a mayor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MayorChange:
    """
    A mayor of one contender who had been of another, and the size of the KKR then.

    ``mayor_of`` and ``instead_of`` are contenders, None for a list that is not eligible.
    """

    instead_of: str | None
    mayor_of: str | None
    total: int


def composition_margins(composition: Composition) -> tuple[Margin, ...]:
    """
    Return for every contender the votes to win one seat more in the KKR, or to lose the last one, for sure.

    Rule: K3, K5, K6. The whole composition is computed anew with the contender's other votes and everybody
    else's as they are; who is eligible stays so. Seats only grow with votes, so the number is found by
    halving. Mayors are never lost.
    """
    return tuple(margin_of(composition, claim.contender) for claim in composition.claims)


def margin_of(composition: Composition, name: str) -> Margin:
    """Return one contender's margin."""
    votes = {claim.contender: claim.votes for claim in composition.claims}
    seats = composition.seats[name]

    def seats_with(cast: int) -> int:
        return recomposed(composition, votes | {name: cast}, composition.mayors).seats[name]

    everything = sum(votes.values()) * (composition.cap + 1)
    to_win = to_lose = None
    if seats_with(everything) > seats:
        to_win = first_true(votes[name], everything, lambda cast: seats_with(cast) > seats) - votes[name]
    if seats_with(1) < seats:
        to_lose = votes[name] - first_true(1, votes[name], lambda cast: seats_with(cast) >= seats) + 1
    return Margin(contender=name, seats=seats, to_win=to_win, to_lose=to_lose)


def first_true(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the smallest number from ``low`` to ``high`` for which ``holds``; it does for ``high``."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def recomposed(
    composition: Composition, votes: Mapping[str, int], mayors: Mapping[str, int], outside: int | None = None
) -> Composition:
    """Compose again with other votes or mayors, everything else the same."""
    return compose(
        votes,
        mayors,
        municipalities=composition.municipalities,
        mayors_outside=composition.mayors_outside if outside is None else outside,
        readings=composition.readings,
    )


def deciding_mayors(composition: Composition) -> tuple[MayorChange, ...]:
    """
    Return every change of one mayor's party that would alter the number of members.

    Rule: K3, K5, K7. All mayors of a contender are alike in this. Left out are changes after which nobody
    eligible has a mayor.
    """
    return tuple(
        MayorChange(instead_of=before, mayor_of=after, total=total)
        for before, after, total in sizes_after_change(composition)
        if total != composition.total
    )


def sizes_after_change(composition: Composition) -> Iterator[tuple[str | None, str | None, int]]:
    """Give the size of the KKR after each possible change of one mayor's party."""
    votes = {claim.contender: claim.votes for claim in composition.claims}
    names: list[str | None] = [*votes, OUTSIDE]
    held = dict(composition.mayors) | {OUTSIDE: composition.mayors_outside}
    for before in names:
        for after in names:
            if before == after or not held[before]:
                continue
            changed = held | {before: held[before] - 1, after: held[after] + 1}
            outside = changed.pop(OUTSIDE)
            try:
                other = recomposed(composition, votes, {name: changed[name] for name in votes}, outside)
            except NoDimensioningPartyError:
                continue
            waiting = other.tie.places if other.tie else 0
            yield before, after, other.total + waiting
