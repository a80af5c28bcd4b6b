"""The files of an election that the secretariat writes itself: whoever confirms one is its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kkr_analysis.sources.ballot import LIST_COOPERATION_MEMBERS
from kkr_analysis.sources.cards import NOT_RETRIEVED, SourceCard, reseal
from kkr_analysis.sources.corrections import CORRECTIONS
from kkr_analysis.sources.councils import REPRESENTED
from kkr_analysis.sources.placements import PLACEMENTS
from kkr_analysis.sources.recorded_lots import LOTS
from kkr_analysis.sources.totals import CONTROLS

OWN_FILES = (REPRESENTED, LIST_COOPERATION_MEMBERS, LOTS, PLACEMENTS, CORRECTIONS, CONTROLS)


def confirm(path: Path, note: str, day: date) -> SourceCard:
    """
    Confirm a changed file of figures, or a new one of the secretariat's own, which gets its card.

    A received file without a card is refused, since nobody here knows where it came from. Raises as
    ``reseal`` does.
    """
    first = own_card(path.name, treatment="", sha256="") if path.name in OWN_FILES else None
    return reseal(path, note, day, first=first)


def own_card(title: str, *, treatment: str, sha256: str) -> SourceCard:
    """Return the card of a file whose source is the secretariat."""
    return SourceCard(
        title=title,
        publisher="Sekretariatet",
        retrieved=NOT_RETRIEVED,
        treatment=treatment,
        sha256=sha256,
        licence="ikke oplyst",
        notes="",
    )
