"""What is noted at the meeting, written to its folder: whole or not at all, and read again as it was seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meeting_folder import FOLDER, RESULT, copied, keep_only, read
from small_data import replace_in, write_with_card

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.appointments import Group
from kkr_analysis.data.meetings.at_the_meeting import open_meeting, save_noted
from kkr_analysis.data.publishing import UNDERWAY
from kkr_analysis.data.sources.cards import card_path, fits_its_card, read_card
from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.proceedings import hold
from kkr_analysis.meeting.under_way import noted_in, so_far

TODAY = date(2026, 11, 30)
EDUCATION = "Uddannelsesudvalget Midtjylland"
EU = "Central Denmark EU Office, bestyrelsen"
FINN = "Finn Eksempelsen"
LOT = DrawnLot(
    stage=EDUCATION,
    tied=frozenset({"F", "V"}),
    winners=("V",),
    drawn_on=date(2022, 1, 19),
    note="Trukket af formanden",
)


@pytest.fixture
def data(tmp_path):
    return copied(tmp_path)


def everything(data):
    folder = data / FOLDER
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def with_finn(noted):
    """Finn comes after all, and V draws the seventh seat of the education committee from F."""
    return replace(noted, attending=noted.attending | {FINN}, lots=(*noted.lots, LOT))


BEFORE = ("moede.toml", "medlemmer.csv", "viceborgmestre.csv", "fora.csv")
"""What a secretariat has when the meeting begins."""


class TestWritten:
    def test_attendance_and_a_lot(self, data):
        opened = open_meeting(data, RESULT)
        noted = with_finn(noted_in(opened.dossier))
        written = save_noted(data, opened, noted, TODAY)
        assert [path.name for path in written] == ["fremmoede.csv", "lodtraekninger.csv"]
        assert all(map(fits_its_card, written))
        assert noted_in(read(data)) == replace(
            noted, lots=tuple(sorted(noted.lots, key=lambda lot: lot.stage))
        )
        card = read_card(card_path(written[0]), "fremmoede.kilde.toml")
        assert card.treatment.endswith("\n2026-11-30: Noteret på mødesiden i kkr app")

    def test_only_the_cells_that_are_changed(self, data):
        before = (data / FOLDER / "fremmoede.csv").read_bytes()
        opened = open_meeting(data, RESULT)
        save_noted(data, opened, with_finn(noted_in(opened.dossier)), TODAY)
        after = (data / FOLDER / "fremmoede.csv").read_bytes()
        assert after == before.replace(b"Finn Eksempelsen,nej", b"Finn Eksempelsen,ja")
        lots = (data / FOLDER / "lodtraekninger.csv").read_text("utf-8")
        assert f"{EDUCATION},F / V,V,2022-01-19,Trukket af formanden\n" in lots

    def test_what_is_seen_is_what_is_held_afterwards(self, data):
        opened = open_meeting(data, RESULT)
        noted = with_finn(noted_in(opened.dossier))
        seen = so_far(opened.dossier, noted)
        save_noted(data, opened, noted, TODAY)
        assert hold(read(data)).fora == seen.held.fora

    def test_nothing_new_is_not_written(self, data):
        before = everything(data)
        opened = open_meeting(data, RESULT)
        assert save_noted(data, opened, noted_in(opened.dossier), TODAY) == ()
        assert everything(data) == before

    def test_groups_by_letter_and_by_name(self, data):
        opened = open_meeting(data, RESULT)
        dossier = opened.dossier
        of = {group.name: group.members for group in dossier.standing_groups}
        carl = "Carl Eksempelsen"
        told = (
            *(group for group in dossier.standing_groups if group.name not in ("C", "V")),
            Group(name="C", members=tuple(one for one in of["C"] if one != carl)),
            Group(name="V", members=(*of["V"], carl)),
        )
        noted = replace(noted_in(dossier), by_forum=(*noted_in(dossier).by_forum, (EDUCATION, told)))
        [path] = save_noted(data, opened, noted, TODAY)
        rows = path.read_text("utf-8").splitlines()
        assert f"{EDUCATION},A,A" in rows
        assert [row for row in rows if row.startswith(f"{EDUCATION},V,")] == [
            f"{EDUCATION},V,V",
            f"{EDUCATION},V,{carl}",
        ]
        assert len([row for row in rows if row.startswith(f"{EDUCATION},C,")]) == 4
        read_again = dict(noted_in(read(data)).by_forum)[EDUCATION]
        assert {group.name: set(group.members) for group in read_again} == {
            group.name: set(group.members) for group in told
        }

    def test_a_file_that_was_not_there(self, data):
        keep_only(data, *BEFORE)
        opened = open_meeting(data, RESULT)
        everybody = frozenset(opened.dossier.labels.values())
        noted = replace(
            noted_in(opened.dossier), attending=everybody, by_stand_in=frozenset({FINN}), lots=(LOT,)
        )
        save_noted(data, opened, noted, TODAY)
        assert noted_in(read(data)) == noted

    def test_the_attendance_is_not_noted_after_all(self, data):
        keep_only(data, *BEFORE, "fremmoede.csv")
        opened = open_meeting(data, RESULT)
        noted = replace(noted_in(opened.dossier), attending=None, by_stand_in=frozenset())
        save_noted(data, opened, noted, TODAY)
        assert noted_in(read(data)) == noted

    def test_as_a_danish_excel_saves_it_so_it_stays(self, data):
        path = data / FOLDER / "fremmoede.csv"
        content = b"\xef\xbb\xbf" + path.read_bytes().replace(b",", b";").replace(b"\n", b"\r\n")
        write_with_card(path, content)
        opened = open_meeting(data, RESULT)
        save_noted(data, opened, with_finn(noted_in(opened.dossier)), TODAY)
        assert path.read_bytes() == content.replace(b"Finn Eksempelsen;nej", b"Finn Eksempelsen;ja")

    @settings(max_examples=10)
    @given(drawn=st.data())
    def test_whoever_came_is_read_as_it_was_noted(self, tmp_path_factory, drawn):
        folder = copied(tmp_path_factory.mktemp("møde"))
        keep_only(folder, *BEFORE, "fremmoede.csv", "grupper.csv")
        opened = open_meeting(folder, RESULT)
        labels = list(opened.dossier.labels.values())
        attending = drawn.draw(st.frozensets(st.sampled_from(labels), min_size=1))
        stand_ins = drawn.draw(st.frozensets(st.sampled_from(sorted(attending))))
        noted = replace(noted_in(opened.dossier), attending=attending, by_stand_in=stand_ins)
        save_noted(folder, opened, noted, TODAY)
        assert noted_in(read(folder)) == noted


class TestRefused:
    def test_a_file_that_is_changed_meanwhile_is_not_overwritten(self, data):
        opened = open_meeting(data, RESULT)
        replace_in(data, f"{FOLDER}/fremmoede.csv", "Ib Lauritsen,ja", "Ib Lauritsen,nej")
        before = everything(data)
        with pytest.raises(MeetingError) as caught:
            save_noted(data, opened, with_finn(noted_in(opened.dossier)), TODAY)
        assert str(caught.value) == (
            "Intet er gemt: fremmoede.csv og fremmoede.kilde.toml er ændret på disken, siden siden læste "
            "filerne. Læs filerne igen, se, hvad der er ændret, og gem så."
        )
        assert everything(data) == before

    def test_nor_is_one_that_is_new(self, data):
        path = data / FOLDER / "lodtraekninger.csv"
        content = path.read_bytes()
        keep_only(data, *BEFORE)
        opened = open_meeting(data, RESULT)
        write_with_card(path, content)
        with pytest.raises(MeetingError, match=r"lodtraekninger\.csv .* er ændret på disken"):
            save_noted(data, opened, replace(noted_in(opened.dossier), lots=(LOT,)), TODAY)
        assert path.read_bytes() == content

    def test_what_does_not_fit_the_rest_of_the_folder(self, data):
        """Twenty cannot have cast thirty-five votes."""
        before = everything(data)
        opened = open_meeting(data, RESULT)
        few = frozenset(list(opened.dossier.labels.values())[:20])
        noted = replace(noted_in(opened.dossier), attending=few, by_stand_in=frozenset())
        with pytest.raises(MeetingError) as caught:
            save_noted(data, opened, noted, TODAY)
        assert str(caught.value).startswith("Intet er gemt, for det passer ikke med det øvrige i mappen. ")
        assert "afstemninger.csv, række 5, kolonne 'stemmer'" in str(caught.value)
        assert everything(data) == before

    def test_a_group_that_persons_are_named_for_and_is_gone(self, data):
        opened = open_meeting(data, RESULT)
        of = {group.name: group for group in opened.dossier.standing_groups}
        joined = Group(name="A og V", members=of.pop("A").members + of.pop("V").members)
        noted = replace(noted_in(opened.dossier), by_forum=((EDUCATION, (*of.values(), joined)),))
        with pytest.raises(
            MeetingError, match=r"udpegninger\.csv, række 2\d.*, kolonne 'gruppe'.*: fandt 'A'"
        ):
            save_noted(data, opened, noted, TODAY)

    def test_a_lot_that_settles_nothing(self, data):
        opened = open_meeting(data, RESULT)
        noted = replace(noted_in(opened.dossier), lots=(*opened.dossier.lots, LOT))
        with pytest.raises(MeetingError, match="som ikke afgør nogen stemmelighed"):
            save_noted(data, opened, noted, TODAY)

    def test_a_folder_that_cannot_be_written_is_as_it_was(self, data, monkeypatch):
        def fails(*_, **__):
            raise OSError(28, "No space left on device")

        before = everything(data)
        opened = open_meeting(data, RESULT)
        monkeypatch.setattr("kkr_analysis.data.publishing._move_in", fails)
        with pytest.raises(Exception, match="Intet er ændret"):
            save_noted(data, opened, with_finn(noted_in(opened.dossier)), TODAY)
        assert everything(data) == before
        assert not (data / FOLDER / UNDERWAY).exists()
