"""Divisor methods and their quotients: fractions, never rounded."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import NamedTuple, Self


class DivisorMethod(Enum):
    """
    A series of divisors (divisorer). The value is the name that the enclosure prints.

    ``first`` is the first divisor and ``step`` how much larger each next one is: the divisor after
    ``held`` seats is first + step * held.
    """

    _value_: str
    first: int
    step: int

    DHONDT = "d'Hondt", 1, 1
    """1, 2, 3 …: KSL § 24 stk. 3."""
    SAINTE_LAGUE = "Sainte-Laguë", 1, 2
    """1, 3, 5 …"""
    ADAMS = "Adams", 0, 1
    """0, 1, 2 …: a contender without a seat comes first; the next divisor is the number of seats held."""

    def __new__(cls, name: str, first: int, step: int) -> Self:
        """Store the series on the member, so that inner loops need no look-up."""
        member = object.__new__(cls)
        member._value_ = name
        member.first, member.step = first, step
        return member

    def divisor(self, held: int) -> int:
        """Return the divisor of a contender that already holds ``held`` seats."""
        return self.first + self.step * held


class Quotient(NamedTuple):
    """A contender's votes over its divisor: the claim to the next seat. A divisor of 0 beats every other."""

    contender: str
    votes: int
    divisor: int

    @property
    def value(self) -> Fraction | None:
        """The quotient, or None where the divisor is 0 and the claim has no size."""
        return Fraction(self.votes, self.divisor) if self.divisor else None
