"""Where the tile of each municipality stands on the map: one of equal size for each, Denmark by shape."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Column and row of a municipality's tile, from the upper left, and its name in few letters."""

    column: int
    row: int
    short: str


@cache
def places() -> dict[str, Place]:
    """Return the places by municipality code (kommunekode)."""
    text = (resources.files("kkr_analysis.presentation.charts") / "tile_map.csv").read_text(encoding="utf-8")
    return {
        row["kommunekode"]: Place(
            column=int(row["kolonne"]), row=int(row["raekke"]), short=row["forkortelse"]
        )
        for row in csv.DictReader(text.splitlines())
    }
