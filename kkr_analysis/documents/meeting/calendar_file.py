"""The dates of a term as an iCalendar file (RFC 5545): whole days, the same bytes for the same dates."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from kkr_analysis.meeting.calendar import CalendarEntry
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation import wording

PRODUCER = "-//kkr-analysis//DA"


def calendar_file(meeting: Proceedings, made: datetime) -> bytes:
    """
    Return the calendar of a meeting's term.

    ``made`` is the moment that every entry carries as its own. A deadline is marked in its title; an entry's
    identity is its place among the dates of the term, so that a moved day moves the entry that is there.
    """
    dossier = meeting.dossier
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", wording.body_and_term(dossier.result))
    times: dict[str, int] = {}
    for entry in meeting.calendar:
        times[entry.title] = times.get(entry.title, 0) + 1
        identity = (
            f"{dossier.region}-{dossier.result.rule_set.term}-{_ascii(entry.title)}-{times[entry.title]}"
        )
        calendar.add_component(_event(entry, identity, meeting, made))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, identity: str, meeting: Proceedings, made: datetime) -> Event:
    event = Event()
    event.add("uid", f"{identity}@kkr-analysis")
    event.add("dtstamp", made)
    event.add("dtstart", entry.first_day)
    event.add("dtend", entry.last_day + timedelta(days=1))
    event.add("summary", f"Frist: {entry.title}" if entry.is_deadline else entry.title)
    event.add("description", " ".join(filter(None, (f"Grundlag: {entry.source}.", entry.note))))
    event.add("transp", "TRANSPARENT")
    convening = meeting.dossier.convening
    if convening and entry.first_day == convening.day and not entry.is_deadline:
        where = ", ".join(filter(None, (convening.time, convening.place)))
        if where:
            event.add("location", where)
    return event


def _ascii(title: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in title.casefold())
