"""The headings of every table in a data folder, by the name of the file."""

from __future__ import annotations

from collections.abc import Mapping

from kkr_analysis.data.sources.ballot import COLUMNS as VOTE_COLUMNS
from kkr_analysis.data.sources.ballot import LIST_COOPERATION_COLUMNS, LIST_COOPERATION_MEMBERS, VOTES
from kkr_analysis.data.sources.councils import (
    REPRESENTED,
    REPRESENTED_COLUMNS,
    SEAT_COLUMNS,
    SEATS,
    SIZE_COLUMNS,
    SIZES,
)
from kkr_analysis.data.sources.mayors import COLUMNS as MAYOR_COLUMNS
from kkr_analysis.data.sources.mayors import MAYORS
from kkr_analysis.data.sources.placements import COLUMNS as PLACEMENT_COLUMNS
from kkr_analysis.data.sources.placements import PLACEMENTS
from kkr_analysis.data.sources.recorded_lots import COLUMNS as LOT_COLUMNS
from kkr_analysis.data.sources.recorded_lots import LOTS
from kkr_analysis.data.sources.registry import COLUMNS as REGISTRY_COLUMNS
from kkr_analysis.data.sources.registry import REGIONS, REGIONS_MAY_HAVE
from kkr_analysis.data.sources.totals import COLUMNS as TOTAL_COLUMNS
from kkr_analysis.data.sources.totals import CONTROL_COLUMNS, CONTROLS, TOTALS

ALLIANCES = "valgforbund.csv"
CANDIDATES = "kandidater.csv"
"""Kept for other uses than the composition of a KKR."""

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
MAY_HAVE: Mapping[str, tuple[str, ...]] = {REGIONS: REGIONS_MAY_HAVE}
"""Columns that may stand after the others, or not, by the name of the file."""
