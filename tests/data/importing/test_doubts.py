"""
Is a delivery what it seems? Kinds of input that would give a wrong figure without a word, and their siblings.

Each is tried in every format that can hold it: one Danish message with its place, status 2, nothing written.
And for each kind there is the ordinary input that looks like it and is accepted.
"""

from __future__ import annotations

import csv
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from data.importing.conftest import contents
from places import ROOT
from small_data import ELECTION, write_with_card
from tools.deliveries import (
    TOTAL,
    VOTES,
    area,
    council,
    deliver,
    exports,
    fill,
    nomination,
    result_server,
    spreadsheet,
    tidy,
    write_json,
)
from xlsxwriter import Workbook

from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing import kinds, received
from kkr_analysis.data.importing.delivery import DeliveredList, Place
from kkr_analysis.data.importing.doubts import doubt_local_lists
from kkr_analysis.data.importing.doubts.letters import LETTER, garbled, is_foreign
from kkr_analysis.data.importing.doubts.words import is_no_list
from kkr_analysis.data.sources.cards import card_path, read_card
from kkr_analysis.data.sources.party_matching import PartyMatcher

FORMS = ("csv", "xlsx", "valg.dk", "json")
ANDEBY = ("901", "Andeby")


def each(names: str) -> list[str]:
    """What stands between the dots."""
    return names.split(" · ")


def with_list(letter: str, name: str, votes: int = 30) -> dict[tuple[str, str], dict[tuple[str, str], int]]:
    """The small delivery, with one list more in Andeby."""
    return VOTES | {ANDEBY: VOTES[ANDEBY] | {(letter, name): votes}}


NO_LISTS = each(
    "I alt · IALT · i  alt: · I-alt · Ialt · l alt · Total · TOTALT · Subtotal · Sum · "
    "Sum: · Samlet · Blanke stemmer · Blanke · BLANK · "
    "Blanke og andre ugyldige stemmesedler · Ugyldige · Ugyldigestemmer · Gyldige stemmer · "
    "Gyldige stemmer i alt · Afgivne stemmer · Antal stemmer · Stemmer i alt · "
    "Stemmeberettigede · Antal stemmeberettigede vælgere · Valgdeltagelse · "
    "Valgdeltagelse (%) · Hele kommunen · Andeby i alt · Total for Andeby Kommune · "
    "I alt 2099 · Øvrige lister · Andre · Total votes · Invalid votes · Votes cast · - · … · "
    "nan"
)
IN_EVERY_FORM = ("I alt", "Blanke stemmer", "-", "nan")
"""With a space, without letters, and what a program may take for a number; the others come as CSV alone."""


class TestRowsThatAreNoLists:
    """»a row without a letter, or with a name, that says total, blank, invalid or cast votes«."""

    @pytest.mark.parametrize("letter", ["", "T"])
    @pytest.mark.parametrize(
        ("form", "name"),
        [
            pytest.param(
                form, name, marks=() if form == "csv" or name in IN_EVERY_FORM else pytest.mark.heavy
            )
            for form in FORMS
            for name in NO_LISTS
        ],
    )
    def test_a_name_that_says_so(self, tmp_path, refused, form, letter, name):
        said = refused(deliver(form, tmp_path / "x", with_list(letter, name)))
        assert "ventede en række med en liste, der kan stemmes på" in said

    @pytest.mark.parametrize(
        "name", ["Andeby", "Andeby Kommune", "Borgerlisterne i alt", "Blanke, afleveret", "Totalsum"]
    )
    def test_without_a_letter_one_such_word_is_enough(self, tmp_path, refused, name):
        assert f"fandt {name!r}" in refused(deliver("csv", tmp_path, with_list("", name)))

    @pytest.mark.parametrize("column", [0, 1, 2])
    @pytest.mark.parametrize("word", ["I alt", "Total", "Blanke"])
    def test_the_word_in_another_column(self, tmp_path, refused, column, word):
        row = ["901", "Andeby", "", "x", "1300"]
        row[column] = word
        (tmp_path / "x.csv").write_text(f"{tidy(';')}{';'.join(row)}\n", "utf-8")
        where = f"x.csv, række 9, kolonne '{('kommunekode', 'kommune', 'bogstav')[column]}'"
        said = refused(tmp_path / "x.csv")
        assert f"{where}: fandt '{word}', ventede en række med en liste, der kan stemmes på" in said

    @pytest.mark.parametrize("form", FORMS)
    def test_a_row_without_a_letter_that_is_the_sum_of_the_others(self, tmp_path, refused, form):
        said = refused(deliver(form, tmp_path / "x", with_list("", "Hovedtal", 1307)))
        assert "fandt 1307 stemmer for 'Hovedtal', summen af alle de andre rækker i Andeby" in said

    def test_a_sum_that_other_sums_follow(self, tmp_path, refused):
        """1,307 for lists, and 12 more that no word tells."""
        votes = VOTES | {ANDEBY: VOTES[ANDEBY] | {("", "Hovedtal"): 1307, ("", "Diverse"): 12}}
        assert "'Hovedtal', summen af rækkerne før" in refused(deliver("csv", tmp_path, votes))

    def test_the_sum_of_all_municipalities(self, tmp_path, refused):
        said = refused(deliver("csv", tmp_path, with_list("", "Hovedtal", TOTAL)))
        assert f"fandt {TOTAL} stemmer for 'Hovedtal', summen af alle andre rækker" in said

    @pytest.mark.parametrize("person", ["I alt", "Personlige stemmer", "Andeby i alt"])
    def test_a_candidate_that_is_a_total(self, tmp_path, refused, person):
        folder = exports(tmp_path / "filer")
        file = next(folder.glob("*Andeby*"))
        lines = file.read_text("utf-8-sig").splitlines()
        own = [f"{line.rsplit(';', 2)[0]};{person};7" for line in lines[1:] if "Listestemmer" in line]
        file.write_text("\n".join([*lines, *own, ""]), "utf-8")
        assert f"kolonne 'Navn': fandt '{person}'" in refused(folder)

    def test_an_area_that_is_a_total(self, tmp_path, refused):
        folder = exports(tmp_path / "filer")
        file = next(folder.glob("*Andeby*"))
        file.write_text(file.read_text("utf-8-sig").replace("2. Hallen", "I alt"), "utf-8")
        assert "kolonne 'afstemningsområde': fandt 'I alt'" in refused(folder)

    def test_an_area_with_the_sum_of_the_others(self, tmp_path, refused):
        folder = result_server(tmp_path / "filer")
        write_json(folder / "s.json", area("901", "Andeby", VOTES[ANDEBY], 2))
        assert "fandt området '2', der har summen af de andre områder i Andeby" in refused(folder)

    @pytest.mark.parametrize("election", ["kv2013", "kv2021", "kv2025"])
    def test_every_list_of_three_elections_is_a_list(self, election):
        """Among them »Din Stemme«, »Listen for Viborg Kommune« and »Trafikalt Folkeparti«."""
        with (ROOT / "data/raw" / election / "stemmer.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                letter, name = row["bogstav"], row["listenavn"]
                assert not is_no_list(name, letter, row["kommune"]), row
                assert not garbled(name), row
                assert not is_foreign(name), row
                assert not letter or LETTER.fullmatch(letter), row

    @pytest.mark.parametrize(
        "name",
        ["Total Forandring", "Den Blanke Stemme", "Sum of Us", "Alle Sammen i alt", "Borgernes Resultat"],
    )
    @pytest.mark.parametrize("form", FORMS)
    def test_a_list_with_a_letter_may_contain_such_a_word(self, tmp_path, kkr_import, form, name):
        status, _, said = kkr_import(deliver(form, tmp_path / "x", with_list("T", name)))
        assert (status, said) == (0, "")


class TestNumbers:
    """A number that is cut in two, or is another number than it looks."""

    @pytest.mark.parametrize("column", ["stemmer", "mandater"])
    @pytest.mark.parametrize(
        "number",
        each(
            "062 · 000 · 00 · 0062 · 01 · 1e3 · 1E+03 · 1000,5 · 1000.50 · 24,06 · 12,5 % · 12% · "
            "-5 · +5 · (5) · 1'000 · 1_000 · 1.00.000 · 1 0 · ca. 5 · 5* · 5 stemmer · ½ · V · "
            "=SUM(E2:E3) · =5 · '5 · 12-03-2099 · 2099-03-12 · 1. marts · #N/A · #I/T · #REF! · "
            "#VÆRDI! · nan · NULL · SAND · ١٢ · ５ · 99999999999 · 5;5"
        ),
    )
    def test_what_is_no_whole_number(self, tmp_path, refused, column, number):
        header, first, *rest = tidy(";").splitlines()
        first = first.rsplit(";", 1)[0]
        row = f"{first};{number};5" if column == "stemmer" else f"{first};1000;{number}"
        (tmp_path / "x.csv").write_text(
            "\n".join([f"{header};mandater", row, *(f"{line};0" for line in rest), ""]), "utf-8"
        )
        assert "x.csv, række 2" in refused(tmp_path / "x.csv")

    @pytest.mark.parametrize(
        ("header", "row"),
        [
            ("kommunekode,kommune,bogstav,listenavn,stemmer,note", "901,Andeby,A,Socialdemokratiet,24,062"),
            (
                "kommunekode,kommune,bogstav,listenavn,stemmer,mandater",
                "901,Andeby,A,Socialdemokratiet,24,062",
            ),
            (
                "kommunekode,kommune,bogstav,listenavn,stemmer,mandater",
                "901,Andeby,A,Socialdemokratiet,1,000",
            ),
            ("kommunekode,kommune,bogstav,listenavn,stemmer", "901,Andeby,A,Socialdemokratiet,24,062"),
            (
                "kommunekode,kommune,bogstav,listenavn,stemmer,note",
                "901,Andeby,A,Socialdemokratiet,1,234,567",
            ),
            ("stemmer,kommunekode,kommune,bogstav,listenavn", "24,062,901,Andeby,A,Socialdemokratiet"),
            ("stemmer,note,kommunekode,kommune,bogstav,listenavn", "24,062,901,Andeby,A,Socialdemokratiet"),
            (
                "note,stemmer,sidst,kommunekode,kommune,bogstav,listenavn",
                "x,24,062,901,Andeby,A,Socialdemokratiet",
            ),
        ],
    )
    def test_a_number_cut_in_two_by_its_thousands_mark(self, tmp_path, refused, header, row):
        (tmp_path / "x.csv").write_text(f"{header}\n{row}\n", "utf-8")
        said = refused(tmp_path / "x.csv")
        assert "x.csv, række 2" in said
        assert "skil kolonnerne med semikolon" in said or "kommunekode" in said

    def test_two_marks_between_thousands_in_one_column(self, tmp_path, refused):
        text = tidy(";").replace(";1000\n", ";1.000\n").replace(";300\n", ";1,300\n")
        (tmp_path / "x.csv").write_text(text, "utf-8")
        assert "række 3, kolonne 'stemmer': fandt '1,300', ventede '.' mellem tusinderne" in refused(
            tmp_path / "x.csv"
        )

    @pytest.mark.parametrize(("old", "new"), [(";167\n", ";0167\n"), (";167\n", ";00\n")])
    def test_a_zero_before_a_number_of_an_export(self, tmp_path, refused, old, new):
        folder = exports(tmp_path / "filer")
        file = next(folder.glob("*Andeby*"))
        file.write_bytes(file.read_bytes().replace(old.encode(), new.encode(), 1))
        assert "kolonne 'Stemmetal': fandt '0" in refused(folder)

    @pytest.mark.parametrize(("seats", "votes"), [(1000, 5), (56, 100), (1, 0)])
    def test_seats_and_votes_that_change_places(self, tmp_path, refused, seats, votes):
        header, first, second, *_ = tidy(";").splitlines()
        first = first.replace("1000", f"{votes};{seats}")
        (tmp_path / "x.csv").write_text(f"{header};mandater\n{first}\n{second};0\n", "utf-8")
        assert "kolonnerne er byttet om" in refused(tmp_path / "x.csv")

    def test_what_commas_part_is_accepted_where_no_number_can_be_cut(self, tmp_path, kkr_import):
        header, *rows = tidy().splitlines()
        rows = [
            f"{row},{number}"
            for row, number in zip(rows, ("5", "12", "1234", "", "x1", "2", "0"), strict=True)
        ]
        (tmp_path / "x.csv").write_text("\n".join([f"{header},note", *rows, ""]), "utf-8")
        assert kkr_import(tmp_path / "x.csv")[0] == 0


def book_of(path: Path, *sheets: tuple[str, str, dict[tuple[str, str], Any]]) -> Path:
    """Write a spreadsheet of sheets: name, "shown", "hidden" or "very_hidden", and votes."""
    book = Workbook(str(path))
    for name, state, votes in sheets:
        sheet = book.add_worksheet(name)
        if state == "shown":
            sheet.activate()
            sheet.set_first_sheet()
        fill(sheet, votes)
        if state != "shown":
            getattr(sheet, "hide" if state == "hidden" else state)()
    book.close()
    return path


def part_replaced(path: Path, part: str, old: str, new: str) -> Path:
    """Replace something in a part of a spreadsheet."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


class TestSpreadsheets:
    """What is shown is read; a cell that is not what it looks like is refused in every column."""

    OLD: ClassVar = VOTES | {ANDEBY: {("A", "Socialdemokratiet"): 111}}

    @pytest.mark.parametrize("state", ["hidden", "very_hidden"])
    @pytest.mark.parametrize("is_first", [True, False])
    def test_a_hidden_sheet_is_passed_over_and_named(self, tmp_path, kkr_import, state, is_first):
        sheets = [("Foreløbig", state, self.OLD), ("Endelig", "shown", VOTES)]
        path = book_of(tmp_path / "x.xlsx", *(sheets if is_first else sheets[::-1]))
        status, said, _ = kkr_import(path)
        assert status == 0
        assert "Gyldige stemmer: 2.757" in said
        assert "x.xlsx: læst fra arket 'Endelig'." in said
        assert "x.xlsx: skjulte ark er ikke læst: 'Foreløbig'." in said

    def test_two_sheets_that_are_shown_are_refused_by_name(self, tmp_path, refused):
        path = book_of(tmp_path / "x.xlsx", ("Øst", "shown", self.OLD), ("Vest", "shown", VOTES))
        assert "fandt 2 ark med kolonnerne: 'Øst' og 'Vest', ventede ét" in refused(path)

    def test_the_only_table_in_a_hidden_sheet(self, tmp_path, refused):
        book = Workbook(str(tmp_path / "x.xlsx"))
        book.add_worksheet("Noter").write(0, 0, "Til mig selv")
        sheet = book.add_worksheet("Tal")
        fill(sheet)
        sheet.hide()
        book.close()
        assert "fandt kun kolonnerne i et skjult ark, 'Tal'" in refused(tmp_path / "x.xlsx")

    def test_hidden_rows_and_columns_are_told(self, tmp_path, kkr_import, data):
        book = Workbook(str(tmp_path / "x.xlsx"))
        sheet = book.add_worksheet("Tal")
        fill(sheet)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        book.close()
        _, said, _ = kkr_import(tmp_path / "x.xlsx")
        assert "1 skjult række er læst med, den første er række 3." in said
        assert "læst fra skjulte kolonner: bogstav." in said
        assert "1 skjult række er læst med" in read_card(data / ELECTION / "stemmer.kilde.toml", "").notes

    COLUMNS = ("kommunekode", "kommune", "bogstav", "listenavn", "stemmer", "mandater")

    @pytest.mark.parametrize("column", range(6))
    @pytest.mark.parametrize(
        ("write", "found"),
        [
            *(
                (
                    lambda sheet, place, _, error=error: sheet.write_formula(*place, "=X", None, error),
                    repr(error),
                )
                for error in ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
            ),
            (
                lambda sheet, place, _: sheet.write_formula(*place, "=E9"),
                "en formel, der aldrig er regnet ud",
            ),
            (
                lambda sheet, place, _: sheet.write_formula(*place, "=E9", None, ""),
                "en formel, der aldrig er regnet ud",
            ),
            (lambda sheet, place, form: sheet.write(*place, 0.12, form("0%")), "12 %"),
            (lambda sheet, place, form: sheet.write(*place, 0.125, form("0.0%")), "12,5 %"),
            (lambda sheet, place, form: sheet.write(*place, 45000, form("yyyy-mm-dd")), "en dato"),
            (lambda sheet, place, form: sheet.write(*place, 45000, form("d. mmm")), "en dato"),
            (lambda sheet, place, _: sheet.write_boolean(*place, True), "SAND"),
            (lambda sheet, place, _: sheet.write(*place, 24.062), "24,062, et tal med decimaler"),
        ],
    )
    def test_a_cell_that_is_not_what_it_looks_like(self, tmp_path, refused, column, write, found):
        book = Workbook(str(tmp_path / "x.xlsx"))
        sheet = book.add_worksheet()
        fill(sheet)
        sheet.write(0, 5, "mandater")
        write(sheet, (2, column), lambda code: book.add_format({"num_format": code}))
        book.close()
        said = refused(tmp_path / "x.xlsx")
        assert f"x.xlsx, række 3, kolonne '{self.COLUMNS[column]}': fandt {found}" in said

    @pytest.mark.parametrize("column", range(5))
    def test_merged_cells(self, tmp_path, refused, column):
        book = Workbook(str(tmp_path / "x.xlsx"))
        sheet = book.add_worksheet()
        fill(sheet)
        sheet.merge_range(1, column, 2, column, "901")
        book.close()
        said = refused(tmp_path / "x.xlsx")
        assert f"række 3, kolonne '{self.COLUMNS[column]}': fandt et felt, der er flettet sammen med" in said

    def test_the_headings_below_a_title_and_below_empty_rows(self, tmp_path, refused, kkr_import):
        for above, name in ((["Kommunalvalget 2099"], "titel.xlsx"), ([], "tom.xlsx")):
            book = Workbook(str(tmp_path / name))
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, above)
            for number, line in enumerate(tidy("|").splitlines(), start=2):
                sheet.write_row(number, 0, line.split("|"))
            book.close()
        assert "overskrifterne i række 3 i arket 'Sheet1', ventede dem i første række" in refused(
            tmp_path / "titel.xlsx"
        )
        assert kkr_import(tmp_path / "tom.xlsx")[0] == 0

    @pytest.mark.parametrize(
        "cell",
        ["62", 62, "1.062", "1 062", "1\N{NO-BREAK SPACE}062", "1\N{NARROW NO-BREAK SPACE}062", " 62 "],
    )
    def test_a_number_as_a_number_or_a_text(self, tmp_path, kkr_import, cell):
        assert kkr_import(spreadsheet(tmp_path / "x.xlsx", cells={(2, 4): cell}))[0] == 0

    def test_texts_in_runs_absolute_parts_and_strict_names(self, tmp_path, kkr_import):
        """Other programs write the same otherwise: rich text, parts from the root, another name space."""
        path = spreadsheet(tmp_path / "x.xlsx")
        part_replaced(
            path, "xl/sharedStrings.xml", "<t>Lokallisten</t>", "<r><t>Lokal</t></r><r><t>listen</t></r>"
        )
        part_replaced(path, "xl/_rels/workbook.xml.rels", 'Target="worksheets/', 'Target="/xl/worksheets/')
        old, new = "schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"
        part_replaced(path, "xl/workbook.xml", old, new)
        status, said, _ = kkr_import(path)
        assert status == 0
        assert "Gyldige stemmer: 2.757" in said

    def test_definitions_in_the_xml(self, tmp_path, refused):
        path = part_replaced(
            spreadsheet(tmp_path / "x.xlsx"),
            "xl/workbook.xml",
            "<workbook ",
            '<!DOCTYPE a [<!ENTITY b "c">]><workbook ',
        )
        assert "et regneark, der ikke kan læses" in refused(path)


def zipped(path: Path, *names: str, first: str = "") -> Path:
    """Write a zip with parts of these names; ``first`` is what the one at the beginning holds."""
    with zipfile.ZipFile(path, "w") as packed:
        for name in names:
            packed.writestr(name, first)
    return path


class TestOtherKindsOfFiles:
    """»told as what they are«, whatever they are called, also in a folder among others."""

    @pytest.mark.parametrize("name", ["tal.{own}", "tal.xlsx", "tal.csv"])
    @pytest.mark.parametrize(
        ("own", "parts", "first", "found"),
        [
            (
                "ods",
                ["mimetype", "content.xml"],
                "application/vnd.oasis.opendocument.spreadsheet",
                "OpenDocument (.ods)",
            ),
            ("xlsm", ["xl/workbook.xml", "xl/vbaProject.bin"], "", "et regneark med makroer (.xlsm)"),
            ("xlsb", ["xl/workbook.bin"], "", "et binært regneark (.xlsb)"),
            ("numbers", ["Index/Document.iwa"], "", "et regneark fra Numbers (.numbers)"),
            ("docx", ["word/document.xml"], "", "et Word-dokument (.docx)"),
        ],
    )
    def test_a_zip_of_another_program(self, tmp_path, refused, name, own, parts, first, found):
        path = zipped(tmp_path / name.format(own=own), *parts, first=first)
        said = refused(path)
        assert f"{path.name}: fandt " in said
        assert found in said

    @pytest.mark.parametrize(
        ("name", "content", "found"),
        [
            ("tal.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "det gamle format (.xls)"),
            ("tal.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "det gamle format (.xls)"),
            ("tal.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "det gamle format (.xls)"),
            (
                "tal.xlsx",
                b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
                "låst med en adgangskode",
            ),
            ("tal.xlsx", tidy().encode(), "en fil, der ikke er et regneark, selv om den hedder det"),
            ("tal.ods", tidy().encode(), "en fil, der ikke er et regneark, selv om den hedder det"),
            (
                "tal.xls",
                b'<?xml version="1.0"?><x xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
                "Excel 2003",
            ),
            ("tal.csv", b"<html><table>", "en webside"),
            ("tal.csv", b"%PDF-1.7 x", "en PDF-fil med et andet navn"),
            ("tal.csv", b"\x1f\x8b\x08 x", "en pakket fil (.gz)"),
            ("tal.csv", b"ID;PWXL;N;E\n", "SYLK"),
            ("tal.csv", tidy().encode("utf-16-le"), "en ukendt slags fil, der ikke er tekst"),
        ],
    )
    def test_another_kind_under_this_name(self, tmp_path, refused, name, content, found):
        (tmp_path / "filer").mkdir()
        (tmp_path / "filer" / name).write_bytes(content)
        for path in (tmp_path / "filer", tmp_path / "filer" / name):
            assert found in refused(path)

    def test_a_spreadsheet_called_csv(self, tmp_path, refused):
        path = spreadsheet(tmp_path / "x.xlsx").rename(tmp_path / "x.csv")
        assert "et regneark med et andet navn end .xlsx" in refused(path)


READ_AS = {
    "utf-8": ["cp1252", "latin-1", "mac_roman", "cp850", "cp437"],
    "cp1252": ["mac_roman", "cp850", "cp437", "cp1250"],
    "mac_roman": ["cp1252", "latin-1", "cp850"],
    "cp850": ["cp1252", "latin-1", "mac_roman", "cp437"],
}
NAME = "Borgerlisten Skælskør på Ærø"
MIXED_UP = [
    (form, name)
    for written, encodings in READ_AS.items()
    for read in encodings
    for name in [NAME.encode(written).decode(read, errors="replace")]
    for form in FORMS
    if form != "xlsx" or name.isprintable()  # no spreadsheet has such a character
]


class TestLocalLists:
    """A party whose letter was lost, and a total under a word that nobody knows: asked, not counted."""

    @pytest.mark.parametrize(
        "name",
        [
            "Hovedtotal",
            "Slutsum",
            "Tot.",
            "Antal",
            "Tilsammen",
            "Alle partier",
            "Tomme stemmesedler",
            "Hvide stemmer",
            "Sofavælgere",
            "Annullerede",
            "Ugyld.",
            "Bl.",
            "Afg. stemmer",
            "Stemmespild",
            "Uden for parti",
        ],
    )
    def test_further_words_of_tables(self, tmp_path, refused, name):
        refused(deliver("csv", tmp_path / "x", with_list("", name)))

    def test_what_lists_are_called(self):
        for name, letter in (("Danmark for Alle", "M"), ("Hjørring for alle", "J"), ("Tomandshånd", "")):
            assert not is_no_list(name, letter, "Hjørring")

    def test_a_list_without_a_letter_and_with_half_the_votes_is_asked_for(self):
        lists = [one_list("901", "", "Socialdemokraterne", 60), one_list("901", "V", "Venstre", 50)]
        [question] = doubt_local_lists(lists, EVERYTHING_LOCAL, {"901": OF_ANDEBY})
        assert (question.name, "60 af de 110 stemmer" in question.text) == ("uden-bogstav-901", True)
        lists[0] = replace(lists[0], votes=49)
        assert doubt_local_lists(lists, EVERYTHING_LOCAL, {"901": OF_ANDEBY}) == []

    def test_a_name_in_eight_municipalities_is_asked_for_and_in_seven_not(self):
        """Lists with a letter may stand in many: the same movement runs in 26 municipalities."""
        places = {f"9{number:02}": OF_ANDEBY for number in range(8)}
        others = [one_list(code, "Q", "Frihedslisten", 50) for code in places]
        lists = [one_list(code, "", "Alternativet Danmark", 5) for code in places] + others
        [question] = doubt_local_lists(lists, EVERYTHING_LOCAL, places)
        assert question.name == "lokal-alternativet-danmark"
        assert doubt_local_lists(lists[1:], EVERYTHING_LOCAL, places) == []


OF_ANDEBY = Municipality(code="901", name="Andeby", region="Øst")
EVERYTHING_LOCAL = PartyMatcher((), {})


def one_list(code: str, letter: str, name: str, votes: int) -> DeliveredList:
    place = Place(file="x.csv", row=2)
    return DeliveredList(municipality=code, letter=letter, name=name, votes=votes, place=place)


class TestCharacters:
    """Names in the wrong encoding, and characters that cannot be seen."""

    @pytest.mark.parametrize(("form", "name"), MIXED_UP)
    def test_a_name_written_in_one_encoding_and_read_in_another(self, tmp_path, refused, form, name):
        said = refused(deliver(form, tmp_path / "x", with_list("T", name)))
        assert "gem den i UTF-8" in said or "uden de tegn" in said
        if "\ufffd" not in name:
            assert f"ligner {NAME!r}" in said

    @pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp865"])
    def test_a_whole_file_in_another_encoding(self, tmp_path, refused, encoding):
        text = tidy(";", with_list("T", "Æblelisten på Skælskør Å")).encode(encoding)
        (tmp_path / "x.csv").write_bytes(text)
        said = refused(tmp_path / "x.csv")
        assert "gem den i UTF-8" in said or "uden de tegn" in said

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize(
        "name",
        each(
            "Sk?lsk?r · Sk_lsk_r · R&oslash;d · R&#248;d · R%C3%B8d · R\\u00f8d · R=F8d · "
            "Fælles â€“ Liste · Sk{lsk}r · R\u200bd Liste · R\xadd Liste · Liste\u2060n · "
            "\u202eListe · R\u0308d · Grøn\ufe0f · Аndeby Liste · Listе · Ελλάδα · Rød 🌹 · Liste�"
        ),
    )
    def test_other_marks_of_a_wrong_encoding_and_what_cannot_be_seen(self, tmp_path, refused, form, name):
        quoted = f'"{name}"' if form == "valg.dk" else name
        said = refused(deliver(form, tmp_path / "x", with_list("T", quoted)))
        assert "ventede tekst, der kan læses og trykkes" in said

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize(
        "name", ["Grøn’s Liste", "“Fri” Liste", "«Ny» – Ærø…", "Café Lütken & Co. (1)", "Hvorfor ikke?"]
    )
    def test_ordinary_names_are_accepted(self, tmp_path, kkr_import, form, name):
        assert kkr_import(deliver(form, tmp_path / "x", with_list("T", name)))[0] == 0

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize(
        "letter", ["а", "А", "Α", "t", "Ｔ", "T.", "TT", "-", "T\u200b", "Ö", "🅃", "123"]
    )
    def test_a_letter_that_is_none(self, tmp_path, refused, form, letter):
        said = refused(deliver(form, tmp_path / "x", with_list(letter, "Listen")))
        assert "kolonne 'bogstav'" in said

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("letter", ["T", "", "L"])
    @pytest.mark.parametrize(
        "name", ["lokallisten", "LOKALLISTEN", "Lokal listen", "Lokal-listen", "Lokallisten."]
    )
    def test_names_that_look_alike(self, tmp_path, refused, form, letter, name):
        said = refused(deliver(form, tmp_path / "x", with_list(letter, name)))
        assert "ventede hver liste én gang i hver kommune" in said

    @pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "  "])
    def test_a_space_of_another_kind_makes_no_other_list(self, tmp_path, refused, space):
        votes = VOTES | {("903", "Ærøby"): VOTES["903", "Ærøby"] | {("M", f"Nyt{space}Ærøby"): 5}}
        assert "ventede hver liste én gang i hver kommune" in refused(deliver("csv", tmp_path, votes))


class TestHeadings:
    """»Read past sep=; and empty lines«; a title is told."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize(
        "above", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "\n", "\r\n\r\n", ";;;;\n", "sep=;\n\n", "\n\nsep=;\n"]
    )
    def test_what_says_nothing_is_read_past(self, tmp_path, kkr_import, above, encoding):
        (tmp_path / "x.csv").write_bytes(f"{above}{tidy(';')}".encode(encoding))
        status, said, _ = kkr_import(tmp_path / "x.csv")
        assert status == 0
        assert "Gyldige stemmer: 2.757" in said

    @pytest.mark.parametrize("above", ["sep=;\n", "\n", "\ufeffsep=;\r\n"])
    def test_and_before_an_export_with_the_rows_as_they_stand(self, tmp_path, kkr_import, refused, above):
        folder = exports(tmp_path / "filer")
        for file in folder.iterdir():
            file.write_bytes(above.encode() + file.read_bytes().removeprefix(b"\xef\xbb\xbf"))
        assert "Gyldige stemmer: 2.757" in kkr_import(folder)[1]
        file.write_text(file.read_text("utf-8").replace("Listestemmer;", "Listestemmer;x", 1), "utf-8")
        assert "række 3, kolonne 'Stemmetal'" in refused(folder)

    @pytest.mark.parametrize(
        "title", ["Kommunalvalget 2099, stemmer;;;;", "Udtræk fra valg.dk", "Hentet\n20-11-2099\n"]
    )
    @pytest.mark.parametrize("form", ["csv", "valg.dk"])
    def test_a_title_is_told(self, tmp_path, refused, title, form):
        path = deliver(form, tmp_path / "x")
        for file in [path] if path.is_file() else path.iterdir():
            file.write_text(f"{title}\n{file.read_text('utf-8-sig')}", "utf-8")
        said = refused(path)
        assert (
            f"række {title.count(chr(10)) + 2}: fandt overskrifterne, ventede dem i den første linje" in said
        )


class TestQuestions:
    """What is only improbable is asked, and the source card records the answer."""

    def earlier(self, data: Path, votes: int) -> None:
        (data / "kv2095").mkdir()
        text = f"kommunekode,kommune,bogstav,listenavn,stemmer\n901,Andeby,A,Socialdemokratiet,{votes}\n"
        write_with_card(data / "kv2095" / "stemmer.csv", text.encode())

    def empty_area(self, folder: Path) -> Path:
        nothing = dict.fromkeys(VOTES[ANDEBY], 0)
        write_json(folder / "t.json", area("901", "Andeby", nothing, 5) | {"Afstemningsområde": "Skoven"})
        return folder

    CASES: ClassVar = (
        (
            "sum-901-t",
            with_list("T", "Hovedlisten", 1307),
            "1307 stemmer for 'T Hovedlisten', summen af alle de andre",
        ),
        ("navn-901-t", with_list("T", "Čobans Liste"), "har tegn, som dansk ikke bruger"),
        (
            "procent-901",
            VOTES | {ANDEBY: {("A", "Socialdemokratiet"): 61, ("L", "L"): 30, ("T", "T"): 9}},
            "procenter",
        ),
    )

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize(("name", "votes", "text"), CASES)
    def test_each_is_asked_and_answered_in_every_format(
        self, tmp_path, refused, kkr_import, data, form, name, votes, text
    ):
        path = deliver(form, tmp_path / "x", votes)
        said = refused(path)
        assert text in said
        assert f"--accept {name}" in said
        status, output, _ = kkr_import(path, "--accept", name)
        assert status == 0
        assert f"Bekræftet med --accept {name}: " in output
        assert f"Bekræftet (--accept {name}): " in read_card(data / ELECTION / "stemmer.kilde.toml", "").notes

    @pytest.mark.parametrize(("votes", "is_asked"), [(653, True), (654, False), (2614, False), (2615, True)])
    @pytest.mark.parametrize("form", FORMS)
    def test_under_half_or_over_twice_the_votes_of_the_last_election(
        self, tmp_path, refused, kkr_import, data, form, votes, is_asked
    ):
        """Andeby has 1,307."""
        self.earlier(data, votes)
        path = deliver(form, tmp_path / "x")
        if is_asked:
            assert "Andeby har 1.307 gyldige stemmer; ved kv2095 var der" in refused(path)
        status, output, _ = kkr_import(path, *(["--accept", "stemmetal-901"] if is_asked else []))
        assert status == 0
        assert "Hver kommunes stemmer er holdt op mod kv2095." in output

    def test_an_earlier_election_that_cannot_be_read_is_told(self, tmp_path, kkr_import, data):
        self.earlier(data, 1)
        card_path(data / "kv2095" / "stemmer.csv").unlink()
        assert (
            "Stemmerne er ikke holdt op mod kv2095, som ikke kan læses."
            in kkr_import(deliver("csv", tmp_path))[1]
        )

    def test_an_area_with_voters_and_without_a_vote(self, tmp_path, refused, kkr_import):
        folder = self.empty_area(result_server(tmp_path / "filer"))
        assert "1 afstemningsområde i Andeby har ingen stemmer, for eksempel Skoven." in refused(folder)
        assert kkr_import(folder, "--accept", "tomt-901")[0] == 0

    def test_two_areas_with_the_same_votes(self, tmp_path, refused):
        folder = result_server(tmp_path / "filer")
        write_json(folder / "s.json", area("902", "Gåserød", VOTES["902", "Gåserød"], 11))
        assert (
            "10 og 11 i Gåserød har præcis de samme stemmer, 1000 hver. Er det rigtigt: --accept ens-902"
            in refused(folder)
        )

    @pytest.mark.parametrize("form", FORMS)
    def test_a_municipality_without_a_vote_is_no_question(self, tmp_path, refused, form):
        votes = VOTES | {ANDEBY: dict.fromkeys(VOTES[ANDEBY], 0)}
        assert "fandt 0 stemmer i alt, ventede mindst én stemme i Andeby" in refused(
            deliver(form, tmp_path / "x", votes)
        )

    def test_an_answer_to_no_question_is_refused(self, tmp_path, refused):
        said = refused(deliver("csv", tmp_path), "--accept", "stemmetal-999")
        assert (
            "--accept stemmetal-999 svarer ikke på noget spørgsmål til filerne. Der er ingen spørgsmål."
            in said
        )


class TestTablesOfAnEarlierImport:
    """»After an import nothing stands that it did not write or confirm«."""

    TABLES = ("mandater.csv", "totaler.csv", "valgforbund.csv", "kandidater.csv")

    def imported(self, folder: Path, kkr_import) -> None:
        write_json(result_server(folder) / "m.json", council())
        write_json(folder / "k.json", nomination())
        assert kkr_import(folder)[0] == 0

    @pytest.mark.parametrize("form", FORMS)
    def test_each_goes_with_its_card_and_is_named(self, tmp_path, kkr_import, data, form):
        self.imported(tmp_path / "først", kkr_import)
        assert set(self.TABLES) <= set(contents(data / ELECTION))
        status, said, _ = kkr_import(deliver(form, tmp_path / "så"))
        assert status == 0
        for table in self.TABLES:
            renewed = form == "json" and table == "totaler.csv"
            assert (data / ELECTION / table).exists() == renewed
            assert card_path(data / ELECTION / table).exists() == renewed
            assert (f"{table}: den er fra en tidligere import" in said) != renewed

    @pytest.mark.parametrize("table", TABLES)
    def test_one_that_somebody_has_made_or_changed_stops_the_import(
        self, tmp_path, kkr_import, refused, data, table
    ):
        self.imported(tmp_path / "først", kkr_import)
        path = data / ELECTION / table
        original = path.read_bytes()
        path.write_bytes(original + b"x\n")
        assert f"{table} er ændret i hånden" in refused(deliver("csv", tmp_path))
        write_with_card(path, original)
        assert f"{table} er ikke fra kkr import" in refused(deliver("csv", tmp_path))

    def test_a_card_whose_table_is_gone_goes_too(self, tmp_path, kkr_import, data):
        self.imported(tmp_path / "først", kkr_import)
        (data / ELECTION / "mandater.csv").unlink()
        assert kkr_import(deliver("csv", tmp_path))[0] == 0
        assert not (data / ELECTION / "mandater.kilde.toml").exists()


class TestManyFaults:
    """»grouped by kind and column, with the number and the first ten; the rest in a file on request«."""

    def test_thirty_thousand_repeated_rows(self, tmp_path, refused):
        row = "901;Andeby;A;Socialdemokratiet;1000\n"
        (tmp_path / "x.csv").write_text(
            tidy(";") + row * 3000 + "999;Andeby;A;Socialdemokratiet;x\n" * 30, "utf-8"
        )
        said = refused(tmp_path / "x.csv", "--faults", tmp_path / "fejl.txt")
        assert len(said) < 12_000
        assert said.startswith("Fejl: 3060 fejl i tallene:\n  - ")
        assert "og 2997 til, kolonne 'listenavn' (3000 fejl): fandt " in said
        assert "(30 fejl):" in said
        assert len((tmp_path / "fejl.txt").read_text("utf-8").splitlines()) == 3060
        assert "Alle fejl kan skrives i en fil med --faults FIL." in refused(tmp_path / "x.csv")

    def test_lists_that_cannot_be_placed_are_written_too_and_without_any_it_is_said(
        self, tmp_path, kkr_import, refused, data
    ):
        folder, faults = result_server(tmp_path / "filer"), tmp_path / "fejl.txt"
        (file,) = (folder / "valgresultater").glob("*Ærøby*")
        write_json(file, area("903", "Ærøby", {("T", "Socialdemokratiet"): 600}, 99))
        status, _, said = kkr_import(folder, "--faults", faults)
        assert (status, said.splitlines()[-1]) == (2, f"Listerne står alle i {faults}.")
        assert faults.read_text("utf-8") == (
            "Ærøby: T Socialdemokratiet. Navnet er et partis, men bogstavet er ikke.\n"
        )
        faults.unlink()
        again = exports(tmp_path / "igen")
        assert kkr_import(again)[0] == 0
        with (data / ELECTION / "stemmer.csv").open("ab") as by_hand:
            by_hand.write(b"x\n")
        assert "fejl.txt er ikke skrevet: alt står ovenfor." in refused(again, "--faults", faults)
        assert not faults.exists()


class TestFoldersThatAreNoDelivery:
    """»import of a folder is bounded (files, bytes, depth)«."""

    def test_too_many_files_are_refused_before_any_is_read(self, tmp_path, refused, monkeypatch):
        monkeypatch.setattr(received, "MOST_FILES", 5)
        folder = exports(tmp_path / "filer")
        for number in range(3):
            (folder / f"{number}.csv").write_text("x", "utf-8")
        assert "fandt mere end 5 filer og mapper, ventede en mappe med ét valgs filer" in refused(folder)

    def test_too_many_levels(self, tmp_path, refused):
        exports(tmp_path.joinpath("filer", *"123456789"))
        assert "fandt mapper i mere end 8 lag" in refused(tmp_path / "filer")

    def test_too_many_bytes(self, tmp_path, refused):
        folder = exports(tmp_path / "filer")
        for number in range(8):
            with (folder / f"{number}.csv").open("wb") as file:
                file.truncate(kinds.LARGEST_FILE)
        assert "fandt filer på 400 MB i alt" in refused(folder)

    @pytest.mark.skipif(os.name == "nt", reason="no such folder")
    def test_the_whole_disk(self, refused):
        assert "ventede en mappe med ét valgs filer" in refused(Path("/"))

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
    def test_a_device_and_a_link_to_one(self, tmp_path, refused):
        (tmp_path / "x.csv").symlink_to("/dev/zero")
        for path in (Path("/dev/zero"), tmp_path / "x.csv"):
            assert "noget, der ikke er en fil" in refused(path)
