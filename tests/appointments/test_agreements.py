"""What all present agree on, beside what the counts would have given (U10, U14)."""

import pytest
from appointments.assemblies import basis_of

from kkr_analysis.appointments import AgreedSeats, Agreement, Forum, OfficeSeat, both_counts, hold_against
from kkr_analysis.errors import AppointmentError

BASIS = basis_of({"A": 16, "V": 15}, absent=frozenset({"V1"}))
ALL = basis_of({"A": 16, "V": 15})
FORA = [Forum.alike(f"udvalg {number}", 7) for number in range(1, 7)]


def agreed(seats_of_a: list[int], against: frozenset[str] = frozenset()) -> Agreement:
    return Agreement(
        distribution=tuple(
            AgreedSeats.of(forum.name, {"A": seats, "V": 7 - seats})
            for forum, seats in zip(FORA, seats_of_a, strict=True)
        ),
        against=against,
    )


class TestAPackage:
    """31 members in groups of 16 and 15 over six bodies of seven: 24/18 body by body, 22/20 under ét."""

    def test_the_count_of_each_beside_all_together(self):
        record = hold_against(agreed([4, 4, 4, 4, 4, 4]), FORA, ALL)
        rows = [(d.group, d.seats, d.forum_by_forum, d.together, d.from_together) for d in record.distances]
        assert rows == [("A", 24, (24, 24), (22, 22), 2), ("V", 18, (18, 18), (20, 20), -2)]
        assert record.seats_away == 2

    def test_both_counts_need_no_agreement(self):
        rows = [(own.group, own.forum_by_forum, own.together) for own in both_counts(FORA, ALL)]
        assert rows == [("A", (24, 24), (22, 22)), ("V", (18, 18), (20, 20))]

    def test_a_package_that_is_what_it_would_be_under_et(self):
        record = hold_against(agreed([4, 4, 4, 4, 3, 3]), FORA, ALL)
        assert (record.seats_away, [d.from_together for d in record.distances]) == (0, [0, 0])

    def test_a_lot_leaves_a_range(self):
        """Two equal groups and one seat of three left: 1 or 2 for each, and both are as under ét."""
        equal = basis_of({"A": 2, "V": 2})
        forum = [Forum.alike("forum", 3)]
        package = Agreement(distribution=(AgreedSeats.of("forum", {"A": 2, "V": 1}),))
        record = hold_against(package, forum, equal)
        assert [(d.together, d.from_together) for d in record.distances] == [((1, 2), 0), ((1, 2), 0)]

    def test_a_seat_by_office_is_its_groups_in_every_count(self):
        """Of two seats in each of two fora the single V would have none: by its office it has one."""
        basis = basis_of({"A": 9, "V": 1})
        fora = [Forum.alike("et", 2, (OfficeSeat(holder="V1"),)), Forum.alike("to", 2)]
        package = Agreement(
            distribution=(AgreedSeats.of("et", {"A": 1, "V": 1}), AgreedSeats.of("to", {"A": 2}))
        )
        record = hold_against(package, fora, basis)
        assert [(d.seats, d.forum_by_forum, d.together) for d in record.distances] == [
            (3, (3, 3), (3, 3)),
            (1, (1, 1), (1, 1)),
        ]


class TestUnanimity:
    """»Alle, der er til stede, kan blive enige om noget andet«."""

    def test_one_against_is_enough(self):
        assert agreed([4] * 6).is_unanimous
        assert not agreed([4] * 6, against=frozenset({"V2"})).is_unanimous

    def test_the_absent_are_not_asked(self):
        with pytest.raises(AppointmentError, match="V1 er noteret imod aftalen, men er ikke til stede"):
            hold_against(agreed([4] * 6, against=frozenset({"V1"})), FORA, BASIS)


class TestWhatCannotBe:
    def test_every_fault_is_told(self):
        package = Agreement(
            distribution=(
                AgreedSeats.of("udvalg 1", {"A": 4, "V": 4}),
                AgreedSeats.of("udvalg 2", {"A": 4, "X": 3}),
                AgreedSeats.of("udvalg 2", {"A": 4, "V": 3}),
                AgreedSeats.of("udvalg 9", {"A": 1}),
            )
        )
        with pytest.raises(AppointmentError) as refusal:
            hold_against(package, FORA[:3], ALL)
        assert str(refusal.value).splitlines() == [
            "udvalg 2 står 2 gange i aftalen.",
            "udvalg 9 er ikke et af de fora, aftalen gælder.",
            "udvalg 3 mangler i aftalen.",
            "udvalg 1: aftalen fordeler 8 pladser, men der er 7.",
            "udvalg 2: der er ingen gruppe X.",
        ]
