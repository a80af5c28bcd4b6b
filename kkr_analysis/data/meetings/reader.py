"""
Reading the folder of a meeting: its tables, tidied, and faults whose next step is the secretariat's own.

Nobody has received these files from elsewhere, so a fault is put right in the row, and confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kkr_analysis.danish import did_you_mean, listed
from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.region_files import REGION_TABLES, SEPARATORS
from kkr_analysis.data.sources.rows import Row, read_table

_FEW = 12
"""Up to this many known words are all listed in a message."""


class MeetingReader(FileReader):
    """Reads the files of one KKR's folder, named as they stand in it."""

    def __init__(self, data: Path, folder: str) -> None:
        super().__init__(data)
        self.folder = folder
        """Below ``data``: "kv2021/midtjylland"."""
        self._rows: dict[str, tuple[Row, ...]] = {}

    def path(self, name: str) -> str:
        """Return the path of a file below ``data``, as messages call it."""
        return f"{self.folder}/{name}"

    def rows(self, name: str) -> tuple[Row, ...]:
        """
        Return the rows of one table of the folder; none where it is not there. It is read once.

        Rows that are empty throughout, such as a spreadsheet leaves behind, are passed over. A cell with more
        spaces than it shows is a fault: it would be another name than the one it looks like.
        """
        if name not in self._rows:
            is_there = self.has(self.path(name))
            read = (self.table(self.path(name), REGION_TABLES[name]) if is_there else None) or ()
            self._rows[name] = self._without_empty(read)
        return self._rows[name]

    def read_instead(self, name: str, content: bytes) -> None:
        """Read one table of the folder from these bytes, as if they were its file's and confirmed."""
        table = read_table(self.path(name), content, REGION_TABLES[name], (), SEPARATORS)
        self._content_faults += table.faults
        self._rows[name] = self._without_empty(table.rows)

    def add_row(self, name: str, row: Row) -> None:
        """Put a row after those of a table, tidied as they are: it is not in the file yet."""
        self._rows[name] = (*self.rows(name), self._tidied(row))

    def correct_and_seal(self, file: str) -> str:
        """Return the usual next step."""
        return f"Ret rækken, og {self.confirm(file)}"

    def has_faults(self, *names: str) -> bool:
        """Whether a fault has been met in one of these files of the folder."""
        files = {self.path(name) for name in names}
        return any(fault.file in files for fault in self.faults)

    def reject_unknown(
        self,
        row: Row,
        column: str,
        known: Iterable[str],
        *,
        expected: str,
        told_in: Sequence[str] = (),
    ) -> None:
        """
        Record that a cell names nobody and nothing known, and offer the nearest that is.

        ``told_in`` are the files that the known words come from, the nearest first. Where one of them has a
        fault, this may follow from it, so it is not told: the folder cannot be read until that is put right.
        """
        if self.has_faults(*told_in):
            return
        words = tuple(dict.fromkeys(known))
        offer = did_you_mean(row[column], words)
        among = f" ({listed(words, 'eller')})" if words and len(words) <= _FEW and not offer else ""
        here = row.file.rpartition("/")[2]
        step = (
            f"{offer}Ret rækken, eller ret {told_in[0]}, hvis fejlen er dér, og {self.confirm(self.folder)}"
            if offer and told_in and told_in[0] != here
            else f"{offer}{self.correct_and_seal(row.file)}"
        )
        self.reject(row, column, expected=f"{expected}{among}", next_step=step)

    def reject_second(self, row: Row, column: str, earlier: Row, *, expected: str) -> None:
        """Record that a row says again what an earlier one says."""
        self.reject(row, column, expected=f"{expected}, se række {earlier.number}")

    def _without_empty(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(self._tidied(row) for row in rows if any(cell.strip() for cell in row.cells.values()))

    def _tidied(self, row: Row) -> Row:
        tidy = {column: " ".join(cell.split()) for column, cell in row.cells.items()}
        for column, cell in row.cells.items():
            if cell != tidy[column]:
                expected = f"{quoted(tidy[column])} uden mellemrum for meget"
                self.reject(row, column, expected=expected)
        return replace(row, cells=tidy)
