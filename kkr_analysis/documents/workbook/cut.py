"""
The sheet of the cap: one row per seat beyond the mayors, to the largest votes over seats already held.

Rule: K6, the reading »round_up«. A contender without a seat comes first, the one with most votes before
others. Of equal quotients the first column wins; the sheet says where a lot would be drawn (K8).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.workbook.cells import Formula, Value, cell, put, put_row, span
from kkr_analysis.documents.workbook.computation import ELIGIBLE, EXTRA, MAYORS, VOTES, Computation
from kkr_analysis.documents.workbook.styles import Styles

SHEET = "Loft"
FIRST = 3
BEFORE_ALL = 10**12
"""Added to the votes where the divisor is 0: larger than any quotient, and the sum is still exact."""
QUOTIENT_WIDTH = 19
"""Characters: the largest quotient includes BEFORE_ALL."""


@dataclass(frozen=True, slots=True)
class CutSheet:
    """The cells of the sheet, from left to right: number, held seats, quotients, the winner's place."""

    contenders: int
    seats: int

    def held(self, step: int, place: int, sheet: str = "") -> str:
        """Name the seats that a contender holds before a step; after the last step, its final seats."""
        return cell(FIRST + step, 1 + place, sheet)

    def quotients(self, step: int) -> str:
        """Name the quotients of a step."""
        return span(FIRST + step, 1 + self.contenders, FIRST + step, 2 * self.contenders)

    @property
    def winner_column(self) -> int:
        """Column of the winner's place in the list."""
        return 1 + 2 * self.contenders

    def final(self, place: int) -> str:
        """Name a contender's final seats."""
        return self.held(self.seats, place, SHEET)


def sheet_of(result: KkrResult) -> CutSheet:
    """Return the sheet's size: as many rows as there can be seats beyond the mayors."""
    return CutSheet(contenders=len(result.eligibility.standings), seats=result.composition.municipalities)


def write_cut(sheet: Any, result: KkrResult, where: Computation, cut: CutSheet, styles: Styles) -> None:
    """Write a row per possible seat; rows beyond the last seat change nothing."""
    letters = [standing.letter for standing in where.standings]
    said = "Pladserne ud over borgmestrene, én for én. Bruges kun, når loftet binder."
    put(sheet, 0, 0, said, styles.strong)
    put(sheet, 1, 0, _lot_warning(result, where, cut))
    header = [f"{letter} {what}" for what in ("har", "kvotient") for letter in letters]
    put_row(sheet, FIRST - 1, ("Plads", *header, "Går til nr.", "Bogstav"), styles.header)
    sheet.set_column(1 + cut.contenders, 2 * cut.contenders, QUOTIENT_WIDTH)
    held = [result.composition.mayors.get(letter, 0) for letter in letters]
    extra = _extra_seats(result)
    for step in range(cut.seats + 1):
        put(sheet, FIRST + step, 0, step + 1)
        quotients = [_quotient(where, place, held[place]) for place in range(cut.contenders)]
        for place in range(cut.contenders):
            put(sheet, FIRST + step, 1 + place, _held_formula(where, cut, step, place, held[place]))
            text = _quotient_formula(where, cut, step, place)
            column = 1 + cut.contenders + place
            put(sheet, FIRST + step, column, Formula(text, quotients[place]), styles.fraction)
        winner = quotients.index(max(quotients))
        first_largest = f"MATCH(MAX({cut.quotients(step)}),{cut.quotients(step)},0)"
        put(sheet, FIRST + step, cut.winner_column, Formula(first_largest, winner + 1))
        used = f"{cell(FIRST + step, 0)}<={where.single(EXTRA)}"
        names = span(FIRST - 1, 1, FIRST - 1, cut.contenders)
        name = f'SUBSTITUTE(INDEX({names},{cell(FIRST + step, cut.winner_column)})," har","")'
        shown = letters[winner] if step < extra else ""
        put(sheet, FIRST + step, cut.winner_column + 1, Formula(f'IF({used},{name},"")', shown))
        if step < extra:
            held[winner] += 1


def _extra_seats(result: KkrResult) -> int:
    cut = result.composition.cut
    return cut.house - sum(result.composition.mayors.values()) if cut else 0


def _held_formula(where: Computation, cut: CutSheet, step: int, place: int, value: int) -> Formula:
    if step == 0:
        return Formula(where.of(place, MAYORS), value)
    before = FIRST + step - 1
    is_used = f"{cell(before, 0)}<={where.single(EXTRA)}"
    is_winner = f"{cell(before, cut.winner_column)}={place + 1}"
    return Formula(f"{cut.held(step - 1, place)}+IF(AND({is_used},{is_winner}),1,0)", value)


def _quotient_formula(where: Computation, cut: CutSheet, step: int, place: int) -> str:
    votes, held = where.of(place, VOTES), cut.held(step, place)
    return f"IF({where.of(place, ELIGIBLE)}=1,IF({held}=0,{BEFORE_ALL}+{votes},{votes}/{held}),-1)"


def _quotient(where: Computation, place: int, held: int) -> Value:
    """The value of ``_quotient_formula``."""
    standing = where.standings[place]
    if not standing.is_eligible:
        return -1
    return standing.votes / held if held else BEFORE_ALL + standing.votes


def _lot_warning(result: KkrResult, where: Computation, cut: CutSheet) -> Formula:
    """Say whether the last seat is tied: whether the largest quotient after it is the same."""
    column = [f"MAX({cut.quotients(step)})" for step in range(cut.seats + 1)]
    last = "CHOOSE({},{})"
    extra = where.single(EXTRA)
    same = f"{last.format(extra, ','.join(column))}={last.format(f'{extra}+1', ','.join(column))}"
    text = f'IF({extra}=0,"",IF({same},"Den sidste plads afgøres ved lod.",""))'
    drawn = result.composition.cut is not None and result.composition.cut.lot is not None
    return Formula(text, "Den sidste plads afgøres ved lod." if drawn else "")
