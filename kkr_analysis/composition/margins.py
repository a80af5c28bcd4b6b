"""What a KKR depends on: votes for one seat more or less, and mayors whose party decides its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from kkr_analysis.allocation import DivisorMethod
from kkr_analysis.allocation.margins import Margin, Rivals, votes_that_lose, votes_to_beat
from kkr_analysis.allocation.votes import Seats
from kkr_analysis.composition.seats import Composition, recompose
from kkr_analysis.errors import NoDimensioningPartyError
from kkr_analysis.rules import CapReading

OUTSIDE = None
"""Stands for a list that is not eligible, as the party of a mayor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MayorChange:
    """
    The size of the KKR if one contender's mayor had belonged to another.

    ``mayor_of`` and ``instead_of`` are contenders, None for a list that is not eligible.
    """

    instead_of: str | None
    mayor_of: str | None
    total: int


def composition_margins(composition: Composition) -> tuple[Margin, ...]:
    """
    Return, for every contender, the votes that certainly win one more seat in the KKR, or lose the last one.

    Rule: K3, K5, K6. The contender's votes change and everybody else's stay; who is eligible stays so, and
    keeps a vote. Mayors are never lost.
    """
    if composition.readings.cap is CapReading.ROUND_UP:
        return tuple(_margin_by_division(composition, claim.contender) for claim in composition.claims)
    return tuple(_margin_by_search(composition, claim.contender) for claim in composition.claims)


def _margin_by_division(composition: Composition, name: str) -> Margin:
    """
    Return one contender's margin under ``round_up``, in closed form.

    Rule: K3, K5, K6. A contender has k seats, more than its mayors, exactly when two things hold, and more
    votes never undo either:

    - its votes over k - 1 are above the price that the *others'* mayors set (K3). While its own mayors set
      the price it has no more seats than mayors: everybody else is served before it, capped or not;
    - its votes over k - 1 are among the largest quotients that fit under the cap, counted from the mayors
      (K6). Where the cap does not bind all quotients above the price fit, so this follows from the first.
    """
    votes, mayors = dict(composition.votes), dict(composition.mayors)
    seats, cast, held = composition.seats[name], votes[name], mayors[name]
    rates = [Fraction(mayors[other], votes[other]) for other in votes if other != name and mayors[other]]
    places = composition.house - sum(mayors.values())
    rivals = Rivals.of(votes, mayors, without=name, seats=places, method=DivisorMethod.ADAMS)

    to_win = to_lose = None
    if rates and seats - held < places:
        fits = votes_to_beat(rivals.rival_for(seats - held + 1), seats)
        if fits is not None:
            to_win = max(fits, int(seats / max(rates)) + 1) - cast
    if rates and seats > held:
        keeps = 1 + votes_that_lose(rivals.rival_for(seats - held), seats - 1)
        fewest = max(keeps, int((seats - 1) / max(rates)) + 1)
        to_lose = cast - fewest + 1 if fewest > 1 else None
    return Margin(contender=name, seats=seats, to_win=to_win, to_lose=to_lose)


def _margin_by_search(composition: Composition, name: str) -> Margin:
    """
    Return one contender's margin by recomposing the KKR with its votes changed until a seat moves.

    Rule: K3, K5, K6. For the readings of K6 where a vote more can cost a seat, and so no closed form holds.
    """
    votes = dict(composition.votes)
    seats, cast = composition.seats[name], votes[name]

    def composed(other: int) -> Composition:
        return recompose(composition, votes=votes | {name: other})

    def is_sure_of_more(other: int) -> bool:
        return composed(other).seats[name] > seats

    def may_keep(other: int) -> bool:
        return _seats_with_luck(composed(other), name) >= seats

    ranges = _growing_ranges(composition, name, composed)
    to_win = next(
        (
            _first_true(max(low, cast + 1), high, is_sure_of_more) - cast
            for low, high in ranges
            if high > cast and is_sure_of_more(high)
        ),
        None,
    )
    to_lose = next(
        (
            cast - _first_true(low, min(high + 1, cast), may_keep) + 1
            for low, high in reversed(ranges)
            if low < cast and not may_keep(low)
        ),
        None,
    )
    return Margin(contender=name, seats=seats, to_win=to_win, to_lose=to_lose)


def _seats_with_luck(composition: Composition, name: str) -> int:
    tie = composition.tie
    return composition.seats[name] + (tie is not None and name in tie.tied)


def _growing_ranges(
    composition: Composition, name: str, composed: Callable[[int], Composition]
) -> list[tuple[int, int]]:
    """
    Return the ranges of a contender's votes within which more votes never cost a seat, smallest first.

    They meet where another count takes over and one more vote can cost a seat (rule K6, readings other than
    ``round_up``): where the cap starts or stops binding, and where somebody starts keeping only its mayors.
    With few votes a contender with mayors is dimensioning: its votes make seats dearer, and the cap binds
    below some number of them. With more it is not: they add seats, and the cap binds above some number.
    """
    rates = [
        Fraction(claim.mayors, claim.votes)
        for claim in composition.claims
        if claim.mayors and claim.contender != name
    ]
    most = 2 * sum(claim.votes for claim in composition.claims) * (composition.cap + 1)
    dimensioning_to = int(composition.mayors[name] / max(rates)) if rates else most

    def kept(cast: int) -> Seats | None:
        cut = composed(cast).cut
        return cut.kept if cut else None

    return [*alike(1, dimensioning_to, kept), *alike(dimensioning_to + 1, most, kept)]


def alike(low: int, high: int, kind: Callable[[int], object]) -> Iterator[tuple[int, int]]:
    """Yield the ranges from ``low`` to ``high`` over which ``kind`` is constant; no kind recurs."""
    while low <= high:
        first = kind(low)
        end = _first_true(low, high + 1, lambda number, first=first: kind(number) != first) - 1  # type: ignore[misc]
        yield low, end
        low = end + 1


def _first_true(low: int, high: int, holds: Callable[[int], bool]) -> int:
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def deciding_mayors(composition: Composition) -> tuple[MayorChange, ...]:
    """
    Return every change of one mayor's party that would alter the number of members.

    Rule: K3, K5, K7. All mayors of a contender are alike in this. Left out are changes after which nobody
    eligible has a mayor.
    """
    return tuple(
        MayorChange(instead_of=before, mayor_of=after, total=total)
        for before, after, total in _sizes_after_change(composition)
        if total != total_after_lots(composition)
    )


def _sizes_after_change(composition: Composition) -> Iterator[tuple[str | None, str | None, int]]:
    names: list[str | None] = [*composition.votes, OUTSIDE]
    held = dict(composition.mayors) | {OUTSIDE: composition.mayors_outside}
    for before in names:
        for after in names:
            if before == after or not held[before]:
                continue
            changed = held | {before: held[before] - 1, after: held[after] + 1}
            outside = changed.pop(OUTSIDE)
            try:
                other = recompose(
                    composition,
                    mayors={name: changed[name] for name in composition.votes},
                    mayors_outside=outside,
                )
            except NoDimensioningPartyError:
                continue
            yield before, after, total_after_lots(other)


def total_after_lots(composition: Composition) -> int:
    """Return the number of members, undecided seats included."""
    return composition.total + (composition.tie.places if composition.tie else 0)
