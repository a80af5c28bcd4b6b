"""A table of the enclosure: exact figures for the analyst, accessible HTML for the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kkr_analysis.presentation.blocks import Column, Footnote, Row, WrittenTable
from kkr_analysis.presentation.passage import Passage

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Footnote", "Table", "Writer"]

Writer = Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Table:
    """
    Exact figures, and how they are written.

    Every one of ``rows`` has the same keys: ``header`` for its name, and a column each for its figures.
    ``columns`` names them where there may be no rows. ``numbers`` says how each column of numbers is written
    (right-aligned); every other column is text. ``emphasised`` names rows set in bold. ``anchor`` is the
    table's id in the page.
    """

    header: str
    rows: Sequence[Mapping[str, Any]]
    caption: str
    anchor: str
    columns: tuple[str, ...] = ()
    numbers: Mapping[str, Writer] = field(default_factory=dict)
    footnotes: tuple[Footnote, ...] = ()
    emphasised: frozenset[str] = frozenset()

    @property
    def frame(self) -> pd.DataFrame:
        """
        The figures as a DataFrame, indexed by the names of the rows.

        Whole numbers are ``Int64``, shares and quotients ``Float64`` (rounded), text is ``string``.
        """
        import pandas as pd  # only an analyst who asks for it waits for pandas

        columns = {column: [row[column] for row in self.rows] for column in self._columns()}
        index = pd.Index([str(row[self.header]) for row in self.rows], name=self.header)
        dtypes = {column: _dtype(values) for column, values in columns.items()}
        return pd.DataFrame(columns, index=index, dtype=object).astype(dtypes)

    def cells(self) -> list[tuple[str, list[str]]]:
        """Return every row as its header and its cells, all of them written out."""
        columns = self._columns()
        return [
            (str(row[self.header]), [self._written(column, row[column]) for column in columns])
            for row in self.rows
        ]

    def _columns(self) -> tuple[str, ...]:
        if not self.rows:
            return self.columns
        return tuple(column for column in self.rows[0] if column != self.header)

    def _written(self, column: str, value: Any) -> str:
        return "" if value is None else self.numbers.get(column, str)(value)

    @property
    def written(self) -> WrittenTable:
        """The table as the enclosure shows it."""
        return WrittenTable(
            caption=self.caption,
            anchor=self.anchor,
            columns=(
                Column(header=self.header),
                *(Column(header=name, is_number=name in self.numbers) for name in self._columns()),
            ),
            rows=tuple(
                Row(cells=(header, *cells), is_emphasised=header in self.emphasised)
                for header, cells in self.cells()
            ),
            footnotes=self.footnotes,
        )

    def __repr__(self) -> str:
        """Write the table below its caption, where there is no page to show it on."""
        names = (self.header, *self._columns())
        grid = [names, *((header, *cells) for header, cells in self.cells())]
        widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
        lines = (
            "  ".join(
                cell.rjust(width) if name in self.numbers else cell.ljust(width)
                for name, cell, width in zip(names, row, widths, strict=True)
            ).rstrip()
            for row in grid
        )
        return "\n".join((self.caption, *lines))

    def _repr_html_(self) -> str:
        return Passage((self.written,)).source

    def _repr_mimebundle_(self, **selection: Any) -> dict[str, Any]:
        return Passage((self.written,))._repr_mimebundle_(**selection)


def _dtype(values: Iterable[Any]) -> str:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return "Int64"
    return "Float64" if kinds and kinds <= {int, Fraction} else "string"
