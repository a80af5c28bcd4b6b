"""
How every chart looks: measures in points, one font, colours that can be told apart, and the SVG as saved.

Text is saved as outlines (``svg.fonttype: path``). A chart reaches the reader as an ``<img>``, where no font
of the page applies: text saved as text would be set in whatever the reader's machine has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from io import StringIO
from pathlib import Path
from threading import RLock
from typing import Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D

from kkr_analysis.charts.wording import clean

PAGE_WIDTH = 170 / 25.4 * 72
"""The text width of an A4 page (170 mm) in points, so that a font size here is the size in print."""
INK = "#1b2733"
MUTED = "#51606e"
HAIRLINE = "#d5dbe1"
PAPER = "#ffffff"
CAP_HEIGHT = 0.729
"""Height of a capital in DejaVu Sans, as a part of the font size."""
SMALLEST_TEXT = 6.5
TEXT_CONTRAST = 4.5
"""WCAG 1.4.3, for text against what it stands on."""
GRAPHIC_CONTRAST = 3.0
"""WCAG 1.4.11, for a shape against the paper."""

_MISSING_GLYPH = "\N{WHITE SQUARE}"
_drawing = RLock()


def luminance(colour: str) -> float:
    """WCAG's relative luminance of ``#rrggbb``, from 0 (black) to 1 (white)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio between two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_colour(fill: str) -> str:
    """White or black, whichever reads better on ``fill``; the better one is always above TEXT_CONTRAST."""
    return max(("#ffffff", "#000000"), key=lambda colour: contrast(colour, fill))


@lru_cache(maxsize=256)
def graphic_colour(colour: str) -> str:
    """
    The party's colour, darkened where it would fade into the paper.

    A filled and an outlined seat differ by this colour against white, so a pale yellow has to give way.
    """
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    for percent in range(100, -1, -2):
        darker = "#" + "".join(f"{channel * percent // 100:02x}" for channel in (red, green, blue))
        if contrast(darker, PAPER) >= GRAPHIC_CONTRAST:
            return darker
    raise AssertionError("black has contrast against white")


Weight = Literal["normal", "bold"]
_FONT_FILES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}


def _font_file(weight: Weight) -> str:
    return str(Path(mpl.get_data_path(), "fonts", "ttf", _FONT_FILES[weight]))


@lru_cache(maxsize=2)
def font(weight: Weight = "normal") -> FontProperties:
    """
    DejaVu Sans in a weight, from matplotlib's own file.

    Asked for by name, the machine's copy could come instead, and other bytes with it.
    """
    return FontProperties(fname=_font_file(weight))


@lru_cache(maxsize=2)
def _characters(weight: Weight) -> frozenset[str]:
    return frozenset(map(chr, get_font(_font_file(weight)).get_charmap()))


def drawable(text: str, weight: Weight = "normal") -> str:
    """The clean text with a square for each character that the font lacks, such as an emoji."""
    known = _characters(weight)
    return "".join(character if character in known else _MISSING_GLYPH for character in clean(text))


@lru_cache(maxsize=1024)
def _width_at_100(text: str, weight: Weight) -> float:
    prop = font(weight).copy()
    prop.set_size(100)
    return float(TextToPath().get_text_width_height_descent(text, prop, ismath=False)[0])


def text_width(text: str, size: float, weight: Weight = "normal") -> float:
    """Width in points of the text on one line."""
    return _width_at_100(drawable(text, weight), weight) * size / 100


def fitted(text: str, size: float, width: float, weight: Weight = "normal") -> str:
    """The text, cut with an ellipsis where it is wider than ``width`` points."""
    text = drawable(text, weight)
    if text_width(text, size, weight) <= width:
        return text
    # Names can be of any length, so the longest beginning that fits is found by halving.
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


class Canvas:
    """A figure that is drawn on in points from the lower left corner, PAGE_WIDTH wide."""

    def __init__(self, height: float) -> None:
        self.figure = Figure(figsize=(PAGE_WIDTH / 72, height / 72), dpi=72, facecolor=PAPER)
        self._points = Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans

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
        colour: str = INK,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """
        Write one line whose capitals are centred on ``y``.

        Nothing in it is markup: a dollar sign starts no formula.
        """
        artist = Text(
            x,
            y - CAP_HEIGHT * size / 2,
            drawable(text, weight),
            color=colour,
            fontproperties=font(weight),
            size=size,
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
        )
        self.add(artist)

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
        self.text(
            x + width / 2,
            y,
            letter,
            size=CHIP_TEXT,
            weight="bold",
            colour=text_colour(fill),
            align="center",
        )
        return width


CHIP_HEIGHT = 14.0
CHIP_TEXT = 8.5


def chip_width(letter: str) -> float:
    """Width in points of the box around a letter: square, unless the letter is LLD."""
    return max(CHIP_HEIGHT, text_width(letter, CHIP_TEXT, "bold") + 6)


def svg_of(draw: Callable[[], Figure], *, salt: str) -> str:
    """
    Draw a figure and return its SVG, the same bytes every time.

    matplotlib's settings are one table for the whole process: under the lock they are its own defaults,
    whatever the analyst's notebook has set, and afterwards they are as before.
    """
    settings = {key: value for key, value in mpl.rcParamsDefault.items() if "backend" not in key}
    settings |= {"svg.fonttype": "path", "svg.hashsalt": salt}
    out = StringIO()
    with _drawing, mpl.rc_context(settings):
        draw().savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _compact(out.getvalue())


def _compact(svg: str) -> str:
    """
    The SVG without matplotlib's prolog (it points to a DTD on the web), comments (they repeat every text) and
    indentation, and with hundredths of a point. Numbers below 1 keep their digits: they scale the letters.
    """
    svg = re.sub(r"<!--.*?-->", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r"\s*\n\s*", "\n", svg)
    return re.sub(r"(?<![\d.])([1-9]\d*\.\d\d)\d+", r"\1", svg)
