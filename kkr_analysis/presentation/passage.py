"""
Blocks that a notebook displays and carries: as HTML for the page, and as values for Word.

A cell's output has both, so nothing that reads an executed notebook has to parse HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kkr_analysis.presentation.blocks import Block, ParagraphKind, Run, paragraph
from kkr_analysis.presentation.markup import html_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter

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
    return _blocks().validate_python(output[MIMETYPE]) if MIMETYPE in output else None


@cache
def _blocks() -> TypeAdapter[tuple[Block, ...]]:
    from pydantic import TypeAdapter  # only the build reads: no kernel waits for it

    return TypeAdapter(tuple[Block, ...])
