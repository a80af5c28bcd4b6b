"""A text file as rows of fields, whatever its encoding, its separator, and lines above the headings."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

from kkr_analysis.data.importing.doubts.letters import windows_text
from kkr_analysis.data.importing.places import plain
from kkr_analysis.data.importing.received import ReceivedFile
from kkr_analysis.errors import FaultyFilesError

_SEPARATORS = (",", ";", "\t")
_BEFORE_HEADINGS = re.compile(r"""(?:\ufeff|[ \t]*"?sep=.?"?[ \t;,]*\r?\n|[ \t;,"]*\r?\n)*""", re.IGNORECASE)
"""Meaningless lines: empty ones, and Excel's own about the separator."""
_MISREAD = tuple(letter.encode().decode("cp1252") for letter in "æøåÆØÅ")
"""Danish letters in UTF-8 read as CP1252: a file with them is UTF-8 with a damaged byte."""


def before_headings(text: str) -> str:
    """Return the meaningless beginning of a text: a byte order mark, ``sep=;``, empty lines."""
    found = _BEFORE_HEADINGS.match(text)
    return found[0] if found else ""


def separator_of(header: str, columns: Sequence[str]) -> str | None:
    """Return the separator of a header with these columns; None if it lacks any."""
    for separator in _SEPARATORS:
        cells = [plain(cell.strip('"')) for cell in header.split(separator)]
        if all(column in cells for column in columns):
            return separator
    return None


def heading(text: str, columns: Sequence[str]) -> tuple[int, str] | None:
    """Return the number of the line with these columns, and its separator; None if there is none."""
    for number, line in enumerate(text.split("\n")[:20], start=1):
        separator = separator_of(line, columns)
        if separator:
            return number, separator
    return None


def text_rows(file: ReceivedFile, columns: Sequence[str], next_step: str) -> Iterator[tuple[int, list[str]]]:
    """Give the header and the rows below it, each with its line number. Raises FaultyFilesError."""
    text = decoded(file.content)
    first, separator = heading(text, columns) or (1, ",")
    lines = text.split("\n")[first - 1 :]
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=separator, strict=True)
    try:
        yield from enumerate(reader, start=first)
    except csv.Error:
        line = first + reader.line_num - 1
        found, step = "et løst anførselstegn", f"Se efter i eller før rækken. {next_step}"
        raise FaultyFilesError(
            [file.fault(found, "parvise anførselstegn", row=line, next_step=step)]
        ) from None


def decoded(content: bytes) -> str:
    """
    Decode a text: UTF-16 if a mark says so, UTF-8 if it is valid, otherwise Windows' CP1252.

    Undecodable bytes become U+FFFD or control characters, which no row may contain.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = windows_text(content)
            if any(letter in text for letter in _MISREAD):
                text = content.decode("utf-8-sig", errors="replace")
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
