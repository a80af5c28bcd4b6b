"""
The shapes of a chart as values: in points, from the lower left corner of the page; colours are ``#rrggbb``.

``svg`` writes them as SVG, ``painting`` paints them as a picture of pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["normal", "bold"]
Align = Literal["left", "center", "right"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """
    What is filled, outlined on its edge, or both.

    ``fill`` is None for what is seen through, ``edge`` for what has no line around it. A hatched area has
    lines across it too.
    """

    fill: str | None
    edge: str | None = None
    edge_width: float = 0.0
    is_dashed: bool = False
    is_hatched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle(Area):
    """A disc."""

    centre: Point
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Area):
    """A rectangle with its lower left corner at ``x`` and ``y``, its corners rounded by ``rounding``."""

    x: float
    y: float
    width: float
    height: float
    rounding: float = 0.0

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon(Area):
    """A closed outline."""

    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line; by default it goes on for half its width beyond both ends."""

    start: Point
    end: Point
    colour: str
    width: float
    goes_beyond: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One line of text, on its baseline at ``y``; ``x`` is where it starts, ends or has its middle."""

    x: float
    y: float
    text: str
    size: float
    weight: Weight
    colour: str
    align: Align


Shape = Area | Line | Words
_LAYERS = (Area, Line, Words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Shapes on white paper as wide as the text of a page."""

    height: float
    shapes: tuple[Shape, ...]

    @property
    def layered(self) -> tuple[Shape, ...]:
        """The shapes from the paper upwards: areas, lines above them, and words on top."""
        return tuple(shape for layer in _LAYERS for shape in self.shapes if isinstance(shape, layer))
