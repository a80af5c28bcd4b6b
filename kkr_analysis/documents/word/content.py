"""What a page consists of once its markup is read: blocks of text, with no trace of HTML or Word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

BREAK = "\v"
"""A forced line break within a text; no page can hold the character itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a piece of text is set; ``link`` is an external address, ``mark`` the number of a footnote."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    unbroken: bool = False
    mark: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one look."""

    text: str
    look: Look = Look()


Text = tuple[Piece, ...]


def plain(text: Text) -> str:
    """Return the words alone, without footnote marks, on one line."""
    return "".join(piece.text for piece in text if not piece.look.mark).replace(BREAK, " ")


class Kind(Enum):
    """What a paragraph is for."""

    RUNNING = "running"
    CALCULATION = "calculation"
    ASSUMPTION = "assumption"
    VERBATIM = "verbatim"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 for the page's own title."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, or a paragraph set apart."""

    text: Text
    kind: Kind = Kind.RUNNING


@dataclass(frozen=True, slots=True)
class Particulars:
    """Terms, each with what it is here."""

    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; ``depth`` is 0 outside every other list."""

    text: Text
    depth: int
    numbered: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with bullets or numbers."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``number`` stands to the right."""

    text: Text
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its header first."""

    cells: tuple[Cell, ...]
    emphasised: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Header rows and rows, all of the same length; ``caption`` is empty where there is none."""

    caption: Text
    head: tuple[Row, ...]
    body: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows from the top."""
        return self.head + self.body


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The notes of the table above, numbered from 1."""

    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart by its name, and what it shows in words."""

    chart: str
    alt: str


Block = Heading | Paragraph | Particulars | Listing | Table | Footnotes | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page: what describes it, and its blocks in order."""

    title: str
    description: str
    keywords: str
    status: str
    blocks: tuple[Block, ...]
