"""
The sheets that a reader changes: the votes of every list, and the mayors.

Beside every changeable cell stands a check of it. Data validation refuses what is typed wrong; what is pasted
goes round it, and only the checks see that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.workbook.cells import Formula, cell, put, put_row, span
from kkr_analysis.documents.workbook.styles import Styles

VOTES, MAYORS = "Stemmer", "Borgmestre"
VOTES_HEADER = ("Kommunekode", "Kommune", "Bogstav", "Liste", "Tæller for", "Stemmer")
MAYORS_HEADER = ("Kommunekode", "Kommune", "Borgmester", "Bogstav", "Liste", "Tæller for", "Status")
VOTES_WIDTHS, MAYORS_WIDTHS = (12, 20, 9, 42, 11, 11), (12, 20, 30, 9, 42, 11, 14)
FIRST = 1
"""Row of the first figures, below the header."""
COUNTS_FOR, CAST, MAYOR_COUNTS_FOR = 4, 5, 5
MOST_VOTES = 10**9 - 1
"""In one cell: all products of the computation stay exact."""
VOTES_WANTED = "Skriv et helt tal fra 0, uden mellemrum, decimaler eller tekst."
MAYOR_WANTED = "Skriv et af bogstaverne på arket Beregning, eller lad cellen være tom."
CHECK_WIDTH = 28


@dataclass(frozen=True, slots=True)
class Checked:
    """The changeable cells of a sheet from ``FIRST`` to ``last``, and the column of their checks."""

    sheet: str
    column: int
    check: int
    last: int

    def cells(self, column: int) -> str:
        """Name a column of the rows that hold figures."""
        return span(FIRST, column, self.last, column, self.sheet)

    @property
    def faults(self) -> str:
        """A formula for the number of cells that cannot be read; a check that was overwritten is one too."""
        checks = self.cells(self.check)
        return f"SUM({checks})+ROWS({checks})-COUNT({checks})"

    @property
    def told(self) -> str:
        """Name the cell that says which changeable cell is the first that cannot be read."""
        return cell(0, self.check, self.sheet)

    @property
    def first_fault(self) -> str:
        """The formula of that cell."""
        checks, start = self.cells(self.check), cell(FIRST, self.column, self.sheet)
        found = f"MATCH(1,{checks},0)"
        name = f"ADDRESS(ROW({start})+{found}-1,COLUMN({start}),4)"
        return f'IF(ISNUMBER({found}),"celle "&{name}&" kan ikke læses","")'


class Inputs:
    """Where the votes and the mayors stand, for formulas to refer to."""

    def __init__(self, result: KkrResult) -> None:
        self.checked_votes = Checked(VOTES, CAST, len(VOTES_HEADER), FIRST + len(result.figures.lists) - 1)
        self.checked_mayors = Checked(
            MAYORS, MAYOR_COUNTS_FOR, len(MAYORS_HEADER), FIRST + len(result.figures.mayors) - 1
        )
        self.contenders = self.checked_votes.cells(COUNTS_FOR)
        self.votes = self.checked_votes.cells(CAST)
        self.mayors = self.checked_mayors.cells(MAYOR_COUNTS_FOR)
        self.municipalities = self.checked_mayors.cells(0)

    @property
    def faults(self) -> str:
        """A formula for the number of cells on both sheets that cannot be read."""
        return f"{self.checked_votes.faults}+{self.checked_mayors.faults}"

    @property
    def first_fault(self) -> str:
        """A formula that says which cell is the first that cannot be read, and what may stand there."""
        told = [
            f'IF({checked.told}<>"","{checked.sheet}, "&{checked.told}&". {wanted}",'
            for checked, wanted in ((self.checked_votes, VOTES_WANTED), (self.checked_mayors, MAYOR_WANTED))
        ]
        return f'{"".join(told)}"en kontrol er overskrevet. Hent regnearket igen."))'


def write_votes(book: Workbook, result: KkrResult, inputs: Inputs, styles: Styles) -> None:
    """Write one row per list and municipality."""
    sheet, checked = book.add_worksheet(VOTES), inputs.checked_votes
    put_row(sheet, 0, VOTES_HEADER, styles.header)
    names = result.figures.municipality_names
    for row, listed in enumerate(result.figures.lists, start=FIRST):
        contender = result.figures.contender_of(listed.municipality, listed.letter, listed.party) or ""
        code = listed.municipality
        put_row(sheet, row, (code, names[code], listed.letter, listed.name, contender))
        put(sheet, row, CAST, listed.votes, styles.changeable)
    _write_checks(sheet, checked, _vote_fault, styles)
    _arrange(sheet, VOTES_WIDTHS)
    sheet.data_validation(
        FIRST,
        CAST,
        checked.last,
        CAST,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": MOST_VOTES,
            "ignore_blank": False,
            "error_title": "Stemmetallet kan ikke læses",
            "error_message": VOTES_WANTED,
        },
    )


def write_mayors(book: Workbook, result: KkrResult, inputs: Inputs, letters: str, styles: Styles) -> None:
    """Write one row per mayor, whose contender may be changed to another of ``letters``, a range of cells."""
    sheet, checked = book.add_worksheet(MAYORS), inputs.checked_mayors
    put_row(sheet, 0, MAYORS_HEADER, styles.header)
    names = result.figures.municipality_names
    for row, mayor in enumerate(result.figures.mayors, start=FIRST):
        contender = result.figures.contender_of_mayor(mayor) or ""
        code = mayor.municipality
        put_row(sheet, row, (code, names[code], mayor.name, mayor.letter, mayor.list_name))
        put(sheet, row, MAYOR_COUNTS_FOR, contender, styles.changeable)
        put(sheet, row, MAYOR_COUNTS_FOR + 1, mayor.status.value)
    _write_checks(sheet, checked, lambda place: _mayor_fault(place, letters), styles)
    _arrange(sheet, MAYORS_WIDTHS)
    sheet.data_validation(
        FIRST,
        MAYOR_COUNTS_FOR,
        checked.last,
        MAYOR_COUNTS_FOR,
        {
            "validate": "list",
            "source": f"={letters}",
            "error_title": "Partiet kan ikke læses",
            "error_message": MAYOR_WANTED,
        },
    )


def _vote_fault(place: str) -> str:
    """
    1 unless the cell holds a whole number, and one that is not shown as a date or a percentage.

    LibreOffice 7.4 tells only few of its date formats apart from ordinary numbers.
    """
    shown = f'LEFT(CELL("format",{place}),1)'
    is_other = f'IFERROR(OR({shown}="D",{shown}="P"),FALSE)'
    is_whole = f"AND({place}>=0,{place}<={MOST_VOTES},{place}=INT({place}))"
    return f"IF(ISNUMBER({place}),IF(OR(ISLOGICAL({place}),{is_other}),1,IF({is_whole},0,1)),1)"


def _mayor_fault(place: str, letters: str) -> str:
    """1 unless the cell is empty or holds one of the letters, written in the same way."""
    is_letter = f"SUMPRODUCT(--EXACT({letters},{place}))=1"
    text = f'IF(OR({place}="",{is_letter}),0,1)'
    return f"IF(ISERROR({place}),1,IF(ISTEXT({place}),{text},IF(ISBLANK({place}),0,1)))"


def _write_checks(sheet: Any, checked: Checked, fault: Callable[[str], str], styles: Styles) -> None:
    put(sheet, 0, checked.check, Formula(checked.first_fault, ""), styles.warning)
    for row in range(FIRST, checked.last + 1):
        put(sheet, row, checked.check, Formula(fault(cell(row, checked.column)), 0), styles.check)
    sheet.set_column(checked.check, checked.check, CHECK_WIDTH)


def _arrange(sheet: Any, widths: tuple[int, ...]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST, 0)
