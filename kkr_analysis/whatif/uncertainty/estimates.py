"""A share of the draws with its sampling error: standard error, and Wilson's interval."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

_Z = Fraction("1.959964")
"""The 97.5 % quantile of the normal distribution, for two-sided intervals of 95 %."""
_PRECISION = 10**12
"""Square roots are rounded down to multiples of 1 / _PRECISION, in whole numbers, so the same everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """
    In how many of the draws something was found.

    The error is that of drawing a finite number of elections, not that of the model.
    """

    hits: int
    draws: int

    @property
    def share(self) -> Fraction:
        """The exact share of the draws."""
        return Fraction(self.hits, self.draws)

    @property
    def standard_error(self) -> Fraction:
        """The standard error of the share: 0 if all draws agree, when the interval says more."""
        return _root(self.share * (1 - self.share) / self.draws)

    @property
    def interval(self) -> tuple[Fraction, Fraction]:
        """
        Wilson's 95 % interval.

        It never leaves 0 … 1, and has a width even if all draws agree: 1,000 of 1,000 is 99.6 % or more.
        """
        square = _Z * _Z / self.draws
        middle = (self.share + square / 2) / (1 + square)
        half = _root(square * (self.share * (1 - self.share) + square / 4)) / (1 + square)
        # The rounded root would miss an end that is exactly 0 or 1.
        return (
            middle - half if self.hits else Fraction(0),
            middle + half if self.hits < self.draws else Fraction(1),
        )

    @classmethod
    def largest_error(cls, draws: int) -> Fraction:
        """Return how far, at 95 %, a share of this many draws can be off; the worst share is a half."""
        return _root(_Z * _Z / (4 * draws))


def _root(value: Fraction) -> Fraction:
    return Fraction(isqrt(value.numerator * _PRECISION**2 // value.denominator), _PRECISION)
