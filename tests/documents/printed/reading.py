"""A page as a reader meets it: every text that is printed, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import html

BLOCKS = frozenset({"h1", "h2", "h3", "p", "li", "dt", "dd", "caption", "th", "td", "figcaption", "svg"})
"""What holds a text of its own; text inside nothing of the kind belongs to the page."""
UNPRINTED = frozenset({"head", "script", "style"})
SPOKEN = ("alt", "aria-label", "title")
"""Attributes that are read aloud, or shown, in place of what they belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """
    One text of a page: a paragraph, the cell of a table, what a chart says.

    ``place`` is "stemmer/Pladser/A Socialdemokratiet" for a cell, by table, column and row,
    "halvcirkel/tekst" and "halvcirkel/tekst/alt" for a chart, and the name of the element for others. ``row``
    is the row of a cell by its headings, the row's own under "".
    """

    place: str
    text: str
    row: Mapping[str, str] = field(default_factory=dict)


def sentences(page: str) -> tuple[Sentence, ...]:
    """Read every text of a page: what is read aloud and the marks of footnotes, then what is printed."""
    root = html.document_fromstring(page)
    texts: dict[Any, list[str]] = {}
    beside = []
    for node in root.iter():
        if not isinstance(node.tag, str) or _above(node, UNPRINTED) is not None:
            continue
        texts.setdefault(_block(node, root), []).append(node.text or "")
        if node is not root:
            texts.setdefault(_block(node.getparent(), root), []).append(node.tail or "")
        beside += _beside(node, root)
    cells = {cell: sentence for table in root.iter("table") for cell, sentence in _cells(table)}
    return (*beside, *_printed(texts, cells))


def _printed(texts: Mapping[Any, list[str]], cells: Mapping[Any, Sentence]) -> Iterator[Sentence]:
    for block, parts in texts.items():
        # A chart is written word by word, each where it is drawn.
        text = _plain((" " if block.tag == "svg" else "").join(parts))
        if text:
            yield cells.get(block) or Sentence(place=_place(block), text=text)


def _beside(node: Any, root: Any) -> Iterator[Sentence]:
    """Give what a node says beside its text: the mark of a footnote is written by the style sheet."""
    for name in SPOKEN:
        if node.get(name):
            yield Sentence(place=f"{_place(node)}/alt", text=_plain(node.get(name)))
    if node.get("data-note"):
        [note] = root.xpath("//*[@id=$name]", name=node.get("href").removeprefix("#"))
        number = 1 + len(note.xpath("preceding-sibling::li"))
        yield Sentence(place="fodnote", text=node.get("data-note"), row={"": str(number)})


def _cells(table: Any) -> Iterator[tuple[Any, Sentence]]:
    """Give the cells of a table below its headings."""
    anchor = _frame(table)
    headings = [_plain(own.text_content()) for own in table.xpath("thead/tr/*")]
    for line in table.xpath("tbody/tr"):
        texts = [_plain(cell.text_content()) for cell in line]
        row = dict(zip(["", *headings[1:]], texts, strict=True))
        for cell, heading, text in zip(line, headings, texts, strict=True):
            yield cell, Sentence(place=f"{anchor}/{heading}/{texts[0]}", text=text, row=row)


def _block(node: Any, root: Any) -> Any:
    block = _above(node, BLOCKS)
    return root if block is None else block


def _above(node: Any, tags: frozenset[str]) -> Any:
    """Return a node, or the nearest around it, that is one of some elements; None without any."""
    while node is not None and node.tag not in tags:
        node = node.getparent()
    return node


def _place(node: Any) -> str:
    if node.get("data-chart"):
        return f"{node.get('data-chart')}/tekst"
    frame = _frame(node)
    return f"{frame}/{node.tag}" if frame else str(node.tag)


def _frame(node: Any) -> str:
    return next((own.get("id") for own in node.iterancestors() if own.get("class") == "table-frame"), "")


def _plain(text: str) -> str:
    return " ".join(text.split())
