"""A meeting while it is held: members come and go, groups form, lots are drawn, and the rest still counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meeting_folder import EXAMPLE, RESULT

from kkr_analysis.allocation import DrawnLot, Tie
from kkr_analysis.appointments import Group
from kkr_analysis.appointments.agreements import TOGETHER
from kkr_analysis.data.meetings import read_meeting
from kkr_analysis.errors import AppointmentError, StaleLotError
from kkr_analysis.meeting.proceedings import hold
from kkr_analysis.meeting.seeded_lot import drawn_by_program, mark
from kkr_analysis.meeting.under_way import PACKAGE, Noted, changed, noted_in, so_far, with_noted

DOSSIER = read_meeting(EXAMPLE, RESULT)
AS_NOTED = noted_in(DOSSIER)
LABELS = tuple(DOSSIER.labels.values())
EDUCATION = "Uddannelsesudvalget Midtjylland"
EU = "Central Denmark EU Office, bestyrelsen"
NATIONAL = "Danmarks Erhvervsfremmebestyrelse"
WITH_OFFICES = "Formandskabets eksempelgruppe"


def fora(now):
    return {outcome.name: outcome for outcome in now.held.fora}


def present(*labels: str, absent: tuple[str, ...] = ()) -> Noted:
    return replace(AS_NOTED, attending=frozenset(labels or LABELS) - set(absent), by_stand_in=frozenset())


class TestWhatIsNoted:
    def test_a_meeting_as_noted_is_the_one_that_is_held(self):
        now = so_far(DOSSIER, AS_NOTED)
        assert now.held.fora == hold(DOSSIER).fora
        assert now.is_whole

    @given(st.sets(st.sampled_from(LABELS)), st.sampled_from([None, DOSSIER.standing_groups]))
    def test_whatever_is_noted_is_noted(self, attending, groups):
        noted = replace(AS_NOTED, attending=frozenset(attending), by_stand_in=frozenset(), groups=groups)
        assert noted_in(with_noted(DOSSIER, noted)) == noted

    def test_groups_of_a_forum_that_nothing_was_noted_of(self):
        told = (Group(name="A og V", members=("Anne Eksempelsen", "Dorte West")),)
        noted = replace(AS_NOTED, by_forum=((EDUCATION, told),))
        assert with_noted(DOSSIER, noted).noted(EDUCATION).groups == told
        assert with_noted(DOSSIER, noted).noted("Erhvervshus Midtjylland, bestyrelsen").groups is None


class TestAttendance:
    """»De fremmødte er grundlaget« (U3)."""

    def test_the_one_who_was_absent_comes_after_all(self):
        """F has 3 members present, not 2: 3/1 is as much as V's third, 9/3. The seventh seat is by lot."""
        now = so_far(DOSSIER, present())
        education = fora(now)[EDUCATION]
        assert education.tie == Tie(stage=EDUCATION, tied=frozenset({"F", "V"}), first_seat=7, places=1)
        assert changed(fora(so_far(DOSSIER, AS_NOTED))[EDUCATION], education)
        assert not changed(fora(so_far(DOSSIER, AS_NOTED))[EU], fora(now)[EU])

    def test_another_majority_alone_is_no_change(self):
        """36 present instead of 35 need 19 votes instead of 18; who was elected is elected."""
        before, now = (fora(so_far(DOSSIER, noted))[NATIONAL] for noted in (AS_NOTED, present()))
        assert (before.single.majority, now.single.majority) == (18, 19)
        assert not changed(before, now)

    def test_a_lot_that_settles_nothing_any_longer_is_set_aside(self):
        """One of C away: 4 is less than A's second, 10/2, so A has the third seat without a lot."""
        now = so_far(DOSSIER, present(absent=("Carl Eksempelsen",)))
        [unused] = now.unused_lots
        assert (unused.stage, unused.tied) == (EU, frozenset({"A", "C"}))
        assert fora(now)[EU].several.seats()["A"] == 2
        assert not now.is_whole

    def test_rounds_with_more_votes_than_members_are_set_aside_and_the_others_counted(self):
        now = so_far(DOSSIER, present(*LABELS[:20]))
        assert {aside.forum for aside in now.set_aside} == {
            entry.name for entry in DOSSIER.fora if entry.forum.seats == 1
        }
        assert "35 stemmer, men kun 20 medlemmer til stede" in now.set_aside[0].why
        assert fora(now)[NATIONAL].single.rounds == ()
        assert sum(fora(now)["RAR Vestjylland"].several.seats().values()) >= 4

    def test_nobody_there(self):
        now = so_far(DOSSIER, replace(AS_NOTED, attending=frozenset(), by_stand_in=frozenset()))
        assert now.held.is_quorate is False
        assert fora(now)[EDUCATION].several is None

    @given(st.sets(st.sampled_from(LABELS)))
    def test_whoever_comes_there_is_an_answer_for_every_forum(self, attending):
        noted = replace(AS_NOTED, attending=frozenset(attending), by_stand_in=frozenset())
        now = so_far(DOSSIER, noted)
        assert [outcome.name for outcome in now.held.fora] == [entry.name for entry in DOSSIER.fora]
        assert set(now.unused_lots) | set(now.held.dossier.lots) == set(AS_NOTED.lots)


class TestGroups:
    """»Grupper kan være forskellige fra valg til valg« (U2)."""

    def test_two_parties_in_one_group(self):
        """A and C together are 15: 15, 9, 7.5, 5, 4.5, 3.75, and V's 3 is equal to their fifth."""
        of = {group.name: group.members for group in DOSSIER.standing_groups}
        rest = tuple(group for group in DOSSIER.standing_groups if group.name not in ("A", "C"))
        told = (*rest, Group(name="A og C", members=of["A"] + of["C"]))
        now = so_far(DOSSIER, replace(AS_NOTED, groups=told))
        assert fora(now)[EDUCATION].tie.tied == {"A og C", "V"}
        assert {aside.forum for aside in now.set_aside} == {WITH_OFFICES, PACKAGE}
        assert "der er ingen gruppe A" in now.set_aside[0].why
        assert fora(now)[WITH_OFFICES].several.is_complete

    def test_a_member_in_two_groups_is_refused(self):
        told = tuple(Group(name=name, members=LABELS[:2]) for name in ("x", "y"))
        with pytest.raises(AppointmentError, match="er i to grupper"):
            so_far(DOSSIER, replace(AS_NOTED, groups=told))


class TestLots:
    """»Ved stemmelighed lod« (U4): a lot settles the tie it was drawn for."""

    def test_without_its_lot_a_round_waits_and_so_does_what_came_after(self):
        now = so_far(DOSSIER, replace(AS_NOTED, lots=()))
        single = fora(now)[NATIONAL].single
        assert (len(single.rounds), single.tie.tied) == (
            2,
            frozenset({"Cecilie Eksempelsen", "Dorthe Eksempelsen"}),
        )
        assert [aside.forum for aside in now.set_aside] == [NATIONAL]
        assert fora(now)[EU].tie.tied == {"A", "C"}

    def test_a_lot_drawn_is_used_at_once(self):
        tie = fora(so_far(DOSSIER, present()))[EDUCATION].tie
        lot = DrawnLot(stage=tie.stage, tied=tie.tied, winners=("F",))
        now = so_far(DOSSIER, replace(present(), lots=(*AS_NOTED.lots, lot)))
        assert fora(now)[EDUCATION].several.lots == (lot,)
        assert fora(now)[EDUCATION].several.seats()["F"] == 1

    def test_a_lot_under_et_that_settles_nothing_is_set_aside_too(self):
        lot = DrawnLot(stage=TOGETHER, tied=frozenset({"A", "V"}), winners=("A",))
        assert so_far(DOSSIER, replace(AS_NOTED, lots=(*AS_NOTED.lots, lot))).unused_lots == (lot,)

    def test_the_error_says_which_lots(self):
        lot = DrawnLot(stage=EU, tied=frozenset({"A", "V"}), winners=("A",))
        with pytest.raises(StaleLotError) as caught:
            hold(replace(DOSSIER, lots=(*DOSSIER.lots, lot)))
        assert caught.value.lots == (lot,)


class TestALotDrawnByTheProgram:
    """Only where it is asked to, and so that anybody can draw it again."""

    TIE = Tie(stage=EU, tied=frozenset({"A", "C", "V"}), first_seat=2, places=2)

    def test_the_lowest_sums_are_drawn(self):
        sums = {name: sha256(f"a1 / {EU} / {name}".encode()).hexdigest() for name in "ACV"}
        lot = drawn_by_program(self.TIE, seed="a1", day=date(2022, 1, 19))
        assert lot.winners == tuple(sorted(sums, key=sums.get)[:2])
        assert mark(self.TIE, "C", seed="a1") == sums["C"]
        assert (lot.stage, lot.tied, lot.drawn_on) == (EU, self.TIE.tied, date(2022, 1, 19))
        assert lot.note == "Trukket af programmet efter mødets ønske, frø a1"

    def test_the_same_seed_draws_the_same_and_others_do_not_always(self):
        drawn = {drawn_by_program(self.TIE, seed=str(seed), day=None).winners for seed in range(40)}
        assert len(drawn) == 6
        assert len({drawn_by_program(self.TIE, seed="1", day=None) for _ in range(3)}) == 1
