"""A meeting computed from what is noted: before anything is sent in, and when it is held."""

from dataclasses import replace
from datetime import date

import pytest
from places import TERM

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.appointments import Group
from kkr_analysis.data.load import load_result
from kkr_analysis.errors import AppointmentError, StaleLotError
from kkr_analysis.meeting.chair import ElectedPost
from kkr_analysis.meeting.dossier import Convening, Dossier, ForumOnAgenda, NotedAppointment
from kkr_analysis.meeting.fora import to_fill
from kkr_analysis.meeting.proceedings import hold

RESULT = load_result("midtjylland", TERM)
FORA = {forum.name: forum for forum in RESULT.rule_set.fora}
EU_OFFICE, EDUCATION = "Central Denmark EU Office, bestyrelsen", "Uddannelsesudvalget Midtjylland"
BOARD = "Erhvervshus Midtjylland, bestyrelsen"


def on_agenda(name: str, *offices: str) -> ForumOnAgenda:
    return ForumOnAgenda(forum=to_fill(FORA[name]), rule=FORA[name], offices=offices)


BEFORE = Dossier(
    result=RESULT,
    convening=Convening(day=date(2022, 1, 19)),
    fora=(on_agenda(EU_OFFICE), on_agenda(EDUCATION)),
)


class TestBeforeTheMembersAreSentIn:
    """The composition alone gives the groups: 36 members, each contender a group (U2)."""

    def test_the_last_seat_of_three_hangs_on_a_lot_between_a_and_c(self):
        outcome = hold(BEFORE).fora[0]
        assert outcome.several.seats()["A"] == outcome.several.seats()["V"] == 1
        assert outcome.tie.tied == {"A", "C"}
        assert outcome.expected_ties == (outcome.tie,)

    def test_a_drawn_lot_settles_its_own_forum_only(self):
        lot = DrawnLot(stage=EU_OFFICE, tied=frozenset({"A", "C"}), winners=("C",))
        office, education = hold(replace(BEFORE, lots=(lot,))).fora
        assert office.several.seats()["C"] == 1
        assert office.several.is_complete
        assert education.tie.tied == {"V", "F"}

    def test_a_lot_of_no_forum_is_refused(self):
        lot = DrawnLot(stage="Bestyrelsen", tied=frozenset({"A", "C"}), winners=("C",))
        with pytest.raises(StaleLotError, match="Bestyrelsen"):
            hold(replace(BEFORE, lots=(lot,)))

    def test_what_is_owed_is_said(self):
        assert hold(BEFORE).owed[0] == "A mangler at vælge 1 supplerende medlem."
        assert hold(BEFORE).is_quorate is None


class TestSeatsByOffice:
    """The chair's seat counts as one of the chair's group's (U7): A has the chair, and 2 seats of 4."""

    def test_before_the_election_the_one_entitled_holds_it(self):
        outcome = hold(replace(BEFORE, fora=(on_agenda(BOARD, "formand"),))).fora[0]
        assert outcome.several.seats() == {"A": 2, "V": 1, "C": 1} | dict.fromkeys("BDFKOØ", 0)
        assert [pick.group for pick in outcome.several.picks] == ["V", "A", "C"]

    def test_whoever_was_elected_holds_it(self):
        mayor = next(mayor for mayor in RESULT.figures.mayors if mayor.party == "V")
        post = ElectedPost(number=1, person=mayor.name, contender="V", is_in_agreement=True)
        dossier = replace(BEFORE, fora=(on_agenda(BOARD, "formand"),), elected=(post,))
        assert [pick.group for pick in hold(dossier).fora[0].several.picks] == ["A", "A", "C"]


class TestFaults:
    """Those of all fora come together."""

    def test_two_fora_with_strangers_in_their_groups(self):
        stranger = (Group(name="X", members=("Ingen",)),)
        noted = tuple(NotedAppointment(forum=name, groups=stranger) for name in (EU_OFFICE, EDUCATION))
        with pytest.raises(AppointmentError) as caught:
            hold(replace(BEFORE, appointments=noted))
        assert str(caught.value).count("Ingen er i en gruppe, men er ikke medlem") == 2
