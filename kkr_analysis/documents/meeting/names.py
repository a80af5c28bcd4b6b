"""Where the papers of a meeting lie, and what the files that hold all of them are called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PREFIX = "moede-"
"""Begins the name of a meeting's folder below that of its term, and of the files with everything in."""
PAGE, PDF, WORD, DATA, CALENDAR = "html", "pdf", "docx", "json", "kalender.ics"
INDEX = "index.html"
_OURS = ("*.html", "*.pdf", "*.docx", "*.json", CALENDAR)


def folder_name(region: str) -> str:
    """Return the folder of a region's meeting below the folder of its term: "moede-midtjylland"."""
    return f"{PREFIX}{region}"


def data_name(region: str) -> str:
    """Return the name of the file with all values."""
    return f"{PREFIX}{region}.{DATA}"


def combined_name(region: str) -> str:
    """Return the name of the PDF with all papers."""
    return f"{PREFIX}{region}.{PDF}"


def earlier(folder: Path) -> Iterator[Path]:
    """Give the files of an earlier build in a meeting's folder; none where there is no index of ours."""
    if (folder / INDEX).is_file():
        for pattern in _OURS:
            yield from (path for path in folder.glob(pattern) if not path.name.startswith("."))
