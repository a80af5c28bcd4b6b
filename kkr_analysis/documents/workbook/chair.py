"""
The sheet of chair and vice-chair: the quotients, who gets which post, and the votes that others lacked.

Rule: V1, V2, V3, V7. The formulas of the values that the module ``posts`` computes.
"""

from __future__ import annotations

from typing import Any

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import listed
from kkr_analysis.documents.workbook.cells import Formula, cell, put, put_row, said_whole
from kkr_analysis.documents.workbook.computation import ELIGIBLE, VOTES, YES, Computation
from kkr_analysis.documents.workbook.inputs import UNKNOWN
from kkr_analysis.documents.workbook.posts import (
    AWAITS,
    BY_LOT,
    CHAIR,
    CHAIR_LACKS,
    DIVISOR,
    HOLDER,
    INELIGIBLE,
    LOT,
    NAME,
    PASSED_ON,
    QUOTIENT,
    SECOND,
    VICE,
    VICE_LACKS,
    VOTES_COLUMN,
    Block,
    Section,
    Values,
    condition,
    name_of,
    said_of,
    section_of,
    values_of,
)
from kkr_analysis.documents.workbook.styles import HEADER_HEIGHT, Styles, show_whole
from kkr_analysis.presentation.wording import NEAREST

SHEET = "Formand"
CHAIR_ROW, VICE_ROW, FIRST = 3, 4, 8
HEADER = (
    "Parti eller valgforbund",
    "Stemmer",
    "Formand: stemmer ÷ 1",
    "Formandsposten",
    "Manglede stemmer",
    "Næstformand: divisor",
    "Næstformand: kvotient",
    "Næstformandsposten",
    "Manglede stemmer",
)
WIDTHS = (46, 16, 14, 20, 11, 14, 14, 20, 11)


def said_of_posts(result: KkrResult) -> tuple[str, str]:
    """Say who gets the post of chair and of vice-chair, and by how many votes."""
    section = section_of(result, result.posts, FIRST)
    values = values_of(section)
    return said_of(section, values, CHAIR), said_of(section, values, VICE)


def write_chair(sheet: Any, result: KkrResult, where: Computation, styles: Styles) -> None:
    """Write the election of the posts as it stands, and without alliances where some are declared."""
    put(sheet, 0, 0, f"Formand og næstformand for {result.body}", styles.strong)
    said = (
        "Posterne fordeles ved forholdstalsvalg på stemmerne ved kommunalvalget: den største kvotient giver "
        "formandsposten. Den, der fik den, deler sine stemmer med 2, når næstformandsposten fordeles."
    )
    sheet.merge_range(1, 0, 1, len(HEADER) - 1, "")
    put(sheet, 1, 0, said, styles.text)
    sheet.set_row(1, 30)
    first = section_of(result, result.posts, FIRST)
    values = values_of(first)
    for row, name in ((CHAIR_ROW, "Formand"), (VICE_ROW, "Næstformand")):
        put(sheet, row, 0, name, styles.strong)
    put(sheet, CHAIR_ROW, 1, _sentence(first, values, CHAIR), styles.plain)
    put(sheet, VICE_ROW, 1, _sentence(first, values, VICE), styles.plain)
    labels = listed(alliance.label for alliance in result.posts.alliances)
    title = f"Med de anmeldte valgforbund, {labels}" if labels else "Uden valgforbund"
    _write_section(sheet, first, values, where, styles, title)
    if result.allied_posts is not None:
        other = section_of(result, result.plain_posts, first.end + 3)
        _write_section(sheet, other, values_of(other), where, styles, "Uden valgforbund")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.repeat_rows(FIRST - 1)


def _write_section(
    sheet: Any,
    section: Section,
    values: Values,
    where: Computation,
    styles: Styles,
    title: str,
) -> None:
    top = section.blocks[0].first
    put(sheet, top - 2, 0, title, styles.strong)
    put_row(sheet, top - 1, HEADER[:1], styles.header)
    put_row(sheet, top - 1, HEADER[1:], styles.number_header, 1)
    sheet.set_row(top - 1, HEADER_HEIGHT)
    show_whole(sheet, styles, (top, SECOND, section.end - 1, SECOND))
    for block in section.blocks:
        if block.parent is not None:
            put(sheet, block.first - 1, 0, f"Inden for valgforbundet {block.title}", styles.strong)
        for row, member in block.rows():
            put(sheet, row, NAME, name_of(section, member))
            formulas = _formulas(section, block, row, member, where)
            for column, text in formulas.items():
                style = styles.fraction if column == SECOND else styles.whole
                put(sheet, row, column, Formula(text, values[row, column]), style)


def _formulas(
    section: Section,
    block: Block,
    row: int,
    member: str | Alliance,
    where: Computation,
) -> dict[int, str]:
    """Return the formulas of a row by column; ``values_of`` computes the same."""
    votes, quotient, divisor, second = (
        cell(row, column) for column in (VOTES_COLUMN, QUOTIENT, DIVISOR, SECOND)
    )
    if isinstance(member, Alliance):
        inner = next(each for each in section.blocks if each.parent == row)
        votes_formula = f"SUM({inner.of(VOTES_COLUMN)})"
    else:
        eligible, cast = (where.of(where.places[member], column) for column in (ELIGIBLE, VOTES))
        votes_formula = f'IF({eligible}="{YES}",{cast},"{INELIGIBLE}")'
    is_decided = f'COUNTIF({section.of(CHAIR)},"{HOLDER}")=1'
    won = f'OR({cell(row, CHAIR)}="{HOLDER}",{cell(row, CHAIR)}="{PASSED_ON}")'
    return {
        VOTES_COLUMN: votes_formula,
        QUOTIENT: f'IF(N({votes})>0,{votes}/1,"")',
        CHAIR: _outcome_formula(section, block, row, member, 1),
        CHAIR_LACKS: _lacks_formula(block, row, CHAIR, "1", f"{cell(row, QUOTIENT)}"),
        DIVISOR: f'IF(AND(ISNUMBER({quotient}),{is_decided}),1+IF({won},1,0),"")',
        SECOND: f'IF(ISNUMBER({divisor}),{votes}/{divisor},"")',
        VICE: _outcome_formula(section, block, row, member, 2),
        VICE_LACKS: _lacks_formula(block, row, VICE, divisor, second),
    }


def _counts_for(block: Block, outcome: int) -> str:
    """A formula: whether a post is decided in the block."""
    return "TRUE" if block.parent is None else f'{cell(block.parent, outcome)}="{PASSED_ON}"'


def _outcome_formula(section: Section, block: Block, row: int, member: str | Alliance, post: int) -> str:
    column, outcome = ((QUOTIENT, CHAIR), (SECOND, VICE))[post - 1]
    own, all_of = cell(row, column), block.of(column)
    wins = PASSED_ON if isinstance(member, Alliance) else HOLDER
    drawn, tied = section.drawn_row(post, block), f'"{LOT}"'
    if drawn is not None:
        tied = f'IF({cell(drawn, column)}=MAX({all_of}),"{wins if drawn == row else ""}","{LOT}")'
    largest = f'IF(COUNTIF({all_of},MAX({all_of}))=1,"{wins}",{tied})'
    counts = f"AND({_counts_for(block, outcome)},ISNUMBER({own}))"
    return f'IF({counts},IF({own}=MAX({all_of}),{largest},""),"")'


def _lacks_formula(block: Block, row: int, outcome: int, divisor: str, own: str) -> str:
    """A formula: the fewest further votes with which the row's quotient is the larger one for sure."""
    found = (f'IFERROR(MATCH("{each}",{block.of(outcome)},0),0)' for each in (HOLDER, PASSED_ON))
    wins = f"MAX({','.join(found)})"
    won_votes = f"INDEX({block.of(VOTES_COLUMN)},{wins})"
    product = won_votes
    if outcome == VICE:
        product = f"QUOTIENT({won_votes}*{divisor},INDEX({block.of(DIVISOR)},{wins}))"
    lacking = f"{product}+1-{cell(row, VOTES_COLUMN)}"
    counts = f'AND({_counts_for(block, outcome)},ISNUMBER({own}),{cell(row, outcome)}="",{wins}>0)'
    return f'IF({counts},{lacking},"")'


def _sentence(section: Section, values: Values, outcome: int) -> Formula:
    """A formula that says who gets a post, and who came nearest with how many votes fewer than it took."""
    names, outcomes, lacks = section.of(NAME), section.of(outcome), section.of(outcome + 1)
    holder = f'INDEX({names},MATCH("{HOLDER}",{outcomes},0))'
    top = section.blocks[0]
    within = ""
    if len(section.blocks) > 1:
        alliance = f'INDEX({top.of(NAME)},MATCH("{PASSED_ON}",{top.of(outcome)},0))'
        within = f'&IFERROR(" i "&SUBSTITUTE({alliance},"V","v",1),"")'
    fewest = f"MIN({lacks})"
    nearest = (
        f'INDEX({names},MATCH({fewest},{lacks},0))&"{NEAREST}"&{said_whole(fewest)}'
        f'&IF({fewest}=1," stemme"," stemmer")&"{condition(section, outcome)}."'
    )
    waits = f'IF(COUNTIF({section.of(CHAIR)},"{LOT}")>0,"{AWAITS}","{UNKNOWN}")'
    if outcome == CHAIR:
        waits = f'"{UNKNOWN}"'
    text = (
        f'IFERROR({holder}{within}&IF(COUNT({lacks})>0,". "&{nearest},"."),'
        f'IF(COUNTIF({outcomes},"{LOT}")>0,"{BY_LOT}",{waits}))'
    )
    return Formula(text, said_of(section, values, outcome))
