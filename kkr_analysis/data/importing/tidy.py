"""The project's own tidy table, as CSV or a spreadsheet: one row per list and municipality."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing.delivery import DeliveredList, Delivery
from kkr_analysis.data.importing.places import municipality_code, plain
from kkr_analysis.data.importing.received import ReceivedFile, fingerprint
from kkr_analysis.data.importing.workbook import is_workbook, workbook_rows
from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.data.sources.rows import INVISIBLE
from kkr_analysis.errors import Fault, FaultyFilesError

FORMAT = "Tabel med én række pr. liste"
COLUMNS = ("kommunekode", "kommune", "bogstav", "listenavn", "stemmer")
SEATS = "mandater"
SEPARATORS = (",", ";", "\t")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([. ,])[0-9]{3})(?:\1[0-9]{3})*")
"""A number with one kind of thousands mark: 24.062, 6,942, 1 234 567."""
WHOLE_NUMBER = "et helt tal, for eksempel 24062 eller 24.062"
MISREAD = tuple(letter.encode().decode("cp1252") for letter in "æøåÆØÅ")
"""What Danish letters in UTF-8 look like in CP1252: a file with them is UTF-8 with some byte spoilt."""
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
LONGEST = 9
"""Digits of a number of votes."""
CORRECT = "Ret tabellen, og kør igen."


@dataclass(frozen=True, slots=True)
class Line:
    """One row under the header, by column; ``number`` counts from the header, which is row 1."""

    number: int
    cells: dict[str, str]


def is_tidy(start: bytes) -> bool:
    """Whether a file begins like the tidy table."""
    return is_workbook(start) or (separator_of(decoded(start).split("\n", 1)[0]) is not None)


def read_tidy(
    files: Sequence[ReceivedFile],
    municipalities: Mapping[str, Municipality],
    report: Callable[[str], None] = lambda _: None,
) -> Delivery:
    """
    Read one table, or several that together have every list once.

    Raises FaultyFilesError with the faults of all rows.
    """
    faults: list[Fault] = []
    lists: dict[tuple[str, str, str], DeliveredList] = {}
    contents = []
    for file in files:
        contents.append((file.shown, file.content))
        try:
            lines = list(table(file))
        except FaultyFilesError as error:
            faults += error.faults
            continue
        for line in lines:
            delivered = list_of(file, line, municipalities, faults)
            if delivered is None:
                continue
            key = (delivered.municipality, delivered.letter, plain(delivered.name))
            if key in lists:
                faults.append(fault_of(file, line, "listenavn", "hver liste én gang i hver kommune"))
            lists[key] = delivered
        report(file.shown)
    if faults:
        raise FaultyFilesError(faults)
    newest = max(file.changed for file in files)
    return Delivery(
        format=FORMAT,
        publisher=", ".join(file.name for file in files),
        lists=tuple(lists.values()),
        areas=None,
        left_out=(),
        files=len(files),
        sha256=fingerprint(contents),
        fetched=datetime.fromtimestamp(newest, UTC).date(),
    )


def table(file: ReceivedFile) -> Iterator[Line]:
    """Give the rows under the header. Raises FaultyFilesError where there is no such header."""
    rows = workbook_rows(file, COLUMNS) if is_workbook(file.content) else text_rows(file)
    header = [plain(cell) for cell in next(rows, [])]
    missing = [column for column in COLUMNS if header.count(column) != 1]
    if missing:
        expected = f"kolonnerne {', '.join(COLUMNS)}, hver én gang"
        raise FaultyFilesError(
            [Fault(file.shown, row=1, found=quoted(",".join(header)), expected=expected, next_step=CORRECT)]
        )
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            refuse_unprintable(file, number, row)
            filled = [*row, *[""] * (len(header) - len(row))]
            if any(cell.strip() for cell in filled[len(header) :]):
                expected = f"{len(header)} felter"
                fault = Fault(
                    file.shown, row=number, found=f"{len(row)} felter", expected=expected, next_step=CORRECT
                )
                raise FaultyFilesError([fault])
            yield Line(number, dict(zip(header, filled, strict=False)))


def refuse_unprintable(file: ReceivedFile, number: int, row: Sequence[str]) -> None:
    """Raise FaultyFilesError for a line end, or a character that cannot be printed or be read, in a cell."""
    for cell in row:
        strange = [one for one in cell if one == UNREADABLE or unicodedata.category(one) in INVISIBLE]
        if strange:
            codes = ", ".join(dict.fromkeys(f"U+{ord(one):04X}" for one in strange))
            expected = f"tekst, der kan læses og trykkes, uden {codes}"
            raise FaultyFilesError(
                [Fault(file.shown, row=number, found=quoted(cell), expected=expected, next_step=CORRECT)]
            )


def text_rows(file: ReceivedFile) -> Iterator[list[str]]:
    """Give the rows of a text file, whatever its encoding and separator."""
    text = decoded(file.content)
    separator = separator_of(text.split("\n", 1)[0]) or ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error as error:
        found = f"noget, der ikke er gyldig CSV ({error})"
        fault = Fault(file.shown, found=found, expected="parvise anførselstegn", next_step=CORRECT)
        raise FaultyFilesError([fault]) from None


def decoded(content: bytes) -> str:
    """
    Return the text: UTF-16 where a mark says so, UTF-8 where it is valid, else Windows' CP1252.

    What cannot be read becomes U+FFFD, which no row may have.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
            if any(letter in text for letter in MISREAD):
                text = content.decode("utf-8-sig", errors="replace")
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def separator_of(header: str) -> str | None:
    """Return what separates the columns of a header; None where it is not the tidy table's."""
    for separator in SEPARATORS:
        cells = [plain(cell.strip('"')) for cell in header.split(separator)]
        if all(column in cells for column in COLUMNS):
            return separator
    return None


def list_of(
    file: ReceivedFile, line: Line, municipalities: Mapping[str, Municipality], faults: list[Fault]
) -> DeliveredList | None:
    """Return the list in a row; None, with every fault of the row, where it has one."""
    before = len(faults)
    cells = {column: " ".join(cell.split()) for column, cell in line.cells.items()}
    code = cells["kommunekode"].removesuffix(".0")
    if code not in municipalities:
        faults.append(fault_of(file, line, "kommunekode", "en kommunekode fra kommuner.csv"))
    elif municipality_code(cells["kommune"], municipalities) != code:
        faults.append(fault_of(file, line, "kommune", f"{municipalities[code].name}, som har koden {code}"))
    if not cells["listenavn"]:
        faults.append(fault_of(file, line, "listenavn", "listens navn"))
    votes = whole_number(cells["stemmer"])
    if votes is None:
        faults.append(fault_of(file, line, "stemmer", WHOLE_NUMBER))
    seats = whole_number(cells[SEATS]) if cells.get(SEATS) else None
    if seats is None and cells.get(SEATS):
        faults.append(fault_of(file, line, SEATS, "et helt tal"))
    if len(faults) > before or votes is None:
        return None
    return DeliveredList(
        municipality=code,
        letter=cells["bogstav"],
        name=line.cells["listenavn"].strip(),
        votes=votes,
        seats=seats,
    )


def whole_number(text: str) -> int | None:
    """
    Return a whole number, with or without thousands marks; None for anything that could be another number.

    A spreadsheet's 101.0 is 101. With one mark and three digits after it, as in 6,942, it is a thousand:
    nobody has a part of a vote.
    """
    bare = re.sub("[. ,]", "", text) if GROUPED.fullmatch(text) else text.removesuffix(".0")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= LONGEST else None


def fault_of(file: ReceivedFile, line: Line, column: str, expected: str) -> Fault:
    """Return the fault of one cell."""
    found = quoted(line.cells.get(column, ""))
    return Fault(
        file.shown, row=line.number, column=column, found=found, expected=expected, next_step=CORRECT
    )
