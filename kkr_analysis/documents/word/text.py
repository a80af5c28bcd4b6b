"""Text put into a paragraph, each piece in the character style for its look."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from kkr_analysis.documents.word.content import BREAK, Look, Piece, Text


def write_text(paragraph: WordParagraph, text: Text, *, strong: bool = False) -> None:
    """Add a text to a paragraph; ``strong`` sets all of it in bold."""
    for piece in text:
        run = paragraph.add_run(piece.text.replace(BREAK, "\n"))
        style = character_style(piece.look, strong=strong)
        if style:
            run.style = style
        if piece.look.link:
            link(paragraph, run, piece)


def character_style(look: Look, *, strong: bool) -> str:
    """Return the name of the style for a look; empty for plain text."""
    if look.mark:
        return "Notetegn"
    if look.link:
        return "Hyperlink"
    if look.code:
        return "Kode"
    if look.strong or strong:
        return "Strong"
    return "Emphasis" if look.emphasis else ""


def link(paragraph: WordParagraph, run: Run, piece: Piece) -> None:
    """Make a run lead to its address."""
    element = OxmlElement("w:hyperlink")
    element.set(
        qn("r:id"), paragraph.part.relate_to(piece.look.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    run._r.addprevious(element)
    element.append(run._r)
