"""
Blocks that a notebook displays and carries: as HTML for the page, and as values for Word.

A cell's output has both, so nothing that reads an executed notebook has to parse HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kkr_analysis.presentation.blocks import (
    Block,
    Column,
    Figure,
    Footnote,
    Heading,
    Item,
    Listing,
    Paragraph,
    ParagraphKind,
    Particulars,
    Row,
    Run,
    RunLook,
    Text,
    WrittenTable,
    paragraph,
)
from kkr_analysis.presentation.markup import html_of

MIMETYPE = "application/vnd.kkr-analysis.blocks+json"
"""The type of the output; no exporter shows it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive blocks of the enclosure."""

    blocks: tuple[Block, ...]

    @property
    def source(self) -> str:
        """The passage as HTML."""
        return html_of(self.blocks)

    def _repr_html_(self) -> str:
        return self.source

    def _repr_mimebundle_(self, **_selection: Any) -> dict[str, Any]:
        return {MIMETYPE: [asdict(block) for block in self.blocks]}


def passage(*blocks: Block) -> Passage:
    """Make a passage of blocks."""
    return Passage(blocks)


def said(*parts: str | Run, kind: ParagraphKind = ParagraphKind.RUNNING) -> Passage:
    """Make a passage of one paragraph."""
    return Passage((paragraph(*parts, kind=kind),))


def blocks_in(output: Mapping[str, Any]) -> tuple[Block, ...] | None:
    """Return the blocks in the data of an output; None where there are none."""
    if MIMETYPE not in output:
        return None
    return tuple(_KINDS[entry["block"]](entry) for entry in output[MIMETYPE])


def _text(runs: Iterable[Mapping[str, Any]]) -> Text:
    return tuple(Run(run["text"], RunLook(run["look"]), run["link"]) for run in runs)


def _table(entry: Mapping[str, Any]) -> WrittenTable:
    return WrittenTable(
        caption=entry["caption"],
        anchor=entry["anchor"],
        columns=tuple(Column(**column) for column in entry["columns"]),
        rows=tuple(
            Row(cells=tuple(row["cells"]), is_emphasised=row["is_emphasised"]) for row in entry["rows"]
        ),
        footnotes=tuple(Footnote(**note) for note in entry["footnotes"]),
    )


_KINDS: Mapping[str, Callable[[Mapping[str, Any]], Block]] = {
    "heading": lambda entry: Heading(entry["level"], _text(entry["text"]), entry["starts_page"]),
    "paragraph": lambda entry: Paragraph(_text(entry["text"]), ParagraphKind(entry["kind"])),
    "particulars": lambda entry: Particulars(
        tuple((term, _text(meaning)) for term, meaning in entry["pairs"])
    ),
    "listing": lambda entry: Listing(
        tuple(Item(_text(item["text"]), item["depth"], item["is_numbered"]) for item in entry["items"]),
        entry["is_loose"],
    ),
    "table": _table,
    "figure": lambda entry: Figure(chart=entry["chart"], alt=entry["alt"]),
}
"""How each kind of block is made again; a model of them all would take longer than the reading."""
