"""
The rules of composition as values: every rule of a term with its status, source and reading.

The calculation does not read the texts. It takes the readings; the enclosure prints the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum


class RuleStatus(Enum):
    """How well a rule is known. The value is the Danish word that the enclosure prints."""

    STATED = "fastsat"
    INFERRED = "udledt"
    ASSUMED = "antaget"


class Denominator(Enum):
    """Readings of rule E4: what the threshold is 2 % of."""

    VALID = "valid"
    CAST = "cast"


class CapReading(Enum):
    """Readings of rule K6: how a capped KKR is shared out."""

    ROUND_UP = "round_up"
    LARGEST_REMAINDER = "largest_remainder"
    DHONDT = "dhondt"


class OutsideReading(Enum):
    """Readings of rule K7: whether the mayors of lists that are not eligible count towards the cap."""

    ON_TOP = "on_top"
    OUTSIDE_CAP = "outside_cap"


class MayorReading(Enum):
    """Readings of rule K10: which party a mayor counts for who has changed party since the election."""

    ELECTED_ON = "elected_on"
    PARTY_NOW = "party_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The chosen reading of every rule that can be read in more than one way."""

    denominator: Denominator = Denominator.VALID
    cap: CapReading = CapReading.ROUND_UP
    outside: OutsideReading = OutsideReading.ON_TOP
    mayor: MayorReading = MayorReading.ELECTED_ON

    def others(self) -> Iterator[tuple[str, CapReading | OutsideReading, Readings]]:
        """
        Give rule, reading and all readings where one of K6 and K7 is read in another way.

        K10 is not among them: it decides who has the mayors, before anything is composed.
        """
        for cap in CapReading:
            if cap is not self.cap:
                yield "K6", cap, replace(self, cap=cap)
        for outside in OutsideReading:
            if outside is not self.outside:
                yield "K7", outside, replace(self, outside=outside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: number ("K3"), Danish title and text, status and source; ``readings`` name and explain."""

    number: str
    title: str
    text: str
    status: RuleStatus
    source: str
    reading: str | None
    readings: tuple[tuple[str, str], ...]
    is_unproven: bool
    """Whether no published figure has borne the rule out so far."""

    @property
    def standing(self) -> str:
        """The status as printed: "udledt", or "udledt, ubevist"."""
        return f"{self.status.value}, ubevist" if self.is_unproven else self.status.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules of one term: ``term`` is its slug ("2022-2026"), ``label`` as printed ("2022–26")."""

    term: str
    label: str
    election: str
    rules: tuple[Rule, ...]
    based_on: str | None
    """The term whose rules these are but for what the file itself says; None for rules of their own."""
    note: str
    """Danish: what is to be said of the whole rule set; empty where nothing is."""

    def rule(self, number: str) -> Rule:
        """Return the rule with that number; KeyError where there is none."""
        for rule in self.rules:
            if rule.number == number:
                return rule
        raise KeyError(number)

    @property
    def readings(self) -> Readings:
        """The readings that the term uses."""
        return Readings(
            denominator=Denominator(self.rule("E4").reading),
            cap=CapReading(self.rule("K6").reading),
            outside=OutsideReading(self.rule("K7").reading),
            mayor=MayorReading(self.rule("K10").reading),
        )
