"""Numbers as the pages write them, written and read here once more."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
"""A number: 7, 20.393, 15.689,833."""


def whole(number: int) -> str:
    """Write a whole number: 20.393."""
    return f"{number:,}".replace(",", ".")


def rounded(value: Fraction, places: int) -> str:
    """Write a number with so many decimals, rounded half up: 15.689,833."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    units, _, rest = str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)).partition(".")
    return f"{whole(int(units))},{rest}"


def quotient(value: Fraction) -> str:
    """Write a quotient: whole where it is, else three decimals, or as many as it takes not to look whole."""
    if value.denominator == 1:
        return whole(value.numerator)
    places = 3
    while not (written := rounded(value, places)).rpartition(",")[2].strip("0"):
        places += 1
    return written


def share(value: Fraction) -> str:
    """Write a share of one in percent, without the sign: 18,57."""
    return rounded(value * 100, 2)


def number(text: str) -> int:
    """Read a whole number."""
    return int(text.replace(".", ""))
