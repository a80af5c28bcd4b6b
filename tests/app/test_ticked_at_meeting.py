"""Ticks and entries on the page of a meeting: what is noted after each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meeting_folder import EXAMPLE, RESULT

from kkr_analysis.allocation import Tie
from kkr_analysis.app.ticked_at_meeting import (
    WHOLE_MEETING,
    able_to_attend,
    carried_over,
    entered,
    gathered,
    groups_in,
    is_told,
    moved,
    untold,
    with_all_present,
    with_lot,
    with_presence,
    with_stand_in,
    without_attendance,
    without_lot,
)
from kkr_analysis.data.meetings import read_meeting
from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.under_way import Noted, noted_in

DOSSIER = read_meeting(EXAMPLE, RESULT)
AS_NOTED = noted_in(DOSSIER)
LABELS = tuple(DOSSIER.labels.values())
BOARD = "Erhvervshus Midtjylland, bestyrelsen"
EDUCATION = "Uddannelsesudvalget Midtjylland"
ANNE, CARL, FINN = "Anne Eksempelsen", "Carl Eksempelsen", "Finn Eksempelsen"
TIE = Tie(stage=EDUCATION, tied=frozenset({"F", "V"}), first_seat=7, places=1)


def sizes(noted: Noted, scope: str = WHOLE_MEETING) -> dict[str, int]:
    return {group.name: len(group.members) for group in groups_in(noted, DOSSIER, scope)}


class TestAttendance:
    def test_the_first_tick_notes_the_attendance(self):
        assert with_presence(Noted(), ANNE, is_present=True).attending == {ANNE}

    def test_everybody_at_once(self):
        noted = with_all_present(AS_NOTED, DOSSIER)
        assert noted.attending == set(LABELS)
        assert noted.by_stand_in == AS_NOTED.by_stand_in

    def test_who_leaves_takes_the_stand_in_along(self):
        noted = with_stand_in(with_all_present(Noted(), DOSSIER), ANNE, has_come=True)
        assert noted.by_stand_in == {ANNE}
        gone = with_presence(noted, ANNE, is_present=False)
        assert (ANNE in gone.attending, gone.by_stand_in) == (False, frozenset())

    def test_a_stand_in_makes_the_member_present(self):
        noted = with_stand_in(AS_NOTED, FINN, has_come=True)
        assert FINN in noted.attending
        own = with_stand_in(noted, FINN, has_come=False)
        assert (FINN in own.attending, FINN in own.by_stand_in) == (True, False)

    def test_nothing_noted_again(self):
        assert without_attendance(AS_NOTED) == replace(AS_NOTED, attending=None, by_stand_in=frozenset())

    def test_a_seat_that_nobody_has_attends_nothing(self):
        owed = replace(DOSSIER, members=DOSSIER.members[:-1])
        assert len(owed.labels) == 36
        assert len(able_to_attend(owed)) == 35


class TestGroups:
    """Rule U2: a group is those who vote together at that election; a member is in one."""

    def test_parties_are_gathered_for_the_whole_meeting(self):
        noted = gathered(AS_NOTED, DOSSIER, WHOLE_MEETING, ["B", "F"])
        assert sizes(noted) | {"B og F": 5} == sizes(noted)
        assert not {"B", "F"} & set(sizes(noted))
        assert sizes(noted, EDUCATION) == sizes(noted)
        assert sizes(noted, BOARD) == sizes(AS_NOTED, BOARD)

    def test_for_one_forum_under_a_name_of_its_own(self):
        noted = gathered(AS_NOTED, DOSSIER, EDUCATION, ["A", "V"], "  De  store ")
        assert sizes(noted, EDUCATION)["De store"] == 19
        assert (is_told(noted, EDUCATION), is_told(noted, WHOLE_MEETING)) == (True, False)
        assert sizes(noted) == sizes(AS_NOTED)

    def test_back_to_the_start(self):
        noted = gathered(AS_NOTED, DOSSIER, EDUCATION, ["A", "V"])
        assert untold(noted, EDUCATION) == AS_NOTED
        assert untold(replace(noted, groups=()), WHOLE_MEETING) == noted

    def test_a_member_votes_with_others(self):
        noted = moved(AS_NOTED, DOSSIER, WHOLE_MEETING, CARL, "V")
        assert (sizes(noted)["V"], sizes(noted)["C"]) == (10, 4)

    def test_a_member_votes_alone_and_comes_back(self):
        alone = moved(AS_NOTED, DOSSIER, WHOLE_MEETING, CARL, "")
        assert (sizes(alone)[CARL], sizes(alone)["C"]) == (1, 4)
        back = moved(alone, DOSSIER, WHOLE_MEETING, CARL, "C")
        assert sizes(back) == sizes(AS_NOTED)

    def test_a_group_that_nobody_is_left_in_is_gone(self):
        assert "K" not in sizes(moved(AS_NOTED, DOSSIER, WHOLE_MEETING, "Kirsten Eksempelsen", "V"))

    @pytest.mark.parametrize(
        ("names", "called", "said"),
        [
            (["B"], "", "Sæt kryds ved mindst to grupper"),
            ([], "x", "Sæt kryds ved mindst to grupper"),
            (["B", "F"], "A", "Der er allerede en gruppe, der hedder A"),
            (["B", "F"], ANNE, "Anne Eksempelsen er et medlem, som ikke er i gruppen"),
            (["B", "F"], "B / F", "uden skråstreg imellem"),
            (["B", "F"], "x" * 61, "Skriv højst 60 tegn"),
        ],
    )
    def test_what_cannot_be_a_group_is_told(self, names, called, said):
        with pytest.raises(MeetingError, match=said):
            gathered(AS_NOTED, DOSSIER, WHOLE_MEETING, names, called)

    def test_a_group_that_is_not_there(self):
        with pytest.raises(MeetingError, match="Der er ingen gruppe Q"):
            moved(AS_NOTED, DOSSIER, WHOLE_MEETING, CARL, "Q")

    def test_a_name_is_as_a_file_would_have_it(self):
        noted = gathered(AS_NOTED, DOSSIER, WHOLE_MEETING, ["B", "F"], "A\u030arets \u200b\tgruppe")
        assert "Årets gruppe" in sizes(noted)

    @given(
        st.lists(
            st.one_of(
                st.tuples(st.sampled_from(LABELS), st.sampled_from(["", "A", "C", "V"])),
                st.sets(st.sampled_from("ABCDFKOVØ"), max_size=3),
            ),
            max_size=8,
        )
    )
    def test_everybody_is_always_in_one_group(self, steps):
        noted = AS_NOTED
        for step in steps:
            try:
                noted = (
                    moved(noted, DOSSIER, EDUCATION, *step)
                    if isinstance(step, tuple)
                    else gathered(noted, DOSSIER, EDUCATION, step)
                )
            except MeetingError:
                continue
        members = [label for group in groups_in(noted, DOSSIER, EDUCATION) for label in group.members]
        assert sorted(members) == sorted(LABELS)


class TestLots:
    def test_a_lot_is_entered_with_who_drew_it(self):
        lot = entered(TIE, ("F",), " formanden ", date(2022, 1, 19))
        assert (lot.stage, lot.winners, lot.note) == (EDUCATION, ("F",), "Trukket af formanden")
        assert with_lot(AS_NOTED, lot).lots == (*AS_NOTED.lots, lot)

    def test_nobody_said_who_drew_it(self):
        assert entered(TIE, ("F",), "", None).note == ""

    def test_nobody_is_chosen(self):
        with pytest.raises(MeetingError, match="Vælg, hvem loddet faldt på"):
            entered(TIE, (), "formanden", None)

    def test_another_about_the_same_takes_its_place(self):
        first, second = (entered(TIE, (winner,), "", None) for winner in "FV")
        assert with_lot(with_lot(Noted(), first), second).lots == (second,)
        assert without_lot(with_lot(AS_NOTED, first), first) == AS_NOTED


class TestCarriedOver:
    """The files are read again while something is noted on the page and not saved."""

    def test_what_is_noted_on_the_page_stays_and_the_rest_is_read(self):
        noted = with_presence(AS_NOTED, FINN, is_present=True)
        now = replace(DOSSIER, lots=(), groups=DOSSIER.standing_groups)
        carried = carried_over(noted, DOSSIER, now)
        assert (carried.attending, carried.lots, carried.groups) == (
            noted.attending,
            (),
            DOSSIER.standing_groups,
        )

    def test_who_is_gone_is_gone_from_it(self):
        noted = moved(with_all_present(AS_NOTED, DOSSIER), DOSSIER, EDUCATION, CARL, "V")
        without = tuple(member for member in DOSSIER.members if member.person.name != CARL)
        carried = carried_over(noted, DOSSIER, replace(DOSSIER, members=without))
        assert CARL not in carried.attending
        assert CARL not in [label for _, told in carried.by_forum for own in told for label in own.members]

    def test_groups_of_a_forum_that_is_gone(self):
        noted = moved(AS_NOTED, DOSSIER, EDUCATION, CARL, "V")
        fora = tuple(entry for entry in DOSSIER.fora if entry.name != EDUCATION)
        assert EDUCATION not in dict(carried_over(noted, DOSSIER, replace(DOSSIER, fora=fora)).by_forum)
