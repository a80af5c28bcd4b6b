"""The whole document: the blocks of a page in order, with a footer on every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Length, Mm

from kkr_analysis.documents.word.lists import write_list
from kkr_analysis.documents.word.package import Properties, skeleton, stable
from kkr_analysis.documents.word.tables import write_table
from kkr_analysis.documents.word.text import accepted, add_paragraph, squeezed, write_text
from kkr_analysis.documents.word.widths import WIDTH
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation.blocks import (
    Block,
    Figure,
    FillIn,
    Heading,
    Listing,
    Paragraph,
    ParagraphKind,
    Particulars,
    RunLook,
    WrittenTable,
    paragraph,
)
from kkr_analysis.presentation.house_style import HouseStyle

STANDARD = HouseStyle()
STYLES = {
    ParagraphKind.RUNNING: "Normal",
    ParagraphKind.LEAD: "Normal",
    ParagraphKind.CALCULATION: "Regnestykke",
    ParagraphKind.ASSUMPTION: "Antagelse",
    ParagraphKind.VERBATIM: "Ordret",
    ParagraphKind.BADGE: "Antagelse",
}
FIRST = "Første afsnit"
"""The style of running text just below a heading."""
AFTER_TABLE = "Efter tabellen"
"""The style of the paragraph that ends the document: so low that it never begins a page of its own."""
PART = "Ny del"
"""The style of the words of a heading that begins a part: larger than the headings within it."""
HALF_CIRCLES = (Mm(102), Mm(90), Mm(82))
"""The width of the half-circle where no box stands above it, where one does, and where two do."""
VOTES_AND_SEATS = Mm(116)
"""So narrow that the two pages that stand alone are two; any other chart is as wide as a table."""
TALLEST = Mm(220)
"""A chart's greatest height, with which it fits on one page below its heading."""
UNREADABLE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)


def write_document(
    blocks: Sequence[Block],
    target: Path,
    *,
    properties: Properties,
    pictures: Mapping[str, bytes],
    created: datetime,
    style: HouseStyle = STANDARD,
) -> None:
    """
    Write the blocks of an enclosure as a Word file; the same input gives the same bytes.

    ``pictures`` has each chart as PNG by its name. ``created`` is the date that the file carries. The
    publisher's name, the font and the colours are those of ``style``; a logo is left out, as an agenda has
    its own.

    Raises BuildError, before anything is written, for a chart without a picture or with one that cannot be
    read.
    """
    _refuse_missing(blocks, pictures)
    document = docx.Document(skeleton(properties, created=created, style=style))
    foot = " · ".join(filter(None, (squeezed(properties.title), _status(blocks))))
    document.sections[0].footer.paragraphs[0].runs[0].text = foot
    publisher = [paragraph(style.publisher)] if style.publisher else []
    narrower = _narrower(blocks)
    for before, block, after in _neighbours([*publisher, *blocks]):
        _write_block(document, block, before, after, pictures, narrower)
    buffer = BytesIO()
    document.save(buffer)
    target.write_bytes(stable(buffer.getvalue(), created))


def _narrower(blocks: Sequence[Block]) -> Mapping[str, Length]:
    """Return the widths of the charts on the two pages that stand alone."""
    boxes = sum(isinstance(own, Paragraph) and own.kind is ParagraphKind.ASSUMPTION for own in blocks)
    half_circle = HALF_CIRCLES[min(boxes, len(HALF_CIRCLES) - 1)]
    return {"halvcirkel": half_circle, "stemmer-og-pladser": VOTES_AND_SEATS}


def _refuse_missing(blocks: Sequence[Block], pictures: Mapping[str, bytes]) -> None:
    missing = [block.chart for block in blocks if isinstance(block, Figure) and block.chart not in pictures]
    if missing:
        raise BuildError(
            f"Word-filen mangler et billede af diagrammet »{missing[0]}«; der er billeder af "
            f"{', '.join(sorted(pictures)) or 'ingen'}. Intet er skrevet. Udelad docx med --format."
        )


def _status(blocks: Sequence[Block]) -> str:
    pairs = (pair for block in blocks if isinstance(block, Particulars) for pair in block.pairs)
    runs = (run for _, meaning in pairs for run in meaning)
    return next((squeezed(run.text) for run in runs if run.look is RunLook.STATUS), "")


def _neighbours(blocks: Sequence[Block]) -> Iterator[tuple[Block | None, Block, Block | None]]:
    padded = (None, *blocks, None)
    return zip(padded, blocks, padded[2:], strict=False)


def _write_block(
    document: Document,
    block: Block,
    before: Block | None,
    after: Block | None,
    pictures: Mapping[str, bytes],
    widths: Mapping[str, Length],
) -> None:
    match block:
        case Heading():
            heading = add_paragraph(document, f"heading {block.level}")
            heading.paragraph_format.page_break_before = block.starts_page or None
            write_text(heading, block.text, style=PART if block.starts_page else "")
        case Paragraph():
            _write_paragraph(document, block, before, after)
        case Particulars():
            _write_particulars(document, block)
        case Listing():
            last = write_list(document, block)
            last.paragraph_format.keep_with_next = isinstance(after, Paragraph) or None
        case WrittenTable():
            write_table(document, block)
            if block.footnotes:
                return
            if after is None:
                add_paragraph(document, AFTER_TABLE)  # Word needs one at the end
            elif isinstance(after, WrittenTable) and not after.caption:
                document.add_paragraph()  # Word merges adjacent tables
        case Figure():
            _write_figure(document, block, pictures[block.chart], widths.get(block.chart, Mm(WIDTH)))
        case FillIn():
            _write_lines(document, block)


def _write_paragraph(document: Document, block: Paragraph, before: Block | None, after: Block | None) -> None:
    """Add a paragraph; one that introduces a calculation, a list or a table stays on its page."""
    is_first = STYLES[block.kind] == "Normal" and isinstance(before, Heading)
    written = add_paragraph(document, FIRST if is_first else STYLES[block.kind])
    if isinstance(after, Listing | WrittenTable) or (
        isinstance(after, Paragraph) and after.kind is ParagraphKind.CALCULATION
    ):
        written.paragraph_format.keep_with_next = True
    if block.kind is ParagraphKind.VERBATIM:
        written.add_run(accepted("".join(run.text for run in block.text)))
    else:
        write_text(written, block.text)


def _write_particulars(document: Document, block: Particulars) -> None:
    for term, meaning in block.pairs:
        written = add_paragraph(document, "Stamoplysninger")
        written.add_run(squeezed(term), style="Stamoplysningens navn")
        written.add_run("\t")
        write_text(written, meaning)


def _write_lines(document: Document, block: FillIn) -> None:
    """Add a line to write on behind the label, and more below it: tabs with a leader."""
    for label in (squeezed(block.label), *[""] * (block.lines - 1)):
        add_paragraph(document, "Udfyldes").add_run(f"{label} \t" if label else "\t")


def _write_figure(document: Document, block: Figure, picture: bytes, width: Length) -> None:
    run = add_paragraph(document, "Diagram").add_run()
    try:
        shape = run.add_picture(BytesIO(picture), width=width)
    except UNREADABLE as fault:
        raise BuildError(
            f"Billedet af diagrammet »{block.chart}« kan ikke læses. Intet er skrevet."
        ) from fault
    if shape.height > TALLEST:
        shape.width, shape.height = Length(shape.width * TALLEST // shape.height), TALLEST
    for side in "TBLR":  # LibreOffice leaves white space where it is not set
        shape._inline.set(f"dist{side}", "0")
    name = f"Diagram {len(document.inline_shapes)}"
    for properties in shape._inline.xpath("wp:docPr | .//pic:cNvPr"):
        properties.set("name", name)
        properties.set("descr", squeezed(block.alt))
