"""The fora that a KKR appoints to, as the rule set has them: what becomes of each at a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kkr_analysis.appointments import Forum, OfficeSeat, SeatKind
from kkr_analysis.rules import ForumRule, RuleSet

MAYORS = "borgmestre"
"""The kind of seat that only a mayor can have."""


def fora_of(rules: RuleSet, day: date, region: str) -> tuple[ForumRule, ...]:
    """Return the fora that the KKR of a region (slug) appoints to on that day."""
    return tuple(forum for forum in rules.fora_on(day, region) if forum.seats)


def not_appointed_to(rules: RuleSet, day: date, region: str) -> tuple[ForumRule, ...]:
    """Return the bodies that are asked about, and that a KKR does not appoint to: the note says why."""
    return tuple(forum for forum in rules.fora_on(day, region) if not forum.seats)


def to_fill(rule: ForumRule, by_office: Sequence[OfficeSeat] = (), *, name: str = "") -> Forum:
    """
    Make the forum that groups pick the seats of.

    Rule: U7, U8. ``name`` is that of one school, say, where the rule stands for many.
    """
    kinds = rule.kinds or (("", rule.seats),)
    return Forum(
        name=name or rule.name,
        kinds=tuple(SeatKind(name=kind, places=places) for kind, places in kinds),
        by_office=tuple(by_office),
    )
