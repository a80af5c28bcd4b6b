"""The files of an election that the secretariat writes itself: whoever confirms one is its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kkr_analysis.data.sources.ballot import LIST_COOPERATION_MEMBERS
from kkr_analysis.data.sources.cards import CARD_SUFFIX, NOT_RETRIEVED, SourceCard, card_path, reseal
from kkr_analysis.data.sources.corrections import CORRECTIONS
from kkr_analysis.data.sources.councils import REPRESENTED
from kkr_analysis.data.sources.placements import PLACEMENTS
from kkr_analysis.data.sources.recorded_lots import LOTS
from kkr_analysis.data.sources.totals import CONTROLS
from kkr_analysis.errors import DataError

OWN_FILES = (REPRESENTED, LIST_COOPERATION_MEMBERS, LOTS, PLACEMENTS, CORRECTIONS, CONTROLS)


def confirm(path: Path, note: str, day: date) -> SourceCard:
    """
    Confirm a changed file of figures, or a new one of the secretariat's own, which gets its card.

    Raises DataError for a received file without a card, since nobody here knows where it came from, and as
    ``reseal`` does.
    """
    is_own = path.name in OWN_FILES
    if not is_own and path.is_file() and not path.name.endswith(CARD_SUFFIX) and not card_path(path).exists():
        raise DataError(
            f"{path.name} har intet kildekort. Angiv en fil med tal under data/raw, eller hent filen igen "
            "sammen med sit kort."
        )
    first = own_card(path.name, treatment="", sha256="") if is_own else None
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
