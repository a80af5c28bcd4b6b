"""
All papers behind a cover as one document, as a secretariat binds them: a paper begins where there is room.

Laying out takes most of the time, so the pages that each paper has by itself are used again. Only a paper
that begins further down a page, below the end of the one before, is laid out once more from there: if it were
moved down, its backgrounds would stay where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkr_analysis.danish import listed, upper_first
from kkr_analysis.documents.build.pdf import laid_out
from kkr_analysis.presentation.house_style import Font

if TYPE_CHECKING:
    from weasyprint import Document

GAP = 16 * 96 / 25.4
"""White space between two papers on one page, in CSS pixels: 16 mm."""
ROOM = 0.4
"""The least of a page that a paper of several pages begins on."""
LOST = 0.1
"""What page breaks may cost a paper that begins further down, as a part of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    One paper as a page: its place among the others, the line at the foot, the HTML, and its own PDF.

    ``brief`` names it at the foot of a page that it shares with another: "punkt 1.5". One that
    ``is_by_itself`` shares its pages with no other, for it is not read by the same people.
    """

    place: str
    foot: str
    brief: str
    html: str
    target: Path
    is_by_itself: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of the whole, the papers on it, and whether another paper may begin on it."""

    page: Any
    papers: tuple[Page, ...]
    is_by_itself: bool

    @property
    def foot(self) -> str:
        """The papers on it, as the foot names them: several by their numbers, for the foot is one line."""
        if len(self.papers) == 1:
            return self.papers[0].foot
        return upper_first(listed(paper.brief for paper in self.papers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The pages of all papers without the cover, and the number of the page that every place begins on."""

    sheets: tuple[Sheet, ...]
    begins: Mapping[str, int]


Cover = Callable[[Mapping[str, int]], str]
"""Makes the first page from the page number that every place begins on."""


def bind(pages: Sequence[Page], papers: Sequence[Document], font: Font | None) -> Bound:
    """Put papers, each laid out by itself, one after the other; the pages of the documents are used up."""
    sheets: list[Sheet] = []
    begins = {}
    for page, paper in zip(pages, papers, strict=True):
        own = [Sheet(page=one, papers=(page,), is_by_itself=page.is_by_itself) for one in paper.pages]
        below = _begun_on(sheets[-1], own, page.html, font) if sheets else ()
        if below:
            sheets[-1] = _joined(sheets[-1], below[0])
        begins[page.place] = len(sheets) + (0 if below else 1)
        sheets += below[1:] or ([] if below else own)
    return Bound(sheets=tuple(sheets), begins=begins)


def cover_of(bound: Bound, cover: Cover, font: Font | None) -> Document:
    """Lay out the cover, whose own length moves the page numbers in its contents."""
    length = 1
    while True:
        first = laid_out(cover({place: number + length for place, number in bound.begins.items()}), font)
        if len(first.pages) == length:
            return first
        length = len(first.pages)


def bodies(page: Any) -> list[Any]:
    """Return what a page shows between its margins."""
    from weasyprint.formatting_structure.boxes import MarginBox

    return [box for box in page._page_box.children if not isinstance(box, MarginBox)]


def _begun_on(before: Sheet, own: Sequence[Sheet], html: str, font: Font | None) -> list[Sheet]:
    """Lay a paper out from below the end of the one before; return nothing where that spares no page."""
    whole, used = before.page._page_box.height, _height(before)
    left, last = whole - used - GAP, _height(own[-1])
    fits = last <= left if len(own) == 1 else left >= ROOM * whole and last <= left - LOST * whole
    if before.is_by_itself or own[0].is_by_itself or not fits:
        return []
    top = before.page._page_box.content_box_y() + used + GAP
    # The publisher's name and logo stand at the head of a page, where the paper before has them.
    again = laid_out(html, font, f"@page :first {{ margin-top: {top}px }} .masthead {{ display: none }}")
    return [replace(own[0], page=one) for one in again.pages] if len(again.pages) <= len(own) else []


def _height(sheet: Sheet) -> float:
    """Return how far down its page a sheet is used, in CSS pixels from the upper margin."""
    last = bodies(sheet.page)[-1]
    end = last.position_y + last.margin_height()
    return float(end - sheet.page._page_box.content_box_y())


def _joined(upper: Sheet, lower: Sheet) -> Sheet:
    """Put what one page shows below what another does; the anchors and bookmarks are gathered anew."""
    from weasyprint.document import Page as Printed

    box = upper.page._page_box
    box.children = (*box.children, *bodies(lower.page))
    return replace(upper, page=Printed(box), papers=(*upper.papers, *lower.papers))
