"""What the tables share: frames with exact values, the row of totals, and the names of contenders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import decimals, whole
from kkr_analysis.presentation.table import Footnote, Table, Writer

TOTAL = "I alt"


def framed(rows: Sequence[dict[str, Any]], header: str, columns: Iterable[str] | None = None) -> pd.DataFrame:
    """Make a frame whose first column holds the row headers, with every value kept as it is."""
    frame = pd.DataFrame(rows, columns=[header, *columns] if columns is not None else None, dtype=object)
    return frame.set_index(header)


def with_total(rows: Sequence[dict[str, Any]], summed: Collection[str]) -> list[dict[str, Any]]:
    """Add a row with the sums of some columns, empty in the others."""
    header, *columns = rows[0]
    sums = {column: sum(row[column] for row in rows) if column in summed else None for column in columns}
    return [*rows, {header: TOTAL} | sums]


def totalled(
    rows: Sequence[dict[str, Any]],
    summed: Sequence[str],
    *,
    caption: str,
    anchor: str,
    write: Writer = whole,
    footnotes: tuple[Footnote, ...] = (),
) -> Table:
    """Make a table whose columns of numbers are ``summed`` in a last row, all written in one way."""
    return Table(
        frame=framed(with_total(rows, summed), next(iter(rows[0]))),
        caption=caption,
        anchor=anchor,
        numbers=dict.fromkeys(summed, write),
        footnotes=footnotes,
        emphasised=frozenset({TOTAL}),
    )


def points(value: Fraction) -> str:
    """Write a number of percentage points with two decimals."""
    return decimals(value, 2)


def party(standing: Standing) -> str:
    """Name a contender by letter and name: "A Socialdemokratiet"."""
    return f"{standing.letter} {standing.name}"


def parties(result: KkrResult) -> dict[str, str]:
    """Return the names of the eligible contenders by letter, in print order."""
    return {standing.letter: party(standing) for standing in result.eligibility.eligible}
