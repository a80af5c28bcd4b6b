"""The sheets that a reader changes: the votes of every list, and the mayors."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter import Workbook

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.workbook.cells import put_row, span
from kkr_analysis.documents.workbook.styles import Styles

VOTES, MAYORS = "Stemmer", "Borgmestre"
FIRST = 1
"""Row of the first figures, below the header."""
COUNTS_FOR, CAST = 4, 5
"""Columns of the votes: the contender that a list counts for, and its votes."""
MAYOR_COUNTS_FOR = 5


class Inputs:
    """Where the votes and the mayors stand, for formulas to refer to."""

    def __init__(self, result: KkrResult) -> None:
        last_vote = FIRST + len(result.figures.lists) - 1
        last_mayor = FIRST + len(result.figures.mayors) - 1
        self.contenders = span(FIRST, COUNTS_FOR, last_vote, COUNTS_FOR, VOTES)
        self.votes = span(FIRST, CAST, last_vote, CAST, VOTES)
        self.mayors = span(FIRST, MAYOR_COUNTS_FOR, last_mayor, MAYOR_COUNTS_FOR, MAYORS)
        self.municipalities = span(FIRST, 0, last_mayor, 0, MAYORS)


def write_votes(book: Workbook, result: KkrResult, styles: Styles) -> None:
    """Write one row per list and municipality."""
    sheet = book.add_worksheet(VOTES)
    header = ("Kommunekode", "Kommune", "Bogstav", "Liste", "Tæller for", "Stemmer")
    put_row(sheet, 0, header, styles.header)
    names = names_of(result)
    for row, own in enumerate(result.figures.lists, start=FIRST):
        contender = result.figures.contender_of(own.municipality, own.letter, own.party) or ""
        texts = (own.municipality, names[own.municipality], own.letter, own.name, contender)
        put_row(sheet, row, texts)
        put_row(sheet, row, (own.votes,), styles.changeable, CAST)
    arrange(sheet, (12, 20, 9, 42, 11, 11))


def write_mayors(book: Workbook, result: KkrResult, styles: Styles) -> None:
    """Write one row per mayor; whom a mayor counts for may be changed."""
    sheet = book.add_worksheet(MAYORS)
    header = ("Kommunekode", "Kommune", "Borgmester", "Bogstav", "Liste", "Tæller for", "Status")
    put_row(sheet, 0, header, styles.header)
    names = names_of(result)
    for row, own in enumerate(result.figures.mayors, start=FIRST):
        contender = result.figures.contender_of(own.municipality, own.letter, own.party) or ""
        put_row(sheet, row, (own.municipality, names[own.municipality], own.name, own.letter, own.list_name))
        put_row(sheet, row, (contender,), styles.changeable, MAYOR_COUNTS_FOR)
        put_row(sheet, row, (own.status.value,), None, MAYOR_COUNTS_FOR + 1)
    arrange(sheet, (12, 20, 30, 9, 42, 11, 14))


def names_of(result: KkrResult) -> Mapping[str, str]:
    """Return the municipalities' names by code."""
    return {own.code: own.name for own in result.figures.municipalities}


def arrange(sheet: object, widths: tuple[int, ...]) -> None:
    """Set the widths of columns, and keep the header in sight."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)  # type: ignore[attr-defined]
    sheet.freeze_panes(FIRST, 0)  # type: ignore[attr-defined]
