"""How wide a table's columns are: fitted to their contents, within the width of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MM = 72 / 25.4
"""Points in a millimetre."""
WIDTH = 170.0
"""Width of a table, in millimetres."""
MANY = 9
"""From this many columns on, they stand close."""
PADDING = {False: 2 * 2.0, True: 2 * 1.2}
"""White space on both sides of a cell's text, in millimetres: usual, and where columns stand close."""
SIZES = (9.0, 7.5)
"""Type sizes in points: the usual one, and the small one for crowded tables."""
LONGEST = 32
"""Characters of a word that is kept on one line; a longer one, such as a sha256, is broken."""
LONG = {True: 20, False: 12}
"""The most rows of a table with numbers, and without, whose rows may take two lines in the usual type."""
HEAD_LINES = (1, 2, 3)
"""Lines that a header may take, in the order tried."""

EMS = {
    0.29: "ijlIJ|'",
    0.35: " .,:;/\N{NO-BREAK SPACE}",
    0.42: "f()[]-!",
    0.44: "rt",
    0.59: "csvxyzk",
    0.84: "wMDOGQØ÷×+=<>",
    0.98: "mWÆæ@%—",
}
"""Widths of characters in ems; the others are capitals, or as wide as a digit."""
CAPITAL, OTHER = 0.75, 0.64
BOLD = 1.12


class _Widths(dict[str, float]):
    """Widths of characters in ems, each worked out the first time that it is met."""

    def __missing__(self, letter: str) -> float:
        self[letter] = CAPITAL if letter.isupper() else OTHER
        return self[letter]


_WIDTHS = _Widths({letter: width for width, group in EMS.items() for letter in group})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell as it is set; ``notes`` are the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()
    is_number: bool = False
    is_header: bool = False
    """Whether it is in the first row, all of which is in bold."""
    is_strong: bool = False
    lacking: str = ""
    """Decimals that it has room for without having them."""


Grid = Sequence[Sequence[Cell]]
"""The rows of a table from the top, all of the same length."""


@dataclass(frozen=True, slots=True)
class _Need:
    """A column's least width, and its width with every cell on one line."""

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

    Headers get more lines, and then columns stand closer, where that keeps every other cell on one line. A
    long table gets the small type as well.
    """
    usual, small = SIZES
    many = len(grid[0]) >= MANY
    endless = any(len(word) > LONGEST for row in grid for cell in row for word in cell.text.split(" "))
    crowded = endless or sum(need.least for need in _needs(grid, usual, PADDING[many])) > WIDTH
    numbers = [cell.is_number for cell in grid[0]]
    tried = [True] if crowded else [False, True] if len(grid) - 1 > LONG[any(numbers)] else [False]
    for is_small in tried:
        size = small if is_small else usual
        for dense in sorted({many or is_small, True}):
            for lines in HEAD_LINES:
                needs = _needs(grid, size, PADDING[dense], head_lines=lines)
                if sum(need.most for need in needs) <= WIDTH:
                    return Fit(_spread(needs, numbers), is_small, dense)
    is_small = tried[-1]
    dense, size = many or is_small, small if is_small else usual
    needs = _needs(grid, size, PADDING[dense], head_lines=HEAD_LINES[-1])
    return Fit(_spread(needs, numbers), is_small, dense)


def _needs(grid: Grid, size: float, padding: float, *, head_lines: int = 1) -> list[_Need]:
    rows = [[_need(cell, size, head_lines if cell.is_header else 1) for cell in row] for row in grid]
    return [
        _Need(max(need.least for need in column) + padding, max(need.most for need in column) + padding)
        for column in zip(*rows, strict=True)
    ]


def _need(cell: Cell, size: float, lines: int) -> _Need:
    """Return what one cell needs: no word or number is broken; a header may take several lines."""
    bold = cell.is_header or cell.is_strong
    words = [word[:LONGEST] for word in cell.text.split(" ")]
    line = extent(" ".join(words) + cell.lacking, size, bold=bold)
    marks = sum(extent(str(number), size, bold=bold) for number in cell.notes)
    is_whole = cell.is_number and not cell.is_header
    least = line if is_whole else max(extent(word, size, bold=bold) for word in words)
    return _Need(least + marks, max(least, line / lines) + marks)


def extent(text: str, size: float, *, bold: bool) -> float:
    """
    Return the width of a text in millimetres, erring on the wide side.

    A reader without the font may get a wider one, so these are the widths of a wide font.
    """
    ems = sum(map(_WIDTHS.__getitem__, text))
    return ems * size * (BOLD if bold else 1) / MM


def _spread(needs: Sequence[_Need], numbers: Sequence[bool]) -> tuple[float, ...]:
    """
    Share the width among the columns.

    Where everything fits on one line, many columns of numbers become equally wide as far as they can, and the
    rest is shared by width. Otherwise each column gets its least width, and the rest goes to those that need
    more; where not even that fits, all shrink.
    """
    most, least = sum(need.most for need in needs), sum(need.least for need in needs)
    if most <= WIDTH and len(needs) >= MANY:
        return _even(needs, numbers)
    if most <= WIDTH:
        return tuple(need.most * WIDTH / most for need in needs)
    if least >= WIDTH:
        return tuple(need.least * WIDTH / least for need in needs)
    share = (WIDTH - least) / (most - least)
    return tuple(need.least + (need.most - need.least) * share for need in needs)


def _even(needs: Sequence[_Need], numbers: Sequence[bool]) -> tuple[float, ...]:
    """Give the narrowest columns of numbers all that is left, until they are as wide as the next."""
    left = WIDTH - sum(need.most for need, is_number in zip(needs, numbers, strict=True) if not is_number)
    widest_first = sorted(
        (need.most for need, is_number in zip(needs, numbers, strict=True) if is_number), reverse=True
    )
    share = left
    for remaining, width in zip(range(len(widest_first), 0, -1), widest_first, strict=True):
        share = left / remaining
        if width <= share:
            break
        left -= width
    return tuple(
        max(need.most, share) if is_number else need.most
        for need, is_number in zip(needs, numbers, strict=True)
    )
