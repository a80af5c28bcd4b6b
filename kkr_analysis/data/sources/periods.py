"""Rows that hold for a period: the columns ``fra`` and ``til``, and which rows are in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.rows import Row, calendar_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the first day to the last, both included; ``last`` is None while it lasts."""

    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether the day is in the period."""
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: Period) -> bool:
        """Whether some day is in both periods."""
        ends_before = self.last is not None and self.last < other.first
        starts_after = other.last is not None and other.last < self.first
        return not ends_before and not starts_after


def read_period(reader: FileReader, row: Row, *, first: str = "fra", last: str = "til") -> Period | None:
    """Return the period of a row; None, with the fault recorded, where it has none."""
    start, end = calendar_day(row[first]), calendar_day(row[last])
    if start is None:
        reader.reject_day(row, first, expected="en dato som 2021-12-15")
    if end is None and row[last]:
        reader.reject_day(row, last, expected="en dato som 2025-12-31 eller ingenting")
        return None
    if start is None:
        return None
    if end is not None and end < start:
        reader.reject(row, last, expected=f"tidligst {start}")
        return None
    return Period(first=start, last=end)


def in_force(reader: FileReader, rows: Iterable[Row], column: str, day: date | None) -> tuple[Row, ...]:
    """
    Return the rows that hold on the day, all of them where the day is not known.

    Two rows with the same value in ``column`` that hold on the same day are a fault.
    """
    earlier: dict[str, list[tuple[Period, Row]]] = {}
    current = []
    for row in rows:
        period = read_period(reader, row)
        if period is None:
            continue
        for other, first in earlier.setdefault(row[column], []):
            if period.overlaps(other):
                expected = f"en periode, der ikke overlapper den i række {first.number}"
                reader.reject(row, "fra", expected=expected)
        earlier[row[column]].append((period, row))
        if day is None or period.covers(day):
            current.append(row)
    return tuple(current)
