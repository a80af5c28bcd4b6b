"""The whole document: the page's blocks one after the other, with a footer on every page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Length, Mm

from kkr_analysis.documents.word.content import (
    Block,
    Figure,
    Footnotes,
    Heading,
    Kind,
    Listing,
    Page,
    Paragraph,
    Particulars,
    Piece,
    Table,
)
from kkr_analysis.documents.word.lists import write_footnotes, write_list
from kkr_analysis.documents.word.package import skeleton, stable
from kkr_analysis.documents.word.page import read_page
from kkr_analysis.documents.word.tables import write_table
from kkr_analysis.documents.word.text import write_text
from kkr_analysis.documents.word.widths import WIDTH
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation.house_style import HouseStyle

STANDARD = HouseStyle()
STYLES = {
    Kind.RUNNING: "Normal",
    Kind.CALCULATION: "Regnestykke",
    Kind.ASSUMPTION: "Antagelse",
    Kind.VERBATIM: "Ordret",
}
FIRST = "Første afsnit"
"""The style of running text right below a heading."""
TALLEST = Mm(220)
"""A chart's greatest height: it stands on one page together with the heading above it."""
UNREADABLE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)


def write_document(
    html: str,
    target: Path,
    *,
    pictures: Mapping[str, bytes],
    created: datetime,
    style: HouseStyle = STANDARD,
) -> None:
    """
    Write the page of an enclosure as a Word file; the same input gives the same bytes.

    ``pictures`` holds each chart as PNG under the name that the page gives it in ``data-chart``. ``created``
    is the day that the file says it was made. Name, font and colours are those of ``style``; a logo is left
    out, for an agenda has its own.

    Raises BuildError, before anything is written, for a chart without a picture, a picture that is no chart,
    and merged cells.
    """
    page = read_page(html)
    refuse_missing(page, pictures)
    document = docx.Document(skeleton(page, created=created, style=style))
    document.sections[0].footer.paragraphs[0].runs[0].text = " · ".join(
        filter(None, (page.title, page.status))
    )
    write_blocks(document, page.blocks, pictures)
    buffer = BytesIO()
    document.save(buffer)
    target.write_bytes(stable(buffer.getvalue(), created))


def refuse_missing(page: Page, pictures: Mapping[str, bytes]) -> None:
    """Refuse a page with charts that there are no pictures of."""
    charts = [block.chart for block in page.blocks if isinstance(block, Figure)]
    missing = [chart for chart in charts if chart not in pictures]
    if missing:
        raise BuildError(
            f"Word-filen mangler et billede af diagrammet »{missing[0]}«; der er billeder af "
            f"{', '.join(sorted(pictures)) or 'ingen'}. Intet er skrevet. Udelad docx med --format."
        )


def write_blocks(document: Document, blocks: tuple[Block, ...], pictures: Mapping[str, bytes]) -> None:
    """Add the blocks in order."""
    for place, block in enumerate(blocks):
        before = blocks[place - 1] if place else None
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        write_block(document, block, before, after, pictures)


def write_block(
    document: Document,
    block: Block,
    before: Block | None,
    after: Block | None,
    pictures: Mapping[str, bytes],
) -> None:
    """Add one block, in a way that depends on what stands before and after it."""
    match block:
        case Heading():
            write_text(document.add_paragraph(style=f"Heading {block.level}"), block.text)
        case Paragraph():
            write_paragraph(document, block, before, after)
        case Particulars():
            write_particulars(document, block)
        case Listing():
            write_list(document, block)
        case Table():
            write_table(document, block, has_notes=isinstance(after, Footnotes))
            if after is None or (isinstance(after, Table) and not after.caption):
                document.add_paragraph()  # Word would make one table of two, and needs text at the end
        case Footnotes():
            write_footnotes(document, block)
        case Figure():
            write_figure(document, block, pictures[block.chart])


def write_paragraph(document: Document, block: Paragraph, before: Block | None, after: Block | None) -> None:
    """Add a paragraph; one that leads up to a calculation or a list is kept with it."""
    is_first = block.kind is Kind.RUNNING and isinstance(before, Heading)
    paragraph = document.add_paragraph(style=FIRST if is_first else STYLES[block.kind])
    if isinstance(after, Listing) or (isinstance(after, Paragraph) and after.kind is Kind.CALCULATION):
        paragraph.paragraph_format.keep_with_next = True
    write_text(paragraph, block.text)


def write_particulars(document: Document, block: Particulars) -> None:
    """Add each term and what it is on a line of its own."""
    for term, meaning in block.pairs:
        paragraph = document.add_paragraph(style="Stamoplysninger")
        for piece in term:
            paragraph.add_run(piece.text, style="Stamoplysningens navn")
        write_text(paragraph, (Piece("\t"), *meaning))


def write_figure(document: Document, block: Figure, picture: bytes) -> None:
    """Add a chart over the full width, with what it shows in words."""
    run = document.add_paragraph(style="Diagram").add_run()
    try:
        shape = run.add_picture(BytesIO(picture), width=Mm(WIDTH))
    except UNREADABLE as fault:
        raise BuildError(
            f"Billedet af diagrammet »{block.chart}« kan ikke læses. Intet er skrevet."
        ) from fault
    if shape.height > TALLEST:
        shape.width, shape.height = Length(shape.width * TALLEST // shape.height), TALLEST
    for side in "TBLR":  # LibreOffice leaves white space where none is named
        shape._inline.set(f"dist{side}", "0")
    name = f"Diagram {len(document.inline_shapes)}"
    for properties in shape._inline.xpath("wp:docPr | .//pic:cNvPr"):
        properties.set("name", name)
        properties.set("descr", block.alt)
