"""
The election of chair and vice-chair as its sheet lays it out: the rows, and the value of every cell.

Rule: V1, V2, V3, V7. A block of rows per level: alliances and lone contenders, then the members of each
alliance. A block counts for a post where it is outermost, or where its alliance won the post. Of equal
quotients nobody wins before a lot is drawn; a recorded one counts for the tie that it settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation import Alliance, PostElection, Quotient
from kkr_analysis.allocation.posts import votes_lacking
from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import lower_first
from kkr_analysis.documents.workbook.cells import Value, span
from kkr_analysis.documents.workbook.inputs import UNKNOWN
from kkr_analysis.presentation import wording

NAME, VOTES_COLUMN, QUOTIENT, CHAIR, CHAIR_LACKS, DIVISOR, SECOND, VICE, VICE_LACKS = range(9)
"""Columns of the sheet."""
INELIGIBLE = "ikke berettiget"
HOLDER, PASSED_ON, LOT = "får posten", "går til valgforbundet", "lod"
BY_LOT = "Afgøres ved lodtrækning mellem dem, der står lige."
AWAITS = "Afventer lodtrækningen om formandsposten."

Values = Mapping[tuple[int, int], Value]
"""The value of every cell by row and column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
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
class Section:
    """One election of the two posts: its blocks from the outermost on, and the lots that settled a tie."""

    blocks: tuple[Block, ...]
    standings: Mapping[str, Standing]
    drawn: Mapping[tuple[int, str], str]
    """The winner of a lot by the number of the post and the label of the alliance, empty outermost."""

    @property
    def end(self) -> int:
        """The row below the last one."""
        return self.blocks[-1].end

    def rows(self) -> Iterator[tuple[int, str | Alliance]]:
        """Every member of every block with its row."""
        return (each for block in self.blocks for each in block.rows())

    def of(self, column: int) -> str:
        """Name the cells of a column in every block."""
        return span(self.blocks[0].first, column, self.end - 1, column)

    def drawn_row(self, post: int, block: Block) -> int | None:
        """Return the row of the contender that a lot gave the post."""
        return next(
            (row for row, member in block.rows() if _label(member) == self.drawn.get((post, block.title))),
            None,
        )


def _label(member: str | Alliance) -> str:
    return member.label if isinstance(member, Alliance) else member


def _blocks(members: Sequence[str | Alliance], title: str, first: int, parent: int | None) -> list[Block]:
    """Return the block of some members and those inside it, each below a heading."""
    found = [Block(title=title, first=first, members=tuple(members), parent=parent)]
    for row, member in found[0].rows():
        if isinstance(member, Alliance):
            found += _blocks(member.members, member.label, found[-1].end + 1, row)
    return found


def section_of(result: KkrResult, election: PostElection, first: int) -> Section:
    """Lay out one election from a row on."""
    standings = {standing.letter: standing for standing in result.eligibility.standings}
    allied = {letter for alliance in election.alliances for letter in alliance.contenders()}
    lone = [letter for letter in standings if letter not in allied]
    levels = [
        (post.number, above, step)
        for post in election.posts
        for above, step in zip(("", *(step.winner for step in post.steps)), post.steps, strict=False)
    ]
    return Section(
        blocks=tuple(_blocks((*election.alliances, *lone), "", first, None)),
        standings=standings,
        drawn={(number, above): step.winner for number, above, step in levels if step.lot},
    )


def name_of(section: Section, member: str | Alliance) -> str:
    """Name a contender or an alliance: "Venstre (V)", "Valgforbundet C+V"."""
    if isinstance(member, Alliance):
        return f"Valgforbundet {member.label}"
    return f"{section.standings[member].name} ({member})"


def _votes_of(section: Section, member: str | Alliance) -> int:
    """Return the votes that count for the posts: those of eligible contenders."""
    if isinstance(member, Alliance):
        return sum(_votes_of(section, inner) for inner in member.members)
    standing = section.standings[member]
    return standing.votes if standing.is_eligible else 0


def values_of(section: Section) -> Values:
    """Compute every cell by row and column."""
    found: dict[tuple[int, int], Value] = {}
    for row, member in section.rows():
        votes = _votes_of(section, member)
        found[row, VOTES_COLUMN], found[row, QUOTIENT] = votes or INELIGIBLE, votes or ""
    _decide(section, found, 1, QUOTIENT, CHAIR, CHAIR_LACKS)
    is_decided = any(found[row, CHAIR] == HOLDER for row, _ in section.rows())
    for row, _ in section.rows():
        counted_votes = found[row, QUOTIENT] if is_decided else ""
        won = found[row, CHAIR] in (HOLDER, PASSED_ON)
        found[row, DIVISOR] = 1 + won if counted_votes else ""
        found[row, SECOND] = int(counted_votes) / (1 + won) if counted_votes else ""
    _decide(section, found, 2, SECOND, VICE, VICE_LACKS)
    return found


def _decide(
    section: Section,
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
        won = _quotient_in(block, winner, found)
        for row in contending:
            if row != winner:
                found[row, lacks] = votes_lacking(won, _quotient_in(block, row, found))


def _quotient_in(block: Block, row: int, found: Values) -> Quotient:
    """Return the quotient of a row: the divisor is 1 until the post of chair is decided."""
    name = _label(block.members[row - block.first])
    return Quotient(name, int(found[row, VOTES_COLUMN]), int(found.get((row, DIVISOR), 1)))


def said_of(section: Section, values: Values, outcome: int) -> str:
    """Say who gets a post, and who came nearest with how many votes fewer than it took."""
    names = {row: name_of(section, member) for row, member in section.rows()}
    found: dict[Value, str] = {}
    for row, name in names.items():
        found.setdefault(values[row, outcome], name)
    if HOLDER not in found:
        waits = AWAITS if LOT in {values[row, CHAIR] for row in names} and outcome == VICE else UNKNOWN
        return BY_LOT if LOT in found else waits
    within = f" i {lower_first(found[PASSED_ON])}" if PASSED_ON in found else ""
    lacking = [(int(values[row, outcome + 1]), row) for row in names if values[row, outcome + 1] != ""]
    if not lacking:
        return f"{found[HOLDER]}{within}."
    fewest, nearest = min(lacking)
    return f"{found[HOLDER]}{within}. {wording.nearest(names[nearest], fewest, condition(section, outcome))}"


def condition(section: Section, outcome: int) -> str:
    """Say what the votes that are lacking suppose; empty where nothing."""
    return wording.margin_condition(2 if outcome == VICE else 1, section.blocks[1:])
