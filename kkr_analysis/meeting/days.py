"""
Weekdays (hverdage), the deadlines that are counted in them, and what else a day is.

Public holidays come from the library ``holidays``, asked for in Danish: its names follow the machine's
language otherwise. It knows that store bededag has been an ordinary day since 2024 (lov nr. 214 of 2023).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from kkr_analysis.danish import day as written_day
from kkr_analysis.rules import DeadlineReading, refuse_other_readings

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_SATURDAY, _SUNDAY = 5, 6
_NOTICE = 3
"""Weekdays between the deadline of a pact and the meeting (rule D1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day for something, and the day under every other reading that gives another one."""

    last_day: date
    reading: DeadlineReading
    others: tuple[tuple[DeadlineReading, date], ...]

    def is_met(self, received: date) -> bool:
        """Whether something received on that day is in time."""
        return received <= self.last_day

    def is_met_elsewhere(self, received: date) -> tuple[DeadlineReading, ...]:
        """Return the other readings that judge that day otherwise."""
        return tuple(
            reading
            for reading, last_day in self.others
            if (received <= last_day) is not self.is_met(received)
        )


def pact_deadline(meeting: date, reading: DeadlineReading = DeadlineReading.MON_FRI) -> Deadline:
    """
    Return the last day for declaring an alliance before a meeting.

    Rule: D1. At least three weekdays before; the meeting's own day does not count. Raises
    UnknownChoiceError for anything but a reading.
    """
    refuse_other_readings(DeadlineReading, name="reading", given=reading)
    days = {known: _last_day(meeting, known) for known in DeadlineReading}
    return Deadline(
        last_day=days[reading],
        reading=reading,
        others=tuple((known, last_day) for known, last_day in days.items() if last_day != days[reading]),
    )


def _last_day(meeting: date, reading: DeadlineReading) -> date:
    # Three clear days leave three weekdays between: the deadline is the fourth one back.
    left = _NOTICE + reading.has_clear_days
    day = meeting
    while left:
        day -= timedelta(days=1)
        left -= is_weekday(day, reading)
    return day


def is_weekday(day: date, reading: DeadlineReading = DeadlineReading.MON_FRI) -> bool:
    """
    Whether a day is a weekday: neither Sunday nor a public holiday, nor Saturday under some readings.

    Rule: D1. Raises UnknownChoiceError for anything but a reading.
    """
    refuse_other_readings(DeadlineReading, name="reading", given=reading)
    last = _SATURDAY if reading.has_saturday else _SATURDAY - 1
    return day.weekday() <= last and holiday_name(day) is None


def holiday_name(day: date) -> str | None:
    """Return the Danish name of the public holiday that a day is, None for any other."""
    return _public_holidays(day.year).get(day)


def named_day(day: date) -> str:
    """Write a day with its name: onsdag 19. januar 2022, torsdag 9. april 2026 (Skærtorsdag)."""
    holiday = holiday_name(day)
    return f"{WEEKDAYS[day.weekday()]} {written_day(day)}{f' ({holiday})' if holiday else ''}"


@cache
def _public_holidays(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("DK", years=year, language="da"))
