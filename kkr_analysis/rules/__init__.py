"""The rules of composition per term, with status, source and reading. A new term is a new file here."""

from kkr_analysis.rules.rulebook import (
    READ_SEVERAL_WAYS,
    BasisReading,
    CapReading,
    DeadlineReading,
    Denominator,
    ForumRule,
    GenderRule,
    MayorReading,
    MeetingReadings,
    OutsideReading,
    Readings,
    Rule,
    RuleSet,
    RuleStatus,
    StandIns,
    refuse_other_readings,
)
from kkr_analysis.rules.shelf import RuleShelf, rule_set

__all__ = [
    "READ_SEVERAL_WAYS",
    "BasisReading",
    "CapReading",
    "DeadlineReading",
    "Denominator",
    "ForumRule",
    "GenderRule",
    "MayorReading",
    "MeetingReadings",
    "OutsideReading",
    "Readings",
    "Rule",
    "RuleSet",
    "RuleShelf",
    "RuleStatus",
    "StandIns",
    "refuse_other_readings",
    "rule_set",
]
