"""How a pocket calculator shows that the votes lacking for a seat are enough: the division that they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kkr_analysis.composition.ranking import RankedQuotient
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import told_apart, whole
from kkr_analysis.presentation.wording import on_one_line
from kkr_analysis.rules import CapReading


def enough(result: KkrResult, shown: Sequence[RankedQuotient]) -> Iterator[str]:
    """
    Give the division of whoever lacks fewest votes, and of the holder of the last seat where it is shown.

    Rule: K3, K6. Nothing where seats do not go by one quotient after another.
    """
    last, nearest = result.ranking.last, result.nearest_to_a_seat
    if last is None or nearest is None or not result.composition.seats[nearest[0]]:
        return
    if result.ranking.price is not None:
        yield _above_the_price(result, *nearest)
    elif result.composition.cut is not None and result.composition.cut.reading is CapReading.ROUND_UP:
        if nearest[0] != last.contender:
            yield _above_the_last(result, *nearest)
        for claim in shown:
            lacking = result.votes_lacking(claim)
            if lacking is not None and claim.contender == last.contender:
                yield from _above_another(result, claim.contender, lacking)


def _above_the_price(result: KkrResult, contender: str, lacking: int) -> str:
    """Say that the votes lift a contender above the price; with more votes, who sets it no longer does."""
    others = (claim for claim in result.composition.claims if claim.contender != contender and claim.mayors)
    price, setter = min((Fraction(claim.votes, claim.mayors), claim.contender) for claim in others)
    more, less = told_apart(_size(result, contender, lacking), price)
    who = f", som {setter} så ville sætte" if contender in result.ranking.dimensioning else ""
    return f"Regn efter: {_division(result, contender, lacking, more)} er mere end prisen{who}, {less}."


def _above_the_last(result: KkrResult, contender: str, lacking: int) -> str:
    last = result.ranking.won[-1].quotient or Fraction(0)
    more, less = told_apart(_size(result, contender, lacking), last)
    return f"Regn efter: {_division(result, contender, lacking, more)} er mere end {less}."


def _above_another(result: KkrResult, contender: str, lacking: int) -> Iterator[str]:
    """Say which quotient the holder of the last seat must beat: its own rise with its votes."""
    won = result.ranking.won
    numbers = [number for number, claim in enumerate(won, start=1) if claim.contender != contender]
    if numbers:
        row = numbers[-1]
        more, least = told_apart(_size(result, contender, lacking), won[row - 1].quotient or Fraction(0))
        yield (
            f"{contender}'s egne pladser følger med op, når {contender} får flere stemmer. For en plads til "
            f"skal {contender}'s kvotient derfor over kvotienten i række {row}, {least}: "
            f"{_division(result, contender, lacking, more)}."
        )


def _division(result: KkrResult, contender: str, more: int, quotient: str) -> str:
    votes, seats = result.eligibility.votes[contender], result.composition.seats[contender]
    return on_one_line(f"({whole(votes)} + {whole(more)}) ÷ {seats} = {quotient}")


def _size(result: KkrResult, contender: str, more: int) -> Fraction:
    return Fraction(result.eligibility.votes[contender] + more, result.composition.seats[contender])
