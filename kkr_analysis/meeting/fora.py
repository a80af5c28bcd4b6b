"""The fora that a KKR appoints to, as the rule set has them: what becomes of each at a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kkr_analysis.appointments import Forum, OfficeSeat, SeatKind
from kkr_analysis.rules import ForumRule, RuleSet

MAYORS = "borgmestre"
"""The kind of seat that only a mayor can have."""
_LAST_TO_BEGIN = (6, 1)
"""1 June: the last day on which what a constituent meeting appoints to begins."""


def fora_of(rules: RuleSet, day: date, region: str) -> tuple[ForumRule, ...]:
    """Return the fora that the KKR of a region (slug) appoints to on that day."""
    return tuple(forum for forum in rules.fora_on(day, region) if forum.seats)


def to_appoint_to(rules: RuleSet, day: date, region: str) -> tuple[ForumRule, ...]:
    """
    Return the fora that are appointed to at a meeting on that day, also those that are there only later.

    Boards begin on 1 April and councils on 1 June, and are appointed to before: what begins by then counts.
    """
    last = date(day.year + (day.month > _LAST_TO_BEGIN[0]), *_LAST_TO_BEGIN)
    return tuple(
        forum
        for forum in rules.fora
        if forum.seats
        and forum.region in (None, region)
        and (forum.first_day or day) <= last
        and (forum.last_day or day) >= day
    )


def is_nominated_to(rule: ForumRule) -> bool:
    """Whether bodies outside nominate to the seats: they are of kinds that no member of a council is."""
    kinds = [kind for kind, _ in rule.kinds]
    return bool(kinds) and MAYORS not in kinds


def is_for_many(rule: ForumRule) -> bool:
    """Whether one rule stands for a whole kind of fora, "Hver erhvervsskole": each gets its own name."""
    return rule.name.startswith(("Hver ", "Hvert "))


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
