"""What a PDF says: its text page by page, title, language and fonts."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pypdf import PdfReader


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFont:
    """One font that a PDF uses, under its name without the subset's prefix."""

    name: str
    is_embedded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfContent:
    """
    A PDF as a reader's tools see it. ``pages`` holds the text of each page, in reading order.

    ``title`` and ``language`` are empty where the PDF states none.
    """

    title: str
    language: str
    pages: tuple[str, ...]
    fonts: tuple[PdfFont, ...]

    def missing_fonts(self) -> tuple[str, ...]:
        """Names of the fonts that are not embedded, so that the text depends on the reader's machine."""
        return tuple(font.name for font in self.fonts if not font.is_embedded)


@cache
def read_pdf(path: Path) -> PdfContent:
    """Read one PDF, once, with pypdf, pdftotext and pdffonts. Raises where one of them cannot read it."""
    reader = PdfReader(path)
    # pdftotext ends every page with a form feed.
    pages = tuple(_poppler("pdftotext", "-enc", "UTF-8", str(path), "-").split("\f")[:-1])
    if len(pages) != len(reader.pages):
        raise RuntimeError(f"{path.name}: pypdf sees {len(reader.pages)} pages, pdftotext {len(pages)}")
    return PdfContent(
        title=(reader.metadata.title if reader.metadata else None) or "",
        language=str(reader.root_object.get("/Lang", "")),
        pages=pages,
        fonts=_fonts(_poppler("pdffonts", str(path))),
    )


def _poppler(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def _fonts(table: str) -> tuple[PdfFont, ...]:
    """Read pdffonts' table by its columns' names: a font's own name may hold spaces."""
    header, _rule, *rows = table.splitlines()
    name, emb = slice(0, header.index(" type")), slice(header.index("emb"), header.index("sub"))
    return tuple(
        PdfFont(
            name=row[name].strip().partition("+")[2] or row[name].strip(),
            is_embedded=row[emb].strip() == "yes",
        )
        for row in rows
    )
