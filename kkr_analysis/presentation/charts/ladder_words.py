"""How a claim to a seat is written, in the picture and in the table behind it."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from kkr_analysis.danish import counted, quotient, whole

WITHOUT_SIZE = "ingen plads endnu"
"""Said where the divisor is 0: the contender comes before every quotient."""


class Division(Protocol):
    """Votes over a divisor, less what was taken of the quotient already."""

    @property
    def votes(self) -> int:
        """Votes."""

    @property
    def divisor(self) -> Fraction:
        """What they are divided by; 0 for a contender without a seat."""

    @property
    def taken(self) -> int:
        """Whole seats that the quotient gave."""


def calculation(claim: Division) -> str:
    """Write a division as it is keyed into a calculator; just the votes where the divisor is 0."""
    if not claim.divisor:
        return counted(claim.votes, "stemme", "stemmer")
    votes, divisor = whole(claim.votes), claim.divisor
    if divisor.denominator == 1:
        written = f"{votes} ÷ {whole(divisor.numerator)}"
    else:
        written = f"{votes} × {whole(divisor.denominator)} ÷ {whole(divisor.numerator)}"
    return f"{written} − {whole(claim.taken)}" if claim.taken else written


def distance(
    following: str, size: str, votes: int | None, nearest: tuple[str, int] | None, *, noun: str = "plads"
) -> str:
    """
    Say who is next in line and how far from one seat (or other noun) more, and who lacked fewer votes if any.

    ``votes`` is what the next in line lacks, None where no number is enough, and ``nearest`` whoever lacked
    fewest.
    """
    said = f"Næste i rækken er {following} med {size}"
    if votes is not None:
        one_more = counted(votes, "stemme", "stemmer")
        said = f"{said}. Med {one_more} mere havde {following} med sikkerhed fået en {noun} til"
    if nearest is not None and nearest[0] != following:
        return f"{said}. Færrest stemmer manglede dog {nearest[0]}: {whole(nearest[1])}."
    return f"{said}."


def size_of(value: Fraction | None) -> str:
    """Write a quotient, in words where it has no size."""
    return WITHOUT_SIZE if value is None else quotient(value)
