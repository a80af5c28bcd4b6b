"""
A drawing painted as pixels, by matplotlib.

Its renderer is given the shapes one by one: a ``Figure`` would bring axes, projections and an import that
takes longer than the painting.
"""

from __future__ import annotations

from typing import Any, Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle
from matplotlib.transforms import Affine2D
from PIL import Image

from kkr_analysis.presentation.charts import shapes
from kkr_analysis.presentation.charts.lettering import font_file
from kkr_analysis.presentation.charts.shapes import Area, Drawing, Line, Words
from kkr_analysis.presentation.charts.style import PAGE_WIDTH, PAPER

_HATCH = "////"
_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The fraction of a text's width that lies before its place."""


def painted(drawing: Drawing, width: int) -> Image.Image:
    """
    Return a drawing as a picture ``width`` pixels wide.

    It is painted with matplotlib's own defaults, whatever the analyst's notebook has set: settings are global
    to the process, so the caller holds a lock.
    """
    settings = {key: value for key, value in mpl.rcParamsDefault.items() if "backend" not in key}
    settings["text.hinting"] = "no_hinting"  # hinted, a text is wider or narrower than it was measured
    with mpl.rc_context(settings):
        resolution = width / (PAGE_WIDTH / 72)
        height = drawing.height / 72 * resolution
        points = Affine2D().scale(1 / 72).scale(resolution)
        renderer = RendererAgg(width, height, resolution)  # type: ignore[no-untyped-call]
        paper = Rectangle((0, 0), PAGE_WIDTH, drawing.height, facecolor=PAPER, edgecolor="none")
        _paint(paper, points, renderer)
        for shape in drawing.layered:
            if isinstance(shape, Words):
                _write(shape, points, renderer)
            else:
                _paint(_line(shape) if isinstance(shape, Line) else _area(shape), points, renderer)
    pixels = renderer.buffer_rgba()  # type: ignore[no-untyped-call]
    return Image.frombuffer("RGBA", (width, int(height)), pixels).convert("RGB")


def _paint(artist: Artist, points: Affine2D, renderer: RendererAgg) -> None:
    artist.set_transform(points)
    artist.draw(renderer)


def _line(line: Line) -> Line2D:
    (x, y), (across, up) = line.start, line.end
    cap: Literal["projecting", "butt"] = "projecting" if line.goes_beyond else "butt"
    return Line2D([x, across], [y, up], color=line.colour, linewidth=line.width, solid_capstyle=cap)


def _area(area: Area) -> Artist:
    look: dict[str, Any] = {
        "facecolor": area.fill or "none",
        "edgecolor": area.edge or "none",
        "linewidth": area.edge_width,
        "linestyle": "--" if area.is_dashed else "-",
        "hatch": _HATCH if area.is_hatched else None,
    }
    match area:
        case shapes.Circle():
            return Circle(area.centre, area.radius, **look)
        case shapes.Polygon():
            return Polygon(area.corners, closed=True, **look)
        case shapes.Box(rounding=0.0):
            return Rectangle((area.x, area.y), area.width, area.height, **look)
        case shapes.Box():
            rounded = f"round,pad=0,rounding_size={area.rounding}"
            return FancyBboxPatch((area.x, area.y), area.width, area.height, boxstyle=rounded, **look)
    raise TypeError(f"a chart has no {type(area).__name__}")


def _write(words: Words, points: Affine2D, renderer: Any) -> None:
    font = FontProperties(
        fname=str(font_file(words.weight, words.text)), weight=words.weight, size=words.size
    )
    length, *_ = renderer.get_text_width_height_descent(words.text, font, False)
    x, y = points.transform((words.x, words.y))
    _, height = renderer.get_canvas_width_height()
    gc = renderer.new_gc()
    gc.set_foreground(words.colour)
    renderer.draw_text(gc, x - _BEFORE[words.align] * length, height - y, words.text, font, 0)
