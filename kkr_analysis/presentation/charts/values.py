"""What charts are drawn from and what comes out of them; imports no matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from kkr_analysis.presentation.charts.look import DEFAULT, Look
from kkr_analysis.presentation.contrast import HEX_COLOUR

if TYPE_CHECKING:
    from kkr_analysis.presentation.charts.shapes import Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A list, or an alliance of them, as a chart labels it: ``colour`` is ``#rrggbb``."""

    letter: str
    """Listebogstav, one to three characters, an alliance's label, or empty for a list without one."""
    name: str
    colour: str

    def __post_init__(self) -> None:
        if not HEX_COLOUR.fullmatch(self.colour):
            raise ValueError(f"{self.letter}: colour {self.colour!r} is not #rrggbb")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySeats(Labelled):
    """
    One contender's votes (stemmetal), seats (pladser) and mayors (borgmestre) in one KKR.

    The mayor of a list that is not eligible is an additional member (rule K7) and comes as a list of its own
    with ``seats == mayors`` and no ``votes``. A contender always has votes, at least 2 % of them (rule E3).
    """

    votes: int
    seats: int
    mayors: int

    def __post_init__(self) -> None:
        Labelled.__post_init__(self)
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
class LabelledQuotient(Labelled):
    """
    A ranked quotient (kvotient), a claim to a seat or a post, as a chart labels it.

    ``seat`` numbers the contender's seats from 1. ``quotient`` is votes over ``divisor``, less the ``taken``
    whole seats already given (largest remainder); None where the divisor is 0 and the contender comes first
    because it has no seat. ``sets_price`` marks the claim of the dimensioning party, which is the price
    itself. ``is_by_lot`` marks a claim that won its seat by lot, or that is tied for a lot still to be drawn.
    ``lacking`` is how many further votes would certainly have won the seat, None where it is not given.
    """

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
        Labelled.__post_init__(self)
        expected = self.votes / self.divisor - self.taken if self.divisor else None
        if self.quotient != expected:
            raise ValueError(f"{self.letter}: {self.votes} over {self.divisor} is not {self.quotient}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender(Labelled):
    """The votes of one contender that stood (rule E3), and whether it has a seat in a council (rule E5)."""

    votes: int
    is_represented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(Labelled):
    """
    Who holds a post or a place; ``letter`` is empty where lots are to be drawn for it.

    ``alliance`` is the label of the alliance that won it, empty for a list on its own.
    """

    title: str
    """What the post is called, or the number of the place."""
    alliance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLink:
    """The table that holds a chart's figures: its id in the page, and its caption."""

    anchor: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """
    A picture: its name in file names, its Danish alternative text, and how it is drawn.

    It is drawn when it is first asked for as SVG or PNG; both are self-contained. ``table`` says where on the
    page its figures stand; None for a picture that stands on its own.
    """

    name: str
    alt: str
    draw: Callable[[], Drawing]
    look: Look = DEFAULT
    table: TableLink | None = None

    @cached_property
    def svg(self) -> str:
        """The picture as SVG; the same bytes every time."""
        from kkr_analysis.presentation.charts.saving import drawn_svg

        return drawn_svg(self.draw, name=self.name, alt=self.alt, look=self.look)

    @cached_property
    def png(self) -> bytes:
        """The picture as PNG, PNG_WIDTH pixels wide."""
        from kkr_analysis.presentation.charts.saving import drawn_png

        return drawn_png(self.draw, look=self.look)

    def _repr_mimebundle_(self, **_selection: object) -> tuple[dict[str, str], dict[str, object]]:
        """Data and metadata for Jupyter; the template for the enclosure reads the latter."""
        described: dict[str, object] = {"alt": self.alt, "name": self.name}
        if self.table is not None:
            described["table"] = {"anchor": self.table.anchor, "title": self.table.title}
        data = {"image/svg+xml": self.svg, "text/plain": self.alt}
        return data, {"image/svg+xml": described, "alt": self.alt}
