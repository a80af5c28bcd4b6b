"""A spreadsheet (.xlsx) as rows of text: the first sheet that has the columns asked for."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from kkr_analysis.data.importing.places import plain
from kkr_analysis.data.importing.received import ReceivedFile
from kkr_analysis.errors import Fault, FaultyFilesError

LARGEST_UNPACKED = 200_000_000
"""Bytes of everything in the file: a spreadsheet is a zip, and a small one can hold very much."""
LARGEST_SHEET = 5_000_000
"""Cells from the first to the last in use, since a sheet is laid out whole in memory."""
REFERENCE = re.compile(rb"""\sr=["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
"""Where a row or a cell of a sheet is: "12", "XFD1048576"."""
SAVE_AGAIN = "Åbn filen i Excel, og gem den igen som .xlsx."


def is_workbook(start: bytes) -> bool:
    """Whether a file begins like a spreadsheet; other zip files have been refused by their names."""
    return start.startswith(b"PK\x03\x04")


def workbook_rows(file: ReceivedFile, columns: Sequence[str]) -> Iterator[list[str]]:
    """Give the rows of the first sheet whose first row has the columns. Raises FaultyFilesError."""
    refuse_bomb(file)
    from python_calamine import CalamineError, CalamineWorkbook  # only who has a spreadsheet waits for it

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise faulty(file, f"et regneark, der ikke kan læses ({error})", SAVE_AGAIN) from None
    for rows in sheets:
        header = [plain(text(cell)) for cell in rows[0]] if rows else []
        if all(column in header for column in columns):
            return iter([[text(cell) for cell in row] for row in rows])
    step = f"Skriv overskrifterne {', '.join(columns)} i arkets første række."
    raise faulty(file, "ingen ark med kolonnerne", step)


def refuse_bomb(file: ReceivedFile) -> None:
    """Refuse a file that is no .xlsx, that unpacks to very much, or with a cell very far out."""
    only_table = "Slet alt andet end tabellen."
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            if size > LARGEST_UNPACKED:
                raise faulty(file, f"et regneark på {size // 1_000_000} MB", only_table)
            if "xl/workbook.xml" not in packed.namelist():
                raise faulty(file, "en zip-fil, der ikke er et regneark", SAVE_AGAIN)
            cells = max(map(extent, (packed.read(name) for name in packed.namelist())))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise faulty(file, "et regneark, der er skåret over", SAVE_AGAIN) from None
    if cells > LARGEST_SHEET:
        raise faulty(file, f"et ark med plads til {cells:,} felter".replace(",", "."), only_table)


def extent(sheet: bytes) -> int:
    """Return how many cells there are from the first to the last that a part of the file names."""
    columns = rows = 1
    for letters, number in REFERENCE.findall(sheet):
        columns = max(columns, column_number(letters))
        rows = max(rows, int(number))
    return columns * rows


def column_number(letters: bytes) -> int:
    """Return the number of a column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def text(cell: object) -> str:
    """
    Write a cell as it would stand in a text file: a whole number without decimals.

    24.062 in a text is a number with a thousands mark; as a number in a spreadsheet it has three decimals.
    """
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell} med decimaler"
    return str(cell)


def faulty(file: ReceivedFile, found: str, next_step: str) -> FaultyFilesError:
    """Return the error of a spreadsheet as a whole."""
    return FaultyFilesError(
        [Fault(file.shown, found=found, expected="et regneark med tal", next_step=next_step)]
    )
