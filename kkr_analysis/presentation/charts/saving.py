"""A chart's drawing as a file: SVG and PNG, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from threading import RLock
from typing import cast

from kkr_analysis.presentation.charts.look import Look, drawing_with
from kkr_analysis.presentation.charts.shapes import Drawing
from kkr_analysis.presentation.charts.svg import svg_of

PNG_WIDTH = 1400
"""Width of a PNG in pixels: about 210 to the inch on an A4 page, and enough for a slide."""
_COLOURS = 64
"""Colours of a PNG: those of a dozen parties, and the steps along the edges of letters."""

_painting = RLock()


def drawn_svg(draw: Callable[[], Drawing], *, name: str, alt: str, look: Look) -> str:
    """Draw a chart and return it as a self-contained SVG."""
    with drawing_with(look):
        return svg_of(draw(), name=name, alt=alt, look=look)


def drawn_png(draw: Callable[[], Drawing], *, look: Look, width: int = PNG_WIDTH) -> bytes:
    """Draw a chart and return it as a PNG ``width`` pixels wide, without the name of a program in it."""
    from PIL import Image

    from kkr_analysis.presentation.charts.painting import painted

    with _painting, drawing_with(look):
        pixels = painted(draw(), width)
    few = pixels.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # The average of all that is nearly white is not white, and would show as a box on the page.
    palette, paper = few.getpalette() or [], cast("int", few.getpixel((0, 0)))
    palette[3 * paper : 3 * paper + 3] = (255, 255, 255)
    few.putpalette(palette)
    out = BytesIO()
    few.save(out, "PNG")
    return out.getvalue()
