"""Lists: bullets, numbers that start again at 1, and the footnotes below a table."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from kkr_analysis.documents.word.content import Footnotes, Item, Listing
from kkr_analysis.documents.word.text import write_text

DEPTHS = 3
NUMBERS = 2
NOTES = 3
"""The kinds of numbers that template/numbering.xml calls so."""


def write_list(document: Document, listing: Listing) -> None:
    """Add a list; every numbered one starts at 1."""
    numbering = restarted(document, NUMBERS, DEPTHS) if any(item.numbered for item in listing.items) else 0
    for item in listing.items:
        paragraph = document.add_paragraph(style="List Number" if item.numbered else "List Bullet")
        if item.numbered:
            number(paragraph, numbering, depth_of(item))
        elif item.depth:
            number(paragraph, 1, depth_of(item))
        write_text(paragraph, item.text)


def depth_of(item: Item) -> int:
    """Return how deep an entry is set; there are no more than three depths."""
    return min(item.depth, DEPTHS - 1)


def write_footnotes(document: Document, footnotes: Footnotes) -> None:
    """Add the notes of the table above, numbered from 1 as their marks are."""
    numbering = restarted(document, NOTES, 1)
    for text in footnotes.notes:
        paragraph = document.add_paragraph(style="Tabelnote")
        number(paragraph, numbering, 0)
        write_text(paragraph, text)


def restarted(document: Document, kind: int, depths: int) -> int:
    """Return the number of a new list of a kind, counted from 1 at every depth."""
    numbering = document.part.numbering_part.element
    own = numbering.add_num(kind)
    for depth in range(depths):
        own.add_lvlOverride(ilvl=depth).add_startOverride(1)
    return int(own.numId)


def number(paragraph: WordParagraph, numbering: int, depth: int) -> None:
    """Make a paragraph an entry of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    for name, value in (("w:ilvl", depth), ("w:numId", numbering)):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(value))
        properties.append(element)
