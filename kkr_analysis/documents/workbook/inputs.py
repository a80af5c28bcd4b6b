"""
The sheets that a reader may change: the votes of every list, and the mayors, each a named table.

Beside every changeable cell is a check of it: data validation refuses what is typed wrong, but not what is
pasted. The totals are ordinary formulas below the tables: LibreOffice 7.4 computes a table's own total row
to #NAME?.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.workbook.cells import Formula, cell, put, put_row, span
from kkr_analysis.documents.workbook.styles import Styles
from kkr_analysis.presentation.wording import MAYOR_STATUSES

VOTES, MAYORS = "Stemmer", "Borgmestre"
"""The names of the sheets, and of the tables on them."""
VOTES_HEADER = ("Kommunekode", "Kommune", "Bogstav", "Liste", "Tæller for", "Stemmer")
MAYORS_HEADER = ("Kommunekode", "Kommune", "Borgmester", "Bogstav", "Liste", "Tæller for", "Status")
VOTES_WIDTHS, MAYORS_WIDTHS = (16, 20, 12, 42, 14, 13), (16, 20, 30, 12, 42, 14, 15)
FIRST = 1
"""Row of the first figures, below the header."""
COUNTS_FOR, CAST, MAYOR_COUNTS_FOR = 4, 5, 5
MOST_VOTES = 10**9 - 1
"""In one cell: all products of the computation stay exact."""
VOTES_WANTED = "Skriv et helt tal fra 0, uden mellemrum, decimaler eller tekst."
MAYOR_WANTED = "Skriv et af bogstaverne på arket Beregning, eller lad cellen være tom."
ROWS_WANTED = "En kontrol er overskrevet, eller der er sat rækker ind. Hent regnearket igen."
UNKNOWN = "kan ikke regnes"
"""Stands instead of every figure that follows from a cell that cannot be read."""
CHECK_WIDTH = 28
TABLE_STYLE = "Table Style Light 1"


@dataclass(frozen=True, slots=True)
class Checked:
    """
    The changeable cells of a sheet, from ``FIRST`` to ``last``, and the column of their checks.

    The table on the sheet has the sheet's name, and ``headers`` are those of its columns.
    """

    sheet: str
    headers: tuple[str, ...]
    column: int
    last: int

    @property
    def check(self) -> int:
        """The column of the checks: the first one beside the table."""
        return len(self.headers)

    def named(self, column: int) -> str:
        """Name a column by the table's name and its header."""
        return f"{self.sheet}[{self.headers[column]}]"

    def cells(self, column: int) -> str:
        """Name the cells of a column in the rows with figures."""
        return span(FIRST, column, self.last, column, self.sheet)

    @property
    def faults(self) -> str:
        """A formula for the number of unreadable cells; an overwritten check and a new row count as one."""
        checks = self.cells(self.check)
        new = f"ABS(ROWS({self.named(self.column)})-ROWS({checks}))"
        return f"SUM({checks})+ROWS({checks})-COUNT({checks})+{new}"

    @property
    def message_cell(self) -> str:
        """Name the cell that shows the first unreadable changeable cell."""
        return cell(0, self.check, self.sheet)

    @property
    def first_fault(self) -> str:
        """The formula of that cell."""
        checks, start = self.cells(self.check), cell(FIRST, self.column, self.sheet)
        found = f"MATCH(1,{checks},0)"
        name = f"ADDRESS(ROW({start})+{found}-1,COLUMN({start}),4)"
        return f'IF(ISNUMBER({found}),"celle "&{name}&" kan ikke læses","")'


class InputCells:
    """The cells of votes and mayors, for formulas to refer to."""

    def __init__(self, result: KkrResult) -> None:
        last, last_mayor = len(result.figures.lists), len(result.figures.mayors)
        self.checked_votes = Checked(VOTES, VOTES_HEADER, CAST, FIRST + last - 1)
        self.checked_mayors = Checked(MAYORS, MAYORS_HEADER, MAYOR_COUNTS_FOR, FIRST + last_mayor - 1)
        self.contenders = self.checked_votes.named(COUNTS_FOR)
        self.votes = self.checked_votes.named(CAST)
        self.mayors = self.checked_mayors.named(MAYOR_COUNTS_FOR)
        self.municipalities = self.checked_mayors.named(0)

    @property
    def faults(self) -> str:
        """A formula for the number of unreadable cells on both sheets."""
        return f"{self.checked_votes.faults}+{self.checked_mayors.faults}"

    @property
    def first_fault(self) -> str:
        """A formula that names the first unreadable cell, and says what may be written there."""
        found = [
            f'IF({checked.message_cell}<>"","{checked.sheet}, "&{checked.message_cell}&". {wanted}",'
            for checked, wanted in ((self.checked_votes, VOTES_WANTED), (self.checked_mayors, MAYOR_WANTED))
        ]
        return f'{"".join(found)}"{ROWS_WANTED}"))'


def write_votes(book: Workbook, result: KkrResult, inputs: InputCells, styles: Styles) -> None:
    """Write one row per list and municipality."""
    sheet, checked = book.add_worksheet(VOTES), inputs.checked_votes
    names = result.figures.municipality_names
    for row, listed in enumerate(result.figures.lists, start=FIRST):
        contender = result.figures.contender_of(listed.municipality, listed.letter, listed.party) or ""
        code = listed.municipality
        put_row(sheet, row, (code, names[code], listed.letter, listed.name, contender))
        put(sheet, row, CAST, listed.votes, styles.changeable)
    _write_checks(sheet, checked, _vote_fault, styles)
    _write_table(sheet, checked, VOTES_WIDTHS, styles)
    total = Formula(_known(inputs, f"SUM({inputs.votes})"), sum(each.votes for each in result.figures.lists))
    _write_total(sheet, checked, "Gyldige stemmer i alt", total, styles)
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


def write_mayors(book: Workbook, result: KkrResult, inputs: InputCells, letters: str, styles: Styles) -> None:
    """Write one row per mayor, whose contender may become another of ``letters``, a range of cells."""
    sheet, checked = book.add_worksheet(MAYORS), inputs.checked_mayors
    names = result.figures.municipality_names
    for row, mayor in enumerate(result.figures.mayors, start=FIRST):
        contender = result.figures.contender_of_mayor(mayor) or ""
        code = mayor.municipality
        put_row(sheet, row, (code, names[code], mayor.name, mayor.letter, mayor.list_name))
        put(sheet, row, MAYOR_COUNTS_FOR, contender, styles.changeable)
        put(sheet, row, MAYOR_COUNTS_FOR + 1, MAYOR_STATUSES[mayor.status])
    _write_checks(sheet, checked, lambda place: _mayor_fault(place, letters), styles)
    _write_table(sheet, checked, MAYORS_WIDTHS, styles)
    total = Formula(_known(inputs, f"ROWS({inputs.municipalities})"), len(result.figures.mayors))
    _write_total(sheet, checked, "Borgmestre i alt", total, styles)
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
    A formula: 0 for a whole number that is not shown as a date or a percentage, else 1.

    LibreOffice 7.4 distinguishes few of its date formats from ordinary numbers.
    """
    shown = f'LEFT(CELL("format",{place}),1)'
    is_other = f'IFERROR(OR({shown}="D",{shown}="P"),FALSE)'
    is_whole = f"AND({place}>=0,{place}<={MOST_VOTES},{place}=INT({place}))"
    return f"IF(ISNUMBER({place}),IF(OR(ISLOGICAL({place}),{is_other}),1,IF({is_whole},0,1)),1)"


def _mayor_fault(place: str, letters: str) -> str:
    """A formula: 0 for an empty cell or one of the letters, spelt the same, else 1."""
    is_letter = f"SUMPRODUCT(--EXACT({letters},{place}))=1"
    text = f'IF(OR({place}="",{is_letter}),0,1)'
    return f"IF(ISERROR({place}),1,IF(ISTEXT({place}),{text},IF(ISBLANK({place}),0,1)))"


def _write_checks(sheet: Any, checked: Checked, fault: Callable[[str], str], styles: Styles) -> None:
    put(sheet, 0, checked.check, Formula(checked.first_fault, ""), styles.warning)
    for row in range(FIRST, checked.last + 1):
        put(sheet, row, checked.check, Formula(fault(cell(row, checked.column)), 0), styles.check)
    sheet.set_column(checked.check, checked.check, CHECK_WIDTH)


def _write_table(sheet: Any, checked: Checked, widths: tuple[int, ...], styles: Styles) -> None:
    """Name the table; its header row stays in sight, and is repeated on every printed page."""
    numbers = {VOTES_HEADER[CAST]}
    columns = [
        {"header": header, "header_format": styles.number_header if header in numbers else styles.header}
        for header in checked.headers
    ]
    sheet.add_table(
        0,
        0,
        checked.last,
        checked.check - 1,
        {"name": checked.sheet, "columns": columns, "style": TABLE_STYLE},
    )
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST, 0)
    sheet.repeat_rows(0)


def _known(inputs: InputCells, formula: str) -> str:
    return f'IF({inputs.faults}=0,{formula},"{UNKNOWN}")'


def _write_total(sheet: Any, checked: Checked, name: str, total: Formula, styles: Styles) -> None:
    """Write a total with an empty row above it, so that it is no part of the table."""
    put(sheet, checked.last + 2, 0, name, styles.strong)
    put(sheet, checked.last + 2, checked.column, total, styles.total)
