"""A spreadsheet (.xlsx) as rows of text: the first sheet that has the columns asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from kkr_analysis.errors import Fault, FaultyFilesError
from kkr_analysis.importing.places import plain
from kkr_analysis.importing.received import ReceivedFile

LARGEST_UNPACKED = 200_000_000
"""Bytes of everything in the file: a spreadsheet is a zip, and a small one can hold very much."""
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
    """Refuse a file that is no zip, or that unpacks to more than any table of results."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        raise faulty(file, "et regneark, der er skåret over", SAVE_AGAIN) from None
    if size > LARGEST_UNPACKED:
        raise faulty(file, f"et regneark på {size // 1_000_000} MB", "Slet alt andet end tabellen.")


def text(cell: object) -> str:
    """Write a cell as it would stand in a text file: a whole number without decimals."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def faulty(file: ReceivedFile, found: str, next_step: str) -> FaultyFilesError:
    """Return the error of a spreadsheet as a whole."""
    return FaultyFilesError(
        [Fault(file.shown, found=found, expected="et regneark med tal", next_step=next_step)]
    )
