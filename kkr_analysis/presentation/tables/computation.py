"""The computation, step by step: the price of a seat, and every contender's claim."""

from __future__ import annotations

from fractions import Fraction

from kkr_analysis import danish
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.rows import TOTAL, parties, party, with_total


def prices(result: KkrResult) -> Table:
    """Votes per mayor of every contender with a mayor, and the size each would require (K3, K9)."""
    composed = result.composition
    required = {entry.contender: entry.seats for entry in composed.required_sizes}
    required_size, names = "Medlemmer før loftet, hvis partiet satte prisen", parties(result)
    claims = sorted(
        (claim for claim in composed.claims if claim.mayors),
        key=lambda claim: (Fraction(claim.votes, claim.mayors), claim.contender),
    )
    rows = [
        {
            "Parti": names[claim.contender],
            "Stemmer": claim.votes,
            "Borgmestre": claim.mayors,
            "Stemmer pr. borgmester": Fraction(claim.votes, claim.mayors),
            required_size: required[claim.contender] + composed.mayors_outside,
        }
        for claim in claims
    ]
    return Table(
        header="Parti",
        rows=rows,
        caption="Stemmer pr. borgmester, færrest først",
        anchor="pris",
        numbers={
            **dict.fromkeys(("Stemmer", "Borgmestre", required_size), danish.whole),
            "Stemmer pr. borgmester": danish.quotient,
        },
        emphasised=frozenset(party(standing) for standing in result.dimensioning),
    )


def claims(result: KkrResult) -> Table:
    """Every contender's quotient, and the number it is rounded up to (K3)."""
    dimensioning = result.dimensioning[0]
    by_letter = {claim.contender: claim for claim in result.composition.claims}
    price = f"{dimensioning.mayors} ÷ {danish.whole(dimensioning.votes)}"
    rows = [
        {
            "Parti": party(standing),
            "Regnestykke": f"{danish.whole(standing.votes)} × {price}",
            "Kvotient": by_letter[standing.letter].quotient,
            "Rundet op": by_letter[standing.letter].seats,
            "Borgmestre": standing.mayors,
        }
        for standing in result.eligibility.eligible
    ]
    return Table(
        header="Parti",
        rows=with_total(rows, ("Rundet op", "Borgmestre")),
        caption="Partiernes pladser før loftet",
        anchor="pladser",
        numbers={
            "Regnestykke": str,
            "Kvotient": danish.quotient,
            **dict.fromkeys(("Rundet op", "Borgmestre"), danish.whole),
        },
        emphasised=frozenset({TOTAL}),
    )
