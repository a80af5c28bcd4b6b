"""A table of the enclosure: a DataFrame for the analyst, accessible HTML for the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kkr_analysis.presentation.blocks import Column, Footnote, Row, WrittenTable
from kkr_analysis.presentation.passage import Passage

__all__ = ["Footnote", "Table", "Writer"]

Writer = Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Table:
    """
    Exact figures, and how they are written.

    ``frame`` has the row headers as its index, under the index's name. ``numbers`` has a writer for each
    column of numbers, which is right-aligned; other columns are text. ``emphasised`` names the rows set in
    bold. ``anchor`` is the table's id in the page.
    """

    frame: pd.DataFrame
    caption: str
    anchor: str
    numbers: Mapping[str, Writer] = field(default_factory=dict)
    footnotes: tuple[Footnote, ...] = ()
    emphasised: frozenset[str] = frozenset()

    def cells(self) -> list[tuple[str, list[str]]]:
        """Return every row as its header and its written cells."""
        writers = [self.numbers.get(str(column), str) for column in self.frame.columns]
        rows = self.frame.astype(object).itertuples(index=False, name=None)
        return [
            (
                str(header),
                ["" if value is None else write(value) for write, value in zip(writers, row, strict=True)],
            )
            for header, row in zip(self.frame.index, rows, strict=True)
        ]

    @property
    def written(self) -> WrittenTable:
        """The table as the enclosure shows it."""
        return WrittenTable(
            caption=self.caption,
            anchor=self.anchor,
            columns=(
                Column(header=str(self.frame.index.name or "")),
                *(Column(header=str(name), is_number=name in self.numbers) for name in self.frame.columns),
            ),
            rows=tuple(
                Row(cells=(header, *cells), is_emphasised=header in self.emphasised)
                for header, cells in self.cells()
            ),
            footnotes=self.footnotes,
        )

    def __repr__(self) -> str:
        """Write the exact figures below the caption, where no page displays them."""
        return f"{self.caption}\n{self.frame}"

    def _repr_html_(self) -> str:
        return Passage((self.written,)).source

    def _repr_mimebundle_(self, **selection: Any) -> dict[str, Any]:
        return Passage((self.written,))._repr_mimebundle_(**selection)
