"""How every chart looks: measures in points, one font, and colours that can be told apart."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from kkr_analysis.presentation.charts.look import current_look
from kkr_analysis.presentation.charts.wording import clean
from kkr_analysis.presentation.contrast import contrast
from kkr_analysis.presentation.fonts import standard_file

PAGE_WIDTH = 170 / 25.4 * 72
"""The text width of an A4 page (170 mm) in points, so that a font size here is the size in print."""
MARGIN = 4.0
"""Kept free along the edges, in points."""
PAPER = "#ffffff"
SMALLEST_TEXT = 6.5
OUTLINE = 1.4
"""Width of the line around what is not filled."""
TITLE_TEXT = 11.0
GRAPHIC_AIM = 3.3
"""The contrast that party colours are darkened to: above GRAPHIC_CONTRAST for the colour-blind as well."""

_MISSING_GLYPH = "\N{WHITE SQUARE}"


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


Weight = Literal["normal", "bold"]
Align = Literal["left", "center", "right"]


def _font_file(weight: Weight, text: str) -> Path:
    """
    Return the file of the look's font in a weight.

    Looked up by name, the machine's own copy could be used instead, and give other bytes.
    """
    chosen = current_look().bold if weight == "bold" else current_look().normal
    return chosen or standard_file(weight, text)


@lru_cache(maxsize=8)
def _opened(file: Path) -> FT2Font:
    font = FT2Font(str(file))
    font.set_size(100, 72)
    return font


@lru_cache(maxsize=8)
def _characters(file: Path) -> frozenset[str]:
    return frozenset(map(chr, _opened(file).get_charmap()))


@lru_cache(maxsize=4096)
def _advance(character: str, file: Path) -> float:
    """Width of a character in a font of 100 points, up to where the next one starts."""
    return _opened(file).load_char(ord(character)).linearHoriAdvance / 65536


@lru_cache(maxsize=8)
def _cap_height(file: Path) -> float:
    """Height of a capital as a part of the font size."""
    _, low, _, high = _opened(file).load_char(ord("H"), flags=LoadFlags.NO_HINTING).bbox
    return round((high - low) / 6400, 3)


def drawable(text: str, weight: Weight = "normal") -> str:
    """The clean text with a square for each character that the font lacks, such as an emoji."""
    text = clean(text)
    known = _characters(_font_file(weight, text))
    return "".join(character if character in known else _MISSING_GLYPH for character in text)


def text_width(text: str, size: float, weight: Weight = "normal") -> float:
    """
    Width in points of the text on one line, each character with its own width.

    Nothing is drawn closer together (kerned), for WeasyPrint sets the letters of a drawing one by one.
    """
    text = drawable(text, weight)
    file = _font_file(weight, text)
    return sum(_advance(character, file) for character in text) * size / 100


def fitted(text: str, size: float, width: float, weight: Weight = "normal") -> str:
    """The text, cut with an ellipsis where it is wider than ``width`` points."""
    text = drawable(text, weight)
    if text_width(text, size, weight) <= width:
        return text
    # Names can be of any length, so the longest prefix that fits is found by bisection.
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if text_width(text[:middle].rstrip() + "…", size, weight) <= width:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + "…"


def in_two_lines(text: str, size: float, width: float) -> tuple[str, ...]:
    """The text on one or two lines of at most ``width`` points, broken between words where it can be."""
    text = drawable(text)
    if text_width(text, size) <= width:
        return (text,)
    words = text.split(" ")
    first = len(words) - 1
    while first > 0 and text_width(" ".join(words[:first]), size) > width:
        first -= 1
    if first == 0:
        return (fitted(text, size, width),)
    return (" ".join(words[:first]), fitted(" ".join(words[first:]), size, width))


class Bar(Rectangle):
    """
    A bar from ``x`` centred on ``y``: filled, or outlined on the inside so that lengths can be compared.

    ``subject`` is what it was drawn from.
    """

    def __init__(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        colour: str,
        is_filled: bool,
        subject: object = None,
    ) -> None:
        colour, line = graphic_colour(colour), 0.0 if is_filled else OUTLINE
        super().__init__(
            (x + line / 2, y - height / 2 + line / 2),
            max(width - line, 0.0),
            height - line,
            facecolor=colour if is_filled else PAPER,
            edgecolor="none" if is_filled else colour,
            linewidth=line,
        )
        self.is_filled = is_filled
        self.subject = subject


class Break(Polygon):
    """A stripe across a bar that goes on beyond the axis."""


class Canvas:
    """A figure, PAGE_WIDTH wide, drawn on in points from the lower left corner."""

    def __init__(self, height: float) -> None:
        self.figure = Figure(figsize=(PAGE_WIDTH / 72, height / 72), dpi=72, facecolor=PAPER)
        self._points = Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans

    @property
    def top(self) -> float:
        """Height of the upper edge."""
        return float(self.figure.get_figheight() * 72)

    def add(self, artist: Artist) -> None:
        """Put a patch or a line, given in points, on the figure."""
        artist.set_transform(self._points)
        self.figure.add_artist(artist)

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
        shown = drawable(text, weight)
        artist = Text(
            x,
            y - _cap_height(_font_file(weight, "H")) * size / 2,
            shown,
            color=colour or current_look().ink,
            fontproperties=FontProperties(fname=str(_font_file(weight, shown)), weight=weight, size=size),
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
        )
        self.add(artist)

    def note(self, x: float, y: float, text: str, *, size: float, align: Align = "left") -> None:
        """Write one muted line."""
        self.text(x, y, text, size=size, colour=current_look().muted, align=align)

    def title(self, body: str, topic: str, reserved: float = 0.0) -> None:
        """Write the name of the body, cut to leave ``reserved`` points at the right edge, and the topic."""
        topic = f": {topic}"
        room = PAGE_WIDTH - 2 * MARGIN - reserved - text_width(topic, TITLE_TEXT, "bold")
        title = fitted(body, TITLE_TEXT, room, "bold") + topic
        self.text(MARGIN, self.top - 12, title, size=TITLE_TEXT, weight="bold")

    def line(self, xs: list[float], ys: list[float], colour: str, width: float) -> None:
        """Draw a line between two points."""
        self.add(Line2D(xs, ys, color=colour, linewidth=width))

    def rule(self, y: float) -> None:
        """Draw a thin line across the page."""
        self.line([MARGIN, PAGE_WIDTH - MARGIN], [y, y], current_look().hairline, 0.6)

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
            corners = [(x, y - reach), (x + 2.5, y - reach), (x + 6.5, y + reach), (x + 4, y + reach)]
            self.add(Break(corners, closed=True, facecolor=PAPER, edgecolor="none"))

    def chip(self, x: float, y: float, letter: str, colour: str) -> float:
        """A party's letter on its colour with the left edge at ``x``; returns the width."""
        fill, width = graphic_colour(colour), chip_width(letter)
        box = FancyBboxPatch(
            (x, y - CHIP_HEIGHT / 2),
            width,
            CHIP_HEIGHT,
            boxstyle=f"round,pad=0,rounding_size={CHIP_HEIGHT * 0.26}",
            facecolor=fill,
            edgecolor="none",
            linewidth=0,
        )
        self.add(box)
        middle, ink = x + width / 2, text_colour(fill)
        self.text(middle, y, letter, size=CHIP_TEXT, weight="bold", colour=ink, align="center")
        return width


CHIP_HEIGHT = 14.0
CHIP_TEXT = 8.5


def chip_width(letter: str) -> float:
    """Width in points of the box around a letter: square, unless the letter is LLD."""
    return max(CHIP_HEIGHT, text_width(letter, CHIP_TEXT, "bold") + 6)
