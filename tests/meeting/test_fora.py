"""The fora of the rule set: which there are on a day, and what becomes of one at a meeting."""

from datetime import date

import pytest
from places import TERM

from kkr_analysis.appointments import OfficeSeat
from kkr_analysis.meeting.fora import MAYORS, fora_of, not_appointed_to, to_fill
from kkr_analysis.rules import GenderRule, StandIns, rule_set

RULES = rule_set(TERM)
FORA = {forum.name: forum for forum in RULES.fora}


def names(day: date, region: str = "midtjylland") -> set[str]:
    return {forum.name for forum in fora_of(RULES, day, region)}


class TestFora:
    def test_a_council_gives_way_to_another(self):
        """RAR Vestjylland and RAR Østjylland until 28 February 2025, one council from 1 March."""
        new, old = "Regionalt Beskæftigelsesråd Midtjylland", {"RAR Vestjylland", "RAR Østjylland"}
        assert old <= names(date(2025, 2, 28))
        assert new not in names(date(2025, 2, 28))
        assert not old & names(date(2025, 3, 1))
        assert new in names(date(2025, 3, 1))

    def test_another_region_has_those_of_the_whole_country(self):
        assert names(date(2022, 5, 1), "sjaelland") == {
            "Danmarks Erhvervsfremmebestyrelse",
            "Overvågningsudvalget for EU's regional- og socialfond",
            "Hvert alment gymnasium og VUC",
            "Hver erhvervsskole og SOSU-skole",
        }

    def test_why_a_kkr_does_not_appoint(self):
        bodies = not_appointed_to(RULES, date(2022, 5, 1), "midtjylland")
        assert [forum.name for forum in bodies] == ["Sundhedsrådene", "Midttrafik", "Sundhedsklyngerne"]
        assert all(forum.note.startswith("KKR udpeger ikke: ") for forum in bodies)

    def test_a_term_takes_over_the_fora_of_the_one_before(self):
        assert rule_set("2026-2030").fora == RULES.fora

    @pytest.mark.parametrize(
        ("name", "seats", "stand_ins", "gender_rule"),
        [
            ("Erhvervshus Midtjylland, bestyrelsen", 4, StandIns.NONE, GenderRule.INSTITUTION),
            ("Danmarks Erhvervsfremmebestyrelse", 1, StandIns.NONE, GenderRule.MINISTER),
            ("RAR Vestjylland", 5, StandIns.PERSONAL, GenderRule.MINISTER),
            ("Sundhedssamarbejdsudvalget", 5, StandIns.NONE, GenderRule.NONE),
            ("Central Denmark EU Office, bestyrelsen", 3, StandIns.NONE, GenderRule.NONE),
            ("Uddannelsesudvalget Midtjylland", 7, StandIns.NONE, GenderRule.NONE),
        ],
    )
    def test_numbers(self, name, seats, stand_ins, gender_rule):
        forum = FORA[name]
        assert (forum.seats, forum.stand_ins, forum.gender_rule) == (seats, stand_ins, gender_rule)


class TestToFill:
    def test_alike(self):
        forum = to_fill(FORA["RAR Vestjylland"])
        assert (forum.name, forum.seats, forum.open_places) == ("RAR Vestjylland", 5, {"": 5})

    def test_of_kinds_and_by_office(self):
        forum = to_fill(FORA["Sundhedssamarbejdsudvalget"], [OfficeSeat(holder="Mona", kind=MAYORS)])
        assert forum.open_places == {"borgmestre": 4}

    def test_one_school_of_many(self):
        assert (
            to_fill(FORA["Hvert alment gymnasium og VUC"], name="Horsens Gymnasium").name
            == "Horsens Gymnasium"
        )
