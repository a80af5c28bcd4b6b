"""What the absence of members changes in one forum, and what the other reading of the basis would give."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.appointments import AttendanceEffect
from kkr_analysis.danish import counted, listed
from kkr_analysis.meeting.proceedings import ForumOutcome, Proceedings
from kkr_analysis.presentation.blocks import Block, paragraph
from kkr_analysis.presentation.meeting.frame import assumed
from kkr_analysis.presentation.meeting.lots import between
from kkr_analysis.presentation.meeting.names import Names
from kkr_analysis.rules import BasisReading


def attendance(outcome: ForumOutcome, meeting: Proceedings, names: Names) -> Iterator[Block]:
    """Say whether the absence changes anything; nothing is said where everybody attends."""
    effect = outcome.attendance
    if effect is None:
        return
    if not effect.has_effect:
        yield paragraph("Fraværet ændrer ikke fordelingen.")
        return
    rule = meeting.dossier.result.rule_set.rule("U3")
    is_present = meeting.dossier.result.rule_set.meeting_readings.basis is BasisReading.PRESENT
    other = dict(rule.readings)[(BasisReading.ALL_MEMBERS if is_present else BasisReading.PRESENT).value]
    yield assumed(
        rule,
        [
            f"Fraværet ændrer fordelingen. {_changes(effect, names)}",
            f"Tælles {other}, er det {'den første' if is_present else 'den sidste'} fordeling, der gælder.",
        ],
    )


def _changes(effect: AttendanceEffect, names: Names) -> str:
    """Put the two counts side by side: all members, and those attending."""
    everybody, present = (
        listed([*_changed(effect, which, names), *_tied(effect, which)]) for which in (0, 1)
    )
    return f"Med alle medlemmer: {everybody}. Med de fremmødte: {present}."


def _changed(effect: AttendanceEffect, which: int, names: Names) -> Iterator[str]:
    for name, *seats in effect.changes:
        yield f"{counted(seats[which], 'sikker plads', 'sikre pladser')} til {names.group(name)}"


def _tied(effect: AttendanceEffect, which: int) -> Iterator[str]:
    tie = (effect.everybody, effect.present)[which].tie
    if tie:
        yield f"lod mellem {between(tie)}"
