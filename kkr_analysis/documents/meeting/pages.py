"""Every paper as a page, the cover of all papers together, and the page that leads to their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from kkr_analysis.documents.meeting.names import CALENDAR, combined_name, data_name
from kkr_analysis.documents.whole_page import whole_page
from kkr_analysis.documents.word.tables import cells_of
from kkr_analysis.documents.word.widths import WIDTH, fit
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.blocks import Block, WrittenTable
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.markup import html_of, render
from kkr_analysis.presentation.meeting.frame import (
    Paper,
    blocks_of,
    cover,
    description,
    together,
)

FORMATS = (("html", "webside"), ("pdf", "PDF"), ("docx", "Word"), ("json", "data (JSON)"))
"""Endings of the files of a paper, with the words for each."""


def page_of(paper: Paper, meeting: Proceedings, style: HouseStyle) -> str:
    """Return one paper as a page; its heading can be linked to where all papers are together."""
    blocks = blocks_of(paper, meeting)
    body = f'<div id="{paper.stem}">\n{html_of(blocks, _widths(blocks))}\n</div>'
    return _page(body, f"{paper.heading}, {_body(meeting)}", meeting, style)


def cover_page(
    papers: Sequence[Paper], meeting: Proceedings, style: HouseStyle, begins: Mapping[str, int]
) -> str:
    """Return the page in front of all papers: the contents with the number of the page each begins on."""
    contents = render("papers.html.j2", papers=papers, begins=begins)
    return _page(f"{html_of(cover(meeting))}\n{contents.source}", together(meeting), meeting, style)


def leaves(feet: Sequence[str], meeting: Proceedings, style: HouseStyle) -> str:
    """Return a page for every line at the foot, which has nothing else."""
    marks = html_of(cover(meeting)[1:])
    body = render("leaves.html.j2", feet=feet, marks=marks)
    return _page(body.source, together(meeting), meeting, style)


def index_page(papers: Sequence[Paper], meeting: Proceedings, style: HouseStyle) -> str:
    """Return the page that leads to every file of the meeting's folder."""
    region = meeting.dossier.region
    body = render(
        "meeting_index.html.j2",
        papers=papers,
        formats=FORMATS,
        combined=combined_name(region),
        data=data_name(region),
        calendar=CALENDAR,
    )
    return _page(f"{html_of(cover(meeting))}\n{body.source}", together(meeting), meeting, style)


def _widths(blocks: Sequence[Block]) -> Mapping[str, Sequence[float]]:
    """Fit the columns of every table, which takes a printer of PDF a seventh of its time otherwise."""
    return {
        block.anchor: [100 * width / WIDTH for width in fit(cells_of(block)).columns]
        for block in blocks
        if isinstance(block, WrittenTable)
    }


def _body(meeting: Proceedings) -> str:
    return wording.body_and_term(meeting.dossier.result)


def _page(body: str, title: str, meeting: Proceedings, style: HouseStyle) -> str:
    return whole_page(
        body,
        title=title,
        description=description(meeting),
        keywords="",
        record="",
        style=style,
        more_css=_css(),
    )


@cache
def _css() -> str:
    """Return what the style sheet of the papers adds to the one of every page."""
    return (resources.files("kkr_analysis.presentation.meeting") / "moede.css").read_text(encoding="utf-8")
