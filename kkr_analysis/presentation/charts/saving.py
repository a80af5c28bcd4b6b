"""
A drawn chart as a file: SVG and PNG, the same bytes every time.

Text is saved as outlines (``svg.fonttype: path``). A chart reaches the reader as an ``<img>``, where no font
of the page applies: text saved as text would be set in whatever the reader's machine has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO, StringIO
from threading import RLock

import matplotlib as mpl
from matplotlib.figure import Figure

from kkr_analysis.presentation.charts.look import Look, drawing_with

_GLYPH = re.compile(r'(<path id="[^"]*" d=")([^"]*)(" transform="scale\()0\.015625(\)"/>)')
"""An outline of a letter as matplotlib writes it, with 6,400 units to the font size."""
_COARSER = 8
"""Outlines are written in units this much larger: an 800th of the font size, which nobody sees."""
PNG_WIDTH = 2000
"""Width of a PNG in pixels: about 300 to the inch on an A4 page, and enough for a slide."""

_drawing = RLock()


def svg_of(draw: Callable[[], Figure], *, salt: str, look: Look) -> str:
    """Draw a figure and return its SVG."""
    out = StringIO()
    with _settings(salt, look):
        draw().savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _compact(out.getvalue())


def png_of(draw: Callable[[], Figure], *, salt: str, look: Look, width: int = PNG_WIDTH) -> bytes:
    """Draw a figure and return it as a PNG ``width`` pixels wide, without the name of the program in it."""
    out = BytesIO()
    with _settings(salt, look):
        figure = draw()
        figure.savefig(out, format="png", dpi=width / figure.get_figwidth(), metadata={"Software": None})
    return out.getvalue()


@contextmanager
def _settings(salt: str, look: Look) -> Iterator[None]:
    """
    Draw with a look and with matplotlib's own defaults.

    Its settings are global to the process: under the lock they are its defaults, whatever the analyst's
    notebook has set, and afterwards they are restored.
    """
    settings = {key: value for key, value in mpl.rcParamsDefault.items() if "backend" not in key}
    settings |= {"svg.fonttype": "path", "svg.hashsalt": salt}
    with _drawing, mpl.rc_context(settings), drawing_with(look):
        yield


def _compact(svg: str) -> str:
    """
    The SVG without matplotlib's prolog (it points to a DTD on the web), comments (they repeat every text) and
    indentation, and with hundredths of a point. Numbers below 1 keep their digits: they scale the letters.
    """
    svg = re.sub(r"<!--.*?-->", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r"\s*\n\s*", "\n", svg)
    svg = _GLYPH.sub(_coarser, svg)
    return re.sub(r"(?<![\d.])([1-9]\d*\.\d\d)\d+", r"\1", svg)


def _coarser(glyph: re.Match[str]) -> str:
    return f"{glyph[1]}{_coarser_outline(glyph[2])}{glyph[3]}{0.015625 * _COARSER}{glyph[4]}"


@lru_cache(maxsize=1024)
def _coarser_outline(outline: str) -> str:
    """
    The outline of a letter in whole, larger units and with cubic curves only.

    A PDF repeats the outline for every letter of a chart and has cubic curves only. Converted from quadratic
    ones there, their points would be written with six decimals, and the enclosure would grow by half.
    """
    out: list[str] = []
    last = (0.0, 0.0)
    for command, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", outline):
        values = [float(number) / _COARSER for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        if command == "Q":
            control, end = points
            points = [_towards(last, control), _towards(end, control), end]
            command = "C"
        out.append(command + " ".join(f"{x:.0f} {y:.0f}" for x, y in points))
        last = points[-1] if points else last
    return "".join(out)


def _towards(point: tuple[float, float], control: tuple[float, float]) -> tuple[float, float]:
    """The place two thirds of the way from a point to the control point of a quadratic curve."""
    return point[0] + 2 / 3 * (control[0] - point[0]), point[1] + 2 / 3 * (control[1] - point[1])
