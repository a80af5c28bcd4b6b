"""The whole workbook: the composition first, then chair, computation, cap and figures, and what is what."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import day
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.documents.workbook.cells import Formula, cell, put, put_row
from kkr_analysis.documents.workbook.chair import CHAIR_ROW, VICE_ROW, said_of_posts, write_chair
from kkr_analysis.documents.workbook.chair import SHEET as CHAIR
from kkr_analysis.documents.workbook.computation import (
    BINDS,
    FAULTS,
    LETTER,
    MAYORS,
    MEMBERS,
    OUTSIDE,
    SEATS,
    SUPPLEMENTARY,
    YES,
    Computation,
    in_order,
    write_computation,
)
from kkr_analysis.documents.workbook.computation import SHEET as COMPUTATION
from kkr_analysis.documents.workbook.cut import SHEET as CUT
from kkr_analysis.documents.workbook.cut import seats_under_cap, sheet_of, write_cut
from kkr_analysis.documents.workbook.inputs import UNKNOWN, InputCells, write_mayors, write_votes
from kkr_analysis.documents.workbook.styles import Styles, styles_of
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.assumed import assumptions
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.parties import printed_standings
from kkr_analysis.presentation.tables import composition as composition_table
from kkr_analysis.presentation.tables.composition import OTHERS
from kkr_analysis.presentation.tables.rows import TOTAL
from kkr_analysis.rules import CapReading

STANDARD = HouseStyle()
LINE = 15
"""Height of a line of text, in points."""
NAME_WIDTH, SEATS_WIDTH, ABOUT_WIDTH = 26, 7, 90
A4 = 9
"""XlsxWriter's number for the paper; a sheet is printed one page wide."""
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text stays text: a list may be called =1+1."""
HELP = (
    "Arket Sammensætning er bilagets tabel, og arket Formand viser, hvem posterne tilkommer. Alle tal på dem "
    "er formler.",
    "Ret en gul celle: et stemmetal på arket Stemmer, eller på arket Borgmestre det parti, borgmesteren "
    "tæller for. Sammensætningen følger med; kan en celle ikke læses, står det øverst på arket.",
    "Beregning viser spærregrænse, pris, pladser og loft.",
)
CUT_HELP = "Loft viser pladserne ud over borgmestrene én for én."
CUT_HIDDEN = (
    "Loftet fjerner ingen pladser, så arket Loft er skjult. Skulle rettede tal ændre det, står det på arket "
    "Sammensætning."
)
CUT_BINDS_NOW = (
    "Med de rettede tal binder loftet. Højreklik på et faneblad, og vis arket Loft for at se hvordan."
)


def write_workbook(
    result: KkrResult, target: Path, fingerprint: str = "", style: HouseStyle = STANDARD
) -> None:
    """
    Write the workbook of one KKR; the same result gives the same bytes.

    Raises BuildError for a reading of rule K6 that the formulas do not implement.
    """
    if result.composition.readings.cap is not CapReading.ROUND_UP:
        raise BuildError(
            "Regnearket kan kun laves med læsningen »round_up« af regel K6. Udelad xlsx med --format."
        )
    book = Workbook(str(target), OPTIONS)
    book.set_properties(_properties(result, style))
    book.set_calc_mode("auto")
    styles = styles_of(book, style.light)
    where, inputs = Computation(in_order(result)), InputCells(result)
    cut = sheet_of(result, where)
    _write_composition(book.add_worksheet("Sammensætning"), result, where, inputs, styles)
    write_chair(book.add_worksheet(CHAIR), result, where, styles)
    write_computation(
        book.add_worksheet(COMPUTATION), result, where, inputs, styles, partial(seats_under_cap, where, cut)
    )
    write_cut(book.add_worksheet(CUT), result, where, cut, styles)
    write_votes(book, result, inputs, styles)
    write_mayors(book, result, inputs, where.column(LETTER), styles)
    _write_about(book.add_worksheet("Læs mig"), result, fingerprint, styles)
    for sheet in book.worksheets():
        sheet.set_footer(_footer(result))
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    book.close()


def _properties(result: KkrResult, style: HouseStyle) -> dict[str, Any]:
    """Return the file's metadata, dated by the day that the enclosure describes, so that bytes repeat."""
    return {
        "title": wording.title(result),
        "subject": wording.description(result),
        "author": style.author,
        "created": made_at(result.election.as_of),
    }


def _footer(result: KkrResult) -> str:
    """Return title and page number, and the status where the title does not say it."""
    status = "" if result.status is FigureStatus.PRELIMINARY else f" · {wording.status(result)[0]}"
    title = f"{wording.title(result)}{status}".replace("&", "&&")
    return f"&L{title}&RSide &P af &N"


def _write_about(sheet: Any, result: KkrResult, fingerprint: str, styles: Styles) -> None:
    put(sheet, 0, 0, wording.title(result), styles.strong)
    _put_sentence(sheet, 1, wording.description(result), ABOUT_WIDTH, styles)
    binds = result.composition.cap_binds
    for row, sentence in enumerate((*HELP, CUT_HELP if binds else CUT_HIDDEN), start=3):
        _put_sentence(sheet, row, sentence, ABOUT_WIDTH, styles)
    put(sheet, 8, 0, fingerprint)
    put_row(sheet, 9, ("Fil", "sha256"), styles.header)
    for row, source in enumerate(result.sources, start=10):
        put_row(sheet, row, (source.path, source.sha256))
    sheet.set_column(0, 0, ABOUT_WIDTH)
    sheet.set_column(1, 1, 68)
    sheet.repeat_rows(9)


def _put_sentence(sheet: Any, row: int, sentence: str, width: float, styles: Styles) -> None:
    """Write a sentence into a row that is high enough for it; ``width`` is the column's, in characters."""
    put(sheet, row, 0, sentence, styles.text)
    sheet.set_row(row, LINE * (1 + len(sentence) // (width * 0.95)))


def _write_composition(
    sheet: Any, result: KkrResult, where: Computation, inputs: InputCells, styles: Styles
) -> None:
    composed = result.composition
    letters = [standing.letter for standing in printed_standings(result)]
    outside, members = where.single(OUTSIDE), where.single(MEMBERS)
    put(sheet, 0, 0, wording.title(result), styles.strong)
    put(sheet, 1, 0, Formula(_warning(result, where, inputs), ""), styles.warning)
    put_row(sheet, 2, ("", *letters, OTHERS, TOTAL), styles.number_header)
    rows = (
        (result.body, SEATS, composed.seats, outside, composed.mayors_outside),
        ("Borgmestre", MAYORS, composed.mayors, outside, composed.mayors_outside),
        ("Supplerende medlemmer", SUPPLEMENTARY, composed.supplementary, "0", 0),
    )
    for row, (name, column, numbers, others, number_of_others) in enumerate(rows, start=3):
        put(sheet, row, 0, name, styles.strong)
        total = members if column == SEATS else f"SUM({where.column(column)})+{others}"
        figures = [
            Formula(where.of(where.places[letter], column), numbers.get(letter, 0)) for letter in letters
        ]
        figures.append(Formula(others, number_of_others))
        figures.append(Formula(total, sum(numbers.values()) + number_of_others))
        known = [Formula(f'IF(ISNUMBER({members}),{each.text},"{UNKNOWN}")', each.value) for each in figures]
        put_row(sheet, row, known, styles.total if column == SEATS else styles.figure, 1)
    posts = zip(("Formand", "Næstformand"), (CHAIR_ROW, VICE_ROW), said_of_posts(result), strict=True)
    for row, (name, place, sentence) in enumerate(posts, start=7):
        put(sheet, row, 0, name, styles.strong)
        put(sheet, row, 1, Formula(cell(place, 1, CHAIR), sentence), styles.plain)
    width = NAME_WIDTH + SEATS_WIDTH * (len(letters) + 2)
    for row, text in enumerate(_notes(result), start=10):
        sheet.merge_range(row, 0, row, len(letters) + 2, "")
        _put_sentence(sheet, row, text, width, styles)
    sheet.set_column(0, 0, NAME_WIDTH)
    sheet.set_column(1, len(letters) + 2, SEATS_WIDTH)
    sheet.repeat_rows(2)


def _warning(result: KkrResult, where: Computation, inputs: InputCells) -> str:
    """A formula that says why nothing can be computed, or that the cap, hidden until now, removes seats."""
    unknown = f"{UNKNOWN[0].upper()}{UNKNOWN[1:]}: "
    nobody = f"{unknown}intet berettiget parti har en borgmester."
    binds = f'IF({where.single(BINDS)}="{YES}","{CUT_BINDS_NOW}","")'
    known = '""' if result.composition.cap_binds else binds
    computed = f'IF(ISNUMBER({where.single(MEMBERS)}),{known},"{nobody}")'
    return f'IF({where.single(FAULTS)}=0,{computed},"{unknown}"&{inputs.first_fault})'


def _notes(result: KkrResult) -> list[str]:
    """Return the enclosure's status, footnotes and assumptions: about its own figures, not changed ones."""
    word, sentence = wording.status(result)
    notes = [
        note.text if note.text.startswith(note.mark or "") else f"{note.mark}: {note.text}"
        for note in composition_table(result).footnotes
    ]
    return [
        f"{wording.as_of(result)} {day(result.election.as_of)}. {word}. {sentence}.",
        "Noterne gælder de tal, bilaget er lavet af:",
        *notes,
        *(f"Antaget: {said}" for said in assumptions(result)),
    ]
