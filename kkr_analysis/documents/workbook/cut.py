"""
The sheet of the cap: one row per seat beyond the mayors, to the largest votes over seats already held.

Rule: K6, the reading »round_up«. A contender without a seat comes first, the one with most votes before
others. Of equal quotients the first column wins; the sheet says where a lot would be drawn (K8). The rows end
with the first seat that there is not: below it every cell is blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.workbook.cells import Formula, Value, cell, put, put_row, span
from kkr_analysis.documents.workbook.computation import (
    ELIGIBLE,
    EXTRA,
    LETTER,
    MAYORS,
    VOTES,
    YES,
    Computation,
    extra_seats,
)
from kkr_analysis.documents.workbook.styles import Styles, show_whole
from kkr_analysis.presentation.charts.wording import WITHOUT_SIZE
from kkr_analysis.rules import OutsideReading

SHEET = "Loft"
GROUPS_ROW, VOTES_ROW, HEADER_ROW, FIRST = 2, 3, 4, 5
NEXT = "næste: "
LOT = "Den sidste plads afgøres ved lod."
HELD_WIDTH, QUOTIENT_WIDTH = 5, 11


@dataclass(frozen=True, slots=True)
class CutSheet:
    """The cells of the sheet, from left to right: number, held seats, quotients, the largest, the winner."""

    places: tuple[int, ...]
    """The contenders that have a list in the region, by their places in the computation."""
    seats: int

    @property
    def contenders(self) -> int:
        """Their number."""
        return len(self.places)

    def held(self, step: int, place: int) -> str:
        """Name the seats that a contender holds before a step."""
        return cell(FIRST + step, 1 + place)

    def quotients(self, step: int) -> str:
        """Name the quotients of a step."""
        return self._quotients_in(FIRST + step)

    @property
    def votes(self) -> str:
        """Name the votes above the quotients."""
        return self._quotients_in(VOTES_ROW)

    @property
    def letters(self) -> str:
        """Name the letters above the quotients."""
        return self._quotients_in(HEADER_ROW)

    def _quotients_in(self, row: int) -> str:
        return span(row, 1 + self.contenders, row, 2 * self.contenders)

    @property
    def largest_column(self) -> int:
        """Column of the largest quotient, or of the most votes of a contender without a seat."""
        return 1 + 2 * self.contenders

    @property
    def winner_column(self) -> int:
        """Column of the winner's letter."""
        return self.largest_column + 1

    def winners(self, steps: int, sheet: str = "") -> str:
        """Name the letters of the winners of the first steps."""
        return span(FIRST, self.winner_column, FIRST + steps - 1, self.winner_column, sheet)


def sheet_of(result: KkrResult, where: Computation) -> CutSheet:
    """Return the sheet's size: as many rows as there can be seats beyond the mayors."""
    composed, figures = result.composition, result.figures
    standing_here = {
        figures.contender_of(listed.municipality, listed.letter, listed.party) for listed in figures.lists
    }
    on_top = composed.readings.outside is OutsideReading.ON_TOP
    return CutSheet(
        places=tuple(
            place for place, standing in enumerate(where.standings) if standing.letter in standing_here
        ),
        seats=composed.municipalities if on_top else composed.cap,
    )


def seats_under_cap(where: Computation, cut: CutSheet, place: int) -> str:
    """A formula for a contender's seats under the cap."""
    winners = cut.winners(cut.seats, SHEET)
    return f"{where.of(place, MAYORS)}+COUNTIF({winners},{where.of(place, LETTER)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """The values of one row."""

    held: tuple[int, ...]
    quotients: tuple[Value, ...]
    largest: Value
    winner: int

    @classmethod
    def counted(cls, standings: Sequence[Standing], held: Sequence[int]) -> _Step:
        eligible = [place for place, standing in enumerate(standings) if standing.is_eligible]
        quotients: list[Value] = ["" for _ in held]
        for place in eligible:
            votes = standings[place].votes
            quotients[place] = votes / held[place] if held[place] else WITHOUT_SIZE
        seatless = [place for place in eligible if not held[place]]
        size = {place: standings[place].votes / max(held[place], 1) for place in seatless or eligible}
        winner = max(size, key=lambda place: (size[place], -place))
        return cls(held=tuple(held), quotients=tuple(quotients), largest=size[winner], winner=winner)


def write_cut(sheet: Any, result: KkrResult, where: Computation, cut: CutSheet, styles: Styles) -> None:
    """Write a row per possible seat, and hide the sheet where the cap of the enclosure removes none."""
    standings = [where.standings[place] for place in cut.places]
    said = (
        "Pladserne ud over borgmestrene, én for én: næste plads går til det parti, der har flest stemmer pr. "
        "plads, det allerede har. Et parti uden plads kommer først."
    )
    put(sheet, 0, 0, said, styles.strong)
    put(sheet, 1, 0, _lot_warning(result, where, cut), styles.warning)
    put(sheet, VOTES_ROW, 0, "Stemmer", styles.strong)
    letters = [standing.letter for standing in standings]
    put_row(sheet, HEADER_ROW, ("Plads", *letters, *letters, "Størst", "Går til"), styles.number_header)
    put(sheet, GROUPS_ROW, 1, "Pladser i forvejen", styles.strong)
    put(sheet, GROUPS_ROW, 1 + cut.contenders, "Stemmer ÷ pladser i forvejen", styles.strong)
    for column, (place, standing) in enumerate(
        zip(cut.places, standings, strict=True), start=1 + cut.contenders
    ):
        votes = Formula(where.of(place, VOTES), standing.votes)
        put(sheet, VOTES_ROW, column, votes, styles.quotient_whole)
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, cut.contenders, HELD_WIDTH)
    sheet.set_column(1 + cut.contenders, cut.winner_column, QUOTIENT_WIDTH)
    show_whole(sheet, styles, (FIRST, 1 + cut.contenders, FIRST + cut.seats, cut.largest_column))
    held = [result.composition.mayors.get(letter, 0) for letter in letters]
    extra = extra_seats(result)
    for step in range(cut.seats + 1):
        values = _Step.counted(standings, held) if step <= extra and extra else None
        _write_step(sheet, where, cut, step, values, styles, is_next=step == extra)
        if values:
            held[values.winner] += 1
    sheet.freeze_panes(FIRST, 1)
    sheet.repeat_rows(GROUPS_ROW, HEADER_ROW)
    if not result.composition.cap_binds:
        sheet.hide()


def _write_step(
    sheet: Any,
    where: Computation,
    cut: CutSheet,
    step: int,
    values: _Step | None,
    styles: Styles,
    *,
    is_next: bool,
) -> None:
    """Write one row, blank where ``values`` are None: it is beyond the first seat that there is not."""
    row, extra = FIRST + step, where.single(EXTRA)
    shown = cell(row, 0)
    number = f'IF(AND({extra}>0,{step}<={extra}),{step + 1},"")'
    put(sheet, row, 0, Formula(number, step + 1 if values else ""))
    for place in range(cut.contenders):
        content = Formula(
            f'IF({shown}="","",{_held(where, cut, step, place)})', values.held[place] if values else ""
        )
        put(sheet, row, 1 + place, content)
        content = Formula(
            f'IF({shown}="","",{_quotient(where, cut, step, place)})',
            values.quotients[place] if values else "",
        )
        put(sheet, row, 1 + cut.contenders + place, content, styles.quotient)
    quotients, largest = cut.quotients(step), cell(row, cut.largest_column)
    seatless = f'COUNTIF({quotients},"{WITHOUT_SIZE}")>0'
    most = f'SUMPRODUCT(MAX(({quotients}="{WITHOUT_SIZE}")*{cut.votes}))'
    content = Formula(
        f'IF({shown}="","",IF({seatless},{most},MAX({quotients})))', values.largest if values else ""
    )
    put(sheet, row, cut.largest_column, content, styles.quotient)
    # The first of those without a seat that have most votes, counted from the right.
    from_right = f"{cut.contenders}+COLUMN({cell(row, 1 + cut.contenders)})-COLUMN({quotients})"
    first = f'SUMPRODUCT(MAX(({quotients}="{WITHOUT_SIZE}")*({cut.votes}={largest})*({from_right})))'
    place_formula = f"IF({seatless},{cut.contenders + 1}-{first},MATCH({largest},{quotients},0))"
    winner = f"INDEX({cut.letters},{place_formula})"
    text = f'IF({shown}="","",IF({shown}>{extra},"{NEXT}","")&{winner})'
    letter = where.standings[cut.places[values.winner]].letter if values else ""
    winner_and_next = Formula(text, f"{NEXT if is_next and values else ''}{letter}")
    put(sheet, row, cut.winner_column, winner_and_next, styles.whole)


def _held(where: Computation, cut: CutSheet, step: int, place: int) -> str:
    mayors, letter = (where.of(cut.places[place], column) for column in (MAYORS, LETTER))
    return f"{mayors}+COUNTIF({cut.winners(step)},{letter})" if step else mayors


def _quotient(where: Computation, cut: CutSheet, step: int, place: int) -> str:
    votes, is_eligible = (where.of(cut.places[place], column) for column in (VOTES, ELIGIBLE))
    held = cut.held(step, place)
    return f'IF({is_eligible}="{YES}",IF({held}=0,"{WITHOUT_SIZE}",{votes}/{held}),"")'


def _lot_warning(result: KkrResult, where: Computation, cut: CutSheet) -> Formula:
    """
    Say whether the last seat is tied: whether what is largest after it is the same.

    A contender without a seat ties with another without a seat only: those seats are the first ones, as many
    as there are eligible contenders without a mayor.
    """
    extra, column = where.single(EXTRA), cut.largest_column
    largest = span(FIRST, column, FIRST + cut.seats, column)
    same = f"INDEX({largest},MAX({extra},1))=INDEX({largest},1+{extra})"
    first = f'COUNTIFS({where.column(ELIGIBLE)},"{YES}",{where.column(MAYORS)},0)'
    text = f'IF({extra}=0,"",IF(AND({extra}<>{first},{same}),"{LOT}",""))'
    drawn = result.composition.cut is not None and result.composition.cut.lot is not None
    return Formula(text, LOT if drawn else "")
