"""A scenario as frozen values: what is supposed to differ from the election."""

from __future__ import annotations

from dataclasses import dataclass

from kkr_analysis.allocation import Alliance
from kkr_analysis.danish import listed

UNNAMED = "Uden navn"
ALLIED = "valgforbund {alliances}"
"""What a scenario without a name of its own is called by its alliances."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteChange:
    """
    More or fewer votes for a list (``change``), or another number of them (``total``); one is None.

    ``municipality`` is a name or a code, empty for the whole region. Then it does not matter to which
    municipalities the votes are added: only the sum counts (rule E3).
    """

    letter: str
    municipality: str = ""
    change: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MayorChange:
    """Another mayor: a municipality by name or code, and the letter of a list that stood there."""

    municipality: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """
    What is supposed to differ from the election in one KKR.

    ``readings`` are pairs of a rule and its reading ("K6", "dhondt"); ``places`` are the places of each forum
    to which the KKR appoints members by proportional election (rule V5).
    """

    region: str
    term: str
    name: str = UNNAMED
    alliances: tuple[Alliance, ...] = ()
    votes: tuple[VoteChange, ...] = ()
    mayors: tuple[MayorChange, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    places: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """The name, or else a description of the alliances."""
        if self.name != UNNAMED or not self.alliances:
            return self.name
        return ALLIED.format(alliances=listed(alliance.label for alliance in self.alliances))
