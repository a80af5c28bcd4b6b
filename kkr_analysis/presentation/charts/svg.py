"""A drawing as SVG with real text, which can be searched, selected and read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import assert_never

from kkr_analysis.presentation.charts.drawing import alone
from kkr_analysis.presentation.charts.lettering import text_width
from kkr_analysis.presentation.charts.look import Look
from kkr_analysis.presentation.charts.shapes import (
    Area,
    Box,
    Circle,
    Drawing,
    Line,
    Point,
    Polygon,
    Shape,
    Weight,
    Words,
)
from kkr_analysis.presentation.charts.style import PAGE_WIDTH, PAPER
from kkr_analysis.presentation.fonts import embedded_face

_ANCHORS = {"center": "middle", "right": "end"}
_BEFORE = {"center": 0.5, "right": 1.0}
"""The fraction of a text's width that lies before its anchor."""
_HATCH = 4.0
"""Distance between the lines of a hatched shape, in points."""


def svg_of(drawing: Drawing, *, name: str, alt: str, look: Look) -> str:
    """Return a drawing as an SVG that stands alone."""
    parts = [f'<g font-family="{escape(look.family)}" fill="{look.ink}" style="font-kerning:none">']
    if any(isinstance(shape, Area) and shape.is_hatched for shape in drawing.shapes):
        parts.append(_hatch(name, look))
    parts += [_element(shape, drawing.height, name, look) for shape in drawing.layered]
    return alone(
        "".join([*parts, "</g>"]),
        name=name,
        alt=alt,
        size=(_number(PAGE_WIDTH), _number(drawing.height)),
        faces="".join(_faces(drawing.shapes, look)),
        paper=PAPER,
    )


def _faces(shapes: Sequence[Shape], look: Look) -> Iterator[str]:
    """Yield the rules that carry the fonts of the texts, each with the characters that it is used for."""
    used: dict[Weight, set[str]] = {}
    for shape in shapes:
        if isinstance(shape, Words):
            used.setdefault(shape.weight, set()).update(shape.text)
    for weight, characters in sorted(used.items()):
        file = look.bold if weight == "bold" else look.normal
        yield embedded_face(look.family, weight, "".join(characters), file)


def _element(shape: Shape, height: float, name: str, look: Look) -> str:
    match shape:
        case Words():
            return _text(shape, height, look)
        case Line():
            return _line(shape, height)
        case Area():
            return f"<{_outline(shape, height)}{_paint(shape, name)}/>"
    assert_never(shape)


def _text(words: Words, height: float, look: Look) -> str:
    attributes = f' y="{_number(height - words.y)}" font-size="{_number(words.size)}"'
    if words.weight == "bold":
        attributes += ' font-weight="bold"'
    colour = words.colour.lower()
    if colour != look.ink.lower():
        attributes += f' fill="{colour}"'
    if words.align != "left":
        start = words.x - _BEFORE[words.align] * text_width(words.text, words.size, words.weight)
        attributes += f' text-anchor="{_ANCHORS[words.align]}" data-start="{_number(start)}"'
    return f'<text x="{_number(words.x)}"{attributes}>{escape(words.text, quote=False)}</text>'


def _line(line: Line, height: float) -> str:
    return (
        f'<path d="M{_points((line.start, line.end), height)}" fill="none" stroke="{line.colour.lower()}"'
        f' stroke-width="{_number(line.width)}"'
        + (' stroke-linecap="square"' if line.goes_beyond else "")
        + "/>"
    )


def _outline(area: Area, height: float) -> str:
    match area:
        case Circle():
            x, y = area.centre
            return f'circle cx="{_number(x)}" cy="{_number(height - y)}" r="{_number(area.radius)}"'
        case Box():
            rounding = f' rx="{_number(area.rounding)}"' if area.rounding else ""
            return (
                f'rect x="{_number(area.x)}" y="{_number(height - area.y - area.height)}"'
                f' width="{_number(area.width)}" height="{_number(area.height)}"{rounding}'
            )
        case Polygon():
            return f'path d="M{_points(area.corners, height)}Z"'
    raise TypeError(f"a chart has no {type(area).__name__}")


def _points(points: Sequence[Point], height: float) -> str:
    return "L".join(f"{_number(x)} {_number(height - y)}" for x, y in points)


def _paint(area: Area, name: str) -> str:
    fill = f"url(#{name}-hatch)" if area.is_hatched else (area.fill or "none").lower()
    paint = f' fill="{fill}"'
    if area.edge_width and area.edge:
        paint += f' stroke="{area.edge.lower()}" stroke-width="{_number(area.edge_width)}"'
        if area.is_dashed:
            paint += ' stroke-dasharray="4.4 1.9"'
    return paint


def _hatch(name: str, look: Look) -> str:
    """Return the pattern of hatched shapes."""
    line = f'<path d="M0 0V{_HATCH}" stroke="{look.muted}" stroke-width="2"/>'
    return (
        f'<pattern id="{name}-hatch" width="{_HATCH}" height="{_HATCH}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)">{line}</pattern>'
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
