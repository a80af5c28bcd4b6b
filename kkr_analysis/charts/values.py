"""What a chart is drawn from and what comes out of it; imports no matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkr_analysis.charts.look import DEFAULT, Look
from kkr_analysis.contrast import HEX_COLOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySeats:
    """
    One contender's votes (stemmetal), seats (pladser) and mayors (borgmestre) in one KKR.

    A mayor of a list that is not eligible is a member on top (rule K7) and comes as a list of its own with
    ``seats == mayors`` and no ``votes``: a contender has at least 2 % of them (rule E3), so none means that
    the votes do not count here.
    """

    letter: str
    """Listebogstav, one to three characters, or empty for a list without one."""
    name: str
    colour: str
    """``#rrggbb``."""
    votes: int
    seats: int
    mayors: int

    def __post_init__(self) -> None:
        if not HEX_COLOUR.fullmatch(self.colour):
            raise ValueError(f"{self.letter}: colour {self.colour!r} is not #rrggbb")
        if self.votes < 0 or not 0 <= self.mayors <= self.seats:
            raise ValueError(f"{self.letter}: {self.votes} votes, {self.seats} seats, {self.mayors} mayors")

    @property
    def supplementary(self) -> int:
        """Supplementary members (supplerende medlemmer). Rule: K4."""
        return self.seats - self.mayors

    @property
    def is_outside_count(self) -> bool:
        """Whether the list is here for its mayor only. Rule: K7."""
        return self.votes == 0 and self.seats > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """
    A picture: what it is called in a file name, its Danish alternative text, and how it is drawn.

    It is drawn when it is asked for as SVG or PNG; neither refers to anything outside itself.
    """

    name: str
    alt: str
    draw: Callable[[], Figure]
    look: Look = DEFAULT

    @property
    def svg(self) -> str:
        """The picture as SVG; the same bytes every time."""
        from kkr_analysis.charts.saving import svg_of

        return svg_of(self.draw, salt=self.name, look=self.look)

    @property
    def png(self) -> bytes:
        """The picture as PNG, 2,000 pixels wide."""
        from kkr_analysis.charts.saving import png_of

        return png_of(self.draw, salt=self.name, look=self.look)

    def _repr_mimebundle_(self, **_selection: object) -> tuple[dict[str, str], dict[str, object]]:
        """Data and metadata for Jupyter; the template for the enclosure reads them from the metadata."""
        return (
            {"image/svg+xml": self.svg, "text/plain": self.alt},
            {"image/svg+xml": {"alt": self.alt, "name": self.name}, "alt": self.alt},
        )
