"""Cells and formulas: every formula carries its value, and text is never taken for a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

Value: TypeAlias = int | float | str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its equals sign, and its value as the package computed it."""

    text: str
    value: Value


def cell(row: int, column: int, sheet: str = "") -> str:
    """Name a cell absolutely, row and column from 0: "Stemmer!$F$2"."""
    name = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    return f"{sheet}!{name}" if sheet else str(name)


def span(row: int, column: int, last_row: int, last_column: int, sheet: str = "") -> str:
    """Name a range of cells absolutely."""
    return f"{cell(row, column, sheet)}:{cell(last_row, last_column)}"


def put(sheet: Worksheet, row: int, column: int, content: Value | Formula, style: object = None) -> None:
    """Write a number, a text or a formula with its value."""
    if isinstance(content, Formula):
        sheet.write_formula(row, column, f"={content.text}", style, content.value)
    elif isinstance(content, str):
        sheet.write_string(row, column, content, style)
    else:
        sheet.write_number(row, column, content, style)


def put_row(
    sheet: Worksheet, row: int, contents: Sequence[Value | Formula], style: object = None, column: int = 0
) -> None:
    """Write cells from left to right."""
    for place, content in enumerate(contents, start=column):
        put(sheet, row, place, content, style)


def said_whole(number: str) -> str:
    """A formula: a whole number as it is written in Danish, in a Danish and in an English spreadsheet."""
    return f'SUBSTITUTE(FIXED({number},0),",",".")'
