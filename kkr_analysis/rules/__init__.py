"""The rules of composition per term, with status, source and reading. A new term is a new file here."""

from kkr_analysis.rules.rule_files import known_terms, rule_set, term_before
from kkr_analysis.rules.rulebook import (
    BasisReading,
    CapReading,
    Denominator,
    MeetingReadings,
    OutsideReading,
    Readings,
    Rule,
    RuleSet,
    RuleStatus,
)

__all__ = [
    "BasisReading",
    "CapReading",
    "Denominator",
    "MeetingReadings",
    "OutsideReading",
    "Readings",
    "Rule",
    "RuleSet",
    "RuleStatus",
    "known_terms",
    "rule_set",
    "term_before",
]
