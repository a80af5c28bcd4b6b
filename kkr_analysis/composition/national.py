"""KL's two national bodies, computed from the whole country's figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kkr_analysis.allocation import Allocation, DrawnLot, highest_averages
from kkr_analysis.composition.election import Election, ElectionVotes
from kkr_analysis.composition.eligibility import judge
from kkr_analysis.composition.figures import national_figures
from kkr_analysis.composition.seats import SeatClaim, dimensioning_parties, seat_claims
from kkr_analysis.errors import DataError

BOARD_SEATS = 17
"""Seats in KL's bestyrelse (rule B1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """
    KL's repræsentantskab under rule B2, which nothing published has confirmed.

    ``claims`` are the eligible contenders' seats, mayors included; ``mayors_outside`` come on top.
    """

    dimensioning: tuple[str, ...]
    claims: tuple[SeatClaim, ...]
    mayors_outside: int

    @property
    def total(self) -> int:
        """Number of members."""
        return sum(claim.seats for claim in self.claims) + self.mayors_outside


def board(election: ElectionVotes, lots: Sequence[DrawnLot] = ()) -> Allocation:
    """
    Share out KL's bestyrelse: 17 seats by d'Hondt on the national votes.

    Rule: B1, E3, E5, inferred; it reproduces three terms. Only contenders eligible on the national figures
    count, and for those the votes are enough: no mayor has a say.

    Raises StaleLotError for a lot that settles nothing.
    """
    votes = judge(national_figures(election)).votes
    return highest_averages(votes, BOARD_SEATS, stage="KL's bestyrelse", lots=lots)


def assembly(election: Election) -> Assembly:
    """
    Size KL's repræsentantskab by the dimensioning party of the whole country.

    Rule: B2, inferred and unproven: all mayors, and supplementary members as in K1-K4, without a cap.

    Raises NoDimensioningPartyError where no eligible contender has a mayor, and DataError where mayors are
    missing: with those of some regions alone it would be another body.
    """
    figures = national_figures(election)
    if len(figures.mayors) < len(figures.municipalities):
        raise DataError(
            f"Der er {len(figures.mayors)} borgmestre til {len(figures.municipalities)} kommuner, så KL's "
            f"repræsentantskab kan ikke regnes ud. Skriv resten i {election.slug}/borgmestre.csv."
        )
    judged = judge(figures)
    dimensioning = dimensioning_parties(judged.votes, judged.mayors)
    return Assembly(
        dimensioning=dimensioning,
        claims=seat_claims(judged.votes, judged.mayors, dimensioning[0]),
        mayors_outside=len(judged.mayors_outside),
    )
