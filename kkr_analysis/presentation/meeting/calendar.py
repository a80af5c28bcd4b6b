"""The dates of the term (agenda 1.9): meetings and deadlines, each with what it rests on."""

from __future__ import annotations

from kkr_analysis.meeting.calendar import CalendarEntry
from kkr_analysis.meeting.days import named_day
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.blocks import Block, paragraph
from kkr_analysis.presentation.meeting.frame import (
    Paper,
    assumed,
    background,
    bullets,
    enclosed,
    presentation,
    recommendation,
)
from kkr_analysis.presentation.meeting.pacts import other_days
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.wording import on_one_line

NUMBER = "1.9"


def paper(meeting: Proceedings) -> Paper:
    """Return the item on the plan of meetings."""
    convening = meeting.dossier.convening
    planned = convening.later_meetings if convening else ()
    proposal = "godkender mødeplanen" if planned else "fastlægger en mødeplan"
    return Paper(
        name="moedeplan",
        number=NUMBER,
        title="Mødeplan og kalender",
        body=(
            *background(
                paragraph(
                    "Datoerne er mødeplanen og de frister og tiltrædelser, der følger af love, af KKR's "
                    "forretningsorden og af tidligere dagsordener."
                ),
                enclosed("kalender.ics er vedlagt og kan læses ind i en kalender."),
            ),
            *recommendation(meeting.dossier.result.body, [proposal]),
            *presentation(*_presentation(meeting)),
        ),
        rules=("D1",),
    )


def _presentation(meeting: Proceedings) -> tuple[Block, ...]:
    table = Table(
        header="Dag",
        rows=[
            {
                "Dag": days(entry),
                "Hvad": f"{entry.title}{' (frist)' if entry.is_deadline else ''}",
                "Grundlag": entry.source,
            }
            for entry in sorted(meeting.calendar, key=lambda entry: (entry.first_day, entry.last_day))
        ],
        caption="Valgperiodens datoer",
        anchor="moedeplan-datoer",
    ).written
    notes = [f"{entry.title}: {entry.note}" for entry in meeting.calendar if entry.note]
    has_others = meeting.deadline is not None and meeting.deadline.others
    rule = meeting.dossier.result.rule_set.rule("D1")
    return (
        table,
        *([bullets(notes)] if notes else []),
        *([assumed(rule, list(other_days(meeting)))] if has_others else []),
    )


def days(entry: CalendarEntry) -> str:
    """Write a day on one line, or a period on two: "onsdag 1. december 2021 – onsdag 15. december 2021"."""
    first, last = (on_one_line(named_day(day)) for day in (entry.first_day, entry.last_day))
    return last if entry.first_day == entry.last_day else f"{first} – {last}"
