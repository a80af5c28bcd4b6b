"""A spreadsheet (.xlsx) as rows of text: its one visible sheet with the columns wanted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from kkr_analysis import danish
from kkr_analysis.data.importing.places import plain
from kkr_analysis.data.importing.received import ReceivedFile
from kkr_analysis.data.importing.sheet import (
    NamedSheet,
    Sheet,
    column_number,
    named_sheets,
    read_book,
    read_sheet,
)
from kkr_analysis.errors import FaultyFilesError

_LARGEST_UNPACKED = 200_000_000
"""Bytes of all parts unpacked: a small zip can hold very much."""
_LARGEST_SHEET = 5_000_000
"""Cells from the first to the last in use."""
_REFERENCE = re.compile(rb"""\sr=["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
"""Where a row or a cell of a sheet is: "12", "XFD1048576"."""
_SAVE_AGAIN = "Åbn filen i Excel, og gem den igen som .xlsx."
_FIRST_ROWS = 20
"""Rows searched for the headings, so that a message can say where they are."""


@dataclass(frozen=True, slots=True)
class ChosenSheet:
    """The sheet to read; ``heading`` is the number of the row with the headings."""

    name: str
    sheet: Sheet
    heading: int
    notices: tuple[str, ...]
    """How it was chosen, in Danish."""


def is_workbook(start: bytes) -> bool:
    """Whether a file begins like a spreadsheet; other zip files have been refused already."""
    return start.startswith(b"PK\x03\x04")


def chosen_sheet(file: ReceivedFile, columns: Sequence[str]) -> ChosenSheet:
    """
    Return the visible sheet that has the columns in its first row that is not empty.

    Hidden sheets are ignored, with a notice. Raises FaultyFilesError if no visible sheet, or more than one,
    has the columns.
    """
    _refuse_bomb(file)
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            names = named_sheets(packed)
            book = read_book(packed)
            sheets = {named: read_sheet(packed, named, book) for named in names}
    except (
        ElementTree.ParseError,
        LookupError,  # a part in an unknown encoding
        KeyError,
        IndexError,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
    ):
        raise _faulty(file, "et regneark, der ikke kan læses", _SAVE_AGAIN) from None
    fitting = {named: heading for named in names if (heading := _heading(sheets[named], columns))}
    shown = [named for named in fitting if named.is_shown]
    if len(shown) > 1:
        found = f"{len(shown)} ark med kolonnerne: {danish.listed(repr(named.name) for named in shown)}"
        raise _faulty(
            file, found, "Saml rækkerne i ét ark, eller skjul dem, der ikke skal læses.", expected="ét"
        )
    if not shown:
        raise _no_heading(file, columns, sheets, hidden=[named.name for named in fitting])
    [named] = shown
    return ChosenSheet(
        name=named.name if len(names) > 1 else "",
        sheet=sheets[named],
        heading=fitting[named],
        notices=tuple(_notices(file, named, names)),
    )


def _heading(sheet: Sheet, columns: Sequence[str]) -> int:
    """Return the number of the first row that is not empty if it has the columns, otherwise 0."""
    first = next((number for number in sheet.numbers if any(map(str.strip, sheet.row(number)))), 0)
    return first if first and _has(sheet.row(first), columns) else 0


def _has(row: Sequence[str], columns: Sequence[str]) -> bool:
    header = [plain(cell) for cell in row]
    return all(column in header for column in columns)


def _no_heading(
    file: ReceivedFile, columns: Sequence[str], sheets: dict[NamedSheet, Sheet], hidden: Sequence[str]
) -> FaultyFilesError:
    if hidden:
        found = f"kun kolonnerne i et skjult ark, {hidden[0]!r}"
        return _faulty(file, found, "Vis arket i Excel, hvis det er det rigtige, og gem filen igen.")
    for named, sheet in sheets.items():
        for number in sheet.numbers[:_FIRST_ROWS]:
            if _has(sheet.row(number), columns):
                found = f"overskrifterne i række {number} i arket {named.name!r}"
                step = "Slet rækkerne over dem, så overskrifterne står i første række."
                return _faulty(file, found, step, expected="dem i første række")
    step = f"Skriv overskrifterne {', '.join(columns)} i arkets første række."
    return _faulty(file, "ingen ark med kolonnerne", step)


def _notices(file: ReceivedFile, chosen: NamedSheet, names: Sequence[NamedSheet]) -> list[str]:
    notices = [f"{file.shown}: læst fra arket {chosen.name!r}."]
    hidden = [named.name for named in names if not named.is_shown]
    if hidden:
        notices.append(f"{file.shown}: skjulte ark er ikke læst: {danish.listed(map(repr, hidden))}.")
    return notices


def _refuse_bomb(file: ReceivedFile) -> None:
    """Refuse a file that is no .xlsx, that unpacks to very much, or that has a cell very far out."""
    only_table = "Slet alt andet end tabellen."
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            if size > _LARGEST_UNPACKED:
                raise _faulty(file, f"et regneark på {size // 1_000_000} MB", only_table)
            if "xl/workbook.xml" not in packed.namelist():
                raise _faulty(file, "en zip-fil, der ikke er et regneark", _SAVE_AGAIN)
            cells = max(map(_extent, (packed.read(name) for name in packed.namelist())))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise _faulty(file, "et regneark, der er skåret over", _SAVE_AGAIN) from None
    if cells > _LARGEST_SHEET:
        raise _faulty(file, f"et ark med plads til {danish.whole(cells)} felter", only_table)


def _extent(part: bytes) -> int:
    columns = rows = 1
    for letters, number in _REFERENCE.findall(part):
        columns = max(columns, column_number(letters.decode()))
        rows = max(rows, int(number))
    return columns * rows


def _faulty(
    file: ReceivedFile, found: str, next_step: str, *, expected: str = "et regneark med tal"
) -> FaultyFilesError:
    return FaultyFilesError([file.fault(found, expected, next_step=next_step)])
