"""
The page itself: one file that asks nothing of anybody, says what was changed in it, and fits in 500 kB.

Its Content-Security-Policy allows the script and the style sheet that were written, by their sha256, and
nothing else. The sha256 shown on the page is over the data and over every part marked ``data-sealed``; the
page's own script holds it against them.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from html import unescape
from html.parser import HTMLParser
from importlib import resources
from typing import Any

from kkr_analysis.composition.overview import Overview
from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.build.editions import Edition, keywords
from kkr_analysis.documents.build.explorer.content import MOST_FREE, KkrContent, content_of
from kkr_analysis.documents.contract import as_json
from kkr_analysis.documents.embedding import html_record
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.markup import html_of, render
from kkr_analysis.presentation.masthead import logo
from kkr_analysis.presentation.overview import wording as overview_wording
from kkr_analysis.presentation.phrases import BROWSERS, PAGE, SHARED, say
from kkr_analysis.presentation.style_sheet import css, screen_fonts
from kkr_analysis.presentation.tables.facts import sources
from kkr_analysis.whatif.alliances.partitions import extensions

LARGEST = 500_000
"""Bytes of a page that can be mailed and opened on a telephone."""
LEAST_FREE = 2
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_SUM = "0" * 64


def explorer_page(subject: KkrResult | Overview, style: HouseStyle) -> str:
    """
    Return the page of one KKR, or of all in an overview.

    All contenders can be ticked, or as many of the largest as the page has room for. Raises BuildError where
    nothing is small enough.
    """
    results = subject.now.results if isinstance(subject, Overview) else (subject,)
    for most in range(MOST_FREE, LEAST_FREE - 1, -1):
        if most < MOST_FREE and most >= max(len(result.eligibility.eligible) for result in results):
            continue  # all of them could be ticked, and it was too large
        page = _page(subject, tuple(content_of(result, most) for result in results), style)
        if len(page.encode()) <= LARGEST:
            return page
    raise BuildError(
        f"Siden med valgforbund ville fylde mere end {LARGEST // 1000} kB, også med få partier. Intet er "
        "skrevet. Vælg et mindre logo eller en mindre skrift i husstil.toml."
    )


def _page(subject: KkrResult | Overview, kkr: Sequence[KkrContent], style: HouseStyle) -> str:
    is_overview = isinstance(subject, Overview)
    title = title_of(subject)
    words = {**SHARED, **PAGE, "title": title}
    data = _as_script({"words": words, "kkr": [each.data for each in kkr], "extensions": _extensions()})
    script = _file("page.js")
    results = [each.result for each in kkr]

    def filled(sheet: str, sha256: str) -> str:
        return render(
            "explorer.html.j2",
            policy=_policy(script, sheet),
            keywords="" if is_overview else keywords(str(fingerprint_of(results[0])), Edition.EXPLORER),
            author=style.author,
            description=_description(subject),
            record="" if is_overview else html_record(as_json(results[0])),
            title=title,
            css=sheet,
            publisher=style.publisher,
            logo=logo(style),
            kkr=kkr,
            words=words,
            prefix=lambda each: f"{each.slug}/" if is_overview else "",
            browsers=BROWSERS,
            statuses="; ".join(dict.fromkeys(each.status_in_short for each in kkr)),
            disclaimer=say("disclaimer", mark=SHARED["mark"]),
            sources=html_of([sources(results[0]).written]),
            fingerprints=[f"{result.body}: {fingerprint_of(result)}" for result in results],
            sha256=sha256,
            data=data,
            script=script,
        ).source

    draft = filled("", _SUM)
    sheet = (
        screen_fonts(style.font, unescape(draft)) + css(style) + _file("page.css") + "\n".join(_colours(kkr))
    )
    return filled(sheet, sealed_sum(draft))


def title_of(subject: KkrResult | Overview) -> str:
    """Return the title: "Valgforbund i KKR Midtjylland 2022–26 (foreløbig)"."""
    if isinstance(subject, Overview):
        return f"Valgforbund i KKR {subject.now.rule_set.label}{wording.preliminary(subject.status)}"
    return f"Valgforbund i {wording.body_and_term(subject)}{wording.preliminary(subject.status)}"


def _description(subject: KkrResult | Overview) -> str:
    if isinstance(subject, Overview):
        figures = overview_wording.description(subject)
    else:
        figures = wording.description(subject)
    return f"Hvad valgforbund ville føre til. {figures}"


def sealed_sum(page: str) -> str:
    """Return the sha256 over the data of a page and over the text of every part that is sealed."""
    reader = _Sealed()
    reader.feed(page)
    reader.close()
    return hashlib.sha256("\n".join([reader.data, *reader.parts]).encode()).hexdigest()


class _Sealed(HTMLParser):
    """Collects the text of the data and of the sealed parts, as a browser's ``textContent`` gives it."""

    def __init__(self) -> None:
        super().__init__()
        self.data = ""
        self.parts: list[str] = []
        self._depth = 0
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self._is_data = attributes.get("id") == "data"
        if tag in _VOID:
            return
        if self._depth:
            self._depth += 1
        elif "data-sealed" in attributes:
            self._depth = 1
            self.parts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_data = False
        if self._depth and tag not in _VOID:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data += data
        elif self._depth:
            self.parts[-1] += data


def _as_script(values: Any) -> str:
    """Write JSON in which nothing ends the element that it stands in."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(script: str, sheet: str) -> str:
    return (
        f"default-src 'none'; script-src {_hashed(script)}; style-src {_hashed(sheet)}; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _colours(kkr: Sequence[KkrContent]) -> Iterator[str]:
    """Give the colours of the letters beside the boxes, as rules of the style sheet."""
    for each in kkr:
        for party in each.parties:
            yield f".c{each.slug}-{party['place']} {{ background: {party['colour']}; color: {party['ink']} }}"


def _extensions() -> list[list[int]]:
    """Return in how many ways so many further contenders can join so many blocks: [further][blocks]."""
    numbers = range(MOST_FREE + 1)
    return [[extensions(blocks, further) for blocks in numbers] for further in numbers]


def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
