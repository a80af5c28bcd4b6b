"""What the tables share: figures with every value kept, the row of totals, and the names of contenders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.table import Figures

TOTAL = "I alt"


def figures_of(rows: Sequence[dict[str, Any]], header: str, columns: Iterable[str] | None = None) -> Figures:
    """Take the values under ``header`` as the row headers; ``columns`` are those of the first row."""
    chosen = tuple(columns) if columns is not None else tuple(name for name in rows[0] if name != header)
    return Figures(
        header=header,
        columns=chosen,
        rows=tuple((str(row[header]), tuple(row[name] for name in chosen)) for row in rows),
    )


def with_total(rows: Sequence[dict[str, Any]], summed: Collection[str]) -> list[dict[str, Any]]:
    """Add a row with the sums of some columns; the others are empty in it."""
    header, *columns = rows[0]
    sums = {column: sum(row[column] for row in rows) if column in summed else None for column in columns}
    return [*rows, {header: TOTAL} | sums]


def party(standing: Standing) -> str:
    """Name a contender by letter and name: "A Socialdemokratiet"."""
    return f"{standing.letter} {standing.name}"


def parties(result: KkrResult) -> dict[str, str]:
    """Return the names of the eligible contenders by letter, in print order."""
    return {standing.letter: party(standing) for standing in result.eligibility.eligible}
