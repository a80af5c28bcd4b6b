"""
Every paper as a PDF, and all of them as one with contents and running page numbers.

The pages of the papers are used twice. What differs is the foot of a
page, which counts the pages of the paper in one and those of all papers in the other: the feet of the whole
are laid out on leaves without text, and change places with those of the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kkr_analysis.documents.build.pdf import laid_out, write
from kkr_analysis.documents.meeting.bundle import Cover, Page, bind, bodies, cover_of
from kkr_analysis.presentation.house_style import Font

Leaves = Callable[[Sequence[str]], str]
"""Makes leaves without text: one for each line at the foot."""


def write_pdfs(
    pages: Sequence[Page], cover: Cover, leaves: Leaves, together: Path, font: Font | None = None
) -> None:
    """
    Write each paper's PDF, and all of them behind a cover as one, every one PDF/UA-1.

    Raises BuildError where WeasyPrint's system libraries are missing.
    """
    papers = [laid_out(page.html, font) for page in pages]
    for page, paper in zip(pages, papers, strict=True):
        write(paper, page.target)
    bound = bind(pages, papers, font)
    first = cover_of(bound, cover, font)
    feet = [first.metadata.title] * len(first.pages) + [sheet.foot for sheet in bound.sheets]
    numbered = laid_out(leaves(feet), font)
    whole = [*first.pages, *(sheet.page for sheet in bound.sheets)]
    for sheet, leaf in zip(whole, numbered.pages, strict=True):
        _exchange_feet(sheet, leaf)
    write(first.copy(whole), together)


def _exchange_feet(sheet: Any, leaf: Any) -> None:
    from weasyprint.formatting_structure.boxes import MarginBox

    margins = (box for box in leaf._page_box.children if isinstance(box, MarginBox))
    sheet._page_box.children = (*bodies(sheet), *margins)
