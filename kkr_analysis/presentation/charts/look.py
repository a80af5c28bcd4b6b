"""What a secretariat may choose about a chart: colours of text and lines, and the font; no matplotlib."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.presentation.fonts import FAMILY


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """
    Colours as ``#rrggbb`` on white paper, and a font by its name and its files.

    Without files the font is DejaVu Sans. Parties keep their own colours.
    """

    ink: str = "#16202a"
    muted: str = "#4a5866"
    hairline: str = "#d5dbe1"
    family: str = FAMILY
    normal: Path | None = None
    bold: Path | None = None


DEFAULT = Look()
_current: ContextVar[Look] = ContextVar("look", default=DEFAULT)
current_look = _current.get
"""Return the look that is being drawn with."""


@contextmanager
def drawing_with(look: Look) -> Iterator[None]:
    """Draw with a look inside the ``with``."""
    token = _current.set(look)
    try:
        yield
    finally:
        _current.reset(token)
