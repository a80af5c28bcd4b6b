"""What the tables share: the row of totals, and the names of contenders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import whole
from kkr_analysis.presentation.table import Footnote, Table, Writer

TOTAL = "I alt"


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
        header=next(iter(rows[0])),
        rows=with_total(rows, summed),
        caption=caption,
        anchor=anchor,
        numbers=dict.fromkeys(summed, write),
        footnotes=footnotes,
        emphasised=frozenset({TOTAL}),
    )


def party(standing: Standing) -> str:
    """Name a contender by letter and name: "A Socialdemokratiet"."""
    return f"{standing.letter} {standing.name}"


def parties(result: KkrResult) -> dict[str, str]:
    """Return the names of the eligible contenders by letter, in print order."""
    return {standing.letter: party(standing) for standing in result.eligibility.eligible}
