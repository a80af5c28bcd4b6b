"""Which import the tables of figures came from: those of two counts must not be combined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kkr_analysis.composition.election import SourceFile
from kkr_analysis.data.sources.ballot import VOTES
from kkr_analysis.data.sources.councils import SEATS
from kkr_analysis.data.sources.headers import ALLIANCES, CANDIDATES
from kkr_analysis.data.sources.totals import TOTALS
from kkr_analysis.errors import Fault

IMPORTED = (VOTES, TOTALS, SEATS, ALLIANCES, CANDIDATES)
"""The tables that ``kkr import`` writes."""
_FINGERPRINT = re.compile(r"sha256 over filerne: ([0-9a-f]{64})")
"""How the card of an imported table identifies the received files."""


def faults_of_origin(sources: Sequence[SourceFile]) -> tuple[Fault, ...]:
    """
    Return a fault for each table from another import than the votes.

    A table whose card names no import was not made by one, and is no fault.
    """
    votes = _import_of(sources, VOTES)
    return tuple(
        Fault(
            _path_of(sources, table),
            found="tal fra en anden import",
            expected=f"samme modtagne filer som {VOTES} (sha256 over filerne, i kildekortet)",
            next_step=f"Hent alle filerne, og importér dem på én gang, eller flyt {table} og dens kort væk.",
        )
        for table in IMPORTED
        if votes and _import_of(sources, table) not in ("", votes)
    )


def without_origin(sources: Sequence[SourceFile]) -> tuple[str, ...]:
    """Return the tables not made by an import, where the votes were."""
    if not _import_of(sources, VOTES):
        return ()
    return tuple(table for table in IMPORTED if _path_of(sources, table) and not _import_of(sources, table))


def _path_of(sources: Sequence[SourceFile], table: str) -> str:
    return next((source.path for source in sources if source.path.endswith(f"/{table}")), "")


def _import_of(sources: Sequence[SourceFile], table: str) -> str:
    """Return the fingerprint of the received files behind a table; empty where its card has none."""
    path = _path_of(sources, table)
    for source in sources:
        found = _FINGERPRINT.search(source.treatment) if source.path == path else None
        if found:
            return found[1]
    return ""
