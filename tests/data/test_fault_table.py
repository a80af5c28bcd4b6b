"""
The fault table: every table, every column, everything that a cell, a row or a file can be instead of itself.

Each is one Danish message with the file, the row where there is one, and nothing of a library's words.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_data import ELECTION, FILES, write_small_data, write_with_card

from kkr_analysis.data.sources import load_election
from kkr_analysis.data.sources.cards import card_path
from kkr_analysis.errors import KkrError

VOTES = f"{ELECTION}/stemmer.csv"
MAYORS = f"{ELECTION}/borgmestre.csv"
SEATS = f"{ELECTION}/repraesentation.csv"
COOPERATION = f"{ELECTION}/listesamarbejde.csv"
LOTS = f"{ELECTION}/lodtraekninger.csv"

NUMBER = (
    "",
    "-1",
    "1,5",
    "1.000",
    "1 000",
    "1e3",
    "12a",
    "062",
    "１２",
    "nan",
    "+5",
    "0x1F",
    "12 %",
    "tolv",
    "5.0",
)
CODE = ("", "90", "9011", "abc", "999", "901.0", "９０１", "-01", "9 01")
DAY = (
    "2099-13-01",
    "17.11.2099",
    "i går",
    "2099-11-17T00:00",
    "2099-02-30",
    "17-11-2099",
    "2099/11/17",
    "45000",
)
PLACE = ("", "Andebyen", "andeby", "Andeby ", "Andeby Kommune", "Gaaseroed", "Ånd\u200beby")
CHOICE = ("", "ukendt", "Officiel", "OFFICIEL", "officiel.", "ja", "1")
LETTER = ("AB C", "a", "1", "А", "A\u200b", "?", "Å Å")
TEXT = ("", " ", "a\x07b", "\u200b")
COLOUR = ("", "rød", "A82721", "#A8272", "#GGGGGG", "#A82721FF", "rgb(1,2,3)")

COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "regioner.csv": {"slug": ("", "Øst", "oe st", "OEST", "../oest"), "navn": TEXT, "fra": DAY, "til": DAY},
    "kommuner.csv": {
        "kommunekode": CODE,
        "kommune": TEXT,
        "region": ("", "øst", "Midt", "Øst ", "oest"),
        "fra": DAY,
        "til": DAY,
    },
    "medlemmer.csv": {"kommunekode": CODE, "kommune": PLACE, "fra": DAY, "til": DAY},
    "partier.csv": {
        "bogstav": ("", *LETTER),
        "navn": TEXT,
        "farve": COLOUR,
        "raekkefoelge": NUMBER,
        "berettiget_fra": ("", *DAY),
        "berettiget_til": DAY,
    },
    "partinavne.csv": {"bogstav": ("", *LETTER), "stemmeseddelnavn": TEXT},
    VOTES: {"kommunekode": CODE, "kommune": PLACE, "bogstav": LETTER, "listenavn": TEXT, "stemmer": NUMBER},
    MAYORS: {
        "kommunekode": CODE,
        "kommune": PLACE,
        "borgmester": TEXT,
        "bogstav": LETTER,
        "status": CHOICE,
        "fra": ("", *DAY),
        "til": DAY,
        "kildestyrke": CHOICE,
        "kilde": TEXT,
    },
    SEATS: {"kommunekode": CODE, "kommune": PLACE, "bogstav": LETTER, "grundlag": CHOICE},
    COOPERATION: {"kommunekode": CODE, "kommune": PLACE, "bogstav": LETTER, "listenavn": ("En anden", " ")},
    LOTS: {
        "region": ("", "øst", "Vest", "alle"),
        "trin": ("", " "),
        "lige": ("", "A", "A+A", "A+"),
        "udtrukket": ("", "K", "A+V", "A+A"),
        "dato": DAY,
    },
}


def _with_cell(text: str, column: str, value: str) -> str:
    """Return a table with another value in the first row's column."""
    rows = list(csv.reader(io.StringIO(text)))
    rows[1][rows[0].index(column)] = value
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _lines(change: Callable[[list[str]], list[str]]) -> Callable[[str], bytes]:
    return lambda text: "\n".join(change(text.splitlines())).encode() + b"\n"


WHOLE: dict[str, Callable[[str], bytes]] = {
    "empty": lambda _: b"",
    "white space": lambda _: b" \n\n",
    "a header alone with one column less": _lines(lambda rows: [rows[0].rpartition(",")[0], *rows[1:]]),
    "a header in capitals": _lines(lambda rows: [rows[0].upper(), *rows[1:]]),
    "a column twice": _lines(
        lambda rows: [f"{rows[0]},{rows[0].split(',')[0]}", *(f"{row},x" for row in rows[1:])]
    ),
    "columns exchanged": _lines(lambda rows: [",".join(reversed(rows[0].split(","))), *rows[1:]]),
    "no header": _lines(lambda rows: rows[1:]),
    "semicolons": lambda text: text.replace(",", ";").encode(),
    "tabs": lambda text: text.replace(",", "\t").encode(),
    "a row too short": _lines(lambda rows: [*rows, rows[-1].rpartition(",")[0]]),
    "a row too long": _lines(lambda rows: [*rows, f"{rows[-1]},x"]),
    "a row twice": _lines(lambda rows: [*rows, rows[-1]]),
    "an open quotation mark": _lines(lambda rows: [*rows, f'"{rows[-1]}']),
    "UTF-16": lambda text: text.encode("utf-16"),
    "another encoding": lambda text: f"{text}Ærø,ø".encode("cp1252"),
    "bytes of zero": lambda text: text.encode() + bytes(40),
    "a workbook": lambda _: b"PK\x03\x04" + bytes(40),
    "a page": lambda _: b"<!DOCTYPE html><html></html>",
    "Excel's own first line": lambda text: b"sep=;\n" + text.replace(",", ";").encode(),
    "a title first": lambda text: b"Tal fra sekretariatet\n" + text.encode(),
}


def _missing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _changed(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def _without_card(path: Path) -> None:
    card_path(path).unlink()


def _broken_card(path: Path) -> None:
    card_path(path).write_text("titel = ", encoding="utf-8")


PLACES: dict[str, Callable[[Path], None]] = {
    "missing": _missing,
    "a folder": _folder,
    "changed since it was sealed": _changed,
    "without a card": _without_card,
    "with a broken card": _broken_card,
}
OPTIONAL = frozenset({SEATS, COOPERATION, LOTS})
"""Tables that an election can be without; the card that is left tells that one is gone."""


def cases(file: str) -> Iterator[tuple[str, Callable[[Path], None], bool]]:
    """Give every mutation of a table: its name, what it does, and whether it is of one row."""
    text = FILES[file]
    for column, values in COLUMNS[file].items():
        for value in values:
            content = _with_cell(text, column, value).encode()
            yield f"{column} {value!r}", lambda path, content=content: write_with_card(path, content), True
    for name, change in WHOLE.items():
        yield name, lambda path, change=change: write_with_card(path, change(text)), False
    for name, put in PLACES.items():
        yield name, put, False


FOREIGN = re.compile(
    r"(?i)\b(error|invalid|expected|cannot|unexpected|decode|codec|traceback|null byte|line contains|errno)\b"
)


@pytest.mark.parametrize("file", COLUMNS)
def test_each_is_one_danish_message(tmp_path, file):
    told_wrong = []
    data = write_small_data(tmp_path)
    sound = (data / file).read_bytes()
    for name, mutate, is_of_row in cases(file):
        mutate(data / file)
        try:
            load_election(data, ELECTION)
        except KkrError as fault:
            said = str(fault)
            if Path(file).name not in said and Path(file).stem not in said:
                told_wrong.append(f"{name}: the file is not named: {said[:150]}")
            if is_of_row and "række" not in said:
                told_wrong.append(f"{name}: no row: {said[:150]}")
            if FOREIGN.search(said):
                told_wrong.append(f"{name}: a library's words: {said[:150]}")
        else:
            told_wrong.append(f"{name}: accepted")
        if (data / file).is_dir():
            (data / file).rmdir()
        write_with_card(data / file, sound)
    load_election(data, ELECTION)  # so that no fault was one that an earlier had left
    assert told_wrong == []


def test_there_are_at_least_four_hundred():
    assert sum(1 for file in COLUMNS for _ in cases(file)) >= 400
