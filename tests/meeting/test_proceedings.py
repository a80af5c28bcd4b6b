"""A meeting computed from what is noted: before anything is sent in, and when it is held."""

from dataclasses import replace
from datetime import date

import pytest
from places import TERM
from tools.elected import elected

from kkr_analysis.allocation import Alliance, DrawnLot
from kkr_analysis.appointments import AgreedSeats, Agreement, Appointee, Group, PersonDoubt
from kkr_analysis.composition.election import Declaration
from kkr_analysis.errors import AppointmentError, StaleLotError
from kkr_analysis.meeting.chair import ElectedPost
from kkr_analysis.meeting.dossier import Convening, Dossier, ForumOnAgenda, NotedAppointment
from kkr_analysis.meeting.fora import to_fill
from kkr_analysis.meeting.proceedings import ForumOutcome, hold
from kkr_analysis.presentation.blocks import Paragraph
from kkr_analysis.presentation.meeting.names import Names
from kkr_analysis.presentation.meeting.picks import picks
from kkr_analysis.rules import DeadlineReading

RESULT = elected("midtjylland", TERM)
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


def said_of(outcome: ForumOutcome) -> str:
    blocks = picks(outcome, Names.of(BEFORE), "valg")
    return " ".join(run.text for own in blocks if isinstance(own, Paragraph) for run in own.text)


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
    """The chair's seat counts as one of the chair's group's (U7): A has the chair, and 2 of 4 with it."""

    def test_before_the_election_the_one_entitled_holds_it(self):
        outcome = hold(replace(BEFORE, fora=(on_agenda(BOARD, "formand"),))).fora[0]
        assert outcome.several.seats() == {"A": 2, "V": 1, "C": 1} | dict.fromkeys("BDFKOØ", 0)
        assert [pick.group for pick in outcome.several.picks] == ["V", "A", "C"]

    def test_until_then_the_paper_says_whom_it_was_counted_for(self):
        outcome = hold(replace(BEFORE, fora=(on_agenda(BOARD, "formand"),))).fora[0]
        assert (outcome.offices_expected, outcome.offices_waiting) == (("formand",), ())
        said = said_of(outcome)
        assert "Der er endnu ikke noteret, hvem der er valgt til formand." in said

    def test_a_post_that_waits_for_a_lot_is_named(self):
        """C with as many votes as V: the vice-chair is drawn, and the seat of that office is not counted."""
        eligibility = RESULT.eligibility
        standings = tuple(
            replace(own, votes=eligibility.votes["V"]) if own.letter == "C" else own
            for own in eligibility.standings
        )
        tied = replace(RESULT, eligibility=replace(eligibility, standings=standings))
        dossier = replace(BEFORE, result=tied, fora=(on_agenda(BOARD, "formand", "næstformand"),))
        outcome = hold(dossier).fora[0]
        assert outcome.offices_waiting == ("næstformand",)
        said = said_of(outcome)
        assert "Næstformand findes ved lod. Pladsen, der følger af det hverv, er ikke regnet med" in said

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


class TestSettled:
    """A forum is settled when every seat has a person (U5), by the count or by an agreement (U10)."""

    def test_a_count_alone_settles_nothing(self):
        [board] = hold(replace(BEFORE, fora=(on_agenda(BOARD, "formand"),))).fora
        assert board.several.is_complete
        assert not board.is_settled
        assert board.unnamed == {("V", ""): 1, ("A", ""): 1, ("C", ""): 1}

    def test_an_agreement_asks_the_groups_for_what_was_agreed(self):
        """Count: A 1, V 1 and a lot between A and C. Agreed: A 1, V 1, F 1."""
        agreed = AgreedSeats.of(EU_OFFICE, {"A": 1, "V": 1, "F": 1})
        dossier = replace(BEFORE, package=Agreement(distribution=(agreed,)))
        office = hold(dossier).fora[0]
        assert office.agreed == agreed
        assert office.unnamed == {("A", ""): 1, ("F", ""): 1, ("V", ""): 1}

    def test_whoever_was_agreed_on_is_no_fault_of_the_count(self):
        named = tuple(Appointee(forum=EU_OFFICE, group=group, name=f"{group} Eksempel") for group in "AVF")
        dossier = replace(
            BEFORE,
            package=Agreement(distribution=(AgreedSeats.of(EU_OFFICE, {"A": 1, "V": 1, "F": 1}),)),
            council_members=frozenset(one.name for one in named),
            appointments=(NotedAppointment(forum=EU_OFFICE, named=named),),
        )
        office = hold(dossier).fora[0]
        assert (office.faults, office.unnamed, office.is_settled) == ((), {}, True)

    def test_one_too_many_for_the_agreement_is(self):
        named = tuple(
            Appointee(forum=EU_OFFICE, group=group, name=f"{name} Eksempel")
            for group, name in (("A", "Ada"), ("A", "Bo"), ("V", "Cy"))
        )
        dossier = replace(
            BEFORE,
            package=Agreement(distribution=(AgreedSeats.of(EU_OFFICE, {"A": 1, "V": 1, "F": 1}),)),
            council_members=frozenset(one.name for one in named),
            appointments=(NotedAppointment(forum=EU_OFFICE, named=named),),
        )
        [fault] = hold(dossier).fora[0].faults
        assert (fault.about, fault.doubt) == ("A", PersonDoubt.TOO_MANY)

    def test_an_agreement_that_somebody_is_against_does_not_count(self):
        agreed = AgreedSeats.of(EU_OFFICE, {"A": 1, "V": 1, "F": 1})
        against = frozenset({BEFORE.assembly.members[0]})
        office = hold(replace(BEFORE, package=Agreement(distribution=(agreed,), against=against))).fora[0]
        assert office.agreed is None


class TestOtherReadingsOfTheDeadline:
    """C+V received on Friday 14 January: in time, and late where three whole days lie between (D1)."""

    DECLARED = Declaration(
        region="midtjylland",
        alliance=Alliance.parse("C+V"),
        meeting=date(2022, 1, 19),
        received=date(2022, 1, 14),
        given_by="C og V",
    )

    def test_the_posts_under_the_reading_that_gives_them_to_others(self):
        meeting = hold(replace(BEFORE, declarations=(self.DECLARED,)))
        assert [post.holder for post in meeting.chair.allied.posts] == ["V", "A"]
        [(reading, chair)] = meeting.chair_otherwise
        assert reading is DeadlineReading.MON_FRI_CLEAR
        assert [post.holder for post in chair.allied.posts] == ["A", "V"]

    def test_none_where_every_reading_agrees(self):
        early = replace(self.DECLARED, received=date(2022, 1, 3))
        assert hold(replace(BEFORE, declarations=(early,))).chair_otherwise == ()
