"""The rules of composition per term, with status, source and reading. A new term is a new file here."""

from kkr_analysis.rules.rule_files import known_terms, rule_set, term_before, term_named, term_of
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
)

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
    "RuleStatus",
    "StandIns",
    "known_terms",
    "rule_set",
    "term_before",
    "term_named",
    "term_of",
]
