"""The HTML page as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from pathlib import Path

import matplotlib

from kkr_analysis.errors import BuildError

FACES = {
    ("normal", "normal"): "DejaVuSans.ttf",
    ("bold", "normal"): "DejaVuSans-Bold.ttf",
    ("normal", "italic"): "DejaVuSans-Oblique.ttf",
}


def write_pdf(html: str, target: Path) -> None:
    """
    Write the page as PDF/UA-1, with the fonts that the charts use.

    Raises BuildError where WeasyPrint's system libraries are missing.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except OSError as missing:
        raise BuildError(
            f"PDF kan ikke laves, for WeasyPrint mangler et systembibliotek ({missing}). Intet er skrevet. "
            "Installer Pango (Debian og Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0; Windows og macOS: brug environment.yml), eller udelad pdf med --format."
        ) from missing
    fonts = FontConfiguration()
    faces = CSS(string=font_faces(), font_config=fonts)
    HTML(string=html).write_pdf(target, stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1")


def font_faces() -> str:
    """Return ``@font-face`` rules for the DejaVu fonts that come with matplotlib."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return "\n".join(
        f'@font-face {{ font-family: "DejaVu Sans"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{(folder / file).as_uri()}"); }}'
        for (weight, style), file in FACES.items()
    )
