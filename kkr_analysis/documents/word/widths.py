"""How wide a table's columns are: fitted to what stands in them, within the width of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kkr_analysis.documents.word.content import Cell, Table, plain

MM = 72 / 25.4
"""Points in a millimetre."""
WIDTH = 170.0
"""What a table may take up, in millimetres."""
MANY = 9
"""So many columns stand close."""
PADDING = {False: 2 * 2.0, True: 2 * 1.2}
"""White space to both sides of a cell's text, in millimetres: the usual, and where columns stand close."""
SIZES = (9.0, 7.5)
"""Sizes of type for tables, in points: the usual one, and the small one for tables that are crowded."""
LONGEST = 32
"""Characters of a word that is kept on one line; longer ones, such as a sha256, are broken."""
HEAD_LINES = (1, 2, 3)
"""Lines that a header may take, fewest first."""

EMS = {
    0.29: "ijlIJ|'",
    0.35: " .,:;/\N{NO-BREAK SPACE}",
    0.42: "ftr()[]-!",
    0.59: "csvxyzk",
    0.84: "wMDOGQØ÷×+=<>",
    0.98: "mWÆæ@%—",
}
"""How wide characters are, in parts of the type's size; all others are capitals, or as wide as a digit."""
WIDTHS = {own: width for width, group in EMS.items() for own in group}
CAPITAL, OTHER = 0.75, 0.64
BOLD = 1.12


@dataclass(frozen=True, slots=True)
class Need:
    """The least that a column can do with, and what it takes to hold every cell on one line."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Fit:
    """Widths in millimetres, whether they need the small type, and whether they stand close."""

    columns: tuple[float, ...]
    small: bool
    dense: bool


def fit(table: Table) -> Fit:
    """
    Return the widths of a table's columns; together they are always ``WIDTH``.

    Headers take more lines, and then columns stand closer, where that keeps every other cell on one line.
    """
    usual, small = SIZES
    many = len(table.rows[0].cells) >= MANY
    crowded = sum(own.least for own in needs(table, usual, PADDING[many])) > WIDTH or has_endless_word(table)
    size = small if crowded else usual
    for dense in sorted({many or crowded, True}):
        for lines in HEAD_LINES:
            columns = needs(table, size, PADDING[dense], head_lines=lines)
            if sum(own.most for own in columns) <= WIDTH:
                return Fit(spread(columns), crowded, dense)
    dense = many or crowded
    return Fit(spread(needs(table, size, PADDING[dense], head_lines=HEAD_LINES[-1])), crowded, dense)


def has_endless_word(table: Table) -> bool:
    """Tell whether a word is too long for a line of its column."""
    return any(
        len(word) > LONGEST
        for row in table.rows
        for cell in row.cells
        for word in plain(cell.text).split(" ")
    )


def needs(table: Table, size: float, padding: float, *, head_lines: int = 1) -> list[Need]:
    """Return what each column needs at a size of type."""
    rows = [[need(cell, size, lines=head_lines, is_head=True) for cell in row.cells] for row in table.head]
    rows += [[need(cell, size, is_strong=row.emphasised) for cell in row.cells] for row in table.body]
    return [
        Need(max(own.least for own in column) + padding, max(own.most for own in column) + padding)
        for column in zip(*rows, strict=True)
    ]


def need(cell: Cell, size: float, *, lines: int = 1, is_head: bool = False, is_strong: bool = False) -> Need:
    """Return what one cell needs: words stay on one line, and so do numbers; a header may take several."""
    bold = is_head or is_strong or any(piece.look.strong for piece in cell.text)
    words = [word[:LONGEST] for word in plain(cell.text).split(" ")]
    line = extent(" ".join(words), size, bold=bold)
    marks = sum(extent(piece.text, size, bold=bold) for piece in cell.text if piece.look.mark)
    least = line if cell.number and not is_head else max(extent(word, size, bold=bold) for word in words)
    return Need(least + marks, max(least, line / lines) + marks)


def extent(text: str, size: float, *, bold: bool) -> float:
    """
    Return how wide a text is, in millimetres, and rather too much than too little.

    The reader's machine may lack the font and take a wider one, so these are the widths of a wide one.
    """
    ems = sum(WIDTHS.get(own, CAPITAL if own.isupper() else OTHER) for own in text)
    return ems * size * (BOLD if bold else 1) / MM


def spread(columns: Sequence[Need]) -> tuple[float, ...]:
    """
    Share the width among the columns.

    Where everything fits on one line, what is left is shared by width. Otherwise each column has the least
    it can do with, and the rest goes to those that want more; where even that is too much, all give way.
    """
    most, low = sum(own.most for own in columns), sum(own.least for own in columns)
    if most <= WIDTH:
        return tuple(own.most * WIDTH / most for own in columns)
    if low >= WIDTH:
        return tuple(own.least * WIDTH / low for own in columns)
    share = (WIDTH - low) / (most - low)
    return tuple(own.least + (own.most - own.least) * share for own in columns)
