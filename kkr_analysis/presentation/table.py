"""A table of the enclosure: a DataFrame for the analyst, accessible HTML for the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kkr_analysis.presentation.blocks import Column, Footnote, Row, WrittenTable
from kkr_analysis.presentation.passage import Passage

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Figures", "Footnote", "Table", "Writer"]

Writer = Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Exact values in rows: each row has a header, and ``header`` stands above those."""

    header: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Any, ...]], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a DataFrame for the analyst, every value as it is; nothing else here needs pandas."""
        import pandas as pd

        return pd.DataFrame(
            [values for _, values in self.rows],
            index=pd.Index([header for header, _ in self.rows], name=self.header or None),
            columns=list(self.columns),
            dtype=object,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Table:
    """
    Exact figures with the way they are written.

    ``numbers`` says how each column of numbers is written (right-aligned); every other column is text.
    ``emphasised`` names rows set in bold. ``anchor`` is the table's id in the page.
    """

    figures: Figures
    caption: str
    anchor: str
    numbers: Mapping[str, Writer] = field(default_factory=dict)
    footnotes: tuple[Footnote, ...] = ()
    emphasised: frozenset[str] = frozenset()

    @property
    def frame(self) -> pd.DataFrame:
        """The exact figures as a DataFrame: the index holds the row headers."""
        return self.figures.frame

    def cells(self) -> list[tuple[str, list[str]]]:
        """Return every row as its header and its cells, all of them written out."""
        writers = [self.numbers.get(column, str) for column in self.figures.columns]
        return [
            (
                header,
                ["" if value is None else write(value) for write, value in zip(writers, row, strict=True)],
            )
            for header, row in self.figures.rows
        ]

    @property
    def written(self) -> WrittenTable:
        """The table as the enclosure shows it."""
        return WrittenTable(
            caption=self.caption,
            anchor=self.anchor,
            columns=(
                Column(header=self.figures.header),
                *(Column(header=name, is_number=name in self.numbers) for name in self.figures.columns),
            ),
            rows=tuple(
                Row(cells=(header, *cells), is_emphasised=header in self.emphasised)
                for header, cells in self.cells()
            ),
            footnotes=self.footnotes,
        )

    def __repr__(self) -> str:
        """Write the exact figures below the caption, where there is no page to show them on."""
        header, names = self.figures.header, self.figures.columns
        lines = [(header, *names), *((first, *map(str, row)) for first, row in self.figures.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        written = [
            "  ".join(
                [first.ljust(widths[0]), *(text.rjust(w) for text, w in zip(row, widths[1:], strict=True))]
            )
            for first, *row in lines
        ]
        return "\n".join([self.caption, *written])

    def _repr_html_(self) -> str:
        return Passage((self.written,)).source

    def _repr_mimebundle_(self, **selection: Any) -> dict[str, Any]:
        return Passage((self.written,))._repr_mimebundle_(**selection)
