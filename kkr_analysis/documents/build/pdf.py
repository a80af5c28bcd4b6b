"""The HTML page as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkr_analysis.documents.embedding import without_record
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation.charts.drawing import as_pictures
from kkr_analysis.presentation.fonts import DESCRIPTORS, Style, face, standard_file
from kkr_analysis.presentation.house_style import Font

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

ENCLOSED = ("data",)
"""Only what the page itself holds is fetched: a logo must not request anything from elsewhere."""

_SCREEN_FONTS = re.compile(r"@media screen \{ (?:@font-face \{[^}]*\} )+\}\n")
"""The fonts that a page carries for the screen; on paper they are files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedRecord:
    """A record to attach to a PDF under a file name; ``moment`` is when it was made."""

    name: str
    text: str
    moment: datetime


def write_pdf(
    html: str, target: Path, font: Font | None = None, attached: AttachedRecord | None = None
) -> None:
    """
    Write the page as PDF/UA-1, with the fonts that the charts use and the record as its data.

    Raises BuildError where WeasyPrint's system libraries are missing.
    """
    write(laid_out(html, font), target, attached)


def laid_out(html: str, font: Font | None = None, added: str = "") -> Document:
    """
    Lay the page out on paper; ``write`` paints it, alone or among the pages of others.

    Its style sheet is parsed once for all pages that share it: that takes as long as a page of text. Rules
    for this page alone, ``added``, follow it.
    Raises BuildError where WeasyPrint's system libraries are missing.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError as missing:
        raise BuildError(
            f"PDF kan ikke laves, for WeasyPrint mangler et systembibliotek ({missing}). Intet er skrevet. "
            "Installer Pango (Debian og Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0; Windows og macOS: brug environment.yml), eller udelad pdf med --format."
        ) from missing
    head, sheet, body = _parted(without_record(html))
    fonts, sheets = _parsed(_SCREEN_FONTS.sub("", sheet), _font_faces(font or Font(), unescape(html)))
    page = HTML(string=head + as_pictures(body), url_fetcher=URLFetcher(allowed_protocols=ENCLOSED))
    if added:
        sheets = [*sheets, CSS(string=added, font_config=fonts)]
    return page.render(stylesheets=sheets, font_config=fonts)


def write(document: Document, target: Path, attached: AttachedRecord | None = None) -> None:
    """Write a document that is laid out as PDF/UA-1, with a record as its data."""
    from weasyprint import Attachment
    from weasyprint.text.ffi import pango

    # With another Pango the same page gives other bytes, and kkr verify must know.
    document.metadata.generator = f"kkr-analysis; Pango {pango.pango_version()}"
    if attached is not None:
        record = Attachment(
            string=attached.text,
            name=attached.name,
            description="Bilagets tal som data",
            created=attached.moment,
            modified=attached.moment,
        )
        document.metadata.attachments.append(record)
    document.write_pdf(target, pdf_variant="pdf/ua-1", finisher=_relate_attachments)


def _parted(html: str) -> tuple[str, str, str]:
    """Part a page into what stands before its style sheet, the style sheet, and what stands after it."""
    head, opening, rest = html.partition("<style>")
    sheet, closing, body = rest.partition("</style>")
    return (head, sheet, body) if opening and closing else (html, "", "")


@lru_cache(maxsize=4)
def _parsed(sheet: str, faces: str) -> tuple[FontConfiguration, list[CSS]]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return fonts, [CSS(string=sheet, font_config=fonts), CSS(string=faces, font_config=fonts)]


def _relate_attachments(_document: Any, pdf: Any) -> None:
    """Mark every attachment as the data of the document; WeasyPrint writes no relationship."""
    import pydyf

    related = [
        entry
        for entry in pdf.objects
        if isinstance(entry, pydyf.Dictionary) and entry.get("Type") == "/Filespec"
    ]
    for entry in related:
        entry["AFRelationship"] = "/Data"
    if related:
        pdf.catalog["AF"] = pydyf.Array([entry.reference for entry in related])


def _font_faces(font: Font, text: str) -> str:
    files: dict[Style, Path] = {style: standard_file(style, text) for style in DESCRIPTORS}
    if font.normal and font.bold:
        files = {"normal": font.normal, "bold": font.bold, "italic": font.italic or font.normal}
    return "\n".join(face(font.name, style, file.as_uri()) for style, file in files.items())
