"""Ties and the lots (lodtrækninger) that settle them: values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLot:
    """
    A lot that was drawn, recorded with the tie it was drawn for.

    Rule: K8, V7. ``stage`` names the count in which the tie stood ("sammensætning", "formand og
    næstformand", …), ``tied`` who had equal quotients, ``winners`` those of them who got a seat.
    The lot settles that tie and no other.
    """

    stage: str
    tied: frozenset[str]
    winners: tuple[str, ...]
    drawn_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if len(set(self.winners)) != len(self.winners) or not set(self.winners) < self.tied:
            raise ValueError(f"the winners {self.winners} are not some, and not all, of {sorted(self.tied)}")
        if not self.winners:
            raise ValueError("a lot has at least one winner")
