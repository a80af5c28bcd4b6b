"""The project's own tidy table, as CSV or a spreadsheet: one row per list and municipality."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kkr_analysis import danish
from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing.delivery import DeliveredList, Delivery, Place
from kkr_analysis.data.importing.doubts.letters import strange_characters
from kkr_analysis.data.importing.doubts.names import garbled_text, total_row
from kkr_analysis.data.importing.doubts.numbers import (
    MOST_SEATS,
    WHOLE_NUMBER,
    may_be_cut,
    thousands_mark,
    whole_number,
)
from kkr_analysis.data.importing.places import municipality_code, plain
from kkr_analysis.data.importing.received import ReceivedFile, fingerprint
from kkr_analysis.data.importing.text_table import before_headings, decoded, separator_of, text_rows
from kkr_analysis.data.importing.workbook import ChosenSheet, chosen_sheet, is_workbook
from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.errors import Fault, FaultyFilesError

FORMAT = "Tabel med én række pr. liste"
COLUMNS = ("kommunekode", "kommune", "bogstav", "listenavn", "stemmer")
_SEATS = "mandater"
_READ = (*COLUMNS, _SEATS)
_CORRECT = "Ret tabellen, og kør igen."
_UNCUT = "Sæt anførselstegn om tallet, fjern mærket mellem tusinderne, eller skil kolonnerne med semikolon."
_ERRORS = (
    "#I/T",
    "#N/A",
    "#REF",
    "#VÆRDI",
    "#VALUE",
    "#DIV",
    "#NAVN",
    "#NAME",
    "#NUM",
    "#NUL",
    "#TOM",
    "#SPILD",
)
"""A spreadsheet's errors as text."""


@dataclass(frozen=True, slots=True)
class _Line:
    place: Place
    cells: dict[str, str]
    after: dict[str, str]
    """The next field of each, if commas separate the columns and a number may have been cut."""
    doubtful: dict[str, str]
    """What is wrong with a cell of a spreadsheet, apart from its text, in Danish."""

    def fault(self, column: str, expected: str, next_step: str = _CORRECT) -> Fault:
        found = self.doubtful.get(column) or quoted(self.cells.get(column, ""))
        return self.place.fault(column, found=found, expected=expected, next_step=next_step)


def is_tidy(start: bytes) -> bool:
    """Whether a file begins like the tidy table."""
    if is_workbook(start):
        return True
    text = decoded(start)
    first = text[len(before_headings(text)) :].split("\n", 1)[0]
    return separator_of(first, COLUMNS) is not None


def read_tidy(
    files: Sequence[ReceivedFile],
    municipalities: Mapping[str, Municipality],
    faults: list[Fault],
    report: Callable[[str], None] = lambda _: None,
) -> Delivery:
    """Read one table, or several that each have some of the lists; faults are added to ``faults``."""
    lists: list[DeliveredList] = []
    notices: list[str] = []
    for file in files:
        try:
            lines = list(_table(file, notices))
        except FaultyFilesError as error:
            faults += error.faults
            continue
        for line in lines:
            delivered = _list_of(line, municipalities, faults)
            if delivered is not None:
                lists.append(delivered)
        faults += _mixed_marks(lines)
        report(file.shown)
    newest = max(file.changed for file in files)
    return Delivery(
        format=FORMAT,
        publisher=", ".join(file.name for file in files),
        lists=tuple(lists),
        areas=None,
        left_out=(),
        notices=tuple(notices),
        files=len(files),
        sha256=fingerprint([(file.shown, file.content) for file in files]),
        fetched=datetime.fromtimestamp(newest, UTC).date(),
    )


def _table(file: ReceivedFile, notices: list[str]) -> Iterator[_Line]:
    chosen = chosen_sheet(file, COLUMNS) if is_workbook(file.content) else None
    rows = _sheet_rows(chosen) if chosen else text_rows(file, COLUMNS, _CORRECT)
    number, header = next(rows, (1, []))
    header = [plain(cell) for cell in header]
    where = Place(file=file.shown, sheet=chosen.name if chosen else "")
    if [column for column in _READ if header.count(column) != (column in COLUMNS or column in header)]:
        expected = f"kolonnerne {', '.join(COLUMNS)}, hver én gang"
        fault = Fault(
            where.shown, row=number, found=quoted(",".join(header)), expected=expected, next_step=_CORRECT
        )
        raise FaultyFilesError([fault])
    if chosen:
        notices += (*chosen.notices, *_hidden(file, chosen, header))
    commas = not chosen and separator_of(decoded(file.content).split("\n")[number - 1], COLUMNS) == ","
    faults = []
    for number, row in rows:
        place = Place(file=file.shown, row=number, sheet=where.sheet)
        doubtful = _doubtful(chosen, header, number) if chosen else {}
        if not doubtful and not any(cell.strip() for cell in row):
            continue
        width = len(header)
        if any(cell.strip() for cell in row[width:]):
            step = _UNCUT if commas else _CORRECT
            found, expected = f"{len(row)} felter", f"{width} felter"
            faults.append(place.fault(None, found=found, expected=expected, next_step=step))
            continue
        filled = [_plain_spaces(cell) for cell in (*row, *[""] * (width - len(row)))]
        cells = dict(zip(header, filled, strict=False))
        after = dict(zip(header, filled[1:], strict=False)) if commas else {}
        yield _Line(place, cells, after, doubtful)
    if faults:
        raise FaultyFilesError(faults)


def _sheet_rows(chosen: ChosenSheet) -> Iterator[tuple[int, list[str]]]:
    """Give the rows from the headings on, also those with nothing but a doubtful cell."""
    doubtful = {row for row, _ in chosen.sheet.doubtful}
    for number in sorted({*chosen.sheet.rows, *doubtful}):
        if number >= chosen.heading:
            yield number, chosen.sheet.row(number)


def _doubtful(chosen: ChosenSheet, header: Sequence[str], number: int) -> dict[str, str]:
    return {
        column: chosen.sheet.doubtful[number, place]
        for place, column in enumerate(header, start=1)
        if column in _READ and (number, place) in chosen.sheet.doubtful
    }


def _hidden(file: ReceivedFile, chosen: ChosenSheet, header: Sequence[str]) -> list[str]:
    notices = []
    rows = sorted(
        row for row in chosen.sheet.hidden_rows if row > chosen.heading and row in chosen.sheet.rows
    )
    if rows:
        counted = danish.counted(len(rows), "skjult række", "skjulte rækker")
        notices.append(f"{file.shown}: {counted} er læst med, den første er række {rows[0]}.")
    columns = [
        column
        for place, column in enumerate(header, start=1)
        if column in _READ and any(place in hidden for hidden in chosen.sheet.hidden_columns)
    ]
    if columns:
        notices.append(f"{file.shown}: læst fra skjulte kolonner: {danish.listed(columns)}.")
    return notices


def _list_of(
    line: _Line, municipalities: Mapping[str, Municipality], faults: list[Fault]
) -> DeliveredList | None:
    strange = _unreadable(line)
    if strange:
        faults.append(strange)
        return None
    cells = {column: " ".join(cell.split()) for column, cell in line.cells.items()}
    for column in ("kommunekode", "kommune", "bogstav"):
        total = total_row(line.place, column, cells[column], letter="-")
        if total:
            faults.append(total)
            return None
    before = len(faults)
    code = cells["kommunekode"].removesuffix(".0")
    garbled = garbled_text(line.place, "kommune", cells["kommune"])
    if "kommunekode" in line.doubtful or _is_error(code):
        pass
    elif code not in municipalities:
        faults.append(line.fault("kommunekode", "en kommunekode fra kommuner.csv"))
    elif garbled and municipality_code(cells["kommune"], municipalities) != code:
        faults.append(garbled)
    elif municipality_code(cells["kommune"], municipalities) != code:
        faults.append(line.fault("kommune", f"{municipalities[code].name}, som har koden {code}"))
    for column in _READ:
        if column in line.doubtful or _is_error(cells.get(column, "")):
            faults.append(line.fault(column, "en værdi, der kan læses"))
    if not cells["listenavn"] and "listenavn" not in line.doubtful:
        faults.append(line.fault("listenavn", "listens navn"))
    votes = _number(line, cells, "stemmer", WHOLE_NUMBER, faults)
    seats = (
        _number(line, cells, _SEATS, f"et helt tal, højst {MOST_SEATS}", faults)
        if cells.get(_SEATS)
        else None
    )
    if len(faults) > before or votes is None:
        return None
    return DeliveredList(
        municipality=code,
        letter=cells["bogstav"],
        name=line.cells["listenavn"].strip(),
        votes=votes,
        seats=seats,
        place=line.place,
    )


def _number(
    line: _Line, cells: Mapping[str, str], column: str, expected: str, faults: list[Fault]
) -> int | None:
    if column in line.doubtful or _is_error(cells[column]):
        return None
    text = cells[column]
    number = whole_number(text)
    after = line.after.get(column, "").strip()
    if may_be_cut(text, after):
        found = f"{text} og {after} i feltet efter, som kan være {text}.{after}"
        faults.append(line.place.fault(column, found=found, expected="ét tal i ét felt", next_step=_UNCUT))
        return None
    if number is None:
        step = "Et nul foran kan være slutningen af et tal, der er skåret over. " if text[:1] == "0" else ""
        faults.append(line.fault(column, expected, step + _CORRECT))
    return number


def _unreadable(line: _Line) -> Fault | None:
    for column, text in line.cells.items():
        if strange_characters(text):
            return garbled_text(line.place, column, text)
    return None


def _plain_spaces(text: str) -> str:
    """Replace every kind of space: spreadsheets and web pages use others than the ordinary one."""
    return "".join(" " if unicodedata.category(one) == "Zs" else one for one in text)


def _mixed_marks(lines: Sequence[_Line]) -> list[Fault]:
    """Return a fault for the first number with another thousands mark than those before it."""
    first: tuple[str, _Line] | None = None
    for line in lines:
        mark = thousands_mark(" ".join(line.cells["stemmer"].split()))
        if mark and first is None:
            first = mark, line
        elif first is not None and mark not in ("", first[0]):
            expected = f"{first[0]!r} mellem tusinderne som i række {first[1].place.row}"
            return [line.fault("stemmer", expected)]
    return []


def _is_error(text: str) -> bool:
    return text.upper().startswith(_ERRORS)
