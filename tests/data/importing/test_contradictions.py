"""Files that contradict each other or themselves: what would give wrong figures without a word is a fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from data.importing.conftest import faults_of, total
from small_data import write_small_data
from tools.deliveries import (
    TOTAL,
    VOTES,
    area,
    council,
    exports,
    nomination,
    result_server,
    spreadsheet,
    tidy,
    write_json,
)


@pytest.fixture
def folder(tmp_path) -> Path:
    """The files of the result server: areas 0 and 1 in Andeby, 10 in Gåserød, 20 in Ærøby."""
    return result_server(tmp_path / "filer")


class TestPollingAreas:
    """»A code where there is one decides«, and the name must not be another municipality's."""

    def test_a_code_that_is_another_municipalitys_than_the_name(self, folder, read):
        """It would move 1,000 votes from Gåserød to Andeby."""
        moved = area("902", "Gåserød", VOTES["902", "Gåserød"], 10) | {"Kommunekode": 901}
        write_json(next(folder.rglob("*Gåserød*")), moved)
        assert any(
            "kolonne 'Kommune': fandt 'Gåserød Kommune', ventede Andeby, som har kommunekoden 901" in fault
            for fault in faults_of(read, folder)
        )

    def test_a_name_that_is_nobodys_is_as_good_as_none(self, folder, read):
        renamed = area("902", "Gåserød", VOTES["902", "Gåserød"], 10) | {"Kommune": "Gås og Gæslinger"}
        write_json(next(folder.rglob("*Gåserød*")), renamed)
        assert total(read(folder)) == TOTAL

    def test_an_area_number_that_another_municipality_has(self, folder, read):
        """The later of the two would have the other left out as an older count."""
        same = area("902", "Gåserød", VOTES["902", "Gåserød"], 0)
        write_json(next(folder.rglob("*Gåserød*")), same | {"GodkendelsesDatoUTC": "18-11-2099 11:00:00"})
        (fault,) = faults_of(read, folder)
        assert "kolonne 'AfstemningsområdeDagiId': fandt samme afstemningsområde som" in fault

    def test_a_list_that_one_area_lacks(self, folder, read):
        lists = {name: votes for name, votes in VOTES["901", "Andeby"].items() if name[0] != "L"}
        write_json(folder / "a.json", area("901", "Andeby", lists, 2))
        (fault,) = faults_of(read, folder)
        assert fault.startswith("a.json, kolonne 'Kandidatlister': fandt ingen L Lokallisten, ventede")

    def test_a_list_that_only_one_area_has(self, folder, read):
        lists = VOTES["901", "Andeby"] | {("Q", "Kvak"): 9}
        write_json(folder / "a.json", area("901", "Andeby", lists, 2))
        (fault,) = faults_of(read, folder)
        assert fault.startswith("a.json, kolonne 'Kandidatlister': fandt en liste Q Kvak, ventede")

    def test_more_votes_than_voters(self, folder, read):
        extra = area("902", "Gåserød", VOTES["902", "Gåserød"], 10) | {"AntalStemmeberettigedeVælgere": 1005}
        write_json(next(folder.rglob("*Gåserød*")), extra)
        (fault,) = faults_of(read, folder)
        assert "kolonne 'AntalStemmeberettigedeVælgere': fandt 1005, ventede mindst 1006" in fault

    def test_a_result_from_before_the_day_is_a_rehearsals(self, folder, read):
        early = area("902", "Gåserød", VOTES["902", "Gåserød"], 11)
        write_json(folder / "a.json", early | {"FrigivelsesTidspunktUTC": "16-11-2099 23:59:59"})
        delivery = read(folder)
        assert total(delivery) == TOTAL
        assert [(one.file, one.why) for one in delivery.left_out] == [
            ("a.json", "en testfil: resultatet er frigivet 16-11-2099, før valgdagen")
        ]

    def test_a_copy_is_left_out_and_counted_once(self, folder, read):
        path = next(folder.rglob("*Gåserød*"))
        (folder / "kopi.json").write_bytes(path.read_bytes())
        delivery = read(folder)
        assert total(delivery) == TOTAL
        assert [left.why.partition(" af ")[0] for left in delivery.left_out] == ["en kopi"]


class TestSeats:
    """``mandatfordeling``: used only where it fits the counts."""

    @pytest.mark.parametrize(
        ("changes", "found"),
        [
            ({"BaseretPåOptællinger": [{"AfstemningsområdeDagiId": [1]}]}, "kolonne 'BaseretPåOptællinger'"),
            ({"BaseretPåOptællinger": [{"AfstemningsområdeDagiId": 0}]}, "bygger på afstemningsområdet 1"),
            ({"ListeMandater": 5}, "kolonne 'ListeMandater': fandt 0 mandater"),
            ({"ListeMandater": []}, "kolonne 'ListeMandater': fandt 0 mandater"),
            ({"ListeMandater": [{"Nummer": 1, "Bogstavbetegnelse": ["A"]}]}, "uden nummer og bogstav"),
            ({"ListeMandater": [{"Nummer": 2, "Bogstavbetegnelse": "A"}]}, "mandater med numrene fra 1"),
            ({"ListeMandater": [{"Nummer": 1, "Bogstavbetegnelse": "Q"}]}, "fandt et mandat til 'Q'"),
            ({"Kommune": "Gåserød"}, "fandt 'Gåserød', ventede Andeby, som har kommunekoden 901"),
        ],
    )
    def test_what_does_not_agree_is_a_fault(self, folder, read, changes, found):
        write_json(folder / "m.json", council(**changes))
        assert any(found in fault and fault.startswith("m.json") for fault in faults_of(read, folder))

    def test_one_of_two_seats_with_the_same_number_is_not_counted_twice(self, folder, read):
        seats = [{"Nummer": 1, "Bogstavbetegnelse": "A"}, {"Nummer": 1, "Bogstavbetegnelse": "A"}]
        write_json(folder / "m.json", council(ListeMandater=seats))
        (fault,) = faults_of(read, folder)
        assert "fandt 2 mandater, der ikke har hver sit nummer" in fault

    def test_seats_of_an_older_count_than_the_one_read_are_left_out(self, folder, read):
        path = next(folder.rglob("*Andeby_Kommune-1*"))
        recounted = json.loads(path.read_text("utf-8")) | {"GodkendelsesDatoUTC": "20-11-2099 10:00:00"}
        write_json(path, recounted)
        write_json(folder / "m.json", council())
        delivery = read(folder)
        assert {one.seats for one in delivery.lists} == {None}
        assert "bygger på en anden optælling af afstemningsområdet 1" in delivery.left_out[0].why

    def test_a_seat_that_nobody_has_got_is_a_seat_too_many_or_too_few(self, folder, read):
        write_json(folder / "m.json", council(PersonligeMandater=[{}, {}]))
        delivery = read(folder)
        assert {one.seats for one in delivery.lists} == {None}
        assert delivery.left_out[0].why == "der er ikke lige mange mandater til lister og til personer"

    def test_the_later_of_two_counts_and_not_the_last_by_name(self, folder, read):
        all_to_l = [{"Nummer": 1, "Bogstavbetegnelse": "L"}]
        write_json(folder / "a.json", council(FrigivelsesTidspunktUTC="20-11-2099 10:00:00"))
        write_json(folder / "b.json", council(ListeMandater=all_to_l))
        delivery = read(folder)
        assert {one.letter: one.seats for one in delivery.lists if one.municipality == "901"} == {
            "A": 2,
            "L": 1,
            "": 0,
        }
        assert [(one.file, one.why) for one in delivery.left_out] == [("b.json", "ældre end a.json")]

    def test_two_as_late_as_each_other_are_a_fault(self, folder, read):
        write_json(folder / "a.json", council())
        write_json(folder / "b.json", council(ListeMandater=[{"Nummer": 1, "Bogstavbetegnelse": "L"}]))
        (fault,) = faults_of(read, folder)
        assert "fandt noget andet end i a.json" in fault


class TestNominations:
    """``kandidat-data``: the lists on the ballot, and each in one alliance at most."""

    def test_candidates_and_alliances_come_with_the_municipality_of_the_name(self, folder, read):
        write_json(folder / "k.json", nomination(Kommune="Andeby Kommune"))
        delivery = read(folder)
        assert [(one.municipality, one.letter, one.candidates) for one in delivery.candidates] == [
            ("901", "A", 2),
            ("901", "L", 2),
            ("901", "", 2),
        ]
        assert [(one.number, one.letter) for one in delivery.alliances] == [(1, "A"), (1, "L")]

    @pytest.mark.parametrize(
        ("changes", "found"),
        [
            ({"Kommune": "Lilleby"}, "kolonne 'Kommune': fandt 'Lilleby'"),
            ({"Kommune": None}, "kolonne 'Kommune': fandt None"),
            ({"Kandidatlister": 3}, "kolonne 'Kandidatlister': fandt int"),
            ({"Kandidatlister": [{"Navn": None}]}, "ventede hver kandidatliste én gang"),
            ({"Valgforbund": 3}, "kolonne 'Valgforbund': fandt int"),
            ({"Valgforbund": [{"Navn": 1, "KandidatlisteId": []}]}, "valgforbund med navn og lister"),
            ({"Valgforbund": [{"Navn": "x", "KandidatlisteId": ["y"]}]}, "fandt 'y' i 'x'"),
            (
                {"Valgforbund": [{"Navn": name, "KandidatlisteId": ["Lokallisten"]} for name in "xy"]},
                "fandt 'Lokallisten' i 'y', ventede lister, der er opstillet, hver i højst ét valgforbund",
            ),
        ],
    )
    def test_what_does_not_agree_is_a_fault(self, folder, read, changes, found):
        write_json(folder / "k.json", nomination(**changes))
        assert any(found in fault and fault.startswith("k.json") for fault in faults_of(read, folder))

    @pytest.mark.parametrize("wrong", [{"Bogstavbetegnelse": 7}, {"Navn": 3}, {"Kandidater": "abc"}])
    def test_a_list_of_another_kind(self, folder, read, wrong):
        lists = nomination()["Kandidatlister"]
        write_json(folder / "k.json", nomination(Kandidatlister=[lists[0] | wrong, *lists[1:]]))
        assert any("fandt en anden slags liste" in fault for fault in faults_of(read, folder))

    def test_other_lists_than_those_with_votes(self, folder, read):
        lists = nomination()["Kandidatlister"]
        stranger = {"KandidatlisteId": "q", "Bogstavbetegnelse": "Q", "Navn": "Kvak", "Kandidater": []}
        write_json(folder / "k.json", nomination(Kandidatlister=[*lists[:2], stranger]))
        faults = faults_of(read, folder)
        assert ["fandt ingen Uden Bogstav" in faults[0], "fandt en liste Q Kvak" in faults[1]] == [True, True]

    def test_the_later_of_two_is_used_and_no_candidate_twice(self, folder, read):
        write_json(folder / "k1.json", nomination(FrigivelsesTidspunktUTC="07-10-2099 11:10:02"))
        write_json(folder / "k2.json", nomination(Valgforbund=[]))
        delivery = read(folder)
        assert (len(delivery.candidates), len(delivery.alliances)) == (3, 2)
        assert [(one.file, one.why) for one in delivery.left_out] == [("k2.json", "ældre end k1.json")]


class TestExportsCutOff:
    """A download that broke off: the rows that are there are in order, and the sum is wrong."""

    def test_cut_within_a_row_or_after_the_first_area_it_is_refused(self, tmp_path, read):
        """
        An export does not say how many areas, lists and candidates there are: the first area does.

        So a cut just at the end of one of its rows cannot be seen.
        """
        folder = exports(tmp_path / "filer")
        file = next(folder.glob("*Ærøby*"))
        whole = file.read_bytes()
        header, first_area = whole.index(b"\n") + 1, whole.index(b"2. Hallen")
        refused = 0
        for length in range(header + 1, len(whole)):
            cut = whole[:length]
            if length <= first_area and cut.endswith(b"\n"):
                continue
            file.write_bytes(cut)
            assert any(file.name in fault for fault in faults_of(read, folder)), cut
            refused += 1
        assert refused == len(whole) - header - 1 - 4

    def test_a_candidate_that_one_area_lacks(self, tmp_path, read):
        folder = exports(tmp_path / "filer")
        file = next(folder.glob("*Ærøby*"))
        lines = file.read_bytes().split(b"\n")
        file.write_bytes(b"\n".join(lines[:2] + lines[3:]))
        (fault,) = faults_of(read, folder)
        assert "fandt 1 rækker for N Nyt Ærøby i 1. Skolen, ventede 2, én pr. kandidat og" in fault

    def test_a_copy_in_another_folder_is_left_out(self, tmp_path, read):
        folder = exports(tmp_path / "filer")
        file = next(folder.glob("*Ærøby*"))
        (folder / "kopi").mkdir()
        (folder / "kopi" / file.name).write_bytes(file.read_bytes())
        delivery = read(folder)
        assert total(delivery) == TOTAL
        assert [one.why.partition(" af ")[0] for one in delivery.left_out] == ["en kopi"]


class TestTidyText:
    """A table that has been through other programs."""

    @pytest.mark.parametrize("number", ["0,942", "0.942", "000.942", "24.062.0", "1,234.0"])
    def test_what_is_no_thousand_is_no_number(self, tmp_path, read, number):
        (tmp_path / "x.csv").write_text(tidy(";").replace(";1000\n", f";{number}\n"), "utf-8")
        (fault,) = faults_of(read, tmp_path / "x.csv")
        assert fault.startswith("x.csv, række 2, kolonne 'stemmer': fandt ")

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (b"901;Andeby;Q;Nye \x81 M\xe6nd;5", "U+0081"),
            (b"901;Andeby;Q;Hej\x00 dig;5", "U+0000"),
            ("901;Andeby;Q;Hej\u202e dig;5".encode(), "U+202E"),
            (b'901;Andeby;Q;"Hej\ndig";5', "U+000A"),
        ],
    )
    def test_a_cell_that_cannot_be_read_or_printed(self, tmp_path, read, row, code):
        encoding = "cp1252" if b"\xe6" in row else "utf-8"
        (tmp_path / "x.csv").write_bytes(tidy(";").encode(encoding) + row + b"\n")
        (fault,) = faults_of(read, tmp_path / "x.csv")
        assert fault.startswith("x.csv, række 9, kolonne 'listenavn': fandt ")
        assert code in fault

    def test_utf_8_with_one_byte_spoilt_is_not_read_as_cp1252(self, tmp_path, read):
        """In CP1252 »Mænd« in UTF-8 is »MÃ¦nd«, and the list would be written so."""
        text = "kommunekode;kommune;bogstav;listenavn;stemmer\n901;Andeby;Q;Nye Mænd og Sm\xe5;5\n"
        spoilt = text.encode().replace("å".encode(), b"\xe5")
        (tmp_path / "x.csv").write_bytes(spoilt)
        (fault,) = faults_of(read, tmp_path / "x.csv")
        assert "række 2, kolonne 'listenavn': fandt 'Nye Mænd og Sm\ufffd'" in fault


class TestSpreadsheets:
    @pytest.mark.parametrize("value", [24.062, 0.5, -3, True, 1e300])
    def test_a_cell_that_is_not_a_whole_number(self, tmp_path, read, value):
        """24.062 as a number has three decimals; as a text it has a thousands mark."""
        (fault,) = faults_of(read, spreadsheet(tmp_path / "x.xlsx", cells={(1, 4): value}))
        assert fault.startswith("x.xlsx, række 2, kolonne 'stemmer': fandt ")

    def test_a_cell_in_the_last_corner_of_the_sheet(self, tmp_path):
        """Laid out whole, the sheet takes 550 GB, and the process is aborted: hence one of its own."""
        spreadsheet(tmp_path / "x.xlsx", cells={(1_048_575, 16_383): 1})
        data = write_small_data(tmp_path / "tal")
        arguments = ["import", str(tmp_path / "x.xlsx"), "--election", "kv2099", "--data", str(data)]
        run = subprocess.run(
            [sys.executable, "-m", "kkr_analysis.cli", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
        assert (run.returncode, run.stdout) == (2, "")
        assert "x.xlsx: fandt et ark med plads til 17.179.869.184 felter" in run.stderr

    def test_a_zip_that_only_has_the_name(self, tmp_path, read):
        import zipfile

        with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as packed:
            packed.writestr("content.xml", "<x/>")
        (fault,) = faults_of(read, tmp_path / "x.xlsx")
        assert "en zip-fil, der ikke er et regneark" in fault


class TestThingsThatAreNoFiles:
    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe_is_named_and_not_waited_for(self, tmp_path, read):
        folder = exports(tmp_path / "filer")
        os.mkfifo(folder / "rør.csv")
        (fault,) = faults_of(read, folder)
        assert fault.startswith("rør.csv: fandt noget, der ikke er en fil")

    def test_a_link_to_itself(self, tmp_path, read):
        folder = exports(tmp_path / "filer")
        (folder / "a.csv").symlink_to(folder / "a.csv")
        (fault,) = faults_of(read, folder)
        assert "linket fører tilbage til sig selv" in fault

    def test_a_line_end_in_a_name_stays_on_its_line(self, tmp_path, read):
        folder = exports(tmp_path / "filer")
        (folder / 'brev\n"x".pdf').write_bytes(b"%PDF")
        assert [one.file for one in read(folder).left_out] == ['brev\\n"x".pdf']

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
    def test_a_name_that_is_no_text_can_be_printed(self, tmp_path, read):
        folder = exports(tmp_path / "filer")
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.pdf")).write_bytes(b"%PDF")
        assert [one.file for one in read(folder).left_out] == ["\\udcff.pdf"]
