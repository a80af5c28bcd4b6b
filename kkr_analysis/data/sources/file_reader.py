"""The files of a data folder, read against their cards: which were read, and every fault met on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kkr_analysis.composition.election import SourceFile
from kkr_analysis.data.sources.cards import card_path, read_card, sha256_of
from kkr_analysis.data.sources.faults import not_toml, quoted, seal_command
from kkr_analysis.data.sources.own_files import is_own_file
from kkr_analysis.data.sources.region_files import SEPARATORS, is_region_file
from kkr_analysis.data.sources.rows import FETCH_AGAIN, Row, meant_day, meant_number, read_table
from kkr_analysis.data.sources.whence import where_from
from kkr_analysis.errors import Fault, FaultyFilesError, TomlError, reason
from kkr_analysis.files import read_bounded, toml_entries


class FileReader:
    """
    Reads files below ``data`` against their cards, and collects the faults instead of stopping at the first.

    Faults of the cards come first in the list, because a changed file may explain what else is wrong.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.mend: Callable[[str, tuple[Row, ...]], tuple[Row, ...]] = lambda _, rows: rows
        """Applies the declared corrections of a file to its rows."""
        self._read: set[str] = set()
        self._sources: list[SourceFile] = []
        self._card_faults: list[Fault] = []
        self._content_faults: list[Fault] = []

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Every file read so far that has a card."""
        return tuple(self._sources)

    @property
    def tables_read(self) -> frozenset[str]:
        """Every CSV file requested so far."""
        return frozenset(self._read)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault met so far."""
        return (*self._card_faults, *self._content_faults)

    @property
    def number_of_faults(self) -> int:
        """How many faults have been met so far."""
        return len(self._card_faults) + len(self._content_faults)

    @property
    def is_of_changed_files(self) -> bool:
        """Whether some file does not match its card: what follows from its figures is then no fault."""
        return bool(self._card_faults)

    def raise_faults(self) -> None:
        """Raise FaultyFilesError if there is any fault."""
        if self.number_of_faults:
            raise FaultyFilesError(self.faults)

    def has(self, file: str) -> bool:
        """Whether an optional file exists, or once did: a card without its file is a fault when read."""
        path = self.data / file
        return path.exists() or card_path(path).exists()

    def content(self, file: str) -> bytes | None:
        """Return the bytes of a file, checked against its card; None where there are none to read."""
        path = self.data / file
        try:
            content = read_bounded(path)
        except FileNotFoundError:
            self.report(file, found="ingen fil", expected="filen", next_step=where_from(file))
            return None
        except OSError as error:
            found = f"noget, der ikke kan læses ({reason(error)})"
            self.report(file, found=found, expected="en fil", next_step=FETCH_AGAIN)
            return None
        self._check_card(file, path, content)
        return content

    def table(self, file: str, header: Sequence[str], optional: Sequence[str] = ()) -> tuple[Row, ...] | None:
        """
        Return the rows of a CSV file, perhaps none; None where the file cannot be read as such.

        ``optional`` columns may stand after the header.
        """
        self._read.add(file)
        content = self.content(file)
        if content is None:
            return None
        separators = SEPARATORS if is_region_file(file) else ","
        table = read_table(file, content, header, optional, separators)
        self._content_faults += table.faults
        return self.mend(file, table.rows) if table.is_readable else None

    def toml(self, file: str) -> dict[str, Any] | None:
        """Return the entries of a TOML file; None where it cannot be read as such."""
        content = self.content(file)
        if content is None:
            return None
        try:
            return toml_entries(content, file)
        except TomlError as error:
            self.report(file, found=not_toml(error), expected="en TOML-fil", next_step="Ret filen.")
            return None

    def filled_table(
        self, file: str, header: Sequence[str], optional: Sequence[str] = ()
    ) -> tuple[Row, ...] | None:
        """Return the rows of a CSV file that must have some; None where there are none."""
        faults_before = self.number_of_faults
        rows = self.table(file, header, optional)
        if rows == () and self.number_of_faults == faults_before:
            self.report(file, found="kun overskriften", expected="mindst én række", next_step=FETCH_AGAIN)
        return rows or None

    def reject(self, row: Row, column: str, *, expected: str, next_step: str = "") -> None:
        """Record that a cell is not as expected."""
        self.report(
            row.file,
            row=row.number,
            column=column,
            found=quoted(row[column]),
            expected=expected,
            next_step=next_step or self.correct_and_seal(row.file),
        )

    def reject_day(self, row: Row, column: str, *, expected: str) -> None:
        """Record that a cell is no day as a table has them; one written the Danish way is offered turned."""
        self._reject_written(row, column, expected, meant_day(row[column]))

    def reject_number(self, row: Row, column: str, *, expected: str) -> None:
        """Record that a cell is no number as a table has them; thousands marks are offered left out."""
        self._reject_written(row, column, expected, meant_number(row[column]))

    def _reject_written(self, row: Row, column: str, expected: str, meant: date | int | None) -> None:
        step = "" if meant is None else f"Skriv {meant}, og {self.confirm(row.file)}"
        self.reject(row, column, expected=expected, next_step=step)

    def report(
        self,
        file: str,
        *,
        found: str,
        expected: str,
        next_step: str,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        """Record any other fault in what a file says."""
        self._content_faults.append(
            Fault(file, row=row, column=column, found=found, expected=expected, next_step=next_step)
        )

    def add(self, faults: Sequence[Fault]) -> None:
        """Record faults that were found elsewhere."""
        self._content_faults += faults

    def leave_out(self, file: str) -> None:
        """Take a file out of the sources: it was read, and nothing rests on it."""
        self._sources = [source for source in self._sources if source.path != file]

    def correct_and_seal(self, file: str) -> str:
        """Return the usual next step: see what the source says, correct, confirm."""
        return f"Slå det op hos kilden, ret rækken, og {self.confirm(file)}"

    def add_and_seal(self, file: str) -> str:
        """Return the next step where a row is missing."""
        return f"Hent filen igen, eller tilføj rækken, og {self.confirm(file)}"

    def confirm(self, file: str) -> str:
        """Return the last half of a next step: how a change of the file is confirmed."""
        return f"bekræft ændringen med: {seal_command(self.data / file)}"

    def _check_card(self, file: str, path: Path, content: bytes) -> None:
        try:
            card = read_card(card_path(path), card_path(Path(file)).as_posix())
        except FaultyFilesError as error:
            self._card_faults += self._faults_of_card(file, path, error.faults)
            return
        actual = sha256_of(content)
        if actual != card.sha256:
            undo = "Fortryd ændringen" if is_region_file(file) else "Hent filen igen"
            self._card_faults.append(
                Fault(
                    file,
                    found=f"sha256 {actual}",
                    expected=f"kildekortets {card.sha256}",
                    next_step="Filen er ændret, siden kildekortet blev skrevet. "
                    f"{undo}, eller {self.confirm(file)}",
                )
            )
        self._sources.append(
            SourceFile(
                path=file,
                sha256=actual,
                title=card.title,
                publisher=card.publisher,
                retrieved=card.retrieved,
                treatment=card.treatment,
                licence=card.licence,
                conflict=card.conflict,
            )
        )

    def _faults_of_card(self, file: str, path: Path, faults: Sequence[Fault]) -> Sequence[Fault]:
        """Return the faults of a card; a new file of the secretariat's own gets one when it is confirmed."""
        if not is_own_file(file) or card_path(path).exists():
            return faults
        step = f"Er filen ny, så {self.confirm(file).replace('ændringen', 'den')}"
        expected = "et kildekort ved siden af filen"
        return [Fault(file, found="intet kildekort", expected=expected, next_step=step)]
