"""The dates of a term: what has to be done when, as values that a table or a calendar file is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.days import holiday_name, is_weekday, named_day, pact_deadline
from kkr_analysis.rules import DeadlineReading


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One day, or a period from ``first_day`` to ``last_day``, with what it is and where that stands."""

    first_day: date
    last_day: date
    title: str
    """Danish, without the day."""
    source: str
    is_deadline: bool = False
    rule: str = ""
    """Number of the rule in the rule set, where there is one."""

    @property
    def note(self) -> str:
        """Danish: said of a deadline on a day that is no weekday; empty otherwise."""
        if not self.is_deadline or is_weekday(self.last_day):
            return ""
        what = "en helligdag" if holiday_name(self.last_day) else "en weekenddag"
        return f"Fristen er {what}: {named_day(self.last_day)}."


def term_calendar(
    election_day: date,
    meetings: Sequence[date] = (),
    reading: DeadlineReading = DeadlineReading.MON_FRI,
) -> tuple[CalendarEntry, ...]:
    """
    Return the dates of a term in order of time.

    Rule: D1. ``meetings`` are those planned, the constituent one first; without any its place is the last day
    it can be held on, and there is no deadline for alliances to give.

    Raises MeetingError for a constituent meeting before the councils are constituted, or after 31 January.
    """
    year = election_day.year
    _refuse_impossible(year, meetings)
    entries = [
        _day(election_day, "Kommunalvalg", "Kommunal- og regionalvalgloven"),
        _period(
            date(year, 12, 1),
            date(year, 12, 15),
            "Kommunalbestyrelserne konstituerer sig",
            "Kommunestyrelsesloven § 6",
        ),
        _limit(
            date(year + 1, 1, 31),
            "KKR's konstituerende møde er holdt, indkaldt af den borgmester, der har siddet længst",
            "Forretningsordenen for KKR",
        ),
        _limit(
            nomination_deadline(election_day),
            "Organisationerne har indstillet til Erhvervshusets bestyrelse",
            "Dagsorden 19. januar 2022, punkt 1.6",
        ),
        _period(
            date(year + 1, 3, 1),
            date(year + 1, 3, 31),
            "KKR udpeger Erhvervshusets bestyrelse",
            "Dagsorden 19. januar 2022, punkt 1.6",
        ),
        _day(date(year + 1, 4, 1), "Erhvervshusets bestyrelse tiltræder", "LBK nr. 230 af 2024 § 13"),
        _day(date(year + 1, 6, 1), "De regionale beskæftigelsesråd tiltræder", "Lov nr. 1656 af 2024"),
    ]
    for number, meeting in enumerate(meetings):
        entries.append(_day(meeting, "KKR-møde" if number else "KKR's konstituerende møde", "Mødeplanen"))
    if meetings:
        deadline = pact_deadline(meetings[0], reading)
        entries.append(
            CalendarEntry(
                first_day=deadline.last_day,
                last_day=deadline.last_day,
                title="Sidste dag for at anmelde valgforbund",
                source="Forretningsordenen for KKR § 4, stk. 2",
                is_deadline=True,
                rule="D1",
            )
        )
    return tuple(sorted(entries, key=lambda entry: (entry.last_day, entry.first_day, entry.title)))


def nomination_deadline(election_day: date) -> date:
    """Return the last day for nominating to the board of an Erhvervshus (agenda 1.6)."""
    return date(election_day.year + 1, 2, 28)


def _day(day: date, title: str, source: str) -> CalendarEntry:
    return CalendarEntry(first_day=day, last_day=day, title=title, source=source)


def _period(first_day: date, last_day: date, title: str, source: str) -> CalendarEntry:
    return CalendarEntry(first_day=first_day, last_day=last_day, title=title, source=source)


def _limit(day: date, title: str, source: str) -> CalendarEntry:
    return CalendarEntry(first_day=day, last_day=day, title=title, source=source, is_deadline=True)


def _refuse_impossible(year: int, meetings: Sequence[date]) -> None:
    faults = [
        f"Det konstituerende møde er {named_day(day)}. Det holdes fra 1. december {year} til 31. januar "
        f"{year + 1}."
        for day in meetings[:1]
        if not date(year, 12, 1) <= day <= date(year + 1, 1, 31)
    ]
    faults += [
        f"Mødet {named_day(later)} står efter mødet {named_day(earlier)}. Skriv møderne i rækkefølge."
        for earlier, later in pairwise(meetings)
        if later <= earlier
    ]
    if faults:
        raise MeetingError("\n".join(faults))
