"""How a table of the folder is laid out, by separator, line ends and mark: kept when it is written again."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.data.sources.region_files import SEPARATORS
from kkr_analysis.files import read_bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The form of a CSV file; that of a file the program makes, where there is none yet."""

    separator: str = SEPARATORS[0]
    line_end: str = "\n"
    mark: bytes = b""
    """The byte order mark: a Danish Excel reads æ, ø and å by it."""

    @classmethod
    def of(cls, path: Path, headings: Sequence[str]) -> Layout:
        """Return the layout of a file that is there, or of a new one. Raises UnreadableFileError."""
        if not path.exists():
            return cls()
        content = read_bounded(path)
        first = content.decode("utf-8-sig", errors="replace").partition("\n")[0].replace('"', "")
        separator = next((one for one in SEPARATORS if first.startswith(one.join(headings))), SEPARATORS[0])
        return cls(
            separator=separator,
            line_end="\r\n" if b"\r\n" in content else "\n",
            mark=codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b"",
        )

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
        """Return a whole file."""
        return self.mark + self.lines([headings, *rows])

    def lines(self, rows: Iterable[Sequence[str]]) -> bytes:
        """Return rows as they stand in the file."""
        text = io.StringIO()
        csv.writer(text, delimiter=self.separator, lineterminator=self.line_end).writerows(rows)
        return text.getvalue().encode()
