"""Weekdays, and the deadline of three of them before the meeting (D1)."""

from datetime import date, timedelta

import pytest

from kkr_analysis.errors import UnknownChoiceError
from kkr_analysis.meeting.days import holiday_name, is_weekday, named_day, pact_deadline
from kkr_analysis.rules import DeadlineReading

MON_FRI, MON_SAT = DeadlineReading.MON_FRI, DeadlineReading.MON_SAT
CLEAR, SAT_CLEAR = DeadlineReading.MON_FRI_CLEAR, DeadlineReading.MON_SAT_CLEAR


class TestPactDeadline:
    """»… senest tre hverdage før mødet« (D1), under the readings of MEETING.md."""

    @pytest.mark.parametrize(
        ("meeting", "days"),
        [
            (date(2022, 1, 19), (14, 15, 13)),
            (date(2018, 1, 22), (17, 18, 16)),
            (date(2018, 1, 24), (19, 20, 18)),
            (date(2018, 1, 26), (23, 23, 22)),
        ],
    )
    def test_every_reading(self, meeting, days):
        found = [pact_deadline(meeting, reading).last_day for reading in (MON_FRI, MON_SAT, CLEAR)]
        assert [day.day for day in found] == list(days)

    def test_the_fourth_reading(self):
        """Wednesday 19 January: Tuesday, Monday and Saturday are clear, so Friday."""
        assert pact_deadline(date(2022, 1, 19), SAT_CLEAR).last_day == date(2022, 1, 14)

    def test_only_readings_that_give_another_day_are_named(self):
        deadline = pact_deadline(date(2022, 1, 19))
        assert deadline.others == ((MON_SAT, date(2022, 1, 15)), (CLEAR, date(2022, 1, 13)))
        assert [reading for reading, _ in pact_deadline(date(2018, 1, 26)).others] == [CLEAR, SAT_CLEAR]

    def test_one_day_late_here_and_in_time_there(self):
        deadline = pact_deadline(date(2022, 1, 19))
        assert deadline.is_met(date(2022, 1, 14))
        assert not deadline.is_met(date(2022, 1, 15))
        assert deadline.is_met_elsewhere(date(2022, 1, 15)) == (MON_SAT,)
        assert deadline.is_met_elsewhere(date(2022, 1, 14)) == (CLEAR,)

    def test_easter_lies_between(self):
        """Tuesday 7 April 2026 after Easter Monday: Wednesday 1, Tuesday 31 and Monday 30 March."""
        assert pact_deadline(date(2026, 4, 7)).last_day == date(2026, 3, 30)

    def test_a_deadline_is_a_weekday_with_two_between(self):
        for offset in range(400):
            meeting = date(2023, 1, 1) + timedelta(days=offset)
            last = pact_deadline(meeting).last_day
            between = [last + timedelta(days=n) for n in range((meeting - last).days)]
            assert [is_weekday(day) for day in between].count(True) == 3
            assert is_weekday(last)


class TestHolidays:
    """Held against lov nr. 214 of 2023: store bededag is an ordinary day from 2024."""

    def test_store_bededag(self):
        assert holiday_name(date(2023, 5, 5)) == "Store bededag"
        assert holiday_name(date(2024, 4, 26)) is None
        assert is_weekday(date(2024, 4, 26))

    @pytest.mark.parametrize("language", ["en_US.UTF-8", "da_DK.UTF-8", "C"])
    def test_the_names_are_danish_on_every_machine(self, language, monkeypatch):
        monkeypatch.setenv("LANG", language)
        monkeypatch.setenv("LANGUAGE", language)
        # A year that no other test asks for: the names are kept by year.
        year = 2050 + ["en_US.UTF-8", "da_DK.UTF-8", "C"].index(language)
        assert holiday_name(date(year, 12, 25)) == "Juledag"

    def test_saturday_and_sunday(self):
        assert [is_weekday(date(2022, 1, day), MON_SAT) for day in (15, 16)] == [True, False]
        assert [is_weekday(date(2022, 1, day)) for day in (14, 15, 16)] == [True, False, False]

    def test_a_named_day(self):
        assert named_day(date(2022, 1, 19)) == "onsdag 19. januar 2022"
        assert named_day(date(2026, 4, 2)) == "torsdag 2. april 2026 (Skærtorsdag)"


@pytest.mark.parametrize("asked", [pact_deadline, is_weekday])
def test_a_text_is_no_reading(asked):
    with pytest.raises(UnknownChoiceError, match="reading: fandt 'mon_sat', ventede en læsning som Deadline"):
        asked(date(2022, 1, 19), "mon_sat")
