"""Rows of a CSV file: the faults of its form, and what passes for a number and a day."""

from __future__ import annotations

from datetime import date

import pytest

from kkr_analysis.data.sources.rows import calendar_day, read_table, whole_number

HEADER = ("kommune", "stemmer")


class TestAcceptedForms:
    """UTF-8, comma, one header row; a byte order mark and Windows line ends change no figure."""

    @pytest.mark.parametrize(
        "content",
        [
            "kommune,stemmer\nÆrø,5\n".encode(),
            "kommune,stemmer\nÆrø,5".encode(),
            "kommune,stemmer\r\nÆrø,5\r\n".encode(),
            "\ufeffkommune,stemmer\nÆrø,5\n".encode(),
            '"kommune","stemmer"\n"Ærø","5"\n'.encode(),
        ],
    )
    def test_the_same_row_comes_out(self, content):
        table = read_table("x.csv", content, HEADER)
        assert [(row.number, row["kommune"], row["stemmer"]) for row in table.rows] == [(2, "Ærø", "5")]
        assert table.faults == ()

    def test_letters_written_in_two_parts_become_one(self):
        table = read_table("x.csv", "kommune,stemmer\nA\u030arhus,5\n".encode(), HEADER)
        assert table.rows[0]["kommune"] == "Århus"

    def test_a_quoted_comma_is_part_of_the_name(self):
        table = read_table("x.csv", b'kommune,stemmer\n"Lille, By",5\n', HEADER)
        assert table.rows[0]["kommune"] == "Lille, By"


class TestUnreadableFile:
    """A file whose form is wrong as a whole gives one fault and no rows."""

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (b"", "fandt en tom fil"),
            (b"\n \n", "fandt en tom fil"),
            ("kommune,stemmer\nÆrø,5\n".encode("latin-1"), "fandt byte 17, der ikke er UTF-8"),
            ("kommune,stemmer\n".encode("utf-16"), "ikke er UTF-8"),
            (b"kommune,stemmer\nA\0,5\n", "fandt en NUL-byte"),
            (b"kommune;stemmer\nA;5\n", "række 1: fandt 'kommune;stemmer'"),
            (b"kommune,votes\nA,5\n", "række 1: fandt 'kommune,votes'"),
            (b"stemmer,kommune\n5,A\n", "række 1: fandt 'stemmer,kommune'"),
            (b"A,5\n", "række 1: fandt 'A,5'"),
            (b'kommune,stemmer\n"A,5\nB,6\n', "anførselstegn"),
            (b'kommune,stemmer\n"A"x,5\n', "række 2: fandt noget, der ikke er gyldig CSV"),
        ],
    )
    def test_it_is_said_what_was_found(self, content, found):
        table = read_table("x.csv", content, HEADER)
        assert not table.is_readable
        assert table.rows == ()
        (fault,) = table.faults
        assert found in fault


class TestFaultyRow:
    """A row with the wrong form is left out and reported; the others are read."""

    @pytest.mark.parametrize(
        ("row", "found"),
        [
            (b"B", "fandt 1 felt,"),
            (b"B,6,7", "fandt 3 felter,"),
            (b"", "fandt en tom række,"),
            (b'"B\nC",6', "fandt et linjeskift inde i et felt,"),
        ],
    )
    def test_the_row_is_numbered_as_in_an_editor(self, row, found):
        table = read_table("x.csv", b"kommune,stemmer\nA,5\n" + row + b"\nD,8\n", HEADER)
        (fault,) = table.faults
        assert found in fault
        assert fault.startswith("x.csv, række ")
        assert [one["kommune"] for one in table.rows] == ["A", "D"]

    def test_every_faulty_row_is_reported(self):
        table = read_table("x.csv", b"kommune,stemmer\nA\nB\nC\n", HEADER)
        assert [fault.split(":")[0] for fault in table.faults] == [f"x.csv, række {n}" for n in (2, 3, 4)]


class TestWholeNumber:
    """»Votes are int« (handbook, values): only the digits 0-9 are votes."""

    @pytest.mark.parametrize(("text", "number"), [("0", 0), ("24062", 24062), ("999999999", 999999999)])
    def test_digits_are_a_number(self, text, number):
        assert whole_number(text) == number

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "-1",
            "+5",
            " 5 ",
            "5\n",
            "24.062",
            "6,942",
            "1e3",
            "1_000",
            "１２",
            "٣",
            "²",
            "fem",
            "0x10",
            "9" * 10,
            "1" * 5000,
        ],
    )
    def test_anything_else_is_not(self, text):
        assert whole_number(text) is None


class TestCalendarDay:
    """Days are written YYYY-MM-DD."""

    def test_a_day_is_read(self):
        assert calendar_day("2021-08-01") == date(2021, 8, 1)

    @pytest.mark.parametrize("text", ["", "20210801", "2021-W31-7", "1-8-2021", "2021-02-30", "2021-08-01 "])
    def test_anything_else_is_not(self, text):
        assert calendar_day(text) is None
