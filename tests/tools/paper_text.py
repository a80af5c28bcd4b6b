"""A paper as lines of text: a row of a table is one line, a line to fill in ends in underscores."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.blocks import (
    Block,
    FillIn,
    Heading,
    Listing,
    Paragraph,
    Particulars,
    Text,
    WrittenTable,
)
from kkr_analysis.presentation.meeting.frame import Paper, blocks_of
from kkr_analysis.presentation.meeting.papers import papers_of


def paper_named(meeting: Proceedings, stem: str) -> Paper:
    """Find a paper by what its files are called."""
    return next(paper for paper in papers_of(meeting) if paper.stem == stem)


def lines(meeting: Proceedings, stem: str) -> list[str]:
    """Return the lines of a paper."""
    return lines_of(paper_named(meeting, stem), meeting)


def lines_of(paper: Paper, meeting: Proceedings) -> list[str]:
    """Return the lines of a paper that is at hand."""
    return [line for block in blocks_of(paper, meeting) for line in _lines(block)]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield from _words(block.text).split("\n")
        case Particulars():
            yield from (f"{term}: {_words(meaning)}" for term, meaning in block.pairs)
        case Listing():
            yield from (_words(item.text) for item in block.items)
        case WrittenTable():
            yield block.caption
            yield " | ".join(column.header for column in block.columns)
            yield from (" | ".join(row.cells) for row in block.rows)
            yield from (note.text for note in block.footnotes)
        case FillIn():
            yield f"{block.label} ____" * block.lines
        case _:
            raise TypeError(block)


def _words(text: Text) -> str:
    return "".join(run.text for run in text)
