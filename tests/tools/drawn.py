"""What stands in a drawing, and whether all of it is on the page, measured by FreeType."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, TypeVar

from matplotlib.ft2font import FT2Font, LoadFlags

from kkr_analysis.presentation.charts.lettering import font_file
from kkr_analysis.presentation.charts.shapes import Box, Circle, Drawing, Line, Polygon, Shape, Words
from kkr_analysis.presentation.charts.style import PAGE_WIDTH

T = TypeVar("T")
BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}


class Extent(NamedTuple):
    """Where a shape begins and ends, in points."""

    left: float
    bottom: float
    right: float
    top: float


def drawn(kind: type[T], drawing: Drawing) -> list[T]:
    """Return the shapes of one kind in the order in which they were drawn."""
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def texts_in(drawing: Drawing) -> list[str]:
    """Return the texts of a drawing in the order in which they were drawn."""
    return [words.text for words in drawn(Words, drawing)]


def refuse_overflow(drawing: Drawing) -> None:
    """Fail where a text or a shape runs off the page."""
    for shape in drawing.shapes:
        left, bottom, right, top = extent(shape)
        assert left >= -0.5, shape
        assert right <= PAGE_WIDTH + 0.5, shape
        assert bottom >= -0.5, shape
        assert top <= drawing.height + 0.5, shape


def extent(shape: Shape) -> Extent:
    """Return where a shape begins and ends; half the line around it is outside its outline."""
    match shape:
        case Words():
            return _extent_of_words(shape)
        case Circle(centre=(x, y)):
            return _around([(x - shape.radius, y - shape.radius), (x + shape.radius, y + shape.radius)])
        case Box():
            return _around([(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)])
        case Polygon():
            return _around(shape.corners)
        case Line():
            return _around([shape.start, shape.end])
    raise TypeError(shape)


def _around(points) -> Extent:
    across, up = zip(*points, strict=True)
    return Extent(min(across), min(up), max(across), max(up))


def _extent_of_words(words: Words) -> Extent:
    font = _opened(str(font_file(words.weight, words.text)))
    font.set_text(words.text, flags=LoadFlags.NO_HINTING)
    em = words.size / 1000 / 64
    width, height = (measure * em for measure in font.get_width_height())
    left, bottom = words.x - BEFORE[words.align] * width, words.y - font.get_descent() * em
    return Extent(left, bottom, left + width, bottom + height)


@cache
def _opened(file: str) -> FT2Font:
    font = FT2Font(file)
    font.set_size(1000, 72)
    return font
