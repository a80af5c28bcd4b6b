"""
One sheet of a spreadsheet, read from its XML: the cells as text, and which of them are doubtful.

Spreadsheet libraries return the same nothing for an error, a formula never computed and an empty cell, and a
percentage as a number. Here each is told apart, so that the caller can refuse it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TypeAlias
from xml.etree import ElementTree

_Position: TypeAlias = tuple[int, int]
"""Row and column, each from 1."""
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PERCENT_FORMATS = frozenset({9, 10})
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""Literal text in a number format."""


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """A sheet of the book: its name, whether it is visible, and its part in the file."""

    name: str
    is_shown: bool
    part: str


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet by row; ``doubtful`` says in Danish what is wrong with a cell, by position."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    doubtful: dict[_Position, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)

    def row(self, number: int) -> list[str]:
        """Return the texts of a row, from the first column to the last in use."""
        cells = self.rows.get(number, {})
        return [cells.get(column, "") for column in range(1, max(cells, default=0) + 1)]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the rows in use, in order."""
        return sorted(self.rows)


@dataclass(frozen=True, slots=True)
class _Book:
    texts: Sequence[str]
    formats: Sequence[str]
    """What the cells of each style hold besides numbers: "procent", "dato", or nothing."""
    is_uncomputed: bool


def named_sheets(packed: zipfile.ZipFile) -> tuple[NamedSheet, ...]:
    """Return the sheets in order. Raises KeyError and ElementTree.ParseError."""
    targets = {
        element.get("Id"): element.get("Target") or ""
        for element in _elements(packed, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    sheets = []
    for element in _elements(packed, "xl/workbook.xml", "sheet"):
        reference = next((value for key, value in element.items() if key.endswith("}id")), None)
        target = targets.get(reference, "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        is_shown = element.get("state", "visible") == "visible"
        if part in packed.namelist():
            sheets.append(NamedSheet(element.get("name") or "", is_shown, part))
    return tuple(sheets)


def read_book(packed: zipfile.ZipFile) -> _Book:
    """Return what the sheets share. Raises KeyError and ElementTree.ParseError."""
    texts = [_string(item) for item in _elements(packed, "xl/sharedStrings.xml", "si")]
    calculation = next(iter(_elements(packed, "xl/workbook.xml", "calcPr")), None)
    return _Book(
        texts=texts,
        formats=_formats(packed),
        is_uncomputed=calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true"),
    )


def read_sheet(packed: zipfile.ZipFile, sheet: NamedSheet, book: _Book) -> Sheet:
    """Return the cells of a sheet. Raises KeyError, ValueError and ElementTree.ParseError."""
    result = Sheet()
    merged = []
    row = column = 0
    for event, element in _events(packed, sheet.part):
        tag = _local(element.tag)
        if event == "start":
            if tag == "row":
                row, column = int(element.get("r") or row + 1), 0
                if element.get("hidden") in ("1", "true"):
                    result.hidden_rows.add(row)
            continue
        if tag == "c":
            column = _position(element.get("r"), row, column + 1)[1]
            text, doubt = _cell(element, book)
            if text or doubt:
                result.rows.setdefault(row, {})[column] = text
            if doubt:
                result.doubtful[row, column] = doubt
        elif tag == "col" and element.get("hidden") in ("1", "true"):
            result.hidden_columns.append(
                range(int(element.get("min") or 0), int(element.get("max") or 0) + 1)
            )
        elif tag == "mergeCell":
            merged.append(element.get("ref") or "")
        if tag in ("row", "c", "col", "mergeCell"):
            element.clear()
    for reference in merged:
        _mark_merged(result, reference)
    return result


def _mark_merged(sheet: Sheet, reference: str) -> None:
    """Mark every cell of a merged range but the first, which alone holds the value."""
    corners = _REFERENCE.findall(reference)
    if len(corners) != 2:
        return
    (left, top), (right, bottom) = ((column_number(letters), int(digits)) for letters, digits in corners)
    last = min(bottom, max(sheet.rows, default=0))
    for row in range(top, last + 1):
        for column in range(left, min(right, left + 100) + 1):
            if (row, column) != (top, left):
                sheet.doubtful[row, column] = (
                    f"et felt, der er flettet sammen med {reference.partition(':')[0]}"
                )


def _cell(element: ElementTree.Element, book: _Book) -> tuple[str, str]:
    kind = element.get("t") or "n"
    parts = {_local(child.tag): child for child in element}
    value = parts["v"].text or "" if "v" in parts else ""
    if kind == "inlineStr":
        return (_string(parts["is"]) if "is" in parts else ""), ""
    if kind == "e":
        return value, repr(value or "#N/A")
    is_formula = "f" in parts
    if is_formula and (not value or (value == "0" and book.is_uncomputed)) and kind != "str":
        return value, "en formel, der aldrig er regnet ud"
    if kind == "s":
        return (book.texts[int(value)] if value else ""), ""
    if kind == "str":
        return _unescaped(value), ""
    if kind == "b":
        return value, "SAND" if value == "1" else "FALSK"
    if kind == "d":
        return value, f"datoen {value}"
    style = int(element.get("s") or 0)
    holds = book.formats[style] if style < len(book.formats) else ""
    return _number(value, holds)


def _number(value: str, holds: str) -> tuple[str, str]:
    """
    Return a number as a text file would have it, and what is doubtful about it.

    24.062 in a text is a number with a thousands mark; as a number in a spreadsheet it has three decimals.
    """
    if not value:
        return "", ""
    number = float(value)
    if holds == "procent":
        return value, f"{number * 100:g} %".replace(".", ",")
    if holds == "dato":
        return value, "en dato"
    if not number.is_integer():
        return value, f"{value.replace('.', ',')}, et tal med decimaler"
    return str(int(number)), ""


def _formats(packed: zipfile.ZipFile) -> list[str]:
    codes = {
        int(element.get("numFmtId") or 0): element.get("formatCode") or ""
        for element in _elements(packed, "xl/styles.xml", "numFmt")
    }
    styles = next(iter(_elements(packed, "xl/styles.xml", "cellXfs")), ())
    return [_holds(int(style.get("numFmtId") or 0), codes) for style in styles]


def _holds(number: int, codes: Mapping[int, str]) -> str:
    code = _LITERAL.sub("", codes.get(number, "")).casefold()
    if number in _PERCENT_FORMATS or "%" in code:
        return "procent"
    is_date = number in _DATE_FORMATS or (code != "general" and bool(set(code) & set("dmyhsåt") - set("t")))
    return "dato" if is_date else ""


def _string(element: ElementTree.Element) -> str:
    """Return a text, which may be in runs of different looks; its phonetic guide is no part of it."""
    runs = [
        child
        for part in element
        if _local(part.tag) in ("t", "r")
        for child in part.iter()
        if _local(child.tag) == "t"
    ]
    return _unescaped("".join(run.text or "" for run in runs))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _position(reference: str | None, row: int, column: int) -> _Position:
    found = _REFERENCE.fullmatch(reference or "")
    return (int(found[2]), column_number(found[1])) if found else (row, column)


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _elements(packed: zipfile.ZipFile, part: str, tag: str) -> list[ElementTree.Element]:
    if part not in packed.namelist():
        return []
    events = _events(packed, part)
    return [element for event, element in events if event == "end" and _local(element.tag) == tag]


def _events(packed: zipfile.ZipFile, part: str) -> Iterator[tuple[str, ElementTree.Element]]:
    content = packed.read(part)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("definitions of its own")
    return ElementTree.iterparse(io.BytesIO(content), ("start", "end"))  # noqa: S314 - no definitions in it


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
