"""A self-contained HTML page: style sheet, masthead and fonts around what a document shows."""

from __future__ import annotations

import re
from html import unescape

from kkr_analysis.documents.embedding import html_record
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.markup import render
from kkr_analysis.presentation.masthead import masthead
from kkr_analysis.presentation.style_sheet import css, screen_fonts
from kkr_analysis.presentation.wording import unbroken

FONTS = "/* fonts */\n"
"""Placeholder in the template for the fonts, which are known only once the page is complete."""
CROWDED = re.compile(
    r"<t[hd][^>]*>(?:[^<]*\s)?(?![0-9a-f]{64}<)[^\s<]{30}|(?:<th scope=[^>]*>[^<]*</th>\s*){19}"
)
"""
A word or a row of headings too long for a printed page, which may then break any word of a table.

Other pages may not: WeasyPrint would measure their cells letter by letter, for a third of its time.
"""


def whole_page(
    body: str,
    *,
    title: str,
    description: str,
    keywords: str,
    record: str,
    style: HouseStyle,
    note: str = "",
    more_css: str = "",
) -> str:
    """
    Return the page around ``body``, which is HTML already.

    ``record`` is the text of the JSON contract that the page carries, empty for a page without one. ``note``
    is printed at its foot, and ``more_css`` follows the style sheet.
    """
    whole = unbroken(
        render(
            "document.html.j2",
            body=body,
            title=title,
            description=description,
            keywords=keywords,
            note=note,
            record=html_record(record) if record else "",
            css=css(style) + more_css,
            author=style.author,
            masthead=masthead(style).source,
        ).source
    )
    if CROWDED.search(whole):
        whole = whole.replace("<main>", '<main class="crowded">', 1)
    return whole.replace(FONTS, screen_fonts(style.font, unescape(whole)), 1) + "\n"
