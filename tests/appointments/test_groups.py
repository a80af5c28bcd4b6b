"""Who votes, and in which groups (U2, U3)."""

import pytest
from appointments.assemblies import MIDTJYLLAND, basis_of

from kkr_analysis.appointments import Assembly, Group, voting_basis
from kkr_analysis.errors import AppointmentError, UnknownChoiceError
from kkr_analysis.rules import BasisReading

ASSEMBLY = Assembly(members=("Ane", "Bo", "Carl", "Dea"), absent=frozenset({"Bo"}))
PAIR = Group(name="A", members=("Ane", "Bo"))


class TestGroups:
    """»… de medlemmer, der over for formanden har tilkendegivet, at de stemmer sammen ved det valg« (U2)."""

    def test_a_member_outside_every_group_is_a_group_of_one(self):
        basis = voting_basis(ASSEMBLY, [PAIR])
        assert dict(basis.votes) == {"A": 1, "Carl": 1, "Dea": 1}
        assert (basis.group_of("Bo"), basis.group_of("Dea")) == ("A", "Dea")

    def test_groups_may_differ_from_forum_to_forum(self):
        together = Group(name="CD", members=("Carl", "Dea"))
        assert dict(voting_basis(ASSEMBLY, [PAIR, together]).votes) == {"A": 1, "CD": 2}

    @pytest.mark.parametrize(
        ("groups", "fault"),
        [
            ([PAIR, Group(name="B", members=("Bo",))], "Bo er i to grupper"),
            ([Group(name="A", members=("Ane", "Ida"))], "Ida er i en gruppe, men er ikke medlem"),
            ([PAIR, Group(name="A", members=("Dea",))], "To grupper hedder A"),
            ([Group(name="Dea", members=("Ane",))], "To grupper hedder Dea"),
            ([PAIR, Group(name="X", members=())], "Gruppen X har ingen medlemmer"),
        ],
    )
    def test_a_group_that_cannot_be(self, groups, fault):
        with pytest.raises(AppointmentError, match=fault):
            voting_basis(ASSEMBLY, groups)

    def test_all_faults_at_once(self):
        with pytest.raises(AppointmentError) as refusal:
            voting_basis(ASSEMBLY, [PAIR, Group(name="B", members=("Bo", "Ida"))])
        assert len(str(refusal.value).splitlines()) == 2


class TestAttendance:
    """»Grundlaget er de medlemmer, der er til stede« (U3)."""

    def test_the_absent_do_not_count_and_are_named(self):
        basis = voting_basis(ASSEMBLY, [PAIR])
        assert dict(basis.absent) == {"A": ("Bo",)}
        assert basis.assembly.present == ("Ane", "Carl", "Dea")

    def test_all_members_where_that_is_the_reading(self):
        basis = voting_basis(ASSEMBLY, [PAIR], BasisReading.ALL_MEMBERS)
        assert dict(basis.votes) == {"A": 2, "Carl": 1, "Dea": 1}

    def test_midtjylland_has_36(self):
        assert sum(basis_of(MIDTJYLLAND).votes.values()) == 36

    @pytest.mark.parametrize(
        ("members", "absent", "fault"),
        [(("Ane", "Ane"), (), "Ane er medlem to gange"), (("Ane",), ("Bo",), "Bo er noteret fraværende")],
    )
    def test_an_assembly_that_cannot_be(self, members, absent, fault):
        with pytest.raises(AppointmentError, match=fault):
            Assembly(members=members, absent=frozenset(absent))


def test_a_text_is_no_reading():
    """It would be passed over, and the absent counted."""
    council = Assembly(members=("A1", "A2", "V1"), absent=frozenset({"A1"}))
    with pytest.raises(UnknownChoiceError, match="reading: fandt 'present', ventede en læsning som Basis"):
        voting_basis(council, [], reading="present")
