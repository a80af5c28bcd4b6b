"""The lots that were drawn in real life, each recorded with the tie that it settled."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from kkr_analysis.allocation.lots import DrawnLot
from kkr_analysis.composition.election import RegionalLot
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.own_files import LOTS
from kkr_analysis.data.sources.rows import Row, calendar_day

COLUMNS = ("region", "trin", "lige", "udtrukket", "dato", "bemaerkning")


def read_lots(reader: FileReader, folder: str, regions: Collection[str] | None) -> tuple[RegionalLot, ...]:
    """Read the recorded lots. Rule: K8, V7. None at all is the ordinary case. ``regions`` are slugs."""
    rows = reader.table(f"{folder}/{LOTS}", COLUMNS)
    lots = []
    first: dict[tuple[str, str, frozenset[str]], int] = {}
    for row in rows or ():
        if regions is not None and row["region"] not in regions:
            reader.reject(row, "region", expected=f"en af {', '.join(sorted(regions))}")
        earlier = first.setdefault((row["region"], row["trin"], frozenset(_names(row, "lige"))), row.number)
        if earlier != row.number:
            reader.reject(row, "lige", expected=f"hver lodtrækning én gang, se række {earlier}")
        if lot := drawn_lot(reader, row):
            lots.append(RegionalLot(region=row["region"], lot=lot))
    return tuple(lots)


def row_of_lot(data: Path, folder: str, region: str, lot: DrawnLot) -> int | None:
    """Return the number of the row that a lot was read from; None where it is in none as the file is now."""
    reader = FileReader(data)
    rows = reader.table(f"{folder}/{LOTS}", COLUMNS) or ()
    return next(
        (row.number for row in rows if row["region"] == region and drawn_lot(reader, row) == lot), None
    )


def drawn_lot(reader: FileReader, row: Row) -> DrawnLot | None:
    """
    Return the lot in the columns ``trin``, ``lige``, ``udtrukket``, ``dato`` and ``bemaerkning`` of a row.

    Rule: K8, V7. None with the fault recorded where it cannot be a tie and some of those in it.
    """
    if not row["trin"].strip():
        reader.reject(row, "trin", expected="den fordeling, der blev trukket lod i")
    drawn_on = calendar_day(row["dato"])
    if drawn_on is None and row["dato"]:
        reader.reject_day(row, "dato", expected="en dato som 2022-01-19 eller ingenting")
    tied, winners = _names(row, "lige"), _names(row, "udtrukket")
    if not _is_a_tie(reader, row, tied, winners):
        return None
    return DrawnLot(
        stage=row["trin"], tied=frozenset(tied), winners=winners, drawn_on=drawn_on, note=row["bemaerkning"]
    )


def _names(row: Row, column: str) -> tuple[str, ...]:
    """Split at " / ", or at plus where there is none: an alliance's name has a plus of its own."""
    separator = " / " if " / " in row["lige"] else "+"
    return tuple(row[column].split(separator)) if row[column] else ()


def _is_a_tie(reader: FileReader, row: Row, tied: tuple[str, ...], winners: tuple[str, ...]) -> bool:
    if (
        len(tied) < 2
        or len(set(tied)) != len(tied)
        or any(letter != letter.strip() or not letter for letter in tied)
    ):
        reader.reject(row, "lige", expected="mindst to forskellige med + eller ' / ' imellem, som A+V")
        return False
    if not winners or len(set(winners)) != len(winners) or not set(winners) < set(tied):
        expected = f"nogle af dem, der stod lige ({row['lige']}), men ikke alle"
        reader.reject(row, "udtrukket", expected=expected)
        return False
    return True
