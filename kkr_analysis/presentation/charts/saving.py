"""
A drawn chart as a file: SVG and PNG, the same bytes every time.

Both are drawn under matplotlib's own defaults, whatever the analyst's notebook has set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import RLock
from typing import TYPE_CHECKING, cast

import matplotlib as mpl

from kkr_analysis.presentation.charts.look import Look, drawing_with
from kkr_analysis.presentation.charts.svg import svg_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PNG_WIDTH = 1400
"""Width of a PNG in pixels: about 210 to the inch on an A4 page, and enough for a slide."""
_COLOURS = 64
"""Colours of a PNG: those of a dozen parties, and the steps along the edges of letters."""

_drawing = RLock()


def drawn_svg(draw: Callable[[], Figure], *, name: str, alt: str, look: Look) -> str:
    """Draw a figure and return it as a self-contained SVG."""
    with _settings(look):
        return svg_of(draw(), name=name, alt=alt, look=look)


def drawn_png(draw: Callable[[], Figure], *, look: Look, width: int = PNG_WIDTH) -> bytes:
    """Draw a figure and return it as a PNG ``width`` pixels wide, without the name of a program in it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    with _settings(look):
        figure = draw()
        figure.set_dpi(width / figure.get_figwidth())
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
    pixels = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")  # type: ignore[no-untyped-call]
    few = pixels.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # The average of all that is nearly white is not white, and would show as a box on the page.
    palette, paper = few.getpalette() or [], cast("int", few.getpixel((0, 0)))
    palette[3 * paper : 3 * paper + 3] = (255, 255, 255)
    few.putpalette(palette)
    out = BytesIO()
    few.save(out, "PNG")
    return out.getvalue()


@contextmanager
def _settings(look: Look) -> Iterator[None]:
    """
    Draw with a look and with matplotlib's own defaults.

    Its settings are global to the process, so they are changed under a lock and restored afterwards.
    """
    settings = {key: value for key, value in mpl.rcParamsDefault.items() if "backend" not in key}
    settings["text.hinting"] = "no_hinting"  # hinted, a text is wider or narrower than it was measured
    with _drawing, mpl.rc_context(settings), drawing_with(look):
        yield
