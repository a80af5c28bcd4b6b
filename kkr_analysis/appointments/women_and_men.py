"""How many women and men have to be named for the seats of a forum: it depends on who appoints in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kkr_analysis.rules import GenderRule


class Gender(Enum):
    """A person's legal sex where it is recorded. The value is the word in the file."""

    WOMAN = "kvinde"
    MAN = "mand"


class Duty(Enum):
    """What the act on equality asks of the proposer. The value is the Danish clause that the papers print."""

    EQUALLY_MANY = "lige mange kvinder og mænd foreslås"
    BALANCE = "en ligelig fordeling tilstræbes"
    NONE = "ingen regel fundet"


_EQUALLY_MANY = (GenderRule.MINISTER, GenderRule.AGENCY, GenderRule.COUNCIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class GenderDuty:
    """The duty for the seats of one forum, and the section it rests on; both numbers 0 where none is set."""

    duty: Duty
    rule: GenderRule
    women: int
    men: int

    @property
    def names(self) -> int:
        """How many are proposed in all: 6 for 3 seats, so that the appointer can choose either for each."""
        return self.women + self.men


@dataclass(frozen=True, slots=True, kw_only=True)
class GenderCount:
    """Women and men among those named, held against the duty; ``unknown`` are those not recorded."""

    duty: GenderDuty
    women: int
    men: int
    unknown: int
    special_reasons: str = ""

    @property
    def missing(self) -> tuple[int, int]:
        """How many women and how many men are still to be named; none where special reasons are written."""
        if self.special_reasons:
            return 0, 0
        return max(self.duty.women - self.women, 0), max(self.duty.men - self.men, 0)

    @property
    def is_met(self) -> bool:
        """Whether the duty is met by those whose sex is recorded; balance is reported and never a fault."""
        return self.missing == (0, 0)


def gender_duty(rule: GenderRule, seats: int) -> GenderDuty:
    """
    Return what has to be proposed for that many seats.

    Rule: U11. One seat: a woman and a man. Several: as many of each as there are seats.
    """
    if rule in _EQUALLY_MANY:
        return GenderDuty(duty=Duty.EQUALLY_MANY, rule=rule, women=seats, men=seats)
    duty = Duty.BALANCE if rule is GenderRule.INSTITUTION else Duty.NONE
    return GenderDuty(duty=duty, rule=rule, women=0, men=0)


def count_genders(
    duty: GenderDuty, named: Sequence[Gender | None], *, special_reasons: str = ""
) -> GenderCount:
    """Count women and men among those named. Rule: U11. ``special_reasons`` are those given in writing."""
    number = Counter(named)
    return GenderCount(
        duty=duty,
        women=number[Gender.WOMAN],
        men=number[Gender.MAN],
        unknown=number[None],
        special_reasons=special_reasons,
    )
