"""The executed notebook as blocks: what its page shows, cell by cell, without going through HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, NoReturn, cast

from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbformat import NotebookNode

from kkr_analysis.errors import BuildError
from kkr_analysis.presentation.blocks import (
    BREAK,
    Block,
    Column,
    Figure,
    Heading,
    Item,
    Listing,
    Paragraph,
    ParagraphKind,
    Row,
    Run,
    RunLook,
    Text,
    WrittenTable,
    paragraph,
)
from kkr_analysis.presentation.passage import blocks_in

Token = Mapping[str, Any]
"""A piece of Markdown as the page's parser gives it."""
_PARSER: Any = MarkdownWithMath(renderer=cast("Any", None))
"""The page's own parser; without a renderer it returns the tokens."""
HIDDEN = {"analytiker", "parameters", "injected-parameters"}
"""Tags of the cells that the page leaves out too."""
_COMMENT = re.compile(r"<!--.*-->\s*", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\s*/?>")


def shown_in(notebook: NotebookNode) -> tuple[Block, ...]:
    """
    Return what the page of an executed notebook shows.

    Raises BuildError for what a Word file cannot show as the page does: HTML, and pictures other than charts.
    """
    return tuple(
        block
        for cell in notebook.cells
        if not HIDDEN & set(cell.metadata.get("tags", ()))
        for block in (_markdown(cell.source) if cell.cell_type == "markdown" else _outputs(cell))
    )


def _refuse(what: str) -> NoReturn:
    raise BuildError(
        f"Notebooken viser {what}, og det kan Word-filen ikke vise. Intet er skrevet. Ret det i notebooken, "
        "eller udelad docx med --format."
    )


def _outputs(cell: NotebookNode) -> Iterator[Block]:
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        carried = blocks_in(data)
        if carried is not None:
            yield from carried
        elif "text/html" in data:
            _refuse("HTML, der ikke er et afsnit eller en tabel fra pakken")
        elif "image/svg+xml" in data:
            yield from _chart(output.metadata.get("image/svg+xml", {}))
        elif data.keys() == {"text/plain"}:
            yield _verbatim(data["text/plain"])


def _chart(metadata: Mapping[str, Any]) -> Iterator[Block]:
    if "name" not in metadata:
        _refuse("et billede, der ikke er et af bilagets diagrammer")
    yield Figure(chart=metadata["name"], alt=metadata["alt"])


def _verbatim(source: str) -> Paragraph:
    return paragraph(source.strip("\n"), kind=ParagraphKind.VERBATIM)


def _markdown(source: str) -> Iterator[Block]:
    for token in _PARSER(source):
        yield from _block(token)


def _block(token: Token) -> Iterator[Block]:
    match token["type"]:
        case "heading":
            yield Heading(token["attrs"]["level"], _text(token["children"]))
        case "paragraph" | "block_text":
            if words := _text(token["children"]):
                yield Paragraph(words)
        case "block_quote":
            for inner in token["children"]:
                yield from _block(inner)
        case "block_code":
            yield _verbatim(token["raw"])
        case "list":
            yield Listing(tuple(_items(token, 0)))
        case "table":
            yield _table(*token["children"])
        case "blank_line" | "thematic_break":
            return
        case "block_html" if _COMMENT.fullmatch(token["raw"].strip()):
            return
        case "block_html":
            _refuse(f"HTML: {token['raw'].strip()}")
        case unknown:
            _refuse(f"andet end afsnit, lister og tabeller ({unknown})")


def _items(listing: Token, depth: int) -> Iterator[Item]:
    """Yield the entries of a list, each followed by those of the lists inside it."""
    for entry in listing["children"]:
        lists = [token for token in entry["children"] if token["type"] == "list"]
        words: list[Run] = []
        for block in (block for token in entry["children"] if token not in lists for block in _block(token)):
            if not isinstance(block, Paragraph) or block.kind is ParagraphKind.VERBATIM:
                _refuse("andet end tekst og lister inden i en liste")
            words += [*block.text, Run("\n")]
        if words:
            yield Item(tuple(words), depth, listing["attrs"]["ordered"])
        for inner in lists:
            yield from _items(inner, depth + 1)


def _table(head: Token, body: Token | None = None) -> WrittenTable:
    return WrittenTable(
        caption="",
        anchor="",
        columns=tuple(
            Column(header=_words(cell), is_number=cell["attrs"]["align"] == "right")
            for cell in head["children"]
        ),
        rows=tuple(
            Row(cells=tuple(map(_words, row["children"]))) for row in (body["children"] if body else ())
        ),
    )


def _words(token: Token) -> str:
    return "".join(run.text for run in _text(token["children"]))


def _text(tokens: Iterable[Token]) -> Text:
    return tuple(run for token in tokens for run in _runs(token, RunLook.PLAIN, ""))


def _runs(token: Token, look: RunLook, link: str) -> Iterator[Run]:
    match token["type"]:
        case "text":
            yield Run(unescape(token["raw"]), look, link)
        case "codespan":
            yield Run(token["raw"], RunLook.CODE, link)
        case "softbreak":
            yield Run("\n", look, link)
        case "linebreak":
            yield Run(BREAK, look, link)
        case "strong":
            yield from _within(token, RunLook.STRONG, link)
        case "emphasis":
            yield from _within(token, look if look is RunLook.STRONG else RunLook.EMPHASIS, link)
        case "strikethrough":
            yield from _within(token, look, link)
        case "link":
            yield from _within(token, look, token["attrs"]["url"])
        case "inline_math":
            yield Run(f"${token['raw']}$", look, link)
        case "inline_html" if _LINE_BREAK.fullmatch(token["raw"]):
            yield Run(BREAK, look, link)
        case "inline_html" if _COMMENT.fullmatch(token["raw"]):
            return
        case "inline_html":
            _refuse(f"HTML: {token['raw']}")
        case "image":
            _refuse("et billede, der ikke er et af bilagets diagrammer")
        case unknown:
            _refuse(f"andet end tekst ({unknown})")


def _within(token: Token, look: RunLook, link: str) -> Iterator[Run]:
    for inner in token["children"]:
        yield from _runs(inner, look, link)
