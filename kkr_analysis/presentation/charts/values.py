"""What a chart is drawn from and what comes out of it; imports no matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kkr_analysis.presentation.charts.look import DEFAULT, Look
from kkr_analysis.presentation.contrast import HEX_COLOUR

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def refuse_colour(letter: str, colour: str) -> None:
    """Raise ValueError unless the colour is ``#rrggbb``."""
    if not HEX_COLOUR.fullmatch(colour):
        raise ValueError(f"{letter}: colour {colour!r} is not #rrggbb")


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
        refuse_colour(self.letter, self.colour)
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
class Rung:
    """
    One claim to a seat (or a post) on a ladder of quotients (kvotienter).

    ``seat`` is which of the list's own seats it is. ``quotient`` is votes over ``divisor``, less ``taken``
    where it has given whole seats already (largest remainder); None where the divisor is 0, and the list
    comes first for want of a seat. ``sets_price`` marks the dimensioning party's claim, which is the price
    itself. ``is_by_lot`` marks a claim that a lot gave the seat, or that a lot is still to be drawn between.
    ``lacking`` is how many further votes would win it for sure, None where that is not said.
    """

    letter: str
    name: str
    colour: str
    seat: int
    votes: int
    divisor: Fraction
    taken: int = 0
    quotient: Fraction | None
    is_won: bool
    is_by_lot: bool = False
    sets_price: bool = False
    lacking: int | None = None

    def __post_init__(self) -> None:
        refuse_colour(self.letter, self.colour)
        expected = self.votes / self.divisor - self.taken if self.divisor else None
        if self.quotient != expected:
            raise ValueError(f"{self.letter}: {self.votes} over {self.divisor} is not {self.quotient}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """
    The votes of one contender that stood, and whether it has a seat in a council (rule E5).

    Whether the votes are enough (rule E3) follows from them.
    """

    letter: str
    name: str
    colour: str
    votes: int
    is_represented: bool

    def __post_init__(self) -> None:
        refuse_colour(self.letter, self.colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """
    Who has a post or a place: ``alliance`` is the label of the alliance that won it, empty for a lone list.

    ``letter`` is empty where a lot is to be drawn.
    """

    title: str
    """What the post is called, or the number of the place."""
    letter: str
    name: str
    colour: str
    alliance: str = ""

    def __post_init__(self) -> None:
        refuse_colour(self.letter, self.colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLink:
    """The table that holds a chart's figures: its id in the page, and its caption."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """
    A picture: what it is called in a file name, its Danish alternative text, and how it is drawn.

    It is drawn when it is asked for as SVG or PNG; neither refers to anything outside itself. ``table`` says
    where on the page its figures stand; None for a picture that stands on its own.
    """

    name: str
    alt: str
    draw: Callable[[], Figure]
    look: Look = DEFAULT
    table: TableLink | None = None

    @property
    def svg(self) -> str:
        """The picture as SVG; the same bytes every time."""
        from kkr_analysis.presentation.charts.saving import svg_of

        return svg_of(self.draw, salt=self.name, look=self.look)

    @property
    def png(self) -> bytes:
        """The picture as PNG, 2,000 pixels wide."""
        from kkr_analysis.presentation.charts.saving import png_of

        return png_of(self.draw, salt=self.name, look=self.look)

    def _repr_mimebundle_(self, **_selection: object) -> tuple[dict[str, str], dict[str, object]]:
        """Data and metadata for Jupyter; the template for the enclosure reads them from the metadata."""
        own: dict[str, object] = {"alt": self.alt, "name": self.name}
        if self.table is not None:
            own["table"] = {"anchor": self.table.anchor, "title": self.table.title}
        return {"image/svg+xml": self.svg, "text/plain": self.alt}, {"image/svg+xml": own, "alt": self.alt}
