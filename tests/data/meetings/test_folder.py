"""The folder of a meeting as a whole: the example, what may be missing, and what makes no difference."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meeting_folder import EXAMPLE, FOLDER, RESULT, copied, faults_in, keep_only, read
from small_data import replace_in, write_with_card

from kkr_analysis.appointments import Gender
from kkr_analysis.data.meetings import load_meeting, read_meeting
from kkr_analysis.data.sources.region_files import (
    APPOINTMENTS,
    ATTENDANCE,
    DEPUTIES,
    GROUPS,
    MEMBERS,
    REGION_FILES,
    REGION_TABLES,
)
from kkr_analysis.meeting.members import check_members
from kkr_analysis.meeting.proceedings import hold
from kkr_analysis.rules import DeadlineReading

DOSSIER = read_meeting(EXAMPLE, RESULT)
HELD = hold(DOSSIER)
FORA = {outcome.name: outcome for outcome in HELD.fora}


@pytest.fixture
def data(tmp_path):
    return copied(tmp_path)


class TestTheExample:
    """KKR Midtjylland, 19 January 2022, with invented names."""

    def test_the_call(self):
        assert DOSSIER.convening.day == date(2022, 1, 19)
        assert (DOSSIER.convening.time, DOSSIER.is_example) == ("kl. 10.00–12.30", True)
        assert DOSSIER.convening.meetings[1] == date(2022, 3, 23)

    def test_36_members_each_with_a_stand_in(self):
        assert len(DOSSIER.members) == 36
        assert check_members(RESULT, DOSSIER.members, DOSSIER.deputies) == ()
        assert HELD.owed == ()

    def test_2010_the_first_deputy_is_a_member_himself(self):
        """In Viborg the first deputy is a supplementary member of C; the second is the stand-in (P1)."""
        mayor = DOSSIER.member_labelled("Ulrik Wilbek")
        assert (mayor.stand_in.name, mayor.stand_in.letter) == ("Thomas Eksempelsen", "A")

    def test_a_pact_late_under_one_reading_and_in_time_under_another(self):
        """
        Meeting on Wednesday 19 January. C+B+D+K+O came on Friday 14: the last day, but not with three clear
        days. A+F+Ø came on Saturday 15: a day late, but not where a Saturday is a weekday.
        """
        judged = {entry.declaration.alliance.label: entry for entry in HELD.declarations}
        assert judged["C+B+D+K+O"].is_accepted
        assert judged["C+B+D+K+O"].otherwise == (DeadlineReading.MON_FRI_CLEAR,)
        assert not judged["A+F+Ø"].is_accepted
        assert judged["A+F+Ø"].otherwise == (DeadlineReading.MON_SAT,)
        assert not judged["V+C"].is_accepted

    def test_the_pact_decides_the_vice_chair(self):
        chair, vice_chair = HELD.chair.posts
        assert (chair.is_decided_by_alliance, chair.elected.is_in_agreement) == (False, True)
        assert vice_chair.is_decided_by_alliance
        assert (vice_chair.plain.holder, vice_chair.allied.holder, vice_chair.is_as_counted) == (
            "V",
            "C",
            True,
        )

    def test_one_is_absent_and_one_sent_a_stand_in(self):
        """Without the absence V and F would draw lots for the seventh seat of the education committee."""
        assert DOSSIER.assembly.absent == {"Finn Eksempelsen"}
        assert DOSSIER.by_stand_in == {"Birgitte Eksempelsen"}
        assert FORA["Uddannelsesudvalget Midtjylland"].attendance.changes == (("V", 2, 3),)

    def test_groups_for_one_forum(self):
        outcome = FORA["Erhvervshus Midtjylland, bestyrelsen"]
        assert outcome.several.seats()["B, C og D"] == 1
        assert FORA["RAR Vestjylland"].several.seats()["C"] == 1

    def test_one_representative_in_three_rounds_with_a_lot_about_the_third(self):
        single = FORA["Danmarks Erhvervsfremmebestyrelse"].single
        assert (len(single.rounds), single.elected) == (3, "Cecilie Eksempelsen")
        assert single.lots[0].stage == "Danmarks Erhvervsfremmebestyrelse, 3. omgang"

    def test_the_third_seat_of_the_eu_office_by_lot_between_a_and_c(self):
        several = FORA["Central Denmark EU Office, bestyrelsen"].several
        assert several.lots[0].tied == {"A", "C"}
        assert several.seats()["C"] == 1

    def test_a_seat_waived_by_v_is_not_taken_over_by_a_and_goes_to_c(self):
        """The chair, of A, and the vice-chair, of C, sit there by virtue of their offices (U7)."""
        several = FORA["Formandskabets eksempelgruppe"].several
        assert {name: seats for name, seats in several.seats().items() if seats} == {"A": 2, "C": 2, "V": 1}

    def test_the_package(self):
        distances = {entry.group: entry.from_together for entry in HELD.package.distances}
        assert {name: away for name, away in distances.items() if away} == {"V": -1, "F": 1}
        assert HELD.package.agreement.is_unanimous

    def test_women_and_men(self):
        assert FORA["RAR Vestjylland"].genders.is_met
        assert FORA["RAR Østjylland"].genders.special_reasons

    def test_who_is_noted_with_a_sex_elsewhere_need_not_be_again(self):
        noted = DOSSIER.noted("Central Denmark EU Office, bestyrelsen")
        assert dict(noted.genders)["Camilla Eksempelsen"] is Gender.WOMAN

    def test_who_is_also_proposed_is_called_by_name_until_two_share_it(self, tmp_path):
        """Vita from Skive comes to be appointed in the term; the one of the file is from Favrskov."""
        data = copied(tmp_path)
        assert "Carsten Eksempelsen" in DOSSIER.noted("Danmarks Erhvervsfremmebestyrelse").alternates
        assert "Vita Eksempelsen" in DOSSIER.noted("RAR Østjylland").alternates
        replace_in(
            data, f"{FOLDER}/udpegninger.csv", "Vita Eksempelsen (Skive)", "Vita Eksempelsen (Favrskov)"
        )
        noted = read(data).noted("RAR Østjylland")
        assert "Vita Eksempelsen (Favrskov)" in noted.alternates
        assert dict(noted.genders)["Vita Eksempelsen (Favrskov)"] is Gender.WOMAN

    def test_the_nominations(self):
        [status] = HELD.nominations
        assert {kind.kind: kind.missing for kind in status.kinds} == {
            "erhvervsliv": 1,
            "viden": 0,
            "arbejdstagere": 0,
        }
        assert [late.person for late in status.late] == ["Henrik Eksempelsen"]

    def test_the_events_of_the_term(self):
        assert len(HELD.roster.history) == 6
        assert [(seat.forum, seat.group) for seat in HELD.roster.vacant_seats] == [
            ("Danmarks Erhvervsfremmebestyrelse", ""),
            ("Uddannelsesudvalget Midtjylland", "V"),
        ]

    def test_every_file_is_among_the_sources(self):
        assert {source.path for source in DOSSIER.sources} == {f"{FOLDER}/{name}" for name in REGION_FILES}

    def test_by_region_and_term(self, project):
        assert load_meeting("KKR Midtjylland", "2022", project=project, folders=project.examples) == DOSSIER
        assert load_meeting("midtjylland", "2022", project=project).members == ()


class TestWhatIsMissing:
    """»All but the first may be missing: papers then show what is owed« (issue on the meeting)."""

    def test_a_folder_that_is_not_there(self, tmp_path):
        dossier = read(tmp_path)
        assert (dossier.convening, dossier.members, dossier.attending) == (None, (), None)
        assert len(dossier.fora) == 9
        assert [forum.rule.name for forum in dossier.nominated_fora] == [
            "Erhvervshus Midtjylland, bestyrelsens øvrige medlemmer"
        ]
        assert hold(dossier).owed

    @pytest.mark.parametrize("name", REGION_FILES)
    def test_each_file_alone(self, tmp_path, name):
        """Whatever the others would have said of the names in it, it is read, or says what it lacks."""
        content = (EXAMPLE / FOLDER / name).read_bytes()
        write_with_card(tmp_path / FOLDER / name, content)
        for fault in faults_in(tmp_path):
            assert name in fault

    @pytest.mark.parametrize("name", REGION_TABLES)
    def test_a_table_with_its_headings_alone(self, tmp_path, name):
        write_with_card(tmp_path / FOLDER / name, (",".join(REGION_TABLES[name]) + "\n").encode())
        read(tmp_path)

    def test_members_not_named_yet_are_counted_by_number(self, data):
        """One of C's four seats is owed: groups and lots before the meeting rest on 36 all the same."""
        replace_in(
            data,
            f"{FOLDER}/{MEMBERS}",
            "C,supplerende,Christian Eksempelsen,Struer,,mand,Conny Eksempelsen,Lemvig,,kvinde",
            "C,supplerende,,,,,,,,",
        )
        keep_only(data, MEMBERS, DEPUTIES)
        dossier = read(data)
        assert (len(dossier.members), len(dossier.counted_members)) == (35, 36)
        assert "C, supplerende medlem 4" in dossier.labels.values()
        assert hold(dossier).owed == ("C mangler at vælge 1 supplerende medlem.",)
        assert sum(hold(dossier).fora[2].basis.votes.values()) == 36

    def test_before_the_meeting_nobody_has_answered(self, data):
        """An attendance list that is laid out and not filled in is no list of who stayed away."""
        text = (data / FOLDER / ATTENDANCE).read_text("utf-8")
        lines = [f"{line.rpartition(',')[0]}," for line in text.splitlines()[1:]]
        write_with_card(data / FOLDER / ATTENDANCE, "\n".join(["medlem,moedt", *lines]).encode() + b"\n")
        assert read(data).attending is None

    def test_a_contender_s_letter_stands_for_all_its_members(self, data):
        keep_only(data, MEMBERS, DEPUTIES)
        write_with_card(data / FOLDER / GROUPS, b"forum,gruppe,medlem\n,C og V,C\n,C og V,V\n")
        [group] = read(data).groups
        assert (group.name, len(group.members)) == ("C og V", 14)


class TestTheAgenda:
    """In the order of the numbers that are written, else of the usual ones of the rules."""

    def test_a_forum_without_a_number_has_its_usual_one(self, data):
        names = [entry.name for entry in DOSSIER.fora]
        path = data / FOLDER / "fora.csv"
        header, *rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        _write(path, [header, *([*row[:4], "", row[5]] if row[1] else row for row in rows)])
        assert [entry.name for entry in read(data).fora] == names

    def test_a_written_number_moves_it(self, data):
        replace_in(
            data,
            f"{FOLDER}/fora.csv",
            "RAR Østjylland,RAR Østjylland,,,1.7",
            "RAR Østjylland,RAR Østjylland,,,1.10",
        )
        assert read(data).fora[-1].name == "RAR Østjylland"


class TestWhatMakesNoDifference:
    """»row order changes nothing except pick order«."""

    ORDER_COUNTS = (APPOINTMENTS,)

    @given(seed=st.integers(0, 2**32))
    def test_the_order_of_rows(self, tmp_path_factory, seed):
        data = copied(tmp_path_factory.mktemp("meeting"))
        for name in REGION_TABLES:
            if name not in self.ORDER_COUNTS:
                _shuffle(data / FOLDER / name, random.Random(seed))  # noqa: S311 - nothing is secret
        assert replace(read(data), sources=()) == replace(DOSSIER, sources=())

    @given(seed=st.integers(0, 2**32))
    def test_nor_that_of_appointments_but_within_a_group(self, tmp_path_factory, seed):
        """Fora and groups in another order: each group names the same persons in the same order."""
        data = copied(tmp_path_factory.mktemp("meeting"))
        path = data / FOLDER / APPOINTMENTS
        header, *rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        blocks: dict[tuple[str, str], list[list[str]]] = {}
        for row in rows:
            blocks.setdefault((row[0], row[1]), []).append(row)
        order = list(blocks.values())
        random.Random(seed).shuffle(order)  # noqa: S311
        _write(path, [header, *(row for block in order for row in block)])
        assert _by_group(read(data)) == _by_group(DOSSIER)

    def test_and_within_a_group_it_is_the_order_of_picks(self, data):
        replace_in(
            data,
            f"{FOLDER}/{APPOINTMENTS}",
            '"Erhvervshus Midtjylland, bestyrelsen",A,,Anne Eksempelsen,,,,,,,\n',
            "",
        )
        text = (data / FOLDER / APPOINTMENTS).read_bytes()
        last = b'"Erhvervshus Midtjylland, bestyrelsen",A,,Anne Eksempelsen,,,,,,,\n'
        write_with_card(data / FOLDER / APPOINTMENTS, text + last)
        named = read(data).noted("Erhvervshus Midtjylland, bestyrelsen").named
        assert [entry.name for entry in named if entry.group == "A"] == [
            "Aksel Eksempelsen",
            "Anne Eksempelsen",
        ]

    @pytest.mark.parametrize(
        "saved",
        [
            lambda text: ("\ufeff" + text.replace("\n", "\r\n")).encode(),
            lambda text: ("\ufeff" + _with_semicolons(text)).encode(),
            lambda text: (text + "\n".join([";" * 9] * 3) if ";" in text else text + ",,,,,,,,,\n").encode(),
        ],
        ids=["with a mark and Windows' line ends", "as a Danish Excel saves CSV UTF-8", "with empty rows"],
    )
    def test_how_a_spreadsheet_saves_it(self, data, saved):
        text = (data / FOLDER / MEMBERS).read_text("utf-8")
        write_with_card(data / FOLDER / MEMBERS, saved(text))
        assert read(data).members == DOSSIER.members


def _shuffle(path, chance: random.Random) -> None:
    header, *rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    chance.shuffle(rows)
    _write(path, [header, *rows])


def _write(path, rows) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    write_with_card(path, text.getvalue().encode())


def _with_semicolons(text: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(csv.reader(io.StringIO(text)))
    return written.getvalue()


def _by_group(dossier):
    return {
        (entry.forum, group): (
            [one for one in entry.named if one.group == group],
            dict(entry.choices).get(group),
            [one for one in entry.waivers if one.group == group],
            group in entry.declining,
            entry.genders,
            sorted(entry.alternates),
        )
        for entry in dossier.appointments
        for group in {one.group for one in entry.named}
    }
