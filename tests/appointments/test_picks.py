"""Several seats of one forum: the order of picks, and the lots that matter (U1, U4, U6, U7, U8)."""

import doctest
import itertools
import subprocess
import sys
from fractions import Fraction

import pytest
from appointments.assemblies import MIDTJYLLAND, basis_of
from hypothesis import given
from hypothesis import strategies as st

import kkr_analysis.appointments
from kkr_analysis.allocation import DrawnLot, highest_averages
from kkr_analysis.appointments import (
    AwaitedChoice,
    Forum,
    OfficeSeat,
    SeatKind,
    Waiver,
    appoint_several,
    attendance_effect,
    outcomes,
    ties_ahead,
)
from kkr_analysis.errors import AppointmentError, StaleLotError
from kkr_analysis.rules import BasisReading

MAYORS = SeatKind(name="borgmestre", places=2)
OTHERS = SeatKind(name="andre", places=2)
KKR = basis_of(MIDTJYLLAND)


def lot(stage: str, tied: str, *winners: str) -> DrawnLot:
    return DrawnLot(stage=stage, tied=frozenset(tied), winners=winners)


def won(appointment) -> dict[str, int]:
    return {name: seats for name, seats in appointment.seats().items() if seats}


class TestMidtjylland2022:
    """36 members, each contender a group, all present."""

    @pytest.mark.parametrize(("seats", "tied"), [(3, "AC"), (7, "FV"), (9, "AC")])
    def test_the_last_seat_depends_on_a_lot(self, seats, tied):
        """10 9 5 5 4.5 3.33 3 3 2.5 2.5: A and C are third, V and F seventh, A and C again ninth."""
        tie = appoint_several(Forum.alike("forum", seats), KKR).tie
        assert (tie.tied, tie.first_seat, tie.places) == (frozenset(tied), seats, 1)

    @pytest.mark.parametrize("seats", [2, 4, 5, 6, 8, 10, 11, 16])
    def test_no_lot_is_needed(self, seats):
        assert appoint_several(Forum.alike("forum", seats), KKR).is_complete

    @pytest.mark.parametrize(
        ("seats", "expected"),
        [
            (2, {"A": 1, "V": 1}),
            (4, {"A": 2, "V": 1, "C": 1}),
            (5, {"A": 2, "V": 2, "C": 1}),
            (10, {"A": 4, "V": 3, "C": 2, "F": 1}),
        ],
    )
    def test_the_seats(self, seats, expected):
        assert won(appoint_several(Forum.alike("forum", seats), KKR)) == expected

    def test_both_falls_of_the_lot(self):
        falls = [won(fall) for fall in outcomes(Forum.alike("forum", 3), KKR)]
        assert sorted(falls, key=str) == [{"A": 1, "C": 1, "V": 1}, {"A": 2, "V": 1}]

    def test_a_drawn_lot_settles_it(self):
        drawn = lot("forum", "AC", "C")
        appointment = appoint_several(Forum.alike("forum", 3), KKR, lots=[drawn])
        assert [pick.group for pick in appointment.picks] == ["A", "V", "C"]
        assert (appointment.lots, appointment.picks[2].lot) == ((drawn,), drawn)

    def test_a_lot_of_another_forum_is_refused(self):
        with pytest.raises(StaleLotError):
            appoint_several(Forum.alike("forum", 4), KKR, lots=[lot("forum", "AC", "C")])


class TestTheOrderOfPicks:
    """»Kvotienterne giver den rækkefølge, grupperne vælger pladser i« (U4)."""

    def test_every_pick_shows_the_claims_it_was_chosen_from(self):
        third = appoint_several(Forum.alike("forum", 5), KKR).picks[2]
        assert [(claim.contender, claim.value) for claim in third.quotients[:3]] == [
            ("A", 5),
            ("C", 5),
            ("V", Fraction(9, 2)),
        ]
        assert (third.group, third.quotient.divisor, third.tied, third.lot) == ("A", 2, {"A", "C"}, None)

    def test_the_swedish_example(self):
        """
        31 members, 7 seats, A 17, B 5, C 5 and a group of 4.

        17, 8.5, 5.67, then 5 and 5 for B and C, 4.25, 4: seats 4 and 5 are equal, and both get one.
        """
        appointment = appoint_several(Forum.alike("nämnd", 7), basis_of({"A": 17, "B": 5, "C": 5, "D": 4}))
        assert won(appointment) == {"A": 4, "B": 1, "C": 1, "D": 1}
        assert [(p.number, p.group) for p in appointment.picks if p.tied] == [(4, "B"), (5, "C")]
        assert appointment.lots == ()

    def test_a_single_seat_is_no_proportional_election(self):
        with pytest.raises(AppointmentError, match="flertalsvalg"):
            appoint_several(Forum.alike("forum", 1), KKR)

    def test_nobody_attends(self):
        basis = basis_of({"A": 1}, absent=frozenset({"A1"}))
        with pytest.raises(AppointmentError, match="ingen er til stede"):
            appoint_several(Forum.alike("forum", 2), basis)

    @given(
        st.lists(st.integers(0, 12), min_size=1, max_size=6).filter(any),
        st.integers(2, 20),
        st.randoms(use_true_random=False),
    )
    def test_seats_are_those_of_the_count_whatever_the_order_of_groups(self, sizes, seats, shuffle):
        names = dict(zip("ABCDEF", sizes, strict=False))
        forum = Forum.alike("forum", seats)
        appointment = appoint_several(forum, basis_of({name: n for name, n in names.items() if n}))
        count = highest_averages({name: n for name, n in names.items() if n}, seats, stage="forum")
        assert (appointment.seats(), appointment.tie) == (count.seats(), count.tie)
        other = list(names.items())
        shuffle.shuffle(other)
        again = appoint_several(forum, basis_of({name: n for name, n in other if n}))
        assert (again.picks, again.tie) == (appointment.picks, appointment.tie)


class TestKindsOfSeats:
    """»Grupperne vælger slags i rækkefølge, indtil en slags er brugt op« (U8)."""

    FORUM = Forum(name="forum", kinds=(MAYORS, OTHERS))
    BASIS = basis_of({"A": 10, "V": 9, "C": 5})

    def test_the_choice_is_waited_for_in_pick_order(self):
        stopped = appoint_several(self.FORUM, self.BASIS)
        assert stopped.choice == AwaitedChoice(number=1, group="A", kinds=("borgmestre", "andre"))
        stopped = appoint_several(self.FORUM, self.BASIS, choices={"A": ["borgmestre"]})
        assert (stopped.choice.number, stopped.choice.group) == (2, "V")

    def test_what_is_left_needs_no_choice(self):
        """A and V take the mayors; the last two seats, of A and C, are of the other kind: no lot."""
        chosen = {"A": ["borgmestre"], "V": ["borgmestre"]}
        appointment = appoint_several(self.FORUM, self.BASIS, choices=chosen)
        assert [(pick.group, pick.kind) for pick in appointment.picks] == [
            ("A", "borgmestre"),
            ("V", "borgmestre"),
            ("A", "andre"),
            ("C", "andre"),
        ]
        assert appointment.is_complete

    def test_a_lot_settles_the_order_where_it_decides_the_kind(self):
        """One mayor and one other left, A and C equal: who picks first chooses."""
        chosen = {"A": ["borgmestre"], "V": ["andre"]}
        tie = appoint_several(self.FORUM, self.BASIS, choices=chosen).tie
        assert (tie.stage, tie.tied, tie.places) == ("forum, valg 3", {"A", "C"}, 1)
        drawn = appoint_several(
            self.FORUM, self.BASIS, choices=chosen | {"C": ["andre"]}, lots=[lot(tie.stage, "AC", "C")]
        )
        assert [(pick.group, pick.kind) for pick in drawn.picks[2:]] == [("C", "andre"), ("A", "borgmestre")]

    def test_no_lot_where_every_kind_has_room_for_all_the_equal(self):
        """A and V equal, two seats of each kind: neither can take what the other wants."""
        basis = basis_of({"A": 4, "V": 4})
        assert appoint_several(self.FORUM, basis).choice.number == 1
        one_each = {"A": ["andre"], "V": ["borgmestre"]}
        assert appoint_several(self.FORUM, basis, choices=one_each).tie.stage == "forum, valg 3"

    def test_a_kind_that_is_used_up(self):
        with pytest.raises(AppointmentError, match="'borgmestre', men der er kun andre tilbage"):
            appoint_several(
                self.FORUM, self.BASIS, choices={"A": ["borgmestre", "borgmestre"], "V": ["borgmestre"]}
            )

    def test_a_choice_too_many(self):
        chosen = {"A": ["borgmestre", "andre", "andre"], "V": ["borgmestre"], "C": ["andre"]}
        with pytest.raises(AppointmentError, match="A har valgt flere pladser, end gruppen har: andre"):
            appoint_several(self.FORUM, self.BASIS, choices=chosen)

    def test_an_unknown_group(self):
        with pytest.raises(AppointmentError, match=r"ingen gruppe X\. Vælg mellem A, C og V"):
            appoint_several(self.FORUM, self.BASIS, choices={"X": ["andre"]})


class TestSeatsByOffice:
    """»… regnes som en af pladserne for medlemmets gruppe« (U7)."""

    def test_it_is_one_of_the_seats_that_the_group_wins_anyway(self):
        """Five seats are A 2, V 2, C 1 with the chair's or without."""
        forum = Forum.alike("forum", 5, by_office=(OfficeSeat(holder="A1"),))
        appointment = appoint_several(forum, KKR)
        assert won(appointment) == {"A": 2, "V": 2, "C": 1}
        assert [pick.group for pick in appointment.picks] == ["V", "A", "C", "V"]

    def test_a_group_that_would_have_won_none_keeps_it(self):
        forum = Forum.alike("forum", 3, by_office=(OfficeSeat(holder="K1"),))
        assert won(appoint_several(forum, KKR)) == {"A": 1, "V": 1, "K": 1}

    def test_its_holder_is_a_member(self):
        forum = Forum.alike("forum", 3, by_office=(OfficeSeat(holder="Ingen"),))
        with pytest.raises(AppointmentError, match="Ingen har en plads i kraft af et hverv"):
            appoint_several(forum, KKR)

    @pytest.mark.parametrize(
        ("kinds", "by_office", "fault"),
        [
            ((SeatKind(name="", places=1),), (OfficeSeat(holder="A1"), OfficeSeat(holder="V1")), "men kun 1"),
            ((SeatKind(name="", places=0),), (), "Skriv et helt tal på mindst 1"),
            ((MAYORS, MAYORS), (), "hver slags plads én gang"),
            ((), (), "hver slags plads én gang"),
        ],
    )
    def test_a_forum_that_cannot_be(self, kinds, by_office, fault):
        with pytest.raises(AppointmentError, match=fault):
            Forum(name="forum", kinds=kinds, by_office=by_office)


class TestWaivedSeats:
    """»Giver en gruppe afkald på en plads, går den til de andre grupper efter samme metode« (U6)."""

    FORUM = Forum.alike("forum", 5)

    def test_it_goes_to_the_next_by_the_same_quotients(self):
        """A 2, V 2, C 1; C waives. Left are V 3, F 3 after A 10/3, so A has it."""
        appointment = appoint_several(self.FORUM, KKR, waivers=[Waiver(group="C")])
        assert won(appointment) == {"A": 3, "V": 2}
        waived, taken = appointment.picks[3], appointment.picks[-1]
        assert (waived.group, waived.is_waived) == ("C", True)
        assert (taken.number, taken.instead_of, taken.group) == (6, 4, "A")

    def test_a_group_that_declines_is_passed_over_and_a_lot_may_be_needed(self):
        """Without A the next are V and F with 3 each."""
        passing = {"waivers": [Waiver(group="C")], "declining": frozenset("A")}
        tie = appoint_several(self.FORUM, KKR, **passing).tie
        assert (tie.tied, tie.first_seat) == ({"F", "V"}, 6)
        drawn = appoint_several(self.FORUM, KKR, **passing, lots=[lot("forum", "FV", "F")])
        assert won(drawn) == {"A": 2, "V": 2, "F": 1}

    def test_it_is_the_last_seat_of_the_group_that_is_waived(self):
        """V has the second and the fifth pick."""
        appointment = appoint_several(self.FORUM, KKR, waivers=[Waiver(group="V")])
        assert [pick.number for pick in appointment.picks if pick.is_waived] == [5]

    def test_two_seats_of_one_group(self):
        appointment = appoint_several(self.FORUM, KKR, waivers=[Waiver(group="V"), Waiver(group="V")])
        assert won(appointment) == {"A": 3, "C": 1, "F": 1}
        assert [pick.instead_of for pick in appointment.picks[5:]] == [2, 5]

    def test_nobody_is_willing_and_the_seat_stays(self):
        waiver = Waiver(group="A")
        basis = basis_of({"A": 3, "V": 2})
        kept = appoint_several(Forum.alike("forum", 3), basis, waivers=[waiver], declining=frozenset("V"))
        assert (won(kept), kept.refused_waivers) == ({"A": 2, "V": 1}, (waiver,))

    def test_a_seat_that_the_group_does_not_have(self):
        with pytest.raises(AppointmentError, match="F giver afkald på en plads, som gruppen ikke har"):
            appoint_several(self.FORUM, KKR, waivers=[Waiver(group="F")])


class TestAnAbsentMember:
    """An absent member changes it, and the trace says so (U3)."""

    def test_one_of_the_ten_is_away(self):
        """Of three seats A has the lot against C with 10 members, and with 9 C is ahead: 5 against 4.5."""
        basis = basis_of(MIDTJYLLAND, absent=frozenset({"A1"}))
        effect = attendance_effect(Forum.alike("forum", 3), basis)
        assert won(effect.present) == {"A": 1, "V": 1, "C": 1}
        assert (effect.everybody.tie.tied, effect.present.tie) == ({"A", "C"}, None)
        assert (effect.changes, effect.has_effect) == ((("C", 0, 1),), True)

    def test_it_makes_no_difference(self):
        basis = basis_of(MIDTJYLLAND, absent=frozenset({"A1"}))
        effect = attendance_effect(Forum.alike("forum", 2), basis)
        # A and V are equal now, and both get a seat.
        assert (effect.changes, effect.has_effect) == ((), False)

    def test_the_basis_is_all_members_where_that_is_the_reading(self):
        basis = basis_of(MIDTJYLLAND, frozenset({"A1"}), BasisReading.ALL_MEMBERS)
        assert appoint_several(Forum.alike("forum", 3), basis).tie.tied == {"A", "C"}

    def test_kinds_of_seats_make_no_difference_to_it(self):
        forum = Forum(
            name="forum", kinds=(SeatKind(name="borgmestre", places=2), SeatKind(name="", places=1))
        )
        basis = basis_of(MIDTJYLLAND, absent=frozenset({"A1"}))
        assert attendance_effect(forum, basis).changes == (("C", 0, 1),)


class TestTheLotsAhead:
    """Whoever leads the meeting is told which lots may be needed."""

    @pytest.mark.parametrize(("seats", "tied"), [(3, {"A", "C"}), (4, None), (7, {"V", "F"})])
    def test_seats_of_one_kind(self, seats, tied):
        ahead = ties_ahead(Forum.alike("forum", seats), KKR)
        assert [tie.tied for tie in ahead] == ([tied] if tied else [])

    def test_several_kinds(self):
        """Of four seats A and C are equal for the third and the fourth: the order may matter."""
        [tie] = ties_ahead(Forum(name="forum", kinds=(MAYORS, OTHERS)), KKR)
        assert (tie.stage, tie.tied) == ("forum, valg 3", {"A", "C"})

    def test_every_tie_met_was_told_of(self):
        forum = Forum(name="forum", kinds=(MAYORS, OTHERS))
        chosen = {"A": ["borgmestre"], "V": ["andre"]}
        assert appoint_several(forum, KKR, choices=chosen).tie in ties_ahead(forum, KKR)


class TestACouncilOfItsOwn:
    """The minutes of 9 December 2025: 31 members in groups of 16 and 15."""

    BASIS = basis_of({"A": 16, "V": 15})

    @pytest.mark.parametrize(("seats", "expected"), [(9, {"A": 5, "V": 4}), (7, {"A": 4, "V": 3})])
    def test_the_seats(self, seats, expected):
        assert won(appoint_several(Forum.alike("udvalg", seats), self.BASIS)) == expected

    def test_six_committees_one_by_one(self):
        each = [appoint_several(Forum.alike(f"udvalg {n}", 7), self.BASIS).seats() for n in range(6)]
        assert (sum(s["A"] for s in each), sum(s["V"] for s in each)) == (24, 18)

    def test_the_example_of_the_room_runs(self):
        results = doctest.testmod(kkr_analysis.appointments)
        assert (results.failed, results.attempted) == (0, 11)

    def test_the_room_knows_no_kkr_and_reads_no_solver_in_before_it_is_asked_for(self):
        code = "import kkr_analysis.appointments, sys; print(*sys.modules)"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
        loaded = {tuple(name.split(".")[:2]) for name in run.stdout.split()}
        rooms = {name[1] for name in loaded if name[0] == "kkr_analysis" and len(name) > 1}
        assert rooms <= {"allocation", "appointments", "danish", "errors", "files", "rules"}
        assert ("networkx",) not in loaded


def test_every_lot_that_is_asked_for_settles_something():
    """Over many small assemblies: with every lot that is asked for drawn, the election is complete."""
    for sizes in itertools.combinations_with_replacement(range(1, 5), 3):
        for seats in range(2, 6):
            falls = list(
                outcomes(Forum.alike("forum", seats), basis_of(dict(zip("ABC", sizes, strict=True))))
            )
            assert all(fall.is_complete and sum(fall.seats().values()) == seats for fall in falls)
            assert len({tuple(fall.seats().items()) for fall in falls}) == len(falls)
