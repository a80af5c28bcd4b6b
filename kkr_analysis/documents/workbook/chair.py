"""
The sheet of chair and vice-chair: the quotients, who gets which post, and the votes that others lacked.

Rule: V1, V2, V3, V7. A block of rows per level: alliances and lone contenders, then the members of each
alliance. A block counts for a post where it is outermost, or where its alliance won the post. Of equal
quotients nobody wins before a lot is drawn; a recorded one counts for the tie that it settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kkr_analysis.allocation import Alliance, PostElection
from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import counted, listed
from kkr_analysis.documents.workbook.cells import Formula, Value, cell, put, put_row, said_whole, span
from kkr_analysis.documents.workbook.computation import ELIGIBLE, VOTES, YES, Computation
from kkr_analysis.documents.workbook.inputs import UNKNOWN
from kkr_analysis.documents.workbook.styles import HEADER_HEIGHT, Styles, show_whole

SHEET = "Formand"
CHAIR_ROW, VICE_ROW, FIRST = 3, 4, 8
NAME, VOTES_COLUMN, QUOTIENT, CHAIR, CHAIR_LACKS, DIVISOR, SECOND, VICE, VICE_LACKS = range(9)
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
INELIGIBLE = "ikke berettiget"
HOLDER, PASSED_ON, LOT = "får posten", "går til valgforbundet", "lod"
BY_LOT = "Afgøres ved lodtrækning mellem dem, der står lige."
AWAITS = "Afventer lodtrækningen om formandsposten."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The rows of one level, from ``first``; ``parent`` is the row of the alliance whose members they are."""

    title: str
    first: int
    members: tuple[str | Alliance, ...]
    parent: int | None

    @property
    def end(self) -> int:
        """The row below the last one."""
        return self.first + len(self.members)

    def rows(self) -> Iterator[tuple[int, str | Alliance]]:
        """Every member with its row."""
        return enumerate(self.members, start=self.first)

    def of(self, column: int) -> str:
        """Name the cells of a column."""
        return span(self.first, column, self.end - 1, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """One election of the two posts: its blocks from the outermost on, and the lots that settled a tie."""

    blocks: tuple[_Block, ...]
    standings: Mapping[str, Standing]
    drawn: Mapping[tuple[int, str], str]
    """The winner of a lot by the number of the post and the label of the alliance, empty outermost."""

    @property
    def end(self) -> int:
        """The row below the last one."""
        return self.blocks[-1].end

    def of(self, column: int, sheet: str = "") -> str:
        """Name the cells of a column in every block."""
        return span(self.blocks[0].first, column, self.end - 1, column, sheet)

    def drawn_row(self, post: int, block: _Block) -> int | None:
        """Return the row of the contender that a lot gave the post."""
        return next(
            (row for row, member in block.rows() if _label(member) == self.drawn.get((post, block.title))),
            None,
        )


def _label(member: str | Alliance) -> str:
    return member.label if isinstance(member, Alliance) else member


def _blocks(members: Sequence[str | Alliance], title: str, first: int, parent: int | None) -> list[_Block]:
    """Return the block of some members and those inside it, each below a heading."""
    found = [_Block(title=title, first=first, members=tuple(members), parent=parent)]
    for row, member in found[0].rows():
        if isinstance(member, Alliance):
            found += _blocks(member.members, member.label, found[-1].end + 1, row)
    return found


def _section(result: KkrResult, election: PostElection, first: int) -> _Section:
    standings = {standing.letter: standing for standing in result.eligibility.standings}
    allied = {letter for alliance in election.alliances for letter in alliance.contenders()}
    lone = [letter for letter in standings if letter not in allied]
    levels = [
        (post.number, above, step)
        for post in election.posts
        for above, step in zip(("", *(step.winner for step in post.steps)), post.steps, strict=False)
    ]
    return _Section(
        blocks=tuple(_blocks((*election.alliances, *lone), "", first, None)),
        standings=standings,
        drawn={(number, above): step.winner for number, above, step in levels if step.lot},
    )


def said_of_posts(result: KkrResult) -> tuple[str, str]:
    """Say who gets the post of chair and of vice-chair, and by how many votes."""
    section = _section(result, result.posts, FIRST)
    values = _values(section)
    return _said(section, values, CHAIR), _said(section, values, VICE)


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
    first = _section(result, result.posts, FIRST)
    values = _values(first)
    for row, name in ((CHAIR_ROW, "Formand"), (VICE_ROW, "Næstformand")):
        put(sheet, row, 0, name, styles.strong)
    put(sheet, CHAIR_ROW, 1, _sentence(first, values, CHAIR), styles.plain)
    put(sheet, VICE_ROW, 1, _sentence(first, values, VICE), styles.plain)
    labels = listed(alliance.label for alliance in result.posts.alliances)
    title = f"Med de anmeldte valgforbund, {labels}" if labels else "Uden valgforbund"
    _write_section(sheet, first, values, where, styles, title)
    if result.allied_posts is not None:
        other = _section(result, result.plain_posts, first.end + 3)
        _write_section(sheet, other, _values(other), where, styles, "Uden valgforbund")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.repeat_rows(FIRST - 1)


def _write_section(
    sheet: Any,
    section: _Section,
    values: Mapping[tuple[int, int], Value],
    where: Computation,
    styles: Styles,
    title: str,
) -> None:
    top = section.blocks[0].first
    put(sheet, top - 2, 0, title, styles.strong)
    put_row(sheet, top - 1, HEADER[:1], styles.header)
    put_row(sheet, top - 1, HEADER[1:], styles.number_header, 1)
    places = {standing.letter: place for place, standing in enumerate(where.standings)}
    sheet.set_row(top - 1, HEADER_HEIGHT)
    show_whole(sheet, styles, (top, SECOND, section.end - 1, SECOND))
    for block in section.blocks:
        if block.parent is not None:
            put(sheet, block.first - 1, 0, f"Inden for valgforbundet {block.title}", styles.strong)
        for row, member in block.rows():
            put(sheet, row, NAME, _name(section, member))
            formulas = _formulas(section, block, row, member, places, where)
            for column, text in formulas.items():
                style = styles.fraction if column == SECOND else styles.whole
                put(sheet, row, column, Formula(text, values[row, column]), style)


def _name(section: _Section, member: str | Alliance) -> str:
    if isinstance(member, Alliance):
        return f"Valgforbundet {member.label}"
    return f"{section.standings[member].name} ({member})"


def _formulas(
    section: _Section,
    block: _Block,
    row: int,
    member: str | Alliance,
    places: Mapping[str, int],
    where: Computation,
) -> dict[int, str]:
    """Return the formulas of a row by column; ``_values`` computes the same."""
    votes, quotient, divisor, second = (
        cell(row, column) for column in (VOTES_COLUMN, QUOTIENT, DIVISOR, SECOND)
    )
    if isinstance(member, Alliance):
        inner = next(each for each in section.blocks if each.parent == row)
        votes_formula = f"SUM({inner.of(VOTES_COLUMN)})"
    else:
        of_member = where.of(places[member], ELIGIBLE), where.of(places[member], VOTES)
        votes_formula = f'IF({of_member[0]}="{YES}",{of_member[1]},"{INELIGIBLE}")'
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


def _counts_for(block: _Block, outcome: int) -> str:
    """A formula: whether a post is decided in the block."""
    return "TRUE" if block.parent is None else f'{cell(block.parent, outcome)}="{PASSED_ON}"'


def _outcome_formula(section: _Section, block: _Block, row: int, member: str | Alliance, post: int) -> str:
    column, outcome = ((QUOTIENT, CHAIR), (SECOND, VICE))[post - 1]
    own, all_of = cell(row, column), block.of(column)
    wins = PASSED_ON if isinstance(member, Alliance) else HOLDER
    drawn, tied = section.drawn_row(post, block), f'"{LOT}"'
    if drawn is not None:
        tied = f'IF({cell(drawn, column)}=MAX({all_of}),"{wins if drawn == row else ""}","{LOT}")'
    largest = f'IF(COUNTIF({all_of},MAX({all_of}))=1,"{wins}",{tied})'
    counts = f"AND({_counts_for(block, outcome)},ISNUMBER({own}))"
    return f'IF({counts},IF({own}=MAX({all_of}),{largest},""),"")'


def _lacks_formula(block: _Block, row: int, outcome: int, divisor: str, own: str) -> str:
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


def _votes_of(section: _Section, member: str | Alliance) -> int:
    """Return the votes that count for the posts: those of eligible contenders."""
    if isinstance(member, Alliance):
        return sum(_votes_of(section, inner) for inner in member.members)
    standing = section.standings[member]
    return standing.votes if standing.is_eligible else 0


def _values(section: _Section) -> dict[tuple[int, int], Value]:
    """Compute every cell by row and column."""
    found: dict[tuple[int, int], Value] = {}
    for block in section.blocks:
        for row, member in block.rows():
            votes = _votes_of(section, member)
            found[row, VOTES_COLUMN], found[row, QUOTIENT] = votes or INELIGIBLE, votes or ""
    _decide(section, found, 1, QUOTIENT, CHAIR, CHAIR_LACKS)
    is_decided = any(found[row, CHAIR] == HOLDER for block in section.blocks for row, _ in block.rows())
    for row in [row for block in section.blocks for row, _ in block.rows()]:
        counted_votes = found[row, QUOTIENT] if is_decided else ""
        won = found[row, CHAIR] in (HOLDER, PASSED_ON)
        found[row, DIVISOR] = 1 + won if counted_votes else ""
        found[row, SECOND] = int(counted_votes) / (1 + won) if counted_votes else ""
    _decide(section, found, 2, SECOND, VICE, VICE_LACKS)
    return found


def _decide(
    section: _Section,
    found: dict[tuple[int, int], Value],
    post: int,
    column: int,
    outcome: int,
    lacks: int,
) -> None:
    """Fill in who wins a post, and what the others of a block that decides it lacked."""
    for block in section.blocks:
        for row, _ in block.rows():
            found[row, outcome] = found[row, lacks] = ""
        contending = [row for row, _ in block.rows() if found[row, column] != ""]
        if not contending or (block.parent is not None and found[block.parent, outcome] != PASSED_ON):
            continue
        largest = max(float(found[row, column]) for row in contending)
        first = [row for row in contending if found[row, column] == largest]
        drawn = section.drawn_row(post, block)
        if len(first) > 1 and drawn not in first:
            found |= {(row, outcome): LOT for row in first}
            continue
        winner = drawn if drawn in first and len(first) > 1 else first[0]
        is_alliance = isinstance(block.members[winner - block.first], Alliance)
        found[winner, outcome] = PASSED_ON if is_alliance else HOLDER
        votes, divisor = int(found[winner, VOTES_COLUMN]), int(found[winner, DIVISOR]) if post == 2 else 1
        for row in contending:
            if row != winner:
                own = int(found[row, DIVISOR]) if post == 2 else 1
                found[row, lacks] = votes * own // divisor + 1 - int(found[row, VOTES_COLUMN])


def _sentence(section: _Section, values: Mapping[tuple[int, int], Value], outcome: int) -> Formula:
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
        f'INDEX({names},MATCH({fewest},{lacks},0))&" var nærmest og manglede "&{said_whole(fewest)}'
        f'&IF({fewest}=1," stemme."," stemmer.")'
    )
    waits = f'IF(COUNTIF({section.of(CHAIR)},"{LOT}")>0,"{AWAITS}","{UNKNOWN}")'
    if outcome == CHAIR:
        waits = f'"{UNKNOWN}"'
    text = (
        f'IFERROR({holder}{within}&IF(COUNT({lacks})>0,". "&{nearest},"."),'
        f'IF(COUNTIF({outcomes},"{LOT}")>0,"{BY_LOT}",{waits}))'
    )
    return Formula(text, _said(section, values, outcome))


def _said(section: _Section, values: Mapping[tuple[int, int], Value], outcome: int) -> str:
    names = {row: _name(section, member) for block in section.blocks for row, member in block.rows()}
    found: dict[Value, str] = {}
    for row, name in names.items():
        found.setdefault(values[row, outcome], name)
    if HOLDER not in found:
        waits = AWAITS if LOT in {values[row, CHAIR] for row in names} and outcome == VICE else UNKNOWN
        return BY_LOT if LOT in found else waits
    within = f" i {found[PASSED_ON].replace('V', 'v', 1)}" if PASSED_ON in found else ""
    lacking = [(int(values[row, outcome + 1]), row) for row in names if values[row, outcome + 1] != ""]
    if not lacking:
        return f"{found[HOLDER]}{within}."
    fewest, nearest = min(lacking)
    votes = counted(fewest, "stemme", "stemmer")
    return f"{found[HOLDER]}{within}. {names[nearest]} var nærmest og manglede {votes}."
