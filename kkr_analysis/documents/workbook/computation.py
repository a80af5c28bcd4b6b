"""
The sheet that computes: eligibility, price, seats before the cap, cap and seats, one row per contender.

Rule: E3, K3, K4, K5, K7. All products stay below 2^53, so a spreadsheet's numbers are exact. The party with
most mayors per vote is found by division: two unequal fractions differ by far more than the rounding. Where a
changeable cell cannot be read, all that depends on it is #N/A, and the composition says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kkr_analysis.composition.eligibility import Standing, WhyNot
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.workbook.cells import Formula, Value, cell, put, put_row, span
from kkr_analysis.documents.workbook.inputs import InputCells
from kkr_analysis.documents.workbook.styles import Styles
from kkr_analysis.rules import Denominator, OutsideReading

SHEET = "Beregning"
HEADER_ROW, FIRST = 13, 14
LETTER, NAME, VOTES, SEATED, ELIGIBLE, MAYORS, PER_VOTE, CLAIM, SEATS, SUPPLEMENTARY = range(10)
TOTAL, THRESHOLD, MUNICIPALITIES, CAP, OUTSIDE, HOUSE, DIMENSIONING, BINDS, EXTRA, MEMBERS, FAULTS = range(
    1, 12
)
"""Rows of the single figures; their values are in the second column."""


@dataclass(frozen=True, slots=True)
class Computation:
    """The cells of the sheet, contenders in the order of ``standings``."""

    standings: tuple[Standing, ...]

    @property
    def last(self) -> int:
        """Row of the last contender."""
        return FIRST + len(self.standings) - 1

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
    """Return the contenders by name, winners of a lot first: of equal quotients the first one wins."""
    lot = result.composition.cut.lot if result.composition.cut else None
    drawn, standings = lot.winners if lot else (), result.eligibility.standings
    return tuple(sorted(standings, key=lambda standing: (standing.letter not in drawn, standing.letter)))


def write_computation(
    sheet: Any, result: KkrResult, where: Computation, inputs: InputCells, styles: Styles, cut_seats: Any
) -> None:
    """Write single figures, then contenders; ``cut_seats`` names a contender's seats under the cap."""
    put(sheet, 0, 0, "Gule felter på de andre ark kan ændres; her følger tallene med.", styles.strong)
    for row, (name, content) in _single_figures(result, where, inputs).items():
        put(sheet, row, 0, name)
        put(sheet, row, 1, content)
    header = (
        "Bogstav",
        "Navn",
        "Stemmer",
        "Plads i et råd",
        "Berettiget",
        "Borgmestre",
        "Borgmestre pr. stemme",
    )
    put_row(sheet, HEADER_ROW, (*header, "Pladser før loftet", "Pladser", "Supplerende"), styles.header)
    for place, standing in enumerate(where.standings):
        put_row(
            sheet, FIRST + place, _contender_row(result, where, inputs, place, standing, cut_seats(place))
        )
    for column, width in enumerate((34, 40, 12, 13, 11, 12, 21, 18, 10, 12)):
        sheet.set_column(column, column, width)


def _single_figures(
    result: KkrResult, where: Computation, inputs: InputCells
) -> dict[int, tuple[str, Value | Formula]]:
    composed, eligibility = result.composition, result.eligibility
    total: Value | Formula = Formula(f"SUM({inputs.votes})", eligibility.denominator)
    if eligibility.reading is Denominator.CAST:
        total = eligibility.denominator
    mayors, claims = where.column(MAYORS), where.column(CLAIM)
    on_top = composed.readings.outside is OutsideReading.ON_TOP
    house = composed.cap - (composed.mayors_outside if on_top else 0)
    first_dimensioning = min(
        place for place, standing in enumerate(where.standings) if standing.letter in composed.dimensioning
    )
    extra = house - sum(composed.mayors.values()) if composed.cap_binds else 0
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
            Formula(f"{where.single(CAP)}" + (f"-{where.single(OUTSIDE)}" if on_top else ""), house),
        ),
        DIMENSIONING: (
            "Dimensionerende parti (nr. i listen)",
            Formula(
                f"MATCH(MAX({where.column(PER_VOTE)}),{where.column(PER_VOTE)},0)", first_dimensioning + 1
            ),
        ),
        BINDS: (
            "Loftet binder (1 er ja)",
            Formula(f"IF(SUM({claims})>{where.single(HOUSE)},1,0)", int(composed.cap_binds)),
        ),
        EXTRA: (
            "Pladser ud over borgmestrene under loftet",
            Formula(f"IF({where.single(BINDS)}=1,{where.single(HOUSE)}-SUM({mayors}),0)", extra),
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
    dimensioning = where.single(DIMENSIONING)
    price_votes = f"INDEX({where.column(VOTES)},{dimensioning})"
    price_mayors = f"INDEX({where.column(MAYORS)},{dimensioning})"
    per_vote = held_mayors / standing.votes if standing.is_eligible else 0
    product = f"{votes}*{price_mayors}"
    is_seated = WhyNot.NOT_REPRESENTED not in standing.why_not and bool(standing.councils)
    claim = f"QUOTIENT({product},{price_votes})+IF(MOD({product},{price_votes})>0,1,0)"
    return [
        standing.letter,
        standing.name,
        Formula(
            f"IF({where.single(FAULTS)}=0,SUMIFS({inputs.votes},{inputs.contenders},{letter}),NA())",
            standing.votes,
        ),
        "ja" if is_seated else "nej",
        Formula(
            f'IF(AND({votes}>0,50*{votes}>={where.single(TOTAL)},{where.of(place, SEATED)}="ja"),1,0)',
            int(standing.is_eligible),
        ),
        Formula(f"IF({eligible}=1,COUNTIFS({inputs.mayors},{letter}),0)", held_mayors),
        Formula(f"IF({eligible}=1,{mayors}/{votes},0)", per_vote),
        Formula(f"IF({eligible}=1,{claim},0)", claims.get(standing.letter, 0)),
        Formula(f"IF({where.single(BINDS)}=1,{cut_seats},{where.of(place, CLAIM)})", seats),
        Formula(f"{where.of(place, SEATS)}-{mayors}", seats - held_mayors),
    ]
