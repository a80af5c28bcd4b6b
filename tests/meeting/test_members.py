"""Members and stand-ins held against the composition (P1, P2, P4)."""

from dataclasses import replace

import pytest
from places import TERM
from tools.elected import elected

from kkr_analysis.appointments import Assembly, Forum, Gender, appoint_several, voting_basis
from kkr_analysis.meeting.members import (
    Deputy,
    Member,
    MemberDoubt,
    Person,
    by_contender,
    by_municipality,
    check_members,
    contender_groups,
    deputy_of,
    genders,
    has_quorum,
    owed,
)

RESULT = elected("midtjylland", TERM)
CODES = RESULT.figures.municipality_names
HORSENS, SJAELLAND = "615", "259"


def person(name: str, municipality: str = HORSENS, letter: str = "A", **more) -> Person:
    return Person(name=name, municipality=municipality, letter=letter, **more)


def full_list() -> list[Member]:
    """Every mayor and as many supplementary members as computed, each with a stand-in."""
    members = [
        Member(
            person=person(mayor.name, mayor.municipality, mayor.letter),
            contender=mayor.party or mayor.letter,
            is_ex_officio=True,
            stand_in=person(f"vice for {mayor.name}", mayor.municipality),
        )
        for mayor in RESULT.figures.mayors
    ]
    members += [
        Member(
            person=person(f"{letter}{number}", letter=letter),
            contender=letter,
            is_ex_officio=False,
            stand_in=person(f"stedfortræder for {letter}{number}", letter=letter),
        )
        for letter, seats in RESULT.composition.supplementary.items()
        for number in range(1, seats + 1)
    ]
    return members


def faults(members, deputies=()):
    return [
        (fault.about, fault.doubt, fault.found, fault.expected)
        for fault in check_members(RESULT, members, deputies)
    ]


FULL = full_list()
SUPPLEMENTARY = FULL[-1]
"""Ø2."""


class TestAsManyAsComputed:
    def test_a_full_list(self):
        assert (len(FULL), faults(FULL), owed(RESULT, FULL)) == (36, [], ())

    def test_a_member_too_many(self):
        extra = replace(SUPPLEMENTARY, person=person("Ida", letter="Ø"), stand_in=person("Jon", letter="Ø"))
        assert faults([*FULL, extra]) == [("Ø", MemberDoubt.TOO_MANY, 3, 2)]

    def test_a_member_missing(self):
        assert faults(FULL[:-1]) == [("Ø", MemberDoubt.TOO_FEW, 1, 2)]
        assert owed(RESULT, FULL[:-2]) == ("Ø mangler at vælge 2 supplerende medlemmer.",)

    def test_a_contender_that_is_not_eligible(self):
        stranger = replace(
            SUPPLEMENTARY,
            contender="I",
            person=person("Ida", letter="I"),
            stand_in=person("Jon", letter="I"),
        )
        assert faults([*FULL, stranger]) == [("I", MemberDoubt.NOT_ELIGIBLE, None, None)]

    def test_the_sentence(self):
        [fault] = check_members(RESULT, FULL[:-1])
        assert fault.text == "Ø har færre supplerende medlemmer, end der er pladser (fandt 1, ventede 2)."


class TestMayors:
    def test_another_than_the_mayor(self):
        [mayor, *others] = FULL
        impostor = replace(mayor, person=replace(mayor.person, name="Ida"))
        found = check_members(RESULT, [impostor, *others])
        assert [(fault.about, fault.doubt, fault.instead) for fault in found] == [
            (CODES[mayor.person.municipality], MemberDoubt.MAYOR_MISSING, mayor.person.name),
            ("Ida", MemberDoubt.NOT_THE_MAYOR, mayor.person.name),
        ]
        assert found[1].text.endswith(f"borgmester i kommunen. Det er {mayor.person.name}.")


class TestPersons:
    """Each on a council in the region, and nobody twice (P2)."""

    def test_a_stand_in_from_another_region(self):
        foreign = replace(SUPPLEMENTARY, stand_in=person("Ida", SJAELLAND, "Ø"))
        assert faults([*FULL[:-1], foreign]) == [("Ida", MemberDoubt.OTHER_REGION, None, None)]

    def test_a_stand_in_of_two(self):
        twice = replace(SUPPLEMENTARY, stand_in=FULL[-2].stand_in)
        assert faults([*FULL[:-1], twice]) == [(twice.stand_in.name, MemberDoubt.TWICE, None, None)]

    def test_two_of_one_name_in_two_municipalities(self):
        namesake = replace(SUPPLEMENTARY, stand_in=person("Ø1", "661", "Ø"))
        assert faults([*FULL[:-1], namesake]) == []

    def test_no_stand_in(self):
        alone = replace(SUPPLEMENTARY, stand_in=None)
        assert faults([*FULL[:-1], alone]) == [("Ø2", MemberDoubt.NO_STAND_IN, None, None)]


class TestDeputies:
    """»Borgmesterens personlige stedfortræder er viceborgmesteren, uanset parti« (P1)."""

    MAYOR = FULL[0]
    FIRST = Deputy(person=person("Viggo", letter="V"), rank=1)
    SECOND = Deputy(person=person("Anna", letter="A"), rank=2)

    def test_the_first_deputy_whatever_the_party(self):
        assert deputy_of(self.MAYOR, FULL, [self.SECOND, self.FIRST]) == self.FIRST.person

    def test_2010_the_first_deputy_is_a_member_himself(self):
        """A mayor of F with the second deputy, A, because the first, V, was a supplementary member."""
        as_member = replace(SUPPLEMENTARY, person=self.FIRST.person)
        assert deputy_of(self.MAYOR, [*FULL, as_member], [self.FIRST, self.SECOND]) == self.SECOND.person

    def test_another_than_the_deputy(self):
        found = check_members(RESULT, FULL, [self.FIRST])
        assert [(fault.doubt, fault.instead) for fault in found] == [(MemberDoubt.NOT_THE_DEPUTY, "Viggo")]
        right = replace(self.MAYOR, stand_in=self.FIRST.person)
        assert faults([right, *FULL[1:]], [self.FIRST]) == []

    def test_no_deputy_is_known(self):
        assert deputy_of(self.MAYOR, FULL, []) is None


class TestViews:
    def test_by_contender_in_print_order_mayors_first(self):
        order = [party.letter for party in RESULT.figures.parties]
        ordered = by_contender(FULL[::-1], order)
        assert [member.contender for member in ordered] == sorted(
            (member.contender for member in FULL), key=order.index
        )
        of_a = [member.is_ex_officio for member in ordered if member.contender == "A"]
        assert of_a == [True] * 9 + [False]

    def test_by_municipality_in_danish_order(self):
        names = [CODES[member.person.municipality] for member in by_municipality(FULL, CODES)]
        assert (names[0], names[-1]) == ("Favrskov", "Aarhus")

    def test_women_and_men(self):
        known = replace(SUPPLEMENTARY, person=replace(SUPPLEMENTARY.person, gender=Gender.WOMAN))
        assert genders([*FULL[:-1], known]) == {None: 35, Gender.WOMAN: 1}


class TestGroups:
    """Where nothing else is told, each contender is a group (U2)."""

    def test_a_forum_of_three_in_midtjylland_needs_a_lot_between_a_and_c(self):
        everybody = Assembly(members=tuple(member.person.name for member in FULL))
        basis = voting_basis(everybody, contender_groups(FULL, CODES))
        assert dict(basis.votes) == RESULT.composition.seats
        assert appoint_several(Forum.alike("forum", 3), basis).tie.tied == {"A", "C"}


class TestQuorum:
    """»… mindst halvdelen af medlemmerne er til stede« (P4)."""

    @pytest.mark.parametrize(
        ("present", "members", "enough"), [(18, 36, True), (17, 36, False), (16, 31, True)]
    )
    def test_half(self, present, members, enough):
        assert has_quorum(present, members) is enough
