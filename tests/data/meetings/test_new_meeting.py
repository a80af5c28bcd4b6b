"""``kkr new-meeting``: a row for every seat, all files or none, and nothing that exists is touched."""

from __future__ import annotations

import csv
import tomllib
from datetime import date

import pytest
from meeting_folder import FOLDER, RESULT
from places import REGIONS, TERMS
from small_data import write_with_card

from kkr_analysis.data.load import load_result
from kkr_analysis.data.meetings import new_meeting as module
from kkr_analysis.data.meetings import read_meeting
from kkr_analysis.data.meetings.new_meeting import Call, lay_out_meeting
from kkr_analysis.data.sources.cards import fits_its_card
from kkr_analysis.data.sources.region_files import ATTENDANCE, MEMBERS, REGION_FILES
from kkr_analysis.errors import BuildError, FaultyFilesError, MeetingError
from kkr_analysis.meeting.proceedings import hold

CALL = Call(day=date(2022, 1, 19), time="10.00", place='Salen "Øst", Viborg', called_by="Erik Flyvholm")


def rows(data, name):
    with (data / FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestLayOut:
    def test_every_file_but_the_attendance_with_a_card_that_fits(self, tmp_path):
        laid_out = lay_out_meeting(tmp_path, RESULT, CALL)
        assert {path.name for path in laid_out.written} == set(REGION_FILES) - {ATTENDANCE}
        assert [path.name for path in laid_out.waiting] == [ATTENDANCE]
        assert all(fits_its_card(path) for path in laid_out.written)
        assert laid_out.seats_to_fill == 17

    def test_36_rows_of_which_19_are_mayors_with_name_municipality_and_list(self, tmp_path):
        lay_out_meeting(tmp_path, RESULT, CALL)
        members = rows(tmp_path, MEMBERS)
        mayors = [row for row in members if row["slags"] == "født"]
        assert (len(members), len(mayors)) == (36, 19)
        assert all(row["navn"] and row["kommune"] and row["bogstav"] for row in mayors)
        assert all(row["navn"] == "" for row in members if row["slags"] == "supplerende")
        assert len(rows(tmp_path, "viceborgmestre.csv")) == 19

    def test_the_fora_of_the_day_with_a_row_for_every_seat(self, tmp_path):
        lay_out_meeting(tmp_path, RESULT, CALL)
        fora = {row["i_reglerne"]: row["pladser"] for row in rows(tmp_path, "fora.csv")}
        assert fora["Erhvervshus Midtjylland, bestyrelsen"] == "4"
        assert "Regionalt Beskæftigelsesråd Midtjylland" not in fora
        assert [row["forum"] for row in rows(tmp_path, "udpegninger.csv")].count("RAR Vestjylland") == 5
        assert [row["slags"] for row in rows(tmp_path, "indstillinger.csv")].count("erhvervsliv") == 4

    def test_in_2026_the_employment_council_has_followed(self, tmp_path):
        lay_out_meeting(tmp_path, load_result("midtjylland", "2026"), Call(day=date(2026, 1, 19)))
        text = (tmp_path / "kv2025" / "midtjylland" / "fora.csv").read_text("utf-8")
        assert "Regionalt Beskæftigelsesråd Midtjylland" in text
        assert "RAR " not in text

    def test_what_is_known_of_the_meeting(self, tmp_path):
        lay_out_meeting(tmp_path, RESULT, CALL)
        facts = tomllib.loads((tmp_path / FOLDER / "moede.toml").read_text("utf-8"))
        assert (facts["dag"], facts["tid"], facts["sted"]) == (
            date(2022, 1, 19),
            "kl. 10.00",
            'Salen "Øst", Viborg',
        )

    @pytest.mark.parametrize("term", TERMS)
    @pytest.mark.parametrize("region", REGIONS)
    def test_what_is_laid_out_reads_at_once_and_says_what_is_owed(self, tmp_path, region, term):
        result = load_result(region, term)
        lay_out_meeting(tmp_path, result, Call())
        held = hold(read_meeting(tmp_path, result))
        assert held.owed
        assert len(held.dossier.counted_members) == result.composition.total


class TestAgain:
    """»never overwriting«: run again, it adds what is missing."""

    def test_what_was_filled_in_is_kept(self, tmp_path):
        lay_out_meeting(tmp_path, RESULT, CALL)
        write_with_card(tmp_path / FOLDER / "pakke.csv", b"forum,gruppe,pladser\nRAR Vestjylland,A,5\n")
        (tmp_path / FOLDER / "grupper.csv").unlink()
        (tmp_path / FOLDER / "grupper.kilde.toml").unlink()
        again = lay_out_meeting(tmp_path, RESULT, Call())
        assert [path.name for path in again.written] == ["grupper.csv"]
        assert len(again.kept) == 11
        assert b"RAR Vestjylland" in (tmp_path / FOLDER / "pakke.csv").read_bytes()

    def test_when_every_member_is_named_the_attendance_comes(self, tmp_path):
        lay_out_meeting(tmp_path, RESULT, CALL)
        path = tmp_path / FOLDER / MEMBERS
        header, *lines = path.read_text("utf-8").splitlines()
        named = [
            line.replace(",supplerende,,,", f",supplerende,Medlem {number},{_place(line[0])},")
            for number, line in enumerate(lines)
        ]
        write_with_card(path, "\n".join([header, *named, ""]).encode())
        again = lay_out_meeting(tmp_path, RESULT, Call())
        assert ([path.name for path in again.written], again.waiting) == ([ATTENDANCE], ())
        attendance = rows(tmp_path, ATTENDANCE)
        assert len(attendance) == 36
        assert {row["moedt"] for row in attendance} == {""}
        assert read_meeting(tmp_path, RESULT).attending is None


class TestRefused:
    @pytest.mark.parametrize("day", [date(2022, 2, 1), date(2021, 11, 30)])
    def test_a_day_that_no_constituent_meeting_is_on(self, tmp_path, day):
        with pytest.raises(MeetingError, match=r"1\. december 2021 til 31\. januar 2022"):
            lay_out_meeting(tmp_path, RESULT, Call(day=day))
        assert not any(tmp_path.iterdir())

    def test_a_time_that_is_none(self, tmp_path):
        with pytest.raises(MeetingError, match=r"Skriv den som kl\. 10\.00"):
            lay_out_meeting(tmp_path, RESULT, Call(time="halv ti"))
        assert not any(tmp_path.iterdir())

    def test_a_folder_with_faults_gets_nothing(self, tmp_path):
        write_with_card(tmp_path / FOLDER / "fora.csv", b"forum;plads\n")
        with pytest.raises(FaultyFilesError, match="ventede overskriften"):
            lay_out_meeting(tmp_path, RESULT, CALL)
        assert len(list((tmp_path / FOLDER).iterdir())) == 2

    def test_what_cannot_be_written_leaves_no_half(self, tmp_path, monkeypatch):
        written = module._write
        monkeypatch.setattr(
            module,
            "_write",
            lambda path, content, result: (
                written(path, content, result) if path.name != "pakke.csv" else _full_disk()
            ),
        )
        with pytest.raises(BuildError, match="disken er fuld"):
            lay_out_meeting(tmp_path, RESULT, CALL)
        assert not (tmp_path / FOLDER).exists()


def _place(letter: str) -> str:
    return "Ringkøbing-Skjern" if letter == "K" else "Aarhus"


def _full_disk() -> None:
    raise OSError(28, "No space left on device")
