"""The HTML page as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from kkr_analysis.documents.embedding import without_record
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation.charts.drawing import as_pictures
from kkr_analysis.presentation.fonts import DESCRIPTORS, Style, face, standard_file
from kkr_analysis.presentation.house_style import Font

ENCLOSED = ("data",)
"""Only what the page itself holds is fetched: a logo must not request anything from elsewhere."""


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
    try:
        from weasyprint import CSS, HTML, Attachment
        from weasyprint.text.ffi import pango
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as missing:
        raise BuildError(
            f"PDF kan ikke laves, for WeasyPrint mangler et systembibliotek ({missing}). Intet er skrevet. "
            "Installer Pango (Debian og Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0; Windows og macOS: brug environment.yml), eller udelad pdf med --format."
        ) from missing
    fonts = FontConfiguration()
    faces = CSS(string=_font_faces(font or Font(), unescape(html)), font_config=fonts)
    enclosed = URLFetcher(allowed_protocols=ENCLOSED)
    printed = as_pictures(without_record(html))
    document = HTML(string=printed, url_fetcher=enclosed).render(stylesheets=[faces], font_config=fonts)
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
