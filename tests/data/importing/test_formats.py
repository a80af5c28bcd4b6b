"""Every format gives the same figures, whatever the encoding, the separator and the system it comes from."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from data.importing.conftest import faults_of
from tools.deliveries import TOTAL, VOTES, area, council, exports, fill, result_server, tidy, write_json
from xlsxwriter import Workbook

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.data.importing.delivery import Delivery


def votes_of(delivery: Delivery) -> dict[str, dict[tuple[str, str], int]]:
    votes: dict[str, dict[tuple[str, str], int]] = {}
    for one in delivery.lists:
        votes.setdefault(one.municipality, {})[one.letter, one.name] = one.votes
    return votes


def assert_same(delivery: Delivery) -> None:
    assert votes_of(delivery) == {code: lists for (code, _), lists in VOTES.items()}
    assert sum(one.votes for one in delivery.lists) == TOTAL


class TestExports:
    """The CSV exports of valg.dk: »the municipality stands in the file name only«."""

    def test_the_votes_are_added_up(self, tmp_path, read):
        delivery = read(exports(tmp_path / "filer"))
        assert_same(delivery)
        assert (len(delivery.areas or ()), delivery.files, delivery.fetched) == (6, 3, date(2099, 11, 20))

    def test_a_field_in_quotation_marks_may_hold_a_semicolon(self, tmp_path, read):
        exports(tmp_path / "filer")
        for file in (tmp_path / "filer").iterdir():
            text = file.read_text("utf-8-sig").replace("Rip Rapsen", '"Rip; Rapsen"')
            file.write_text(text, "utf-8")
        assert_same(read(tmp_path / "filer"))

    def test_windows_line_ends_and_a_folder_with_spaces_and_quotes(self, tmp_path, read):
        folder = exports(tmp_path / "mine 'egne' \"filer\"" / "æøå")
        for file in folder.iterdir():
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        assert_same(read(tmp_path / "mine 'egne' \"filer\""))

    def test_the_newer_of_two_counts_and_the_older_is_named(self, tmp_path, read):
        exports(tmp_path / "filer")
        old = tmp_path / "filer" / "Kommunalvalg_2099_Andeby_19-11-2099 23.59.59.csv"
        newer = next((tmp_path / "filer").glob("*Andeby*"))
        old.write_bytes(newer.read_bytes().replace(b";500", b";999"))
        delivery = read(tmp_path / "filer")
        assert_same(delivery)
        assert [(one.file, one.why) for one in delivery.left_out] == [(old.name, f"ældre end {newer.name}")]

    @pytest.mark.parametrize(
        ("old", "new", "found"),
        [
            (";Listestemmer;", ";Listestemme;", "ingen Listestemmer for A Socialdemokratiet i 1. Skolen"),
            ("Rip Rapsen;", "Listestemmer;", "samme række som"),
            (";167", ";1.67", "kolonne 'Stemmetal': fandt '1.67', ventede et helt tal"),
            (";167", ";-167", "kolonne 'Stemmetal': fandt '-167'"),
            (";167", ";", "kolonne 'Stemmetal': fandt ''"),
            (";167", ";١٦٧", "kolonne 'Stemmetal'"),
            (";167", ";1;67", "et andet antal felter"),
            (";167", "", "et andet antal felter"),
            ("Stemmetal", "Stemmer", "række 1: fandt 'Afstemningsområde;Bogstavbetegnelse;Listenavn;"),
            ("Listenavn", "Liste", "en ukendt slags fil"),
        ],
    )
    def test_what_would_give_another_sum_is_a_fault_with_its_place(self, tmp_path, read, old, new, found):
        exports(tmp_path / "filer")
        file = next((tmp_path / "filer").glob("*Andeby*"))
        text = file.read_text("utf-8-sig")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        assert any(found in fault and file.name in fault for fault in faults_of(read, tmp_path / "filer"))

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("Kommunalvalg_2099_Lilleby_20-11-2099 9.44.10.csv", "kommunen 'Lilleby'"),
            ("Kommunalvalg_2095_Andeby_20-11-2099 9.44.10.csv", "et resultat fra 2095"),
            ("Andeby.csv", "navnet 'Andeby.csv'"),
            ("Kommunalvalg_2099_Andeby_32-11-2099 9.44.10.csv", "navnet "),
        ],
    )
    def test_a_name_that_does_not_say_where_the_votes_belong(self, tmp_path, read, name, found):
        exports(tmp_path / "filer")
        next((tmp_path / "filer").glob("*Andeby*")).replace(tmp_path / "filer" / name)
        assert any(found in fault for fault in faults_of(read, tmp_path / "filer"))


class TestResultServer:
    """The JSON files: »Stemmer is the list's total, Listestemmer only the votes for the list itself«."""

    def test_the_votes_are_added_up(self, tmp_path, read):
        delivery = read(result_server(tmp_path / "filer"))
        assert_same(delivery)
        assert (len(delivery.areas or ()), delivery.files) == (4, 4)
        assert [(one.valid, one.cast, one.entitled, one.areas) for one in delivery.totals] == [
            (1307, 1319, 1507, 2),
            (1000, 1006, 1100, 1),
            (450, 456, 550, 1),
        ]

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"Valgdag": "06-08-2099"}, "en testfil: valgdagen er '06-08-2099', ikke 17-11-2099"),
            ({"Valgart": "Regionsrådsvalg"}, "valgarten er 'Regionsrådsvalg', ikke Kommunalvalg"),
        ],
    )
    def test_a_file_of_something_else_is_left_out_by_name(self, tmp_path, read, change, why):
        folder = result_server(tmp_path / "filer")
        write_json(folder / "x.json", area("902", "Gåserød", {("A", "Test"): 5}, 10) | change)
        delivery = read(folder)
        assert_same(delivery)
        assert [(one.file, one.why) for one in delivery.left_out] == [("x.json", why)]

    def test_a_time_in_the_name_is_a_rehearsal(self, tmp_path, read):
        folder = result_server(tmp_path / "filer")
        write_json(folder / "x-010820251217.json", area("902", "Gåserød", {("A", "Test"): 5}, 77))
        delivery = read(folder)
        assert_same(delivery)
        assert delivery.left_out[0].why == "en testfil: der står et tidspunkt i filens navn"

    def test_the_final_count_of_an_area_beats_a_later_preliminary_one(self, tmp_path, read):
        folder = result_server(tmp_path / "filer")
        preliminary = area("902", "Gåserød", {("A", "Socialdemokratiet"): 9}, 10)
        preliminary |= {"Resultatart": "Foreløbig optælling", "GodkendelsesDatoUTC": "19-11-2099 10:00:00"}
        write_json(folder / "a.json", preliminary)
        delivery = read(folder)
        assert_same(delivery)
        assert delivery.left_out[0].why.startswith("foreløbig optælling af samme område som")

    def test_the_later_of_two_final_counts_beats_the_earlier(self, tmp_path, read):
        folder = result_server(tmp_path / "filer")
        earlier = area("902", "Gåserød", {("A", "Socialdemokratiet"): 9}, 10)
        write_json(folder / "a.json", earlier | {"GodkendelsesDatoUTC": "17-11-2099 23:00:00"})
        delivery = read(folder)
        assert_same(delivery)
        assert delivery.left_out[0].why.startswith("ældre optælling af samme område")

    def test_two_counts_of_an_area_with_one_time_are_a_fault(self, tmp_path, read):
        folder = result_server(tmp_path / "filer")
        write_json(folder / "a.json", area("902", "Gåserød", {("A", "Socialdemokratiet"): 9}, 10))
        [fault] = faults_of(read, folder)
        assert "noget andet end i a.json, om det samme og fra samme tidspunkt" in fault

    def test_a_preliminary_count_makes_the_municipality_preliminary(self, tmp_path, read):
        folder = result_server(tmp_path / "filer")
        extra = area("902", "Gåserød", VOTES["902", "Gåserød"], 11)
        write_json(folder / "a.json", extra | {"Resultatart": "Foreløbig optælling"})
        statuses = {one.municipality: one.status for one in read(folder).totals}
        assert statuses == {
            "901": FigureStatus.FINAL,
            "902": FigureStatus.PRELIMINARY,
            "903": FigureStatus.FINAL,
        }

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            ({"GyldigeStemmer": 999}, "kolonne 'GyldigeStemmer': fandt 999, ventede 1000, listernes sum"),
            ({"AfgivneStemmer": 1007}, "kolonne 'AfgivneStemmer': fandt 1007, ventede 1006"),
            ({"GyldigeStemmer": "1000"}, "fandt '1000', ventede et helt tal"),
            ({"GyldigeStemmer": True}, "fandt True, ventede et helt tal"),
            ({"GyldigeStemmer": 1000.0}, "fandt 1000.0, ventede et helt tal"),
            ({"GyldigeStemmer": -1}, "fandt -1, ventede et helt tal"),
            ({"Resultatart": "Halvtælling"}, "fandt 'Halvtælling', ventede Fintælling"),
            ({"Kommunekode": 999}, "fandt 999, ventede en kommunekode"),
            ({"GodkendelsesDatoUTC": "2099-11-18"}, "et tidspunkt som 19-11-2025"),
            ({"Kandidatlister": []}, "mindst én kandidatliste"),
            ({"Kandidatlister": [{"Navn": "x"}]}, "en kandidatliste uden 'Bogstavbetegnelse'"),
        ],
    )
    def test_what_does_not_agree_is_a_fault_with_its_key(self, tmp_path, read, change, found):
        folder = result_server(tmp_path / "filer")
        lists = VOTES["902", "Gåserød"]
        write_json(folder / "a.json", area("902", "Gåserød", lists, 11) | change)
        assert any(found in fault and "a.json" in fault for fault in faults_of(read, folder)), found

    def test_a_list_whose_votes_are_not_its_own_and_its_candidates_is_counted_wrong(self, tmp_path, read):
        folder = result_server(tmp_path / "filer")
        wrong = area("902", "Gåserød", {("A", "Socialdemokratiet"): 10}, 11)
        wrong["Kandidatlister"][0]["Listestemmer"] = 10
        write_json(folder / "a.json", wrong)
        expected = "fandt 10 stemmer for A Socialdemokratiet, ventede 15, listens egne og kandidaternes"
        assert any(expected in fault for fault in faults_of(read, folder))

    def test_an_area_that_the_seats_build_on_and_that_is_not_there(self, tmp_path, read):
        folder = result_server(tmp_path / "filer")
        write_json(
            folder / "m.json",
            council(BaseretPåOptællinger=[{"AfstemningsområdeDagiId": area} for area in (0, 1, 2)]),
        )
        assert any(
            "ingen fil for afstemningsområdet 2 i Andeby" in fault for fault in faults_of(read, folder)
        )

    def test_seats_come_with_the_lists(self, tmp_path, read):
        folder = result_server(tmp_path / "filer")
        write_json(folder / "m.json", council())
        found = {(one.municipality, one.letter): one.seats for one in read(folder).lists}
        assert (found["901", "A"], found["901", "L"], found["902", "A"]) == (2, 1, None)

    def test_seats_that_build_on_no_count_are_left_out(self, tmp_path, read):
        folder = result_server(tmp_path / "filer")
        write_json(folder / "m.json", council() | {"BaseretPåOptællinger": None})
        assert read(folder).left_out[0].why == "mandaterne bygger ikke på nogen optælling"


class TestTidyTable:
    """The project's own table, as secretariats have it: CSV of any kind, or a spreadsheet."""

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_encodings_separators_and_line_ends(self, tmp_path, read, separator, encoding, line_end):
        file = tmp_path / "tal 'fra' Excel.csv"
        file.write_bytes(tidy(separator).replace("\n", line_end).encode(encoding))
        assert_same(read(file))

    @pytest.mark.parametrize("mark", [".", " ", "\N{NO-BREAK SPACE}"])
    def test_thousands_marks(self, tmp_path, read, mark):
        (tmp_path / "x.csv").write_text(tidy(";", grouped=mark), "utf-8")
        assert_same(read(tmp_path / "x.csv"))

    def test_an_english_thousands_mark_between_semicolons(self, tmp_path, read):
        (tmp_path / "x.csv").write_text(tidy(";", grouped=","), "utf-8")
        assert_same(read(tmp_path / "x.csv"))

    def test_letters_in_two_parts(self, tmp_path, read):
        (tmp_path / "x.csv").write_text(unicodedata.normalize("NFD", tidy()), "utf-8")
        assert_same(read(tmp_path / "x.csv"))

    @pytest.mark.parametrize(
        "number", ["6,94", "6.9", "1.2.3", "24.06", "24.0621", "-5", "", "1e3", "1,000.000", "½"]
    )
    def test_what_could_be_another_number_is_a_fault(self, tmp_path, read, number):
        text = tidy(";").replace(";1000\n", f";{number}\n")
        (tmp_path / "x.csv").write_text(text, "utf-8")
        (fault,) = faults_of(read, tmp_path / "x.csv")
        assert fault.startswith("x.csv, række 2, kolonne 'stemmer': fandt ")

    @pytest.mark.parametrize(
        ("old", "new", "found"),
        [
            ("901,Andeby,L", "909,Andeby,L", "række 3, kolonne 'kommunekode': fandt '909'"),
            ("901,Andeby,L", "901,Gåserød,L", "række 3, kolonne 'kommune': fandt 'Gåserød', ventede Andeby"),
            ("L,Lokallisten", "L,", "række 3, kolonne 'listenavn'"),
            ("L,Lokallisten", "A,Socialdemokratiet", "række 3, kolonne 'listenavn'"),
            ("L,Lokallisten,300", 'L,"Lokallisten,300', "parvise anførselstegn"),
            ("stemmer", "antal", "ukendt slags fil"),
        ],
    )
    def test_a_faulty_row_is_shown(self, tmp_path, read, old, new, found):
        (tmp_path / "x.csv").write_text(tidy().replace(old, new, 1), "utf-8")
        assert any(found in fault for fault in faults_of(read, tmp_path / "x.csv"))

    def test_a_spreadsheet_with_another_sheet_first_and_numbers_as_numbers(self, tmp_path, read):
        book = Workbook(str(tmp_path / "x.xlsx"))
        book.add_worksheet("Noter").write(0, 0, "Til mig selv")
        fill(book.add_worksheet("Tal"))
        book.close()
        assert_same(read(tmp_path / "x.xlsx"))


class TestHostileFiles:
    """»refused early«, each with one clear Danish message."""

    @pytest.mark.parametrize(
        ("name", "content", "found"),
        [
            ("tom.csv", b"", "en tom fil"),
            ("tom.json", b"\xef\xbb\xbf \n", "en tom fil"),
            ("side.csv", b"<!DOCTYPE html><html><body>404</body></html>", "en webside"),
            ("side.json", b"\xef\xbb\xbf\n<html>", "en webside"),
            ("alt.zip", b"PK\x03\x04" + b"x" * 50, "en zip-fil"),
            ("alt.csv", b"PK\x03\x04" + b"x" * 50, "en zip-fil"),
            ("x.xlsx", b"PK\x03\x04" + b"x" * 50, "et regneark, der er skåret over"),
            ("x.json", b'{"Kandidatlister": [', "en JSON-fil, der er skåret over"),
            ("x.json", b"[" * 200_000, "JSON"),
            ("x.json", b"[1, 2]", "JSON uden nøgler"),
            ("x.json", b'{"a": NaN}', "noget, der ikke er JSON"),
            ("x.json", b'{"a": ' + b"9" * 5000 + b"}", "JSON"),
            ("x.csv", b"\xff\xfe\x00\xd8", "en ukendt slags fil"),
            ("støj.csv", b"\x00\x01\x02\x03" * 400, "en ukendt slags fil"),
        ],
    )
    def test_each_is_named(self, tmp_path, read, name, content, found):
        (tmp_path / "filer").mkdir()
        (tmp_path / "filer" / name).write_bytes(content)
        (fault,) = faults_of(read, tmp_path / "filer")
        assert fault.startswith(f"{name}: fandt ")
        assert found in fault

    def test_200_mb_are_refused_without_being_read(self, tmp_path, read):
        with (tmp_path / "stor.csv").open("wb") as file:
            file.truncate(200_000_000)
        (fault,) = faults_of(read, tmp_path / "stor.csv")
        assert fault.startswith("stor.csv: fandt 200 MB")

    def test_a_spreadsheet_that_unpacks_to_very_much(self, tmp_path, read):
        import zipfile

        with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", b"0" * 201_000_000)
        (fault,) = faults_of(read, tmp_path / "x.xlsx")
        assert "et regneark på 201 MB" in fault

    def test_a_missing_path_and_an_empty_folder(self, tmp_path, read):
        assert "fandt ingen fil" in faults_of(read, tmp_path / "findes ikke")[0]
        (tmp_path / "tom").mkdir()
        assert "fandt ingen filer" in faults_of(read, tmp_path / "tom")[0]

    def test_two_formats_in_one_folder(self, tmp_path, read):
        result_server(exports(tmp_path / "filer"))
        (fault,) = faults_of(read, tmp_path / "filer")
        assert "CSV-filer fra valg.dk" in fault
        assert "JSON-filer fra resultatserveren" in fault

    def test_what_the_system_and_editors_leave_is_passed_over_and_a_pdf_is_named(self, tmp_path, read):
        folder = exports(tmp_path / "filer")
        for name in (".DS_Store", "Thumbs.db", "~$tal.xlsx"):
            (folder / name).write_bytes(b"x")
        (folder / "__MACOSX").mkdir()
        (folder / "__MACOSX" / "x.csv").write_bytes(b"x")
        (folder / "brev.pdf").write_bytes(b"%PDF")
        (folder / "ring").symlink_to(folder)
        delivery = read(folder)
        assert_same(delivery)
        assert [(one.file, one.why) for one in delivery.left_out] == [("brev.pdf", "ikke en fil med tal")]
