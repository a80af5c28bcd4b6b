"""The computation, step by step: the price of a seat, every contender's claim, the cap."""

from __future__ import annotations

from fractions import Fraction

from kkr_analysis import danish
from kkr_analysis.allocation import Allocation, Quotient, RemainderAllocation
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.rows import TOTAL, figures_of, parties, party, with_total


def prices(result: KkrResult) -> Table:
    """Votes per mayor of everybody with a mayor, and the size that each would have required (K3, K9)."""
    composed = result.composition
    required = {entry.contender: entry.seats for entry in composed.required_sizes}
    names = parties(result)
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
            "Pladser i alt, hvis partiet satte prisen": required[claim.contender] + composed.mayors_outside,
        }
        for claim in claims
    ]
    return Table(
        figures=figures_of(rows, "Parti"),
        caption="Stemmer pr. borgmester, færrest først",
        anchor="pris",
        numbers={
            "Stemmer": danish.whole,
            "Borgmestre": danish.whole,
            "Stemmer pr. borgmester": danish.quotient,
            "Pladser i alt, hvis partiet satte prisen": danish.whole,
        },
        emphasised=frozenset(party(standing) for standing in result.dimensioning),
    )


def claims(result: KkrResult) -> Table:
    """Every contender's quotient and the number that it is rounded up to (K3)."""
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
        figures=figures_of(with_total(rows, ("Rundet op", "Borgmestre")), "Parti"),
        caption="Partiernes pladser før loftet",
        anchor="pladser",
        numbers={
            "Regnestykke": str,
            "Kvotient": danish.quotient,
            "Rundet op": danish.whole,
            "Borgmestre": danish.whole,
        },
        emphasised=frozenset({TOTAL}),
    )


def capped(result: KkrResult) -> Table | None:
    """The count that shares out a capped KKR, a row per seat or per contender; None without a cut (K6)."""
    cut = result.composition.cut
    if cut is None:
        return None
    names = parties(result)
    if isinstance(cut.count, RemainderAllocation):
        return _remainders(cut.count, names)
    return _seat_steps(cut.count, names)


def capped_totals(result: KkrResult) -> Table | None:
    """What the capped count adds up to: mayors, further seats, seats in all; None without a cut (K4, K6)."""
    composed = result.composition
    if not composed.cap_binds:
        return None
    rows = [
        {
            "Parti": party(standing),
            "Borgmestre": standing.mayors,
            "Fordelt ud over dem": composed.supplementary[standing.letter],
            "Pladser": composed.seats[standing.letter],
        }
        for standing in result.eligibility.eligible
    ]
    numbers = ("Borgmestre", "Fordelt ud over dem", "Pladser")
    return Table(
        figures=figures_of(with_total(rows, numbers), "Parti"),
        caption="Partiernes pladser efter loftet",
        anchor="efter-loftet",
        numbers=dict.fromkeys(numbers, danish.whole),
        emphasised=frozenset({TOTAL}),
    )


def _seat_steps(count: Allocation, names: dict[str, str]) -> Table:
    """One row per seat: who gets it, on which quotient, and who came next."""
    rows = [
        {
            "Plads": step.seat_number,
            "Går til": names[step.winner] + (" (lodtrækning)" if step.lot else ""),
            "Regnestykke": _division(step.winning),
            "Stemmer pr. plads": _per_seat(step.winning.value),
            "Nærmest": f"{step.runner_up.contender} ({_per_seat(step.runner_up.value)})"
            if step.runner_up
            else "ingen",
        }
        for step in count.steps
    ]
    return Table(
        figures=figures_of(rows, "Plads"),
        caption="Pladserne ud over borgmestrene, i den rækkefølge de fordeles"
        if any(count.held)
        else "Pladserne i den rækkefølge de fordeles",
        anchor="loft",
        numbers={"Regnestykke": str, "Stemmer pr. plads": str},
    )


def _per_seat(value: Fraction | None) -> str:
    """Write a quotient, or say that the contender came first for want of a seat."""
    return "ingen plads endnu" if value is None else danish.quotient(value)


def _division(quotient: Quotient) -> str:
    """Write a division as it is keyed into a calculator."""
    votes = danish.whole(quotient.votes)
    return f"{votes} ÷ {quotient.divisor}" if quotient.divisor else votes


def _remainders(count: RemainderAllocation, names: dict[str, str]) -> Table:
    """One row per contender: the exact share, and whether its fraction got one more seat."""
    rows = [
        {
            "Parti": names[share.contender],
            "Andel": share.share,
            "Hele pladser": share.seats - share.got_one_more,
            "Plads for brøken": int(share.got_one_more),
            "Pladser": share.seats,
        }
        for share in count.shares
    ]
    return Table(
        figures=figures_of(rows, "Parti"),
        caption="De øvrige pladser efter største brøks metode",
        anchor="loft",
        numbers={
            "Andel": danish.quotient,
            "Hele pladser": danish.whole,
            "Plads for brøken": danish.whole,
            "Pladser": danish.whole,
        },
    )
