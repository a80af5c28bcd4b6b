"""How every chart looks: measures in points, one font, and colours that can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from kkr_analysis.presentation.charts.lettering import (
    cap_height,
    drawable,
    fitted,
    in_two_lines,
    text_width,
)
from kkr_analysis.presentation.charts.look import current_look
from kkr_analysis.presentation.charts.shapes import (
    Align,
    Box,
    Drawing,
    Line,
    Point,
    Polygon,
    Shape,
    Weight,
    Words,
)
from kkr_analysis.presentation.contrast import contrast

PAGE_WIDTH = 170 / 25.4 * 72
"""The text width of an A4 page (170 mm) in points, so that a font size here is the size in print."""
MARGIN = 4.0
"""Kept free along the edges, in points."""
PAPER = "#ffffff"
SMALLEST_TEXT = 6.5
CHIP_HEIGHT = 14.0
CHIP_TEXT = 8.5
OUTLINE = 1.4
"""Width of the line around what is not filled."""
TITLE_TEXT = 11.0
GRAPHIC_AIM = 3.3
"""The contrast that party colours are darkened to: above GRAPHIC_CONTRAST for the colour-blind as well."""


def text_colour(fill: str) -> str:
    """White or black, whichever reads better on ``fill``; the better one is always above TEXT_CONTRAST."""
    return max(("#ffffff", "#000000"), key=lambda colour: contrast(colour, fill))


@lru_cache(maxsize=256)
def graphic_colour(colour: str) -> str:
    """
    The party's colour, darkened where it would fade into the paper.

    A filled and an outlined seat differ only by this colour against white, so a pale yellow is darkened.
    """
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    for percent in range(100, -1, -2):
        darker = "#" + "".join(f"{channel * percent // 100:02x}" for channel in (red, green, blue))
        if contrast(darker, PAPER) >= GRAPHIC_AIM:
            return darker
    raise AssertionError("black has contrast against white")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar(Box):
    """
    A bar: filled, or outlined on the inside so that lengths can be compared.

    ``subject`` is what it was drawn from.
    """

    is_filled: bool
    subject: object = None

    @classmethod
    def of(
        cls,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        colour: str,
        is_filled: bool,
        subject: object = None,
    ) -> Self:
        """Return a bar from ``x`` centred on ``y``."""
        colour, line = graphic_colour(colour), 0.0 if is_filled else OUTLINE
        return cls(
            x=x + line / 2,
            y=y - height / 2 + line / 2,
            width=max(width - line, 0.0),
            height=height - line,
            fill=colour if is_filled else PAPER,
            edge=None if is_filled else colour,
            edge_width=line,
            is_filled=is_filled,
            subject=subject,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Break(Polygon):
    """A stripe across a bar that goes on beyond the axis."""


class Canvas:
    """A drawing in the making, PAGE_WIDTH wide, drawn on in points from the lower left corner."""

    def __init__(self, height: float) -> None:
        self.top = height
        """Height of the upper edge."""
        self._shapes: list[Shape] = []

    @property
    def drawing(self) -> Drawing:
        """What has been drawn."""
        return Drawing(height=self.top, shapes=tuple(self._shapes))

    def add(self, shape: Shape) -> None:
        """Put a shape on the page."""
        self._shapes.append(shape)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        weight: Weight = "normal",
        colour: str | None = None,
        align: Align = "left",
    ) -> None:
        """
        Write one line whose capitals are centred on ``y``.

        Nothing in it is markup: a dollar sign starts no formula.
        """
        words = Words(
            x=x,
            y=y - cap_height(weight) * size / 2,
            text=drawable(text, weight),
            size=size,
            weight=weight,
            colour=colour or current_look().ink,
            align=align,
        )
        self.add(words)

    def note(self, x: float, y: float, text: str, *, size: float, align: Align = "left") -> None:
        """Write one muted line."""
        self.text(x, y, text, size=size, colour=current_look().muted, align=align)

    def title(self, body: str, topic: str, reserved: float = 0.0) -> None:
        """Write the name of the body, cut to leave ``reserved`` points at the right edge, and the topic."""
        topic = f": {topic}"
        room = PAGE_WIDTH - 2 * MARGIN - reserved - text_width(topic, TITLE_TEXT, "bold")
        title = fitted(body, TITLE_TEXT, room, "bold") + topic
        self.text(MARGIN, self.top - 12, title, size=TITLE_TEXT, weight="bold")

    def line(self, start: Point, end: Point, colour: str, width: float) -> None:
        """Draw a line between two points."""
        self.add(Line(start=start, end=end, colour=colour, width=width))

    def rule(self, y: float) -> None:
        """Draw a thin line across the page."""
        self.line((MARGIN, y), (PAGE_WIDTH - MARGIN, y), current_look().hairline, 0.6)

    def name(self, x: float, y: float, name: str, *, size: float, width: float) -> None:
        """Write a list's name on one or two lines centred on ``y``."""
        lines = in_two_lines(name, size, width)
        for line, text in enumerate(lines):
            self.text(x, y + 0.625 * size * (len(lines) - 1) - 1.25 * size * line, text, size=size)

    def sample(self, x: float, y: float, words: str, *, size: float = 7.5) -> float:
        """Write what the sample of a legend at ``x`` stands for; returns where the next one stands."""
        self.note(x + 23, y, words, size=size)
        return x + 23 + text_width(words, size) + 14

    def broken(self, right: float, y: float, height: float) -> None:
        """Mark a bar that ends at ``right`` as going on beyond the axis: two slanting white stripes."""
        reach = height / 2 + 2.5
        for x in (right - 15, right - 9):
            corners = ((x, y - reach), (x + 2.5, y - reach), (x + 6.5, y + reach), (x + 4, y + reach))
            self.add(Break(corners=corners, fill=PAPER))

    def chip(self, x: float, y: float, letter: str, colour: str, *, size: float = CHIP_TEXT) -> float:
        """A party's letter on its colour with the left edge at ``x``; returns the width."""
        fill, width, height = graphic_colour(colour), chip_width(letter, size), chip_height(size)
        box = Box(
            x=x,
            y=y - height / 2,
            width=width,
            height=height,
            rounding=height * 0.26,
            fill=fill,
        )
        self.add(box)
        middle, ink = x + width / 2, text_colour(fill)
        self.text(middle, y, letter, size=size, weight="bold", colour=ink, align="center")
        return width


def chip_height(size: float) -> float:
    """Height in points of the box around a letter of a size."""
    return CHIP_HEIGHT * size / CHIP_TEXT


def chip_width(letter: str, size: float = CHIP_TEXT) -> float:
    """Width in points of the box around a letter: square, unless the letter is LLD."""
    return max(chip_height(size), text_width(letter, size, "bold") + 6)
