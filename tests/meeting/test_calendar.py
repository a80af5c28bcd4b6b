"""The dates of a term."""

from datetime import date

import pytest

from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.calendar import term_calendar
from kkr_analysis.rules import DeadlineReading

MEETINGS = [date(2022, 1, 19), date(2022, 3, 23), date(2022, 6, 14)]
ENTRIES = {entry.title: entry for entry in term_calendar(date(2021, 11, 16), MEETINGS)}


class TestTerm2022:
    @pytest.mark.parametrize(
        ("title", "first_day", "last_day"),
        [
            ("Kommunalbestyrelserne konstituerer sig", date(2021, 12, 1), date(2021, 12, 15)),
            ("Sidste dag for at anmelde valgforbund", date(2022, 1, 14), date(2022, 1, 14)),
            ("KKR's konstituerende møde", date(2022, 1, 19), date(2022, 1, 19)),
            ("KKR udpeger Erhvervshusets bestyrelse", date(2022, 3, 1), date(2022, 3, 31)),
            ("Erhvervshusets bestyrelse tiltræder", date(2022, 4, 1), date(2022, 4, 1)),
        ],
    )
    def test_days(self, title, first_day, last_day):
        assert (ENTRIES[title].first_day, ENTRIES[title].last_day) == (first_day, last_day)

    def test_in_order_of_time(self):
        days = [entry.last_day for entry in term_calendar(date(2021, 11, 16), MEETINGS)]
        assert days == sorted(days)

    def test_the_reading_of_the_deadline(self):
        entries = term_calendar(date(2021, 11, 16), MEETINGS, DeadlineReading.MON_SAT)
        assert next(e.last_day for e in entries if e.rule == "D1") == date(2022, 1, 15)

    def test_no_meeting_is_planned_yet(self):
        entries = term_calendar(date(2025, 11, 18))
        assert all(entry.rule != "D1" for entry in entries)


class TestADeadlineOnNoWeekday:
    def test_it_is_said(self):
        """28 February 2026 is a Saturday, 31 January 2026 too."""
        notes = [entry.note for entry in term_calendar(date(2025, 11, 18)) if entry.note]
        assert notes == [
            "Fristen er en weekenddag: lørdag 31. januar 2026.",
            "Fristen er en weekenddag: lørdag 28. februar 2026.",
        ]
        assert not any(entry.note for entry in ENTRIES.values())


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("meetings", "fault"),
        [
            ([date(2022, 2, 1)], "Det konstituerende møde er tirsdag 1. februar 2022"),
            ([date(2022, 1, 19), date(2022, 1, 19)], "Skriv møderne i rækkefølge"),
        ],
    )
    def test_meetings(self, meetings, fault):
        with pytest.raises(MeetingError, match=fault):
            term_calendar(date(2021, 11, 16), meetings)
