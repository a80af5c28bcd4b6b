"""A CSV file as rows of text: everything that can be checked without knowing what the figures mean."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.errors import Fault

FETCH_AGAIN = "Hent filen igen."
_SAVE_AS_UTF_8 = "Gem filen som UTF-8 (i Excel som »CSV UTF-8«), eller hent den igen."
INVISIBLE = ("Cc", "Cf", "Cn", "Co", "Cs")
"""Unicode's categories of control, formatting and unassigned characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of figures. ``number`` counts from the header, which is row 1; the text is in Unicode's NFC."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """The rows of one file and the faults of its form; not ``is_readable`` where no row can be trusted."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    is_readable: bool


def read_table(
    file: str,
    content: bytes,
    header: Sequence[str],
    optional: Sequence[str] = (),
    separators: str = ",",
) -> TableFile:
    """
    Split the bytes of a CSV file into rows under exactly this header.

    The ``optional`` columns stand after it, all of them or none; where there are none they are empty. Of
    several ``separators`` the one that gives the header is the file's.

    Accepts a byte order mark and both kinds of line ends. Faults of the whole file (not UTF-8, NUL bytes,
    empty, another header, an unbalanced quotation mark) make it unreadable; a row with too few or too many
    columns is left out and reported, one with a character that cannot be printed is reported.
    """
    if garbled := _not_text(file, content):
        return TableFile(rows=(), faults=garbled, is_readable=False)
    text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    if not text.strip():
        return _unreadable(file, "en tom fil", f"overskriften {','.join(header)}", FETCH_AGAIN)
    separator = _separator_of(text, header, separators)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error:
        return _unreadable(
            file,
            "noget, der ikke er gyldig CSV",
            "parvise anførselstegn",
            f"Se efter et løst anførselstegn i eller før række {reader.line_num}.",
            row=reader.line_num,
        )
    columns = [*header, *optional] if len(lines[0][1]) > len(header) else [*header]
    if lines[0][1] != columns:
        return _unreadable(
            file,
            quoted(",".join(lines[0][1])),
            f"overskriften {','.join(header)}",
            "Skil kolonnerne med komma, og giv dem de ventede navne i den ventede rækkefølge.",
            row=1,
        )
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in lines[1:]:
        wrong = _malformed(cells, len(columns))
        if wrong:
            step = "Ret rækken, så den har ét felt under hver overskrift."
            faults.append(
                Fault(file, row=number, found=wrong, expected=f"{len(columns)} felter", next_step=step)
            )
        else:
            empty = dict.fromkeys(optional, "")
            row = Row(file=file, number=number, cells=empty | dict(zip(columns, cells, strict=True)))
            rows.append(row)
            faults += _unprintable(rows[-1])
    return TableFile(rows=tuple(rows), faults=tuple(faults), is_readable=True)


def faults_of_text(file: str, content: bytes) -> tuple[Fault, ...]:
    """Return what is wrong with a CSV file of which no header is known: no text in UTF-8, or semicolons."""
    if faults := _not_text(file, content):
        return faults
    header = content.decode("utf-8-sig").partition("\n")[0]
    if ";" not in header or "," in header:
        return ()
    return _unreadable(
        file, quoted(header.strip()), "komma mellem kolonnerne", "Gem filen som CSV med komma.", row=1
    ).faults


def whole_number(text: str) -> int | None:
    """
    Return the number, or None for anything but one to nine digits: no sign, space, point or comma.

    A leading zero is what is left of a number that was cut at its thousands mark (»24,062«).
    """
    return int(text) if re.fullmatch("0|[1-9][0-9]{0,8}", text) else None


def calendar_day(text: str) -> date | None:
    """Return the day written YYYY-MM-DD, or None for anything else."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def meant_number(text: str) -> int | None:
    """Return the number that somebody meant by one with thousands marks, »65.864« or »65 864«; else None."""
    if not re.fullmatch(r"[1-9][0-9]{0,2}([.\s][0-9]{3}){1,2}", text.strip()):
        return None
    return whole_number(re.sub(r"[.\s]", "", text))


def meant_day(text: str) -> date | None:
    """Return the day that somebody meant by »19-01-2026« or »19.1.2026«, the Danish way; else None."""
    found = re.fullmatch(r"([0-9]{1,2})[-./ ]+([0-9]{1,2})[-./ ]+([0-9]{4})", text.strip())
    return calendar_day(f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}") if found else None


def _not_text(file: str, content: bytes) -> tuple[Fault, ...]:
    """Return the fault of a file that is no plain text in UTF-8; none for one that is."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1}, der ikke er UTF-8"
        return _unreadable(file, found, "tekst i UTF-8", _SAVE_AS_UTF_8).faults
    if "\0" in text:
        return _unreadable(file, "en NUL-byte", "en ren tekstfil", FETCH_AGAIN).faults
    return ()


def _separator_of(text: str, header: Sequence[str], separators: str) -> str:
    first = text.split("\n", 1)[0].replace('"', "").strip()
    return next((one for one in separators if first.startswith(one.join(header))), separators[0])


def _malformed(cells: Sequence[str], width: int) -> str:
    """Return what is wrong with the form of a row; empty where nothing is."""
    if not cells:
        return "en tom række"
    if len(cells) != width:
        return "1 felt" if len(cells) == 1 else f"{len(cells)} felter"
    if any("\n" in cell or "\r" in cell for cell in cells):
        return "et linjeskift inde i et felt"
    return ""


def _unprintable(row: Row) -> list[Fault]:
    """
    Return a fault for every cell with a character that no enclosure can print.

    An invisible one can make two different names look alike, or turn the text of a whole line around; emoji
    and the like beyond Unicode's first plane are in none of the enclosure's fonts.
    """
    faults = []
    for column, cell in row.cells.items():
        strange = [one for one in cell if ord(one) > 0xFFFF or unicodedata.category(one) in INVISIBLE]
        if strange:
            codes = ", ".join(dict.fromkeys(f"U+{ord(one):04X}" for one in strange))
            expected = f"tekst, der kan trykkes, uden {codes}"
            step = "Skriv feltet uden de tegn."
            faults.append(
                Fault(
                    row.file,
                    row=row.number,
                    column=column,
                    found=quoted(cell),
                    expected=expected,
                    next_step=step,
                )
            )
    return faults


def _unreadable(file: str, found: str, expected: str, next_step: str, row: int | None = None) -> TableFile:
    fault = Fault(file, row=row, found=found, expected=expected, next_step=next_step)
    return TableFile(rows=(), faults=(fault,), is_readable=False)
