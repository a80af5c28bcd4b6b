"""A table with its caption: header rows that repeat, whole rows, and columns as wide as they need to be."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_TblPr
from docx.shared import Mm
from docx.table import _Cell

from kkr_analysis.documents.word.content import Cell, Table, plain
from kkr_analysis.documents.word.text import write_text
from kkr_analysis.documents.word.widths import WIDTH, Fit, fit

STYLES = {False: "Bilagstabel", True: "Bilagstabel tæt"}
"""The usual style of a table, and that of one whose columns stand close."""
TOGETHER = 12
"""Rows of a table that is kept on one page."""
HELD = 2
"""Rows of a longer table that are kept with its header, and as many with what stands below it."""
LOOK = {
    "val": "06A0",
    "firstRow": "1",
    "lastRow": "0",
    "firstColumn": "1",
    "lastColumn": "0",
    "noHBand": "1",
    "noVBand": "1",
}
"""The parts of the table that the style sets apart: the first row and the first column."""


def write_table(document: Document, table: Table, *, has_notes: bool) -> None:
    """Add a table below its caption; one with notes is kept with the first of them."""
    if table.caption:
        write_text(document.add_paragraph(style="Caption"), table.caption)
    if not table.rows:
        return
    widths = fit(table)
    own = document.add_table(len(table.rows), len(widths.columns), STYLES[widths.dense])
    own.autofit = False
    describe(own._tbl.tblPr, plain(table.caption))
    for column, width in zip(own.columns, widths.columns, strict=True):
        column.width = Mm(width)
    for place, (row, element) in enumerate(zip(table.rows, own._tbl.tr_lst, strict=True)):
        is_head = place < len(table.head)
        mark(element, is_head=is_head)
        held = is_held(place, table, has_notes=has_notes)
        for position, (cell, inner) in enumerate(zip(row.cells, element.tc_lst, strict=True)):
            inner.width = Mm(widths.columns[position])
            write_cell(_Cell(inner, own), cell, widths, strong=row.emphasised, held=held)


def describe(properties: CT_TblPr, caption: str) -> None:
    """Set the table's width, the parts it has, and its alternative text."""
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


def mark(row: CT_Row, *, is_head: bool) -> None:
    """Keep a row on one page, and repeat it on every page where it is a header."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def is_held(place: int, table: Table, *, has_notes: bool) -> bool:
    """Tell whether a row is kept on the page of the next: no row stands alone, and short tables are whole."""
    last = len(table.rows) - 1
    if place == last:
        return has_notes
    is_short = len(table.rows) <= TOGETHER
    return is_short or place < len(table.head) + HELD - 1 or place > last - HELD


def write_cell(target: _Cell, cell: Cell, widths: Fit, *, strong: bool, held: bool) -> None:
    """Write one cell in the style for its contents."""
    paragraph = target.paragraphs[0]
    paragraph.style = ("Tabeltal" if cell.number else "Tabeltekst") + (" lille" if widths.small else "")
    if held:
        paragraph.paragraph_format.keep_with_next = True
    write_text(paragraph, cell.text, strong=strong)
