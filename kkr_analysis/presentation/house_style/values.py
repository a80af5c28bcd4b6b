"""A house style as frozen values; without a file they are these."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kkr_analysis.presentation.charts.look import Look
from kkr_analysis.presentation.fonts import FAMILY


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Colours on white paper as ``#rrggbb``; the Danish key of each stands in ``reading.KEYS``."""

    ink: str = "#16202a"
    soft: str = "#4a5866"
    line: str = "#b9c4ce"
    rule: str = "#14406b"
    fill: str = "#eef3f8"
    link: str = "#0b4a8f"
    warning: str = "#8a5a00"
    page: str = "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class DarkColours(Colours):
    """Colours on a dark screen."""

    ink: str = "#e6ebf0"
    soft: str = "#aebac5"
    line: str = "#3b4753"
    rule: str = "#8fbce6"
    fill: str = "#1b2631"
    link: str = "#9cc7f0"
    warning: str = "#e0a94a"
    page: str = "#10161c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """
    A font by name, and its files, which PDF, charts and pages on the screen are set with.

    Without files it is DejaVu Sans.
    """

    name: str = FAMILY
    normal: Path | None = None
    bold: Path | None = None
    italic: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture (SVG or PNG) and what it says for those who cannot see it."""

    path: Path
    alt: str

    @property
    def media_type(self) -> str:
        """The kind of file, as a web page names it."""
        return "image/svg+xml" if self.path.suffix.lower() == ".svg" else "image/png"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """Who publishes, and how their documents look."""

    publisher: str = ""
    """Name of the secretariat; empty where none is to be printed."""
    logo: Logo | None = None
    font: Font = field(default_factory=Font)
    light: Colours = field(default_factory=Colours)
    dark: DarkColours = field(default_factory=DarkColours)

    @property
    def author(self) -> str:
        """Who stands as author in the metadata of a file."""
        return self.publisher or "kkr-analysis"

    @property
    def look(self) -> Look:
        """How charts look on white paper."""
        return Look(
            ink=self.light.ink,
            muted=self.light.soft,
            family=self.font.name,
            normal=self.font.normal,
            bold=self.font.bold,
        )
