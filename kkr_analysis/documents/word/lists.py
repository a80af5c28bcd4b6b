"""Lists: bullets, numbers that start again at 1, and the footnotes below a table."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from kkr_analysis.documents.word.text import write_text
from kkr_analysis.presentation.blocks import Footnote, Listing, text

DEPTHS = 3
BULLETS = 1
NUMBERS = 2
NOTES = 3
"""The kinds of lists, by their numbers in template/numbering.xml."""


def write_list(document: Document, listing: Listing) -> WordParagraph:
    """Add a list, every numbered one from 1, and return its last paragraph."""
    numbering = _restarted(document, NUMBERS) if any(item.is_numbered for item in listing.items) else 0
    for item in listing.items:
        paragraph = document.add_paragraph(style="List Number" if item.is_numbered else "List Bullet")
        if item.is_numbered or item.depth:
            _number(paragraph, numbering if item.is_numbered else BULLETS, min(item.depth, DEPTHS - 1))
        write_text(paragraph, item.text)
    return paragraph


def write_footnotes(document: Document, footnotes: Sequence[Footnote]) -> None:
    """Add the footnotes of the table above, numbered as their marks are."""
    numbering = _restarted(document, NOTES)
    for note in footnotes:
        paragraph = document.add_paragraph(style="Tabelnote")
        _number(paragraph, numbering, 0)
        write_text(paragraph, text(note.text))


def _restarted(document: Document, kind: int) -> int:
    """Return the number of a new list of a kind, starting at 1 at every depth."""
    numbers = document.part.numbering_part.element.add_num(kind)
    for depth in range(DEPTHS if kind == NUMBERS else 1):
        numbers.add_lvlOverride(ilvl=depth).add_startOverride(1)
    return int(numbers.numId)


def _number(paragraph: WordParagraph, numbering: int, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    for name, value in (("w:ilvl", depth), ("w:numId", numbering)):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(value))
        properties.append(element)
