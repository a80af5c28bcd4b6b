"""The whole country for one term: the KKR of every region, KL's bestyrelse, and all of it a term earlier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kkr_analysis.allocation import Allocation
from kkr_analysis.composition.election import Election, FigureStatus
from kkr_analysis.composition.eligibility import Eligibility, Standing, judge
from kkr_analysis.composition.figures import national_figures
from kkr_analysis.composition.national import board
from kkr_analysis.composition.result import PRELIMINARY_NAME, KkrResult
from kkr_analysis.rules import RuleSet

SLUG = "landsoverblik"
"""Slug of the overview, used beside the regions' and in its file names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One term: the KKR of all regions in the order of the register, and KL's bestyrelse."""

    results: tuple[KkrResult, ...]
    board: Allocation
    """KL's bestyrelse. Rule: B1."""
    eligibility: Eligibility
    """Who passes the threshold on the votes of the whole country. Rule: E3."""

    @property
    def election(self) -> Election:
        """The election behind all of it."""
        return self.results[0].election

    @property
    def rule_set(self) -> RuleSet:
        """The rules of the term."""
        return self.results[0].rule_set

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every contender on the votes of the whole country."""
        return self.eligibility.standings

    @property
    def letters(self) -> tuple[str, ...]:
        """The contenders with a seat in some KKR, in print order."""
        return tuple(
            standing.letter
            for standing in self.standings
            if any(result.composition.seats.get(standing.letter) for result in self.results)
        )

    @property
    def seats(self) -> dict[str, int]:
        """Seats in all KKR by contender."""
        return {
            letter: sum(result.composition.seats.get(letter, 0) for result in self.results)
            for letter in self.letters
        }

    @property
    def board_seats(self) -> Mapping[str, int]:
        """Seats in KL's bestyrelse of those who have any."""
        return {letter: seats for letter, seats in self.board.seats().items() if seats}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A term, and the one before it; ``before`` is None where the project has no figures for it."""

    now: Country
    before: Country | None

    @property
    def results(self) -> tuple[KkrResult, ...]:
        """Every KKR shown; those of the earlier term come last."""
        return (*self.now.results, *(self.before.results if self.before else ()))

    @property
    def status(self) -> FigureStatus:
        """Preliminary if any KKR is."""
        statuses = {result.status for result in self.now.results}
        return FigureStatus.PRELIMINARY if FigureStatus.PRELIMINARY in statuses else FigureStatus.FINAL

    @property
    def file_stem(self) -> str:
        """What the overview's files are called."""
        return f"{SLUG}{PRELIMINARY_NAME if self.status is FigureStatus.PRELIMINARY else ''}"

    def earlier(self, result: KkrResult) -> KkrResult | None:
        """Return the KKR of the same region in the term before; None where there is none."""
        results = self.before.results if self.before else ()
        return next(
            (earlier_one for earlier_one in results if earlier_one.region.slug == result.region.slug), None
        )


def country(results: tuple[KkrResult, ...]) -> Country:
    """Combine the KKR of all regions with KL's bestyrelse."""
    election = results[0].election
    return Country(
        results=results,
        board=board(election),
        eligibility=judge(national_figures(election)),
    )
