"""
The part of the meeting's page where a lot is entered that was drawn at the meeting.

The program draws one only when it is asked to by its own button, and says from which seed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from kkr_analysis.allocation import Tie
from kkr_analysis.app.attendance_panel import Take
from kkr_analysis.app.parts import Parts, Setting, offer
from kkr_analysis.app.ticked_at_meeting import entered, with_lot, without_lot
from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.seeded_lot import drawn_by_program
from kkr_analysis.meeting.under_way import Noted, SoFar
from kkr_analysis.presentation.meeting.under_way import falls, lot_in_words, wanted

CHAIR = "formanden"
NONE_WANTED = ("Der mangler ingen lodtrækning", "")
NONE_NOTED = ("Der er ikke noteret nogen", "")


def new_seed() -> str:
    """Return a seed that nobody can have chosen: 16 hexadecimal digits."""
    return secrets.token_hex(8)


class LotsPanel:
    """A list of the lots wanted, how the one chosen can fall, and the lots noted."""

    def __init__(self, parts: Parts, setting: Setting, take: Take, seed: Callable[[], str]) -> None:
        self._setting, self._take, self._seed = setting, take, seed
        self.tie = parts.dropdown("Lod om", [NONE_WANTED], "")
        self.winners = parts.dropdown("Loddet faldt på", [("vælg", ())], ())
        self.drawn_by = parts.text("Trukket af", value=CHAIR)
        self.enter = parts.button("Notér loddet")
        self.draw = parts.button("Lad programmet trække")
        self.noted = parts.dropdown("Noterede lodtrækninger", [NONE_NOTED], "")
        self.delete = parts.button("Slet lodtrækningen")
        self.tie.observe(self._chosen, names="value")
        self.enter.on_click(lambda _: self._enter())
        self.draw.on_click(lambda _: self._draw())
        self.delete.on_click(lambda _: self._delete())
        self.view = parts.column(
            parts.html("<h2>Lodtrækning</h2>"),
            parts.html(
                "<p class='mark'>Mødelederen trækker, og her noteres, hvem loddet faldt på. Programmet "
                "trækker kun, når I beder det om det.</p>"
            ),
            self.tie,
            self.winners,
            self.drawn_by,
            parts.row(self.enter, self.draw),
            self.noted,
            parts.row(self.delete),
        )

    def show(self, now: SoFar, noted: Noted) -> None:
        """Offer the lots that are wanted now, and those that are noted."""
        with self._setting():
            offer(self.tie, wanted(now.held) or [NONE_WANTED])
            offer(self.noted, [(lot_in_words(lot), lot) for lot in noted.lots] or [NONE_NOTED])
            self._offer_winners()

    def _offer_winners(self) -> None:
        ways = falls(self.tie.value) if self.tie.value else ()
        offer(self.winners, [("vælg", ()), *ways])

    def _chosen(self, _change: dict[str, Any]) -> None:
        if not self._setting.is_on:
            self._offer_winners()

    def _enter(self) -> None:
        def step(noted: Noted, dossier: Dossier) -> Noted:
            return with_lot(
                noted, entered(self._wanted(), self.winners.value, self.drawn_by.value, _day(dossier))
            )

        self._take(step)

    def _draw(self) -> None:
        def step(noted: Noted, dossier: Dossier) -> Noted:
            return with_lot(noted, drawn_by_program(self._wanted(), seed=self._seed(), day=_day(dossier)))

        self._take(step)

    def _delete(self) -> None:
        def step(noted: Noted, _: Dossier) -> Noted:
            if not self.noted.value:
                raise MeetingError("Der er ingen lodtrækning at slette.")
            return without_lot(noted, self.noted.value)

        self._take(step)

    def _wanted(self) -> Tie:
        tie: Tie | str = self.tie.value
        if isinstance(tie, str):
            raise MeetingError("Der mangler ingen lodtrækning, så der er ikke noget at trække lod om.")
        return tie


def _day(dossier: Dossier) -> date | None:
    return dossier.convening.day if dossier.convening else None
