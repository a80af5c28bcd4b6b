"""Cells that hold one of a few fixed words."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.rows import Row

_Word = TypeVar("_Word", bound=Enum)


def fixed_word(
    reader: FileReader, row: Row, column: str, words: type[_Word], *, empty: str = ""
) -> _Word | None:
    """
    Return the member for the word in the cell; None, with the fault recorded, for any other word.

    ``empty`` is Danish: when the cell is left empty, where one of the words is nothing.
    """
    for known in words:
        if row[column] == known.value:
            return known
    expected = " eller ".join(repr(known.value) for known in words if known.value)
    reader.reject(row, column, expected=f"{expected}, eller {empty}" if empty else expected)
    return None
