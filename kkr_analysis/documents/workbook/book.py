"""The whole workbook: an introduction, the composition, the computation, the cap, and the figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import lower_first
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.documents.workbook.cells import Formula, put, put_row
from kkr_analysis.documents.workbook.computation import (
    FAULTS,
    LETTER,
    MAYORS,
    MEMBERS,
    OUTSIDE,
    SEATS,
    SUPPLEMENTARY,
    Computation,
    in_order,
    write_computation,
)
from kkr_analysis.documents.workbook.computation import SHEET as COMPUTATION
from kkr_analysis.documents.workbook.cut import SHEET as CUT
from kkr_analysis.documents.workbook.cut import sheet_of, write_cut
from kkr_analysis.documents.workbook.inputs import InputCells, write_mayors, write_votes
from kkr_analysis.documents.workbook.styles import Styles, styles_of
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.parties import printed_standings
from kkr_analysis.presentation.prose import assumed_rules
from kkr_analysis.rules import CapReading, Rule

STANDARD = HouseStyle()
ASSUMPTION_HEIGHT, HELP_HEIGHT = 64, 30
"""Points: four lines across the table, and two."""
A4 = 9
"""XlsxWriter's number for the paper; a sheet is printed one page wide."""
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text stays text: a list may be called =1+1."""
UNKNOWN = "kan ikke regnes"
HELP = (
    "Arket Sammensætning er bilagets tabel. Alle tal i den er formler.",
    "Ret en gul celle: et stemmetal på arket Stemmer, eller på arket Borgmestre det parti, borgmesteren "
    "tæller for. Sammensætningen følger med; kan en celle ikke læses, står det øverst på arket.",
    "Beregning viser spærregrænse, pris, pladser og loft; Loft viser pladserne ud over borgmestrene én for "
    "én.",
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
    where, inputs, cut = Computation(in_order(result)), InputCells(result), sheet_of(result)
    _write_about(book.add_worksheet("Læs mig"), result, fingerprint, styles)
    _write_composition(book.add_worksheet("Sammensætning"), result, where, inputs, styles)
    write_computation(book.add_worksheet(COMPUTATION), result, where, inputs, styles, cut.final)
    write_cut(book.add_worksheet(CUT), result, where, cut, styles)
    write_votes(book, result, inputs, styles)
    write_mayors(book, result, inputs, where.column(LETTER), styles)
    for sheet in book.worksheets():
        sheet.set_footer(_footer(result))
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    book.worksheets()[1].activate()
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
    title = f"{wording.title(result)} · {wording.status(result)[0]}".replace("&", "&&")
    return f"&L{title}&RSide &P af &N"


def _write_about(sheet: Any, result: KkrResult, fingerprint: str, styles: Styles) -> None:
    put(sheet, 0, 0, wording.title(result), styles.strong)
    put(sheet, 1, 0, wording.description(result), styles.text)
    for row, sentence in enumerate(HELP, start=3):
        put(sheet, row, 0, sentence, styles.text)
        sheet.set_row(row, HELP_HEIGHT)
    put(sheet, 6, 0, fingerprint)
    put_row(sheet, 7, ("Fil", "sha256"), styles.header)
    for row, source in enumerate(result.election.sources, start=8):
        put_row(sheet, row, (source.path, source.sha256))
    sheet.set_column(0, 0, 90)
    sheet.set_column(1, 1, 68)


def _write_composition(
    sheet: Any, result: KkrResult, where: Computation, inputs: InputCells, styles: Styles
) -> None:
    composed = result.composition
    places = {standing.letter: place for place, standing in enumerate(where.standings)}
    letters = [standing.letter for standing in printed_standings(result)]
    faults, outside = where.single(FAULTS), where.single(OUTSIDE)
    put(sheet, 0, 0, wording.title(result), styles.strong)
    unreadable = f'IF({faults}=0,"","{UNKNOWN[0].upper()}{UNKNOWN[1:]}: "&{inputs.first_fault})'
    put(sheet, 1, 0, Formula(unreadable, ""), styles.warning)
    put_row(sheet, 2, ("", *letters, "Andre", "I alt"), styles.number_header)
    rows = (
        (result.body, SEATS, composed.seats, outside, composed.mayors_outside),
        ("Borgmestre", MAYORS, composed.mayors, outside, composed.mayors_outside),
        ("Supplerende medlemmer", SUPPLEMENTARY, composed.supplementary, "0", 0),
    )
    for row, (name, column, numbers, others, number_of_others) in enumerate(rows, start=3):
        put(sheet, row, 0, name, styles.strong)
        total = where.single(MEMBERS) if column == SEATS else f"SUM({where.column(column)})+{others}"
        figures = [Formula(where.of(places[letter], column), numbers.get(letter, 0)) for letter in letters]
        figures.append(Formula(others, number_of_others))
        figures.append(Formula(total, sum(numbers.values()) + number_of_others))
        known = [Formula(f'IF({faults}=0,{each.text},"{UNKNOWN}")', each.value) for each in figures]
        put_row(sheet, row, known, styles.figure, 1)
    for row, (rule, consequences) in enumerate(assumed_rules(result), start=7):
        sheet.merge_range(row, 0, row, len(letters) + 2, "")
        put(sheet, row, 0, _assumption(rule, consequences), styles.text)
        sheet.set_row(row, ASSUMPTION_HEIGHT)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(letters) + 2, 7)


def _assumption(rule: Rule, consequences: Sequence[str]) -> str:
    return (
        f"Antaget: Tabellen bygger på en regel, som ingen kilde fastsætter ({lower_first(rule.title)}, regel "
        f"{rule.number}). For de tal, bilaget er lavet af: {' '.join(consequences)}"
    )
