"""
The rules of composition as data: one file per term, with every rule's status, source and reading.

The calculation does not read the texts. It takes the readings; the enclosure prints the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kkr_analysis.errors import UnknownChoiceError
from kkr_analysis.files import read_bounded, toml_entries


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The chosen reading of every rule that can be read in more than one way."""

    denominator: Denominator = Denominator.VALID
    cap: CapReading = CapReading.ROUND_UP
    outside: OutsideReading = OutsideReading.ON_TOP

    def others(self) -> Iterator[tuple[str, CapReading | OutsideReading, Readings]]:
        """Give rule, reading and all readings where one of K6 and K7 is read in another way."""
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
        )


def known_terms() -> tuple[str, ...]:
    """Slugs of the terms that have a rule file, in order of time."""
    return tuple(sorted(_rule_files()))


def term_before(term: str) -> str | None:
    """Return the term that ends in the year in which this one begins; None where it has no rule file."""
    begins = term.partition("-")[0]
    return next((own for own in known_terms() if own.endswith(f"-{begins}")), None)


@cache
def rule_set(term: str) -> RuleSet:
    """
    Return the rules of a term.

    Raises UnknownChoiceError listing the terms that exist.
    """
    files = _rule_files()
    if term not in files:
        raise UnknownChoiceError(
            f"Der er intet regelsæt for valgperioden {term!r}. Vælg en af disse: {', '.join(known_terms())}."
        )
    return _read(toml_entries(read_bounded(Path(str(files[term]))), f"{term}.toml"))


def _rule_files() -> dict[str, Traversable]:
    folder = resources.files("kkr_analysis.rules")
    return {file.name.removesuffix(".toml"): file for file in folder.iterdir() if file.name.endswith(".toml")}


def _read(table: Mapping[str, Any]) -> RuleSet:
    """Make a rule set of its file; a term may take over another's rules and name only those that differ."""
    based_on = table.get("arver")
    inherited = rule_set(based_on).rules if based_on else ()
    own = {rule.number: rule for rule in map(_rule, table.get("regel", ()))}
    numbers = [rule.number for rule in inherited]
    return RuleSet(
        term=table["periode"],
        label=table["vist_periode"],
        election=table["valg"],
        rules=(
            *(own.get(rule.number, rule) for rule in inherited),
            *(rule for rule in own.values() if rule.number not in numbers),
        ),
        based_on=based_on,
        note=table.get("bemaerkning", ""),
    )


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(
        number=entry["nummer"],
        title=entry["titel"],
        text=entry["tekst"],
        status=RuleStatus(entry["status"]),
        source=entry["kilde"],
        reading=entry.get("laesning"),
        readings=tuple(entry.get("laesninger", {}).items()),
        is_unproven=entry.get("ubevist", False),
    )
