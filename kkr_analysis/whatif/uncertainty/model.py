"""What is uncertain about the votes, as values: the count (fintælling), and chosen shifts per party."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Self

from kkr_analysis.errors import UncertaintyError

_MOST_PERCENT = 100
"""Largest shift and spread, so that the arithmetic stays within 64 bits."""
_MOST_VOTES = 100_000
"""Largest standard deviation in votes."""
STEPS = 1000
"""Steps in a per cent: percentages have at most three decimals."""


def _refuse_percent(value: object, least: int, *, what: str) -> None:
    exact = isinstance(value, Fraction | int) and not isinstance(value, bool)
    if not exact or not least <= value <= _MOST_PERCENT or (value * STEPS) % 1:  # type: ignore[operator]
        shown = f"{value}" if exact else repr(value)
        kind = "tal" if exact else 'tal skrevet som Fraction("1.5")'
        raise UncertaintyError(
            f"{what}: fandt {shown}, ventede et {kind} fra {least} til {_MOST_PERCENT} med højst tre "
            "decimaler. Ret tallet."
        )


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """
    Preliminary votes: how far each list's count in each municipality may be from the final one.

    The final count of a list in a municipality is its counted votes plus a random number with mean 0 and a
    standard deviation of ``percent`` per cent of these votes, or of ``votes`` votes (one of the two), rounded
    to whole votes and never below 0. The random number is the sum of twelve uniform ones, see ``noise``:
    nearly normal, but never more than six standard deviations from 0.

    All of them are independent. So this is neither a model of mistakes that affect many lists at once (votes
    moved from a list to its neighbour, a polling area left out), nor a forecast. A list without counted votes
    stays without. The valid votes, of which the threshold is 2 %, are those drawn.
    """

    percent: Fraction = Fraction(0)
    votes: int = 0

    def __post_init__(self) -> None:
        _refuse_percent(self.percent, 0, what="Spredning i procent (percent)")
        if type(self.votes) is not int or not 0 <= self.votes <= _MOST_VOTES:
            raise UncertaintyError(
                f"Spredning i stemmer (votes): fandt {self.votes!r}, ventede et helt tal fra 0 til "
                "100.000. Ret tallet."
            )
        if self.percent and self.votes:
            raise UncertaintyError(
                "Spredningen er givet både i procent (percent) og i stemmer (votes). Vælg en af delene."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse "0,5 %" or "20" (votes). Raises UncertaintyError for anything else."""
        found = _RECOUNTED.fullmatch(text.strip())
        if found is None:
            raise UncertaintyError(
                f"Spredningen {text!r} er ikke forstået. Skriv den som »0,5 %« med komma og højst tre "
                "decimaler, eller som et helt antal stemmer: »20«."
            )
        if found["percent"]:
            return cls(percent=_number(found["percent"]))
        return cls(votes=int(found["votes"].replace(".", "")))

    @property
    def changes_votes(self) -> bool:
        """Whether any draw can differ from the count."""
        return bool(self.percent or self.votes)


class ShiftUnit(Enum):
    """The unit of a shift. The value is its Danish sign."""

    PERCENT = "%"
    """Of the contender's own votes: the others keep theirs, so the number of valid votes changes."""
    POINTS = "procentpoint"
    """Of all valid votes, whose number is kept: all others give or take in proportion to their votes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """
    A chosen shift of one contender in the whole region, with a standard deviation of ``spread`` around it.

    In a draw the shift is ``by + spread * random number``, with one random number, as in ``Recount``, per
    contender and draw. Votes are rounded to whole ones and never below 0. Representation in the councils
    (rule E5) and all mayors are unchanged.
    """

    contender: str
    by: Fraction
    unit: ShiftUnit = ShiftUnit.PERCENT
    spread: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        _refuse_percent(self.by, -_MOST_PERCENT, what=f"Skift for {self.contender} (by)")
        _refuse_percent(self.spread, 0, what=f"Spredning for {self.contender} (spread)")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse "B +1,5 %" or "B −0,5 procentpoint ± 0,2". Raises UncertaintyError for anything else."""
        found = _WRITTEN.fullmatch(" ".join(text.split()))
        if found is None:
            raise UncertaintyError(
                f"Skiftet {text!r} er ikke forstået. Skriv det som »B +1,5 %« eller "
                "»B -0,5 procentpoint ± 0,2« med komma og højst tre decimaler."
            )
        size = _number(found["by"])
        return cls(
            contender=found["contender"],
            by=size if found["sign"] == "+" else -size,
            unit=ShiftUnit(found["unit"]),
            spread=_number(found["spread"] or "0"),
        )


_RECOUNTED = re.compile(
    r"(?P<percent>\d{1,3}(?:,\d{1,3})?) ?%|(?P<votes>\d{1,3}(?:\.?\d{3})*|\d{1,6})(?: stemmer)?"
)
_WRITTEN = re.compile(
    r"(?P<contender>\S+) (?P<sign>[+−-]) ?(?P<by>\d{1,3}(?:,\d{1,3})?) ?(?P<unit>%|procentpoint)"
    r"(?: ?(?:±|\+/-) ?(?P<spread>\d{1,3}(?:,\d{1,3})?)(?: ?(?P=unit))?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """
    Everything that is uncertain in a simulation: the count, then the shifts on top of it.

    There is at most one shift per contender; those in per cent come before those in points.
    """

    recount: Recount = Recount()
    shifts: tuple[Shift, ...] = ()

    def __post_init__(self) -> None:
        names = [shift.contender for shift in self.shifts]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise UncertaintyError(f"{', '.join(twice)} har mere end ét skift. Behold ét pr. parti.")
