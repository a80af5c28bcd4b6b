"""Tables with captions: header rows that repeat, rows kept whole, and columns as wide as they need to be."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_TblPr
from docx.shared import Mm, Pt
from docx.table import _Cell

from kkr_analysis.documents.word.lists import write_footnotes
from kkr_analysis.documents.word.text import add_paragraph, squeezed, write_text
from kkr_analysis.documents.word.widths import SIZES, WIDTH, Cell, Fit, Grid, fit
from kkr_analysis.presentation.blocks import WrittenTable, text
from kkr_analysis.presentation.tables.rows import TOTAL

STYLES = {False: "Bilagstabel", True: "Bilagstabel tæt"}
"""The usual style of a table, and the one for narrow column gaps."""
CELLS = {True: "TableNumber", False: "TableText"}
"""The styles of cells, by their ids in template/styles.xml: by name, each cell searches all styles twice."""
TOGETHER = 12
"""The most rows of a table that is kept on one page."""
HELD = 2
"""Rows of a longer table that are kept with its header, and rows kept with what follows it."""
DIGIT, COMMA = 0.507, 0.25
"""Widths in ems in Word's own font, bold or not: the room for decimals that a number does not have."""
LOOK = {
    "val": "06A0",
    "firstRow": "1",
    "lastRow": "0",
    "firstColumn": "1",
    "lastColumn": "0",
    "noHBand": "1",
    "noVBand": "1",
}
"""The parts that the style sets apart: the first row and the first column."""


def write_table(document: Document, table: WrittenTable) -> None:
    """Add a table with its caption above it and its footnotes below."""
    if table.caption:
        caption = add_paragraph(document, "caption")
        write_text(caption, text(table.caption), notes=table.notes(None))
    grid = cells_of(table)
    widths = fit(grid)
    written = document.add_table(len(grid), len(widths.columns), STYLES[widths.dense])
    written.autofit = False
    _describe(written._tbl.tblPr, squeezed(table.caption))
    for column, width in zip(written.columns, widths.columns, strict=True):
        column.width = Mm(width)
    for place, (cells, row) in enumerate(zip(grid, written._tbl.tr_lst, strict=True)):
        _keep_whole(row, is_head=place == 0)
        is_held = _is_held(place, len(grid), has_notes=bool(table.footnotes))
        for cell, inner, width in zip(cells, row.tc_lst, widths.columns, strict=True):
            inner.width = Mm(width)
            _write_cell(_Cell(inner, written), cell, widths, is_held=is_held)
    if table.footnotes:
        write_footnotes(document, table.footnotes)


def cells_of(table: WrittenTable) -> Grid:
    """Return the cells as they are set, the header row first."""
    head = [
        Cell(
            text=squeezed(column.header),
            notes=tuple(table.notes(column.header)),
            is_number=column.is_number,
            is_header=True,
        )
        for column in table.columns
    ]
    return [
        head,
        *(
            [
                Cell(
                    text=squeezed(words),
                    notes=() if place else tuple(table.notes(words)),
                    is_number=table.columns[place].is_number,
                    is_strong=row.is_emphasised or table.columns[place].header == TOTAL,
                    lacking=lacking[place],
                )
                for place, words in enumerate(row.cells)
            ]
            for row, lacking in zip(table.rows, table.decimals_lacking(), strict=True)
        ),
    ]


def _describe(properties: CT_TblPr, caption: str) -> None:
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(Mm(WIDTH).twips))
    look = properties.find(qn("w:tblLook"))
    look.attrib.clear()
    for name, value in LOOK.items():
        look.set(qn(f"w:{name}"), value)
    if caption:
        element = OxmlElement("w:tblCaption")
        element.set(qn("w:val"), caption)
        look.addnext(element)


def _keep_whole(row: CT_Row, *, is_head: bool) -> None:
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _is_held(place: int, rows: int, *, has_notes: bool) -> bool:
    """Whether a row is kept on the page of the next: no row is left alone, and short tables stay whole."""
    last = rows - 1
    if place == last:
        return has_notes
    return rows <= TOGETHER or place < HELD or place > last - HELD


def _write_cell(target: _Cell, cell: Cell, widths: Fit, *, is_held: bool) -> None:
    paragraph = target.paragraphs[0]
    paragraph._p.style = CELLS[cell.is_number] + ("Small" if widths.small else "")
    if is_held:
        paragraph.paragraph_format.keep_with_next = True
    if cell.lacking:
        ems = COMMA * cell.lacking.count(",") + DIGIT * sum(map(str.isdigit, cell.lacking))
        paragraph.paragraph_format.right_indent = Pt(ems * SIZES[widths.small])
    write_text(paragraph, text(cell.text), notes=cell.notes, style="Strong" if cell.is_strong else "")
