"""Declared alliances: accepted, or refused with a ground (D1, D2, D3)."""

from dataclasses import replace
from datetime import date

import pytest
from places import TERM
from tools.elected import elected

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.election import Declaration, DeclarationStatus
from kkr_analysis.meeting.pacts import (
    Refusal,
    accepted,
    judge_declarations,
    represented_in,
)
from kkr_analysis.rules import DeadlineReading

MEETING = date(2022, 1, 19)
IN_TIME = Declaration(
    alliance=Alliance.of("C", "V"),
    region="midtjylland",
    meeting=MEETING,
    received=date(2022, 1, 14),
    given_by="C og V",
)
LATE = replace(IN_TIME, received=date(2022, 1, 15))


def judge(*declarations: Declaration, reading: DeadlineReading = DeadlineReading.MON_FRI):
    return judge_declarations(
        declarations, region="midtjylland", meeting=MEETING, represented="ABCDFKOVØ", reading=reading
    )


class TestTheDay:
    def test_on_the_last_day(self):
        [judged] = judge(IN_TIME)
        assert judged.is_accepted
        assert judged.text == "C+V er anmeldt rettidigt fredag 14. januar 2022 og kan godkendes."
        assert judged.otherwise == (DeadlineReading.MON_FRI_CLEAR,)

    def test_one_day_late_and_in_time_under_another_reading(self):
        [judged] = judge(LATE)
        assert judged.grounds == ((Refusal.LATE, ()),)
        assert judged.otherwise == (DeadlineReading.MON_SAT,)
        assert judged.text == (
            "C+V afvises: anmeldelsen er modtaget efter fristen (modtaget lørdag 15. januar 2022, "
            "frist fredag 14. januar 2022)."
        )
        assert judge(LATE, reading=DeadlineReading.MON_SAT)[0].is_accepted


class TestTheMembers:
    """»… indgås mellem de repræsenterede partier …«, and a contender is in at most one."""

    def test_a_contender_without_a_seat(self):
        [judged] = judge(replace(IN_TIME, alliance=Alliance.of("C", "I")))
        assert judged.grounds == ((Refusal.NOT_REPRESENTED, ("I",)),)
        assert "(I)" in judged.text

    def test_a_contender_in_two(self):
        other = replace(IN_TIME, alliance=Alliance.of("V", "D"), received=date(2022, 1, 13))
        third = replace(IN_TIME, alliance=Alliance.of("A", "F"))
        judged = {entry.declaration.alliance.label: entry.grounds for entry in judge(IN_TIME, other, third)}
        both = ((Refusal.IN_TWO, ("V",)),)
        assert judged == {"V+D": both, "A+F": (), "C+V": both}

    def test_a_refused_declaration_takes_nobody(self):
        other = replace(LATE, alliance=Alliance.of("V", "D"))
        assert accepted(judge(IN_TIME, other)) == (IN_TIME.alliance,)

    def test_the_represented_are_those_with_a_seat(self):
        assert represented_in(elected("midtjylland", TERM)) == tuple("ABCDFKOVØ")


class TestADeclaration:
    """It belongs to one KKR and one meeting, and the KKR approves it."""

    @pytest.mark.parametrize(
        ("change", "ground"),
        [
            ({"region": "sjaelland"}, Refusal.OTHER_KKR),
            ({"meeting": date(2022, 3, 23)}, Refusal.OTHER_MEETING),
            ({"status": DeclarationStatus.REFUSED}, Refusal.NOT_APPROVED),
        ],
    )
    def test_one_ground(self, change, ground):
        assert judge(replace(IN_TIME, **change))[0].grounds == ((ground, ()),)

    def test_what_the_kkr_has_accepted_is_not_refused_for_being_late(self):
        [judged] = judge(replace(LATE, status=DeclarationStatus.ACCEPTED))
        assert judged.is_accepted
        assert ", efter fristen " in judged.text
        assert judged.text.endswith("og er godkendt af KKR.")

    def test_every_ground_is_told(self):
        [judged] = judge(replace(LATE, region="sjaelland", alliance=Alliance.of("C", "I")))
        found = [ground for ground, _ in judged.grounds]
        assert found == [Refusal.OTHER_KKR, Refusal.LATE, Refusal.NOT_REPRESENTED]
