"""
A figure as SVG with real text, which can be searched, selected and read aloud.

It is written from the shapes of the figure: matplotlib's own SVG repeats its settings on each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, cast

from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Patch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.text import Text

from kkr_analysis.presentation.charts.drawing import alone
from kkr_analysis.presentation.charts.look import Look
from kkr_analysis.presentation.charts.style import Weight, text_width
from kkr_analysis.presentation.fonts import embedded_face

_ANCHORS = {"center": "middle", "right": "end"}
_BEFORE = {"center": 0.5, "right": 1.0}
"""The fraction of a text's width that lies before its anchor."""
_COMMANDS = {Outline.MOVETO: "M", Outline.LINETO: "L", Outline.CURVE3: "Q", Outline.CURVE4: "C"}
_CAPS = {"projecting": "square", "butt": "", "round": "round"}
_HATCH = 4.0
"""Distance between the lines of a hatched shape, in points."""


def svg_of(figure: Figure, *, name: str, alt: str, look: Look) -> str:
    """Return a figure as a drawing that stands alone."""
    width, height = figure.get_figwidth() * 72, figure.get_figheight() * 72
    # The first child is the paper; the others overlap in the order of their kind, as in matplotlib.
    _, *artists = figure.get_children()
    artists.sort(key=lambda artist: artist.get_zorder())
    shapes = [f'<g font-family="{escape(look.family)}" fill="{look.ink}" style="font-kerning:none">']
    if any(isinstance(artist, Patch) and artist.get_hatch() for artist in artists):
        shapes.append(_hatch(name, look))
    shapes += [_element(artist, height, name, look) for artist in artists]
    return alone(
        "".join([*shapes, "</g>"]),
        name=name,
        alt=alt,
        size=(_number(width), _number(height)),
        faces="".join(_faces(artists, look)),
        paper=to_hex(figure.get_facecolor()),
    )


def _faces(artists: list[Artist], look: Look) -> Iterator[str]:
    """Yield the rules that carry the fonts of the texts, each with the characters that it is used for."""
    used: dict[Weight, set[str]] = {}
    for artist in artists:
        if isinstance(artist, Text):
            used.setdefault(_weight(artist), set()).update(artist.get_text())
    for weight, characters in sorted(used.items()):
        file = look.bold if weight == "bold" else look.normal
        yield embedded_face(look.family, weight, "".join(characters), file)


def _weight(text: Text) -> Weight:
    return "bold" if text.get_fontweight() == "bold" else "normal"


def _element(artist: Artist, height: float, name: str, look: Look) -> str:
    match artist:
        case Text():
            return _text(artist, height, look)
        case Line2D():
            return _line(artist, height)
        case Patch():
            return f"<{_shape(artist, height)}{_paint(artist, name)}/>"
    raise TypeError(f"a chart has no {type(artist).__name__}")


def _text(text: Text, height: float, look: Look) -> str:
    x, y = text.get_position()
    words, size = text.get_text(), float(text.get_fontsize())
    attributes = f' y="{_number(height - y)}" font-size="{_number(size)}"'
    if _weight(text) == "bold":
        attributes += ' font-weight="bold"'
    colour = to_hex(text.get_color())
    if colour != look.ink.lower():
        attributes += f' fill="{colour}"'
    if (align := text.get_horizontalalignment()) != "left":
        start = x - _BEFORE[align] * text_width(words, size, _weight(text))
        attributes += f' text-anchor="{_ANCHORS[align]}" data-start="{_number(start)}"'
    return f'<text x="{_number(x)}"{attributes}>{escape(words, quote=False)}</text>'


def _line(line: Line2D, height: float) -> str:
    xs, ys = cast("tuple[Sequence[float], Sequence[float]]", line.get_data())
    corners = "L".join(f"{_number(x)} {_number(height - y)}" for x, y in zip(xs, ys, strict=True))
    cap = _CAPS[line.get_solid_capstyle()]
    return (
        f'<path d="M{corners}" fill="none" stroke="{to_hex(line.get_color())}"'
        f' stroke-width="{_number(line.get_linewidth())}"'
        + (f' stroke-linecap="{cap}"' if cap else "")
        + "/>"
    )


def _shape(patch: Patch, height: float) -> str:
    match patch:
        case Circle():
            x, y = cast("tuple[float, float]", patch.get_center())
            return f'circle cx="{_number(x)}" cy="{_number(height - y)}" r="{_number(patch.get_radius())}"'
        case FancyBboxPatch():
            rounding = _number(patch.get_boxstyle().rounding_size)  # type: ignore[attr-defined]
            return f'{_box(patch, height)} rx="{rounding}"'
        case Rectangle():
            return _box(patch, height)
    return f'path d="{_outline(patch.get_path(), height)}"'


def _box(box: Any, height: float) -> str:
    top = height - box.get_y() - box.get_height()
    return (
        f'rect x="{_number(box.get_x())}" y="{_number(top)}" width="{_number(box.get_width())}"'
        f' height="{_number(box.get_height())}"'
    )


def _outline(path: Outline, height: float) -> str:
    out = []
    for values, code in path.iter_segments(simplify=False):
        if code == Outline.CLOSEPOLY:
            out.append("Z")
            continue
        numbers = (_number(height - value if place % 2 else value) for place, value in enumerate(values))
        out.append(_COMMANDS[code] + " ".join(numbers))
    return "".join(out)


def _paint(patch: Patch, name: str) -> str:
    fill = f"url(#{name}-hatch)" if patch.get_hatch() else _colour(patch.get_facecolor())
    paint = f' fill="{fill}"'
    line = patch.get_linewidth()
    if line and _colour(patch.get_edgecolor()) != "none":
        paint += f' stroke="{_colour(patch.get_edgecolor())}" stroke-width="{_number(line)}"'
        if patch.get_linestyle() != "solid":
            paint += ' stroke-dasharray="4.4 1.9"'
    return paint


def _hatch(name: str, look: Look) -> str:
    """Return the pattern of hatched shapes."""
    line = f'<path d="M0 0V{_HATCH}" stroke="{look.muted}" stroke-width="2"/>'
    return (
        f'<pattern id="{name}-hatch" width="{_HATCH}" height="{_HATCH}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)">{line}</pattern>'
    )


def _colour(colour: Any) -> str:
    return to_hex(colour) if colour[3] else "none"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
