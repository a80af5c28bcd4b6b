"""The status of the count in ``valg.toml``, once the received files say what it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.data.importing.delivery import Delivery
from kkr_analysis.data.importing.tables import NewFile
from kkr_analysis.data.sources.cards import card_path, read_card, sha256_of
from kkr_analysis.files import read_bounded, toml_entries

KEY = "optaelling"
_LINE = re.compile(rf"""(?m)^(\s*{KEY}\s*=\s*)(["'])[^"'\n]+\2""")


def counted_as(delivery: Delivery) -> FigureStatus | None:
    """Return the status of the count that the files say; final where it is so everywhere, None unsaid."""
    if not delivery.totals:
        return None
    statuses = {totals.status for totals in delivery.totals}
    return FigureStatus.PRELIMINARY if FigureStatus.PRELIMINARY in statuses else FigureStatus.FINAL


def restate(facts: Path, stated: FigureStatus, delivery: Delivery) -> NewFile | None:
    """
    Return ``valg.toml`` with the status that the files say, and its card with the reason.

    None where they say the same or nothing, and where the line is written so that it cannot be changed by
    itself. The file matches its card: an import refuses one that does not.
    """
    status = counted_as(delivery)
    if status is None or status is stated:
        return None
    content = read_bounded(facts)
    text, changes = _LINE.subn(rf'\g<1>"{status.value}"', content.decode("utf-8-sig"))
    new = text.encode()
    if changes != 1 or toml_entries(new, facts.name)[KEY] != status.value:
        return None
    card = read_card(card_path(facts), card_path(facts).name)
    reason = f"{date.today().isoformat()}: Optællingen er {status.value} ifølge filerne, læst med kkr import."
    treatment = f"{card.treatment.rstrip()}\n{reason}".lstrip()
    return NewFile(
        name=facts.name, content=new, card=replace(card, sha256=sha256_of(new), treatment=treatment)
    )
