"""
How far seats are from votes, by two standard indices.

With v and s for a list's share of the votes and of the seats, in percent:

- Gallagher's least-squares index is the root of half the sum of (v - s) squared: large deviations weigh most.
  Michael Gallagher, "Proportionality, disproportionality and electoral systems", Electoral Studies 10 (1991).
- The Loosemore-Hanby index is half the sum of the absolute v - s: the part of the seats that would have to
  move to other lists. John Loosemore and Victor J. Hanby, "The theoretical limits of maximum distortion: some
  analytic expressions for electoral systems", British Journal of Political Science 1 (1971).

Both are 0 where seats mirror votes and at most 100.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from kkr_analysis.composition.eligibility import Eligibility
from kkr_analysis.composition.figures import RegionalFigures
from kkr_analysis.composition.seats import Composition


@dataclass(frozen=True, slots=True, kw_only=True)
class Disproportionality:
    """Two indices over the same lists, as exact fractions: 1 is the maximum."""

    gallagher_squared: Fraction
    """The square of Gallagher's index; its root is seldom a fraction."""
    loosemore_hanby: Fraction

    def gallagher(self, places: int = 2) -> Fraction:
        """Return Gallagher's index in percent, the exact root rounded half up to ``places`` decimals."""
        scale = 10**places
        squared = self.gallagher_squared * (2 * 100 * scale) ** 2
        twice = isqrt(squared.numerator // squared.denominator)
        return Fraction((twice + 1) // 2, scale)


def disproportionality(lists: Iterable[tuple[int, int]]) -> Disproportionality:
    """
    Compare shares of votes and of seats; one pair of votes and seats for each list, with or without a seat.

    Raises ValueError where there are no votes or no seats at all.
    """
    pairs = list(lists)
    votes, seats = sum(cast for cast, _ in pairs), sum(held for _, held in pairs)
    if votes <= 0 or seats <= 0:
        raise ValueError(f"{votes} votes and {seats} seats in all: no shares to compare")
    deviations = [Fraction(cast, votes) - Fraction(held, seats) for cast, held in pairs]
    return Disproportionality(
        gallagher_squared=sum((deviation**2 for deviation in deviations), Fraction(0)) / 2,
        loosemore_hanby=sum((abs(deviation) for deviation in deviations), Fraction(0)) / 2,
    )


def votes_and_members(
    figures: RegionalFigures, eligibility: Eligibility, composition: Composition
) -> list[tuple[int, int]]:
    """
    Return votes and members of every list of a KKR, in no particular order.

    Rule: K7, E4. All valid votes count, also those for lists without a seat, and all members, mayors outside
    among them. A contender is one list, eligible or not; any other list is one by itself in its municipality.
    A mayor outside is a seat of the list that he or she was elected on.
    """
    votes: dict[tuple[str, ...], int] = {}
    for result in figures.lists:
        contender = figures.contender_of(result.municipality, result.letter, result.party)
        key = _identity(contender, result.municipality, result.letter, result.name)
        votes[key] = votes.get(key, 0) + result.votes
    members: dict[tuple[str, ...], int] = {(name,): seats for name, seats in composition.seats.items()}
    for mayor in eligibility.mayors_outside:
        contender = figures.contender_of(mayor.municipality, mayor.letter, mayor.party)
        key = _identity(contender, mayor.municipality, mayor.letter, mayor.list_name)
        members[key] = members.get(key, 0) + 1
    return [(votes.get(key, 0), members.get(key, 0)) for key in {**votes, **members}]


def _identity(contender: str | None, municipality: str, letter: str, name: str) -> tuple[str, ...]:
    return (contender,) if contender is not None else (municipality, letter or name)
