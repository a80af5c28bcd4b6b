"""The HTML page as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import matplotlib

from kkr_analysis.errors import BuildError
from kkr_analysis.presentation.house_style import Font
from kkr_analysis.presentation.style_sheet import quoted

ENCLOSED = ("data",)
"""What the page itself holds is all that is fetched: a logo must not ask another address for anything."""
FACES = {
    ("normal", "normal"): "DejaVuSans.ttf",
    ("bold", "normal"): "DejaVuSans-Bold.ttf",
    ("normal", "italic"): "DejaVuSans-Oblique.ttf",
}


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
    faces = CSS(string=_font_faces(font or Font()), font_config=fonts)
    enclosed = URLFetcher(allowed_protocols=ENCLOSED)
    document = HTML(string=html, url_fetcher=enclosed).render(stylesheets=[faces], font_config=fonts)
    # With another Pango or matplotlib's fonts the same page gives other bytes, and kkr verify must know.
    version = pango.pango_version()
    document.metadata.generator = (
        f"kkr-analysis; Pango {version}; DejaVu af matplotlib {matplotlib.__version__}"
    )
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
    """Say of every attachment that it is the data of the document; WeasyPrint writes no relationship."""
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


def _font_faces(font: Font) -> str:
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    files = {kind: folder / file for kind, file in FACES.items()}
    if font.normal and font.bold:
        files = {
            ("normal", "normal"): font.normal,
            ("bold", "normal"): font.bold,
            ("normal", "italic"): font.italic or font.normal,
        }
    return "\n".join(
        f"@font-face {{ font-family: {quoted(font.name)}; font-weight: {weight}; font-style: {style}; "
        f'src: url("{file.as_uri()}"); }}'
        for (weight, style), file in files.items()
    )
