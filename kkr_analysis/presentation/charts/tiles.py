"""Where the tile of each municipality stands on the map: equal tiles in the shape of Denmark."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class TilePosition:
    """Column and row of a municipality's tile, from the upper left, and its abbreviated name."""

    column: int
    row: int
    short: str


@cache
def tile_positions() -> dict[str, TilePosition]:
    """Positions by municipality code (kommunekode)."""
    text = (resources.files("kkr_analysis.presentation.charts") / "tile_map.csv").read_text(encoding="utf-8")
    return {
        row["kommunekode"]: TilePosition(
            column=int(row["kolonne"]), row=int(row["raekke"]), short=row["forkortelse"]
        )
        for row in csv.DictReader(text.splitlines())
    }
