"""Every paper as a page, and all of them as one page with contents, which the combined PDF is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from kkr_analysis.documents.meeting.names import CALENDAR, combined_name, data_name
from kkr_analysis.documents.whole_page import whole_page
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.blocks import Block, Heading
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.markup import html_of, render
from kkr_analysis.presentation.meeting.frame import (
    Paper,
    blocks_among_others,
    blocks_of,
    cover,
    description,
    together,
)

FORMATS = (("html", "webside"), ("pdf", "PDF"), ("docx", "Word"), ("json", "data (JSON)"))
"""Endings of the files of a paper, with the words for each."""


def page_of(paper: Paper, meeting: Proceedings, style: HouseStyle) -> str:
    """Return one paper as a page."""
    return _page(html_of(blocks_of(paper, meeting)), f"{paper.heading}, {_body(meeting)}", meeting, style)


def combined_page(papers: Sequence[Paper], meeting: Proceedings, style: HouseStyle) -> str:
    """Return all papers as one page: contents first, and every heading one level down."""
    parts = [
        html_of(cover(meeting)),
        render("papers.html.j2", papers=papers).source,
        *(
            f'<section class="paper" id="{paper.stem}">\n{html_of(lowered(blocks_among_others(paper, meeting)))}'
            "\n</section>"
            for paper in papers
        ),
    ]
    return _page("\n".join(parts), together(meeting), meeting, style)


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


def lowered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put every heading one level down."""
    return tuple(
        replace(block, level=block.level + 1) if isinstance(block, Heading) else block for block in blocks
    )


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
