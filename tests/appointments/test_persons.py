"""The persons whom the groups name (U5, U8, U12), and women and men among them (U11)."""

import pytest
from appointments.assemblies import basis_of

from kkr_analysis.appointments import (
    Appointee,
    Duty,
    Forum,
    Gender,
    OfficeSeat,
    PersonDoubt,
    SeatKind,
    Waiver,
    appoint_several,
    check_persons,
    count_genders,
    fill,
    gender_duty,
    vacate,
)
from kkr_analysis.errors import AppointmentError
from kkr_analysis.rules import GenderRule, StandIns

BASIS = basis_of({"A": 3, "V": 2})
FORUM = Forum.alike("forum", 3)
APPOINTMENT = appoint_several(FORUM, BASIS)
"""A 2, V 1."""
COUNCILLORS = frozenset({"Ane", "Bo", "Carl", "Dea", "Eva", "A1"})


def named(**persons: str) -> list[Appointee]:
    """Name persons to groups: A="Ane Bo"."""
    return [
        Appointee(forum="forum", group=group, name=name)
        for group, names in persons.items()
        for name in names.split()
    ]


def doubts(persons, appointment=APPOINTMENT, **asked):
    faults = check_persons(appointment, persons, eligible=COUNCILLORS, **asked)
    return [(fault.about, fault.doubt, fault.found, fault.expected) for fault in faults]


class TestPersons:
    """»Gruppen peger straks på personer til sine pladser« (U5)."""

    def test_as_many_as_the_group_has_seats_and_from_whatever_group(self):
        assert doubts(named(A="Ane Bo", V="Carl")) == []

    @pytest.mark.parametrize(
        ("persons", "doubt"),
        [
            (named(A="Ane", V="Carl"), ("A", PersonDoubt.MISSING, 1, 2)),
            (named(A="Ane Bo", V="Carl Dea"), ("V", PersonDoubt.TOO_MANY, 2, 1)),
            (named(A="Ane Bo", V="Carl", C="Dea"), ("C", PersonDoubt.TOO_MANY, 1, 0)),
            (named(A="Ane Ane", V="Carl"), ("Ane", PersonDoubt.TWICE, None, None)),
            (named(A="Ane Bo", V="Fie"), ("Fie", PersonDoubt.NOT_ELIGIBLE, None, None)),
        ],
    )
    def test_one_fault(self, persons, doubt):
        assert doubts(persons) == [doubt]

    def test_the_sentence(self):
        [fault] = check_persons(APPOINTMENT, named(A="Ane", V="Carl"), eligible=COUNCILLORS)
        assert fault.text == "forum: A: gruppen mangler at pege på en person (fandt 1, ventede 2)."

    def test_nothing_is_missing_before_the_lot_is_drawn(self):
        undecided = appoint_several(FORUM, basis_of({"A": 2, "V": 2}))
        assert doubts(named(A="Ane"), undecided) == []

    def test_a_waived_seat_is_not_the_groups_any_more(self):
        passed_on = appoint_several(FORUM, BASIS, waivers=[Waiver(group="V")])
        assert doubts(named(A="Ane Bo Carl"), passed_on) == []

    def test_the_holder_by_office_is_not_named_again(self):
        forum = Forum.alike("forum", 3, by_office=(OfficeSeat(holder="A1"),))
        appointment = appoint_several(forum, BASIS)
        assert doubts(named(A="Ane", V="Carl"), appointment) == []
        assert doubts(named(A="A1", V="Carl"), appointment) == [("A1", PersonDoubt.TWICE, None, None)]

    def test_persons_of_another_forum_are_not_looked_at(self):
        elsewhere = Appointee(forum="et andet", group="A", name="Ane")
        assert doubts([*named(A="Ane Bo", V="Carl"), elsewhere]) == []


class TestStandIns:
    def test_personal_ones(self):
        with_one = Appointee(forum="forum", group="V", name="Carl", stand_in="Dea")
        persons = [*named(A="Ane Bo"), with_one]
        missing = [(name, PersonDoubt.NO_STAND_IN, None, None) for name in ("Ane", "Bo")]
        assert doubts(persons, stand_ins=StandIns.PERSONAL) == missing
        assert doubts(persons) == [("Carl", PersonDoubt.NO_STAND_IN_WANTED, None, None)]

    def test_a_stand_in_is_eligible_and_not_a_member_as_well(self):
        with_one = Appointee(forum="forum", group="V", name="Carl", stand_in="Ane")
        found = doubts([*named(A="Ane Bo"), with_one], stand_ins=StandIns.PERSONAL)
        assert ("Ane", PersonDoubt.TWICE, None, None) in found


class TestKinds:
    """Two seats for mayors and one for another (U8)."""

    KINDS = (SeatKind(name="borgmestre", places=2), SeatKind(name="andre", places=1))
    MIXED = appoint_several(
        Forum(name="forum", kinds=KINDS), BASIS, choices={"A": ["borgmestre"], "V": ["andre"]}
    )

    def test_a_mayors_seat_is_a_mayors(self):
        persons = [
            Appointee(forum="forum", group=group, name=name, kind=kind)
            for group, name, kind in (
                ("A", "Ane", "borgmestre"),
                ("A", "Bo", "borgmestre"),
                ("V", "Carl", "andre"),
            )
        ]
        of_kind = {("borgmestre", "Ane"), ("andre", "Carl")}
        assert doubts(persons, self.MIXED, of_kind=of_kind) == [("Bo", PersonDoubt.NOT_OF_KIND, None, None)]


class TestAVacantSeat:
    """»… besættes af den gruppe, der havde den« (U13)."""

    PERSONS = named(A="Ane Bo", V="Carl")

    def test_the_group_fills_it(self):
        rest, seat = vacate(self.PERSONS, "forum", "Bo")
        assert (seat.group, seat.last_holder) == ("A", "Bo")
        assert doubts(rest) == [("A", PersonDoubt.MISSING, 1, 2)]
        assert doubts(fill(rest, seat, "Dea")) == []

    @pytest.mark.parametrize(("forum", "name"), [("forum", "Dea"), ("et andet", "Bo")])
    def test_somebody_who_has_none(self, forum, name):
        with pytest.raises(AppointmentError, match=f"{forum}: {name} er ikke udpeget"):
            vacate(self.PERSONS, forum, name)


class TestWomenAndMen:
    """It depends on who appoints in the end (U11)."""

    @pytest.mark.parametrize(
        ("rule", "seats", "duty", "names"),
        [
            (GenderRule.MINISTER, 1, Duty.EQUALLY_MANY, 2),
            (GenderRule.MINISTER, 3, Duty.EQUALLY_MANY, 6),
            (GenderRule.COUNCIL, 1, Duty.EQUALLY_MANY, 2),
            (GenderRule.INSTITUTION, 4, Duty.BALANCE, 0),
            (GenderRule.NONE, 4, Duty.NONE, 0),
        ],
    )
    def test_the_duty(self, rule, seats, duty, names):
        found = gender_duty(rule, seats)
        assert (found.duty, found.names, found.women) == (duty, names, found.men)

    def test_a_woman_and_no_man(self):
        count = count_genders(gender_duty(GenderRule.MINISTER, 1), [Gender.WOMAN, None])
        assert (count.women, count.men, count.unknown, count.missing, count.is_met) == (
            1,
            0,
            1,
            (0, 1),
            False,
        )

    def test_special_reasons_in_writing(self):
        duty = gender_duty(GenderRule.MINISTER, 1)
        assert count_genders(duty, [Gender.MAN], special_reasons="ingen kvinder i kredsen").is_met
        assert count_genders(duty, [Gender.MAN, Gender.WOMAN]).is_met
