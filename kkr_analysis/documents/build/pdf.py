"""The HTML page as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from pathlib import Path

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


def write_pdf(html: str, target: Path, font: Font | None = None) -> None:
    """
    Write the page as PDF/UA-1, with the fonts that the charts use.

    Raises BuildError where WeasyPrint's system libraries are missing.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as missing:
        raise BuildError(
            f"PDF kan ikke laves, for WeasyPrint mangler et systembibliotek ({missing}). Intet er skrevet. "
            "Installer Pango (Debian og Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0; Windows og macOS: brug environment.yml), eller udelad pdf med --format."
        ) from missing
    fonts = FontConfiguration()
    faces = CSS(string=font_faces(font or Font()), font_config=fonts)
    enclosed = URLFetcher(allowed_protocols=ENCLOSED)
    HTML(string=html, url_fetcher=enclosed).write_pdf(
        target, stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1"
    )


def font_faces(font: Font) -> str:
    """Return ``@font-face`` rules for a font; DejaVu Sans comes with matplotlib."""
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
