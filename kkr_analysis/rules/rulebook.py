"""
The rules as values: every rule of a term with its status, source and reading, and the fora of a KKR.

The calculation does not read the texts. It uses the readings; the enclosure prints the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from kkr_analysis.errors import UnknownChoiceError


def refuse_other_readings(kind: type[Enum], *, name: str, given: object) -> None:
    """
    Refuse what is no reading of this kind: its text alone would be passed over, and another one be used.

    Raises UnknownChoiceError, which names the parameter and the kind.
    """
    if not isinstance(given, kind):
        raise UnknownChoiceError(
            f"{name}: fandt {given!r}, ventede en læsning som {kind.__name__}.{next(iter(kind)).name}."
        )


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


class DeadlineReading(Enum):
    """Readings of rule D1: which days are weekdays (hverdage), and how three of them are counted."""

    MON_FRI = "mon_fri+third_day_back"
    MON_SAT = "mon_sat+third_day_back"
    MON_FRI_CLEAR = "mon_fri+three_clear_days"
    MON_SAT_CLEAR = "mon_sat+three_clear_days"

    @property
    def has_saturday(self) -> bool:
        """Whether a Saturday is a weekday."""
        return self.value.startswith("mon_sat")

    @property
    def has_clear_days(self) -> bool:
        """Whether only whole days between the deadline and the meeting count, not those two themselves."""
        return self.value.endswith("clear_days")


class BasisReading(Enum):
    """Readings of rule U3: whose votes an appointment rests on."""

    PRESENT = "present"
    ALL_MEMBERS = "all_members"


class StandIns(Enum):
    """The stand-ins (stedfortrædere) that a forum asks for. The value is the Danish word in the file."""

    NONE = "ingen"
    PERSONAL = "personlige"


class GenderRule(Enum):
    """
    The section of ligestillingsloven that a forum's seats are proposed under (rule U11).

    It follows from who finally appoints. The value is the Danish word in the file.
    """

    MINISTER = "§§ 9 og 12"
    AGENCY = "§ 9"
    COUNCIL = "§ 10 a"
    """A municipal or regional council."""
    INSTITUTION = "§ 11"
    """The board of an institution with 50 employees or more."""
    NONE = "ingen"
    """The KKR alone: no rule has been found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumRule:
    """
    One forum according to the acts and the agenda: how many a KKR appoints to it, and who finally appoints.

    ``region`` is a slug, None where it is in every region. Zero ``seats`` stand for a body that is
    asked about and that a KKR does not appoint to; the ``note`` says why.
    """

    name: str
    seats: int
    kinds: tuple[tuple[str, int], ...]
    """Kind and places where the seats are of several kinds (rule U8)."""
    stand_ins: StandIns
    appointer: str
    gender_rule: GenderRule
    region: str | None
    first_day: date | None
    last_day: date | None
    status: RuleStatus
    source: str
    note: str
    agenda_item: str = ""
    """The number that it usually has on the agenda of the constituent meeting; empty where none is known."""
    board: int | None = None
    """The members of the whole board, where it is put together from several fora."""

    def is_there_on(self, day: date) -> bool:
        """Whether the forum exists on that day."""
        return (self.first_day or day) <= day <= (self.last_day or day)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingReadings:
    """The chosen readings of the rules of the constituent meeting."""

    deadline: DeadlineReading = DeadlineReading.MON_FRI
    basis: BasisReading = BasisReading.PRESENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The chosen reading of every rule that can be read in more than one way."""

    denominator: Denominator = Denominator.VALID
    cap: CapReading = CapReading.ROUND_UP
    outside: OutsideReading = OutsideReading.ON_TOP
    mayor: MayorReading = MayorReading.ELECTED_ON

    def __post_init__(self) -> None:
        """Raises UnknownChoiceError for anything but a reading of the rule."""
        for field, kind in _FIELDS.values():
            refuse_other_readings(kind, name=field, given=getattr(self, field))

    def with_reading(self, rule: str, reading: str | None) -> Readings:
        """Return the same readings but for one rule. Raises ValueError for an unknown reading."""
        field, words = _FIELDS[rule]
        changed: dict[str, Any] = {field: words(reading)}
        return replace(self, **changed)

    def others(self) -> Iterator[tuple[str, CapReading | OutsideReading, Readings]]:
        """
        Yield rule, reading and the resulting set of readings for every other reading of K6 and K7.

        K10 is not among them: it decides who has the mayors, before anything is composed.
        """
        for cap in CapReading:
            if cap is not self.cap:
                yield "K6", cap, replace(self, cap=cap)
        for outside in OutsideReading:
            if outside is not self.outside:
                yield "K7", outside, replace(self, outside=outside)


_FIELDS: Mapping[str, tuple[str, type[Enum]]] = {
    "E4": ("denominator", Denominator),
    "K6": ("cap", CapReading),
    "K7": ("outside", OutsideReading),
    "K10": ("mayor", MayorReading),
}
READ_SEVERAL_WAYS: Mapping[str, type[Enum]] = {rule: words for rule, (_, words) in _FIELDS.items()}
"""The rules of the composition that can be read in more than one way, with the words of their readings."""


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
    """The term whose rules these are, apart from what the file itself says; None for independent rules."""
    note: str
    """Danish: a remark on the whole rule set; empty where there is none."""
    same_as: str | None = None
    """Label of the earliest term with exactly these rules; None where none before had them."""
    fora: tuple[ForumRule, ...] = ()

    def rule(self, number: str) -> Rule:
        """Return the rule with that number; KeyError where there is none."""
        for rule in self.rules:
            if rule.number == number:
                return rule
        raise KeyError(number)

    @property
    def readings(self) -> Readings:
        """The readings that the term uses."""
        readings = Readings()
        for number in READ_SEVERAL_WAYS:
            readings = readings.with_reading(number, self.rule(number).reading)
        return readings

    def fora_on(self, day: date, region: str) -> tuple[ForumRule, ...]:
        """Return the fora of a region (slug) on that day, also those that a KKR does not appoint to."""
        return tuple(
            forum for forum in self.fora if forum.region in (None, region) and forum.is_there_on(day)
        )

    @property
    def meeting_readings(self) -> MeetingReadings:
        """The readings that the term's meetings use."""
        return MeetingReadings(
            deadline=DeadlineReading(self.rule("D1").reading), basis=BasisReading(self.rule("U3").reading)
        )
