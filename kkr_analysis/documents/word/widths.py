"""How wide a table's columns are: fitted to their contents, within the width of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
WIDTHS = {letter: width for width, group in EMS.items() for letter in group}
CAPITAL, OTHER = 0.75, 0.64
BOLD = 1.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell as it is set; ``notes`` are the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()
    is_number: bool = False
    is_header: bool = False
    """Whether it is in the first row, all of which is in bold."""
    is_strong: bool = False


Grid = Sequence[Sequence[Cell]]
"""The rows of a table from the top, all of the same length."""


@dataclass(frozen=True, slots=True)
class _Need:
    """The least width that a column can do with, and what it takes to hold every cell on one line."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Fit:
    """Widths in millimetres, whether they need the small type, and whether the columns stand close."""

    columns: tuple[float, ...]
    small: bool
    dense: bool


def fit(grid: Grid) -> Fit:
    """
    Return the widths of a table's columns; together they are always ``WIDTH``.

    Headers take more lines, and then columns stand closer, where that keeps every other cell on one line.
    """
    usual, small = SIZES
    many = len(grid[0]) >= MANY
    endless = any(len(word) > LONGEST for row in grid for cell in row for word in cell.text.split(" "))
    crowded = endless or sum(need.least for need in _needs(grid, usual, PADDING[many])) > WIDTH
    size = small if crowded else usual
    for dense in sorted({many or crowded, True}):
        for lines in HEAD_LINES:
            needs = _needs(grid, size, PADDING[dense], head_lines=lines)
            if sum(need.most for need in needs) <= WIDTH:
                return Fit(_spread(needs), crowded, dense)
    dense = many or crowded
    return Fit(_spread(_needs(grid, size, PADDING[dense], head_lines=HEAD_LINES[-1])), crowded, dense)


def _needs(grid: Grid, size: float, padding: float, *, head_lines: int = 1) -> list[_Need]:
    """Return what each column needs at a size of type."""
    rows = [[_need(cell, size, head_lines if cell.is_header else 1) for cell in row] for row in grid]
    return [
        _Need(max(need.least for need in column) + padding, max(need.most for need in column) + padding)
        for column in zip(*rows, strict=True)
    ]


def _need(cell: Cell, size: float, lines: int) -> _Need:
    """Return what one cell needs: words stay on one line, and so do numbers; a header may take several."""
    bold = cell.is_header or cell.is_strong
    words = [word[:LONGEST] for word in cell.text.split(" ")]
    line = extent(" ".join(words), size, bold=bold)
    marks = sum(extent(str(number), size, bold=bold) for number in cell.notes)
    is_whole = cell.is_number and not cell.is_header
    least = line if is_whole else max(extent(word, size, bold=bold) for word in words)
    return _Need(least + marks, max(least, line / lines) + marks)


def extent(text: str, size: float, *, bold: bool) -> float:
    """
    Return how wide a text is, in millimetres, and rather too much than too little.

    The reader's machine may lack the font and take a wider one, so these are the widths of a wide one.
    """
    ems = sum(WIDTHS.get(letter, CAPITAL if letter.isupper() else OTHER) for letter in text)
    return ems * size * (BOLD if bold else 1) / MM


def _spread(needs: Sequence[_Need]) -> tuple[float, ...]:
    """
    Share the width among the columns.

    Where everything fits on one line, what is left is shared by width. Otherwise each column has the least
    it can do with, and the rest goes to those that want more; where even that is too much, all give way.
    """
    most, least = sum(need.most for need in needs), sum(need.least for need in needs)
    if most <= WIDTH:
        return tuple(need.most * WIDTH / most for need in needs)
    if least >= WIDTH:
        return tuple(need.least * WIDTH / least for need in needs)
    share = (WIDTH - least) / (most - least)
    return tuple(need.least + (need.most - need.least) * share for need in needs)
