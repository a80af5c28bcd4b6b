"""The contents of an enclosure as values without HTML or Word: text, tables and figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kkr_analysis.presentation.decimals import lacking

BREAK = "\v"
"""A forced line break within a text; no page can contain the character itself."""


class RunLook(StrEnum):
    """How a run of text is set, or what it is."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    SUM = "sum"
    """A short calculation, kept on one line."""
    STATUS = "status"
    """The status of the figures, repeated at the foot of every page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look; ``link`` is its address. White space counts as one space, as in HTML."""

    text: str
    look: RunLook = RunLook.PLAIN
    link: str = ""


Text = tuple[Run, ...]


def text(*parts: str | Run) -> Text:
    """Make a text of its parts."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def strong(words: str) -> Run:
    """Set words in bold."""
    return Run(words, RunLook.STRONG)


class ParagraphKind(StrEnum):
    """What a paragraph is for."""

    RUNNING = "running"
    LEAD = "lead"
    """Introduces what is below it, and stays on its page."""
    CALCULATION = "calculation"
    ASSUMPTION = "assumption"
    VERBATIM = "verbatim"
    """Every space and line break is kept."""
    BADGE = "badge"
    """What the whole page is, in a word or two: in sight all the way down, and on every printed page."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 for the page's own title, and a part ``starts_page`` where it is printed."""

    level: int
    text: Text
    starts_page: bool = False
    block: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, or a paragraph set apart."""

    text: Text
    kind: ParagraphKind = ParagraphKind.RUNNING
    block: Literal["paragraph"] = "paragraph"


def paragraph(*parts: str | Run, kind: ParagraphKind = ParagraphKind.RUNNING) -> Paragraph:
    """Make a paragraph of the parts of its text."""
    return Paragraph(text(*parts), kind)


@dataclass(frozen=True, slots=True)
class Particulars:
    """Terms, each with its meaning here."""

    pairs: tuple[tuple[str, Text], ...]
    block: Literal["particulars"] = "particulars"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; ``depth`` is 0 outside every other list."""

    text: Text
    depth: int = 0
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with bullets or numbers; in a loose one, entries are as long as paragraphs."""

    items: tuple[Item, ...]
    is_loose: bool = False
    block: Literal["listing"] = "listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote; ``mark`` is the header that carries its number, None for the caption."""

    mark: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; numbers are right-aligned."""

    header: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, its header first."""

    cells: tuple[str, ...]
    is_emphasised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTable:
    """
    A table with every cell written out; the first column holds the row headers.

    ``anchor`` is its id in the page. ``caption`` is empty where there is none.
    """

    caption: str
    anchor: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[Footnote, ...] = ()
    block: Literal["table"] = "table"

    def notes(self, header: str | None) -> list[int]:
        """Return the numbers of the footnotes to a header, or to the caption."""
        return [number for number, note in enumerate(self.footnotes, start=1) if note.mark == header]

    def decimals_lacking(self) -> list[tuple[str, ...]]:
        """Return for each cell, row by row, the decimals that it has room for without having them."""
        by_column = [
            lacking([row.cells[place] for row in self.rows]) if column.is_number else ("",) * len(self.rows)
            for place, column in enumerate(self.columns)
        ]
        return list(zip(*by_column, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart by its name, with its description."""

    chart: str
    alt: str
    block: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class FillIn:
    """Ruled lines to be filled in by hand, the first of them beside the label."""

    label: str
    lines: int = 1
    block: Literal["fill_in"] = "fill_in"


Block = Heading | Paragraph | Particulars | Listing | WrittenTable | Figure | FillIn
