"""The headings of every table in a data folder, by the name of the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kkr_analysis.data.sources.ballot import COLUMNS as VOTE_COLUMNS
from kkr_analysis.data.sources.ballot import LIST_COOPERATION_COLUMNS, VOTES
from kkr_analysis.data.sources.councils import (
    REPRESENTED_COLUMNS,
    SEAT_COLUMNS,
    SEATS,
    SIZE_COLUMNS,
    SIZES,
    SIZES_MAY_HAVE,
)
from kkr_analysis.data.sources.mayors import COLUMNS as MAYOR_COLUMNS
from kkr_analysis.data.sources.mayors import MAY_HAVE as MAYORS_MAY_HAVE
from kkr_analysis.data.sources.mayors import MAYORS
from kkr_analysis.data.sources.own_files import (
    CONTROLS,
    LIST_COOPERATION_MEMBERS,
    LOTS,
    PLACEMENTS,
    REPRESENTED,
)
from kkr_analysis.data.sources.placements import COLUMNS as PLACEMENT_COLUMNS
from kkr_analysis.data.sources.recorded_lots import COLUMNS as LOT_COLUMNS
from kkr_analysis.data.sources.region_files import REGION_TABLES, is_of_region
from kkr_analysis.data.sources.registry import COLUMNS as REGISTRY_COLUMNS
from kkr_analysis.data.sources.registry import REGIONS, REGIONS_MAY_HAVE
from kkr_analysis.data.sources.totals import COLUMNS as TOTAL_COLUMNS
from kkr_analysis.data.sources.totals import CONTROL_COLUMNS, TOTALS

ALLIANCES = "valgforbund.csv"
CANDIDATES = "kandidater.csv"
"""Kept for uses other than composing a KKR."""

HEADERS: Mapping[str, tuple[str, ...]] = {
    **REGISTRY_COLUMNS,
    VOTES: VOTE_COLUMNS,
    TOTALS: TOTAL_COLUMNS,
    CONTROLS: CONTROL_COLUMNS,
    SEATS: SEAT_COLUMNS,
    SIZES: SIZE_COLUMNS,
    REPRESENTED: REPRESENTED_COLUMNS,
    MAYORS: MAYOR_COLUMNS,
    LIST_COOPERATION_MEMBERS: LIST_COOPERATION_COLUMNS,
    LOTS: LOT_COLUMNS,
    PLACEMENTS: PLACEMENT_COLUMNS,
    ALLIANCES: ("kommunekode", "kommune", "valgforbund", "navn", "bogstav"),
    CANDIDATES: ("kommunekode", "kommune", "bogstav", "listenavn", "kandidater"),
}
MAY_HAVE: Mapping[str, tuple[str, ...]] = {
    REGIONS: REGIONS_MAY_HAVE,
    MAYORS: MAYORS_MAY_HAVE,
    SIZES: SIZES_MAY_HAVE,
}
"""Columns that may stand after the others, or not, by the name of the file."""


def headings(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the columns that a table has, and those it may have besides; None for what is no table."""
    if is_of_region(path):
        return (REGION_TABLES[path.name], ()) if path.name in REGION_TABLES else None
    return (HEADERS[path.name], MAY_HAVE.get(path.name, ())) if path.name in HEADERS else None
