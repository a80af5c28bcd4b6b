"""What stands in a figure, and whether all of it is on the page."""

from __future__ import annotations

from typing import TypeVar

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.text import Text

T = TypeVar("T")


def drawn(kind: type[T], figure: Figure) -> list[T]:
    """Return the artists of one kind in the order in which they were drawn."""
    return [artist for artist in figure.get_children() if isinstance(artist, kind)]


def texts_in(figure: Figure) -> list[str]:
    """Return the texts of a figure in the order in which they were drawn."""
    return [text.get_text() for text in drawn(Text, figure)]


def refuse_overflow(figure: Figure) -> None:
    """Fail where a text or a shape runs off the page."""
    figure.set_dpi(720)  # at 72 the measured letters are rounded to whole points
    renderer = FigureCanvasAgg(figure).get_renderer()
    for artist in figure.get_children():
        if isinstance(artist, Text | Patch) and artist is not figure.patch:
            box = artist.get_window_extent(renderer)
            said = artist.get_text() if isinstance(artist, Text) else artist
            assert box.x0 >= -0.5, said
            assert box.x1 <= figure.bbox.x1 + 0.5, said
            assert box.y0 >= -0.5, said
            assert box.y1 <= figure.bbox.y1 + 0.5, said
