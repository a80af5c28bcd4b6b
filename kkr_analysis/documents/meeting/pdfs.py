"""
Every paper as a PDF, and all of them as one with contents and running page numbers, each laid out only once.

Laying out takes most of the time, so the pages of the papers are used twice. What differs is the foot of a
page, which counts the pages of the paper in one and those of all papers in the other: the feet of the whole
are laid out on leaves without text, and change places with those of the pages.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkr_analysis.documents.build.pdf import laid_out, write
from kkr_analysis.presentation.house_style import Font

if TYPE_CHECKING:
    from weasyprint import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One paper as a page: its place among the others, the line at the foot, the HTML, and its own PDF."""

    place: str
    foot: str
    html: str
    target: Path


Cover = Callable[[Mapping[str, int]], str]
"""Makes the first page from the page number that every place begins on."""
Leaves = Callable[[Sequence[str]], str]
"""Makes leaves without text: one for each line at the foot."""


def write_pdfs(
    pages: Sequence[Page], cover: Cover, leaves: Leaves, together: Path, font: Font | None = None
) -> None:
    """
    Write each paper's PDF, and all of them behind a cover as one, every one PDF/UA-1.

    Raises BuildError where WeasyPrint's system libraries are missing.
    """
    with _nothing_collected():
        papers = [laid_out(page.html, font) for page in pages]
        for page, paper in zip(pages, papers, strict=True):
            write(paper, page.target)
        first = _cover(pages, papers, cover, font)
        feet = [page.foot for page, paper in zip(pages, papers, strict=True) for _ in paper.pages]
        numbered = laid_out(leaves([first.metadata.title] * len(first.pages) + feet), font)
        whole = [*first.pages, *(sheet for paper in papers for sheet in paper.pages)]
        for sheet, leaf in zip(whole, numbered.pages, strict=True):
            _exchange_feet(sheet, leaf)
        write(first.copy(whole), together)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Look for no garbage: every page is kept until the last PDF is written, so there is hardly any."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _cover(pages: Sequence[Page], papers: Sequence[Document], cover: Cover, font: Font | None) -> Document:
    """Lay out the cover, whose own length moves the page numbers in its contents."""
    length = 1
    while True:
        begins, number = {}, length + 1
        for page, paper in zip(pages, papers, strict=True):
            begins[page.place] = number
            number += len(paper.pages)
        first = laid_out(cover(begins), font)
        if len(first.pages) == length:
            return first
        length = len(first.pages)


def _exchange_feet(sheet: Any, leaf: Any) -> None:
    from weasyprint.formatting_structure.boxes import MarginBox

    page, other = sheet._page_box, leaf._page_box
    body = [box for box in page.children if not isinstance(box, MarginBox)]
    page.children = (*body, *(box for box in other.children if isinstance(box, MarginBox)))
