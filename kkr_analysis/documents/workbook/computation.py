"""
The sheet that computes: eligibility, price, seats before the cap, cap and seats, one row per contender.

Rule: E3, K3, K4, K5, K7. All products stay below 2^53, so a spreadsheet's numbers are exact. The party with
fewest votes per mayor is found by division: two unequal fractions differ by far more than the rounding. Where
a changeable cell cannot be read, all that depends on it is #N/A, and the composition says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kkr_analysis.composition.eligibility import Standing, WhyNot
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.workbook.cells import Formula, Value, cell, put, span
from kkr_analysis.documents.workbook.inputs import InputCells
from kkr_analysis.documents.workbook.styles import HEADER_HEIGHT, Styles, show_whole
from kkr_analysis.rules import Denominator, OutsideReading

SHEET = "Beregning"
HEADER_ROW, FIRST = 13, 14
LETTER, NAME, VOTES, SEATED, ELIGIBLE, MAYORS, PER_MAYOR, CLAIM, SEATS, SUPPLEMENTARY = range(10)
HEADER = (
    "Bogstav",
    "Navn",
    "Stemmer",
    "Plads i en kommunalbestyrelse",
    "Berettiget",
    "Borgmestre",
    "Stemmer pr. borgmester",
    "Pladser før loftet",
    "Pladser",
    "Supplerende medlemmer",
)
WIDTHS = (42, 40, 12, 21, 11, 12, 14, 12, 10, 14)
(
    TOTAL,
    THRESHOLD,
    MUNICIPALITIES,
    CAP,
    OUTSIDE,
    HOUSE,
    DIMENSIONING,
    PRICE,
    BINDS,
    EXTRA,
    MEMBERS,
    FAULTS,
) = range(1, 13)
"""Rows of the single figures; their values are in the second column."""
YES, NO = "ja", "nej"


@dataclass(frozen=True, slots=True)
class Computation:
    """The cells of the sheet, contenders in the order of ``standings``."""

    standings: tuple[Standing, ...]

    @property
    def last(self) -> int:
        """Row of the last contender."""
        return FIRST + len(self.standings) - 1

    @property
    def places(self) -> dict[str, int]:
        """The place of every contender by letter."""
        return {standing.letter: place for place, standing in enumerate(self.standings)}

    def column(self, column: int) -> str:
        """Name the cells of one column, all contenders."""
        return span(FIRST, column, self.last, column, SHEET)

    def of(self, place: int, column: int) -> str:
        """Name one cell of one contender."""
        return cell(FIRST + place, column, SHEET)

    def single(self, row: int) -> str:
        """Name the cell of a single figure."""
        return cell(row, 1, SHEET)


def in_order(result: KkrResult) -> tuple[Standing, ...]:
    """Return the contenders in print order, winners of a lot first: of equal quotients the first one wins."""
    lot = result.composition.cut.lot if result.composition.cut else None
    drawn, standings = lot.winners if lot else (), result.eligibility.standings
    return tuple(sorted(standings, key=lambda standing: standing.letter not in drawn))


def extra_seats(result: KkrResult) -> int:
    """Return the seats beyond the mayors that the cap leaves; 0 where it removes none."""
    composed = result.composition
    return composed.house - sum(composed.mayors.values()) if composed.cap_binds else 0


def write_computation(
    sheet: Any, result: KkrResult, where: Computation, inputs: InputCells, styles: Styles, cut_seats: Any
) -> None:
    """Write single figures, then contenders; ``cut_seats`` names a contender's seats under the cap."""
    said = f"Beregning for {result.body}: alle tal følger med, når en gul celle på de andre ark rettes."
    put(sheet, 0, 0, said, styles.strong)
    for row, (name, content) in _single_figures(result, where, inputs).items():
        put(sheet, row, 0, name)
        put(sheet, row, 1, content, styles.fraction if row == PRICE else styles.whole)
    for column, (title, width) in enumerate(zip(HEADER, WIDTHS, strict=True)):
        is_name, is_claim = column in (LETTER, NAME), column in (SEATED, ELIGIBLE)
        style = styles.header if is_name else styles.middle_header if is_claim else styles.number_header
        put(sheet, HEADER_ROW, column, title, style)
        sheet.set_column(column, column, width)
    sheet.set_row(HEADER_ROW, HEADER_HEIGHT)
    looks = {LETTER: styles.plain, NAME: styles.plain, SEATED: styles.middle, ELIGIBLE: styles.middle}
    looks[PER_MAYOR] = styles.fraction
    for place, standing in enumerate(where.standings):
        contents = _contender_row(result, where, inputs, place, standing, cut_seats(place))
        for column, content in enumerate(contents):
            put(sheet, FIRST + place, column, content, looks.get(column, styles.whole))
    show_whole(sheet, styles, (FIRST, PER_MAYOR, where.last, PER_MAYOR))
    show_whole(sheet, styles, (PRICE, 1, PRICE, 1))
    sheet.repeat_rows(HEADER_ROW)


def _single_figures(
    result: KkrResult, where: Computation, inputs: InputCells
) -> dict[int, tuple[str, Value | Formula]]:
    composed, eligibility = result.composition, result.eligibility
    total: Value | Formula = Formula(f"SUM({inputs.votes})", eligibility.denominator)
    if eligibility.reading is Denominator.CAST:
        total = eligibility.denominator
    mayors, claims, per_mayor = where.column(MAYORS), where.column(CLAIM), where.column(PER_MAYOR)
    on_top = composed.readings.outside is OutsideReading.ON_TOP
    first = next(each for each in where.standings if each.letter in composed.dimensioning)
    cheapest = f"MATCH({where.single(PRICE)},{per_mayor},0)"
    several = len(composed.dimensioning) > 1
    return {
        TOTAL: ("Stemmer, de 2 procent regnes af", total),
        THRESHOLD: (
            "Stemmer, der skal til",
            Formula(f"ROUNDUP({where.single(TOTAL)}/50,0)", eligibility.threshold_votes),
        ),
        MUNICIPALITIES: ("Kommuner", Formula(f"ROWS({inputs.municipalities})", composed.municipalities)),
        CAP: ("Loft", Formula(f"2*{where.single(MUNICIPALITIES)}", composed.cap)),
        OUTSIDE: (
            "Borgmestre uden for partierne",
            Formula(f"{where.single(MUNICIPALITIES)}-SUM({mayors})", composed.mayors_outside),
        ),
        HOUSE: (
            "Pladser til partierne højst",
            Formula(f"{where.single(CAP)}" + (f"-{where.single(OUTSIDE)}" if on_top else ""), composed.house),
        ),
        DIMENSIONING: (
            "Dimensionerende parti",
            Formula(
                f"INDEX({where.column(LETTER)},{cheapest})"
                f'&IF(COUNTIF({per_mayor},{where.single(PRICE)})>1," (flere står lige)","")',
                f"{first.letter}{' (flere står lige)' if several else ''}",
            ),
        ),
        PRICE: (
            "Pris for en plads (stemmer pr. borgmester)",
            Formula(f"IF(COUNT({per_mayor})>0,MIN({per_mayor}),NA())", first.votes / first.mayors),
        ),
        BINDS: (
            "Loftet er overskredet",
            Formula(
                f'IF(SUM({claims})>{where.single(HOUSE)},"{YES}","{NO}")', YES if composed.cap_binds else NO
            ),
        ),
        EXTRA: (
            "Pladser ud over borgmestrene under loftet",
            Formula(
                f'IF({where.single(BINDS)}="{YES}",{where.single(HOUSE)}-SUM({mayors}),0)',
                extra_seats(result),
            ),
        ),
        MEMBERS: (
            "Medlemmer i alt",
            Formula(f"SUM({where.column(SEATS)})+{where.single(OUTSIDE)}", composed.total),
        ),
        FAULTS: ("Gule celler, der ikke kan læses", Formula(inputs.faults, 0)),
    }


def _contender_row(
    result: KkrResult, where: Computation, inputs: InputCells, place: int, standing: Standing, cut_seats: str
) -> list[Value | Formula]:
    composed, letter = result.composition, where.of(place, LETTER)
    claims = {claim.contender: claim.seats for claim in composed.claims}
    votes, eligible, mayors = where.of(place, VOTES), where.of(place, ELIGIBLE), where.of(place, MAYORS)
    held_mayors, seats = composed.mayors.get(standing.letter, 0), composed.seats.get(standing.letter, 0)
    cheapest = f"MATCH({where.single(PRICE)},{where.column(PER_MAYOR)},0)"
    price_votes = f"INDEX({where.column(VOTES)},{cheapest})"
    price_mayors = f"INDEX({where.column(MAYORS)},{cheapest})"
    product = f"{votes}*{price_mayors}"
    is_seated = WhyNot.NOT_REPRESENTED not in standing.why_not and bool(standing.councils)
    claim = f"QUOTIENT({product},{price_votes})+IF(MOD({product},{price_votes})>0,1,0)"
    is_eligible = f'AND({votes}>0,50*{votes}>={where.single(TOTAL)},{where.of(place, SEATED)}="{YES}")'
    return [
        standing.letter,
        standing.name,
        Formula(
            f"IF({where.single(FAULTS)}=0,SUMIFS({inputs.votes},{inputs.contenders},{letter}),NA())",
            standing.votes,
        ),
        YES if is_seated else NO,
        Formula(f'IF({is_eligible},"{YES}","{NO}")', YES if standing.is_eligible else NO),
        Formula(f'IF({eligible}="{YES}",COUNTIFS({inputs.mayors},{letter}),0)', held_mayors),
        Formula(f'IF({mayors}>0,{votes}/{mayors},"")', standing.votes / held_mayors if held_mayors else ""),
        Formula(f'IF({eligible}="{YES}",{claim},0)', claims.get(standing.letter, 0)),
        Formula(f'IF({where.single(BINDS)}="{YES}",{cut_seats},{where.of(place, CLAIM)})', seats),
        Formula(f"{where.of(place, SEATS)}-{mayors}", seats - held_mayors),
    ]
