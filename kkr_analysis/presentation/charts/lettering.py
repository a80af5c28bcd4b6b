"""How wide a text is in the font that it is drawn with; only what the font has is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from kkr_analysis.files import read_bounded
from kkr_analysis.presentation.charts.look import current_look
from kkr_analysis.presentation.charts.shapes import Weight
from kkr_analysis.presentation.charts.wording import clean
from kkr_analysis.presentation.fonts import standard_file

_MISSING_GLYPH = "\N{WHITE SQUARE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Font:
    """The measures of a font in ems; ``advances`` are from the start of a character to that of the next."""

    advances: Mapping[str, float]
    missing: float
    """Advance of what stands for a character that the font lacks."""
    capital: float
    """Height of a capital."""


def font_file(weight: Weight, text: str) -> Path:
    """
    Return the file of the look's font in a weight.

    Looked up by name, the machine's own copy could be used instead, and give other bytes.
    """
    chosen = current_look().bold if weight == "bold" else current_look().normal
    return chosen or standard_file(weight, text)


@lru_cache(maxsize=8)
def _opened(file: Path) -> _Font:
    from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(BytesIO(read_bounded(file)), lazy=True)
    units, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
    names: Mapping[int, str] = font.getBestCmap() or {}
    pen = BoundsPen(None)
    font.getGlyphSet()[names.get(ord("H"), ".notdef")].draw(pen)
    _, low, _, high = pen.bounds or (0, 0, 0, 0)
    return _Font(
        advances={chr(number): metrics[name][0] / units for number, name in names.items()},
        missing=metrics[font.getGlyphName(0)][0] / units,
        capital=round((high - low) / units, 3),
    )


def cap_height(weight: Weight) -> float:
    """Return the height of a capital as a part of the font size."""
    return _opened(font_file(weight, "H")).capital


def drawable(text: str, weight: Weight = "normal") -> str:
    """The clean text with a square for each character that the font lacks, such as an emoji."""
    text = clean(text)
    known = _opened(font_file(weight, text)).advances
    return "".join(character if character in known else _MISSING_GLYPH for character in text)


def text_width(text: str, size: float, weight: Weight = "normal") -> float:
    """
    Width in points of the text on one line, each character with its own width.

    Nothing is drawn closer together (kerned), for WeasyPrint sets the letters of a drawing one by one.
    """
    text = drawable(text, weight)
    font = _opened(font_file(weight, text))
    return sum(100 * font.advances.get(character, font.missing) for character in text) * size / 100


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
