"""The votes of each draw: the recounted lists added up by contender, then the chosen shifts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkr_analysis.composition.election import LIST_COOPERATION
from kkr_analysis.composition.eligibility import denominator_of
from kkr_analysis.composition.figures import RegionalFigures, votes_by_contender
from kkr_analysis.errors import UncertaintyError
from kkr_analysis.rules import Denominator
from kkr_analysis.whatif.uncertainty.model import STEPS, Recount, Shift, ShiftUnit, Uncertainty
from kkr_analysis.whatif.uncertainty.noise import UNIT, deviations, nearest

_MOST_VALID_VOTES = 10_000_000
"""In the count. A draw may have ten times as many votes, and all arithmetic stays within 64 bits."""
_WHOLE = 100 * STEPS
"""One, in thousandths of a per cent: the unit of spreads and shifts."""
LISTS, SHIFTS = 0, 1
"""Streams of random numbers: one for the lists, one for each contender that is shifted."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnVotes:
    """
    The votes of some draws: ``votes`` by contender, shape (draws, contenders).

    ``denominators`` are the votes that the threshold is 2 % of, shape (draws,).
    """

    votes: NDArray[np.int64]
    denominators: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawing:
    """
    What votes are drawn from: every list's votes, and whose they are.

    ``letters`` are the contenders that stood. ``counted`` are the votes of the lists, sorted by municipality,
    letter and name, so that the order of the input does not matter. ``owners`` are positions in ``letters``;
    lists that count for nobody have one past the last. ``uncounted`` is what the denominator has beyond the
    valid votes: votes cast that were not valid (rule E4).
    """

    letters: tuple[str, ...]
    counted: NDArray[np.int64]
    owners: NDArray[np.int64]
    uncounted: int
    uncertainty: Uncertainty
    seed: int

    @classmethod
    def of(
        cls, figures: RegionalFigures, reading: Denominator, uncertainty: Uncertainty, seed: int
    ) -> Drawing:
        """
        Prepare the draws of a region, with the contenders in print order.

        Rule: E1, E2, E4.

        Raises UncertaintyError for a shift of a contender without votes, and from 10 million valid votes.
        """
        standing = votes_by_contender(figures)
        contenders = [*(party.letter for party in figures.parties), LIST_COOPERATION]
        letters = tuple(letter for letter in contenders if letter in standing)
        if figures.valid_votes >= _MOST_VALID_VOTES:
            raise UncertaintyError(
                f"Gyldige stemmer: fandt {figures.valid_votes}, ventede under {_MOST_VALID_VOTES}. "
                "Ret stemmetallene."
            )
        for shift in uncertainty.shifts:
            if not standing.get(shift.contender):
                named = ", ".join(letter for letter in letters if standing[letter])
                raise UncertaintyError(
                    f"Skift for {shift.contender}: {shift.contender} har ingen stemmer i Region "
                    f"{figures.region.name}. Vælg mellem {named}."
                )
        lists = sorted(figures.lists, key=lambda row: (row.municipality, row.letter, row.name))
        owners = [figures.contender_of(row.municipality, row.letter, row.party) for row in lists]
        place = {letter: position for position, letter in enumerate(letters)}
        return cls(
            letters=letters,
            counted=np.array([row.votes for row in lists], np.int64),
            owners=np.array([place.get(owner or "", len(letters)) for owner in owners], np.int64),
            uncounted=denominator_of(figures, reading) - figures.valid_votes,
            uncertainty=uncertainty,
            seed=seed,
        )

    def drawn(self, first: int, draws: int) -> DrawnVotes:
        """
        Return ``draws`` draws from number ``first`` on; the portions asked for do not change them.

        Raises UncertaintyError if shifts take more votes than the others have, or make too many.
        """
        totals = self.recounted(first, draws)
        _refuse_too_many(totals)
        by_unit = {
            unit: [shift for shift in self.uncertainty.shifts if shift.unit is unit] for unit in ShiftUnit
        }
        for shift in by_unit[ShiftUnit.PERCENT]:
            place = self.letters.index(shift.contender)
            totals[:, place] += self.change(shift, totals[:, place], first)
        np.maximum(totals, 0, out=totals)
        _refuse_too_many(totals)
        if by_unit[ShiftUnit.POINTS]:
            self.move_points(totals, by_unit[ShiftUnit.POINTS], first)
        return DrawnVotes(votes=totals[:, :-1], denominators=totals.sum(axis=1) + self.uncounted)

    def recounted(self, first: int, draws: int) -> NDArray[np.int64]:
        """Return the totals of every contender and, last, of all other lists; (draws, contenders + 1)."""
        entries = range(len(self.letters) + 1)
        recount = self.uncertainty.recount
        if not recount.changes_votes:
            totals = [self.counted[self.owners == entry].sum() for entry in entries]
            return np.tile(np.array(totals, np.int64), (draws, 1))
        deviating = deviations(self.seed, (LISTS,), first, draws, len(self.counted))
        final = self.counted + nearest(deviating * _spreads(recount, self.counted), _WHOLE * UNIT)
        np.maximum(final, 0, out=final)
        return np.stack([final[:, self.owners == entry].sum(axis=1) for entry in entries], axis=1)

    def change(self, shift: Shift, votes: NDArray[np.int64], first: int) -> NDArray[np.int64]:
        """Return how many of these votes the shift adds in each draw, shape (draws,)."""
        stream = (SHIFTS, *shift.contender.encode())
        deviating = deviations(self.seed, stream, first, len(votes))[:, 0]
        part = int(shift.by * STEPS) * UNIT + int(shift.spread * STEPS) * deviating
        return nearest(votes * part, _WHOLE * UNIT)

    def move_points(self, totals: NDArray[np.int64], shifts: list[Shift], first: int) -> None:
        """
        Give each shifted contender its points, taken from or given to all others in proportion.

        The others' running totals are rounded, so that the number of valid votes stays exactly the same.
        """
        valid = totals.sum(axis=1)
        shifted = [self.letters.index(shift.contender) for shift in shifts]
        for shift, place in zip(shifts, shifted, strict=True):
            totals[:, place] = np.maximum(totals[:, place] + self.change(shift, valid, first), 0)
        others = [place for place in range(totals.shape[1]) if place not in shifted]
        left = valid - totals[:, shifted].sum(axis=1)
        sums = totals[:, others].cumsum(axis=1)
        had = sums[:, -1:]
        if (left < 0).any() or (left[had[:, 0] == 0] > 0).any():
            raise UncertaintyError(
                "Skiftene i procentpoint går ikke op: de andre lister har ikke stemmer nok at give af, eller "
                "der er ingen andre. Vælg mindre skift eller en mindre spredning."
            )
        scaled = nearest(sums * left[:, None], np.maximum(had, 1))
        totals[:, others] = np.diff(scaled, axis=1, prepend=0)


def _refuse_too_many(totals: NDArray[np.int64]) -> None:
    if totals.sum(axis=1).max() >= 10 * _MOST_VALID_VOTES:
        raise UncertaintyError(
            f"Et simuleret valg har {10 * _MOST_VALID_VOTES} stemmer eller flere. Vælg en mindre spredning "
            "eller mindre skift."
        )


def _spreads(recount: Recount, counted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return every list's standard deviation in votes, times _WHOLE."""
    if recount.votes:
        return np.full(len(counted), recount.votes * _WHOLE, np.int64)
    return counted * int(recount.percent * STEPS)
