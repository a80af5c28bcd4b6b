"""What a logo and a font must be: opened, and used once, before anything is built with them."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from kkr_analysis.files import read_bounded

SVG = "{http://www.w3.org/2000/svg}"
DRAWS = frozenset(
    ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image", "use"]
)
"""Elements of an SVG that can be seen."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøåé0123456789.,:;–()%+"
"""What every bilag is written with; a character beyond them is drawn as a square where a font lacks it."""
LARGEST = 5_000_000
"""Bytes; a logo is copied into every file, a font into every PDF."""
MOST_PIXELS = 25_000_000


def logo_fault(path: Path) -> str:
    """Say in Danish why a file is no logo; empty where it is one. Raises OSError."""
    content = read_bounded(path)
    if len(content) > LARGEST:
        return _too_large("logoet")
    fault = _png_fault(content) if path.suffix.lower() == ".png" else _svg_fault(content)
    return fault and f"{fault} Gem logoet igen som SVG eller PNG i et tegneprogram."


def font_fault(path: Path) -> str:
    """Say in Danish why a file is no font that can be set with; empty where it is one. Raises OSError."""
    from matplotlib.ft2font import FT2Font

    content = read_bounded(path)
    if len(content) > LARGEST:
        return _too_large("skriften")
    get_another = "Hent skriften igen som .ttf eller .otf."
    try:
        font = FT2Font(BytesIO(content))
        known = font.get_charmap()
        for letter in LETTERS:
            if ord(letter) in known:
                font.load_char(ord(letter))
    except (RuntimeError, ValueError):
        return f"den er ingen skrift, der kan læses. {get_another}"
    missing = [letter for letter in LETTERS if ord(letter) not in known]
    if missing:
        some = ", ".join(missing[:5])
        return f"skriften mangler tegn, som bilaget bruger ({some}). Vælg en anden skrift."
    return "" if font.scalable else f"skriften kan ikke gøres større og mindre. {get_another}"


def _too_large(what: str) -> str:
    return f"{what} fylder mere end {LARGEST // 1_000_000} MB. Brug en mindre fil."


def _png_fault(content: bytes) -> str:
    from PIL import Image, ImageFile, UnidentifiedImageError

    # WeasyPrint has Pillow pass half a picture in the whole process, from the first import on.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=["PNG"]) as image:
                if image.width * image.height > MOST_PIXELS:
                    return f"billedet er {image.width} gange {image.height} punkter, og det er for stort."
                image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return "den er intet helt PNG-billede."
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return ""


def _svg_fault(content: bytes) -> str:
    if b"<!ENTITY" in content:
        return "den har egne forkortelser (ENTITY), som ikke læses."
    try:
        root = ElementTree.fromstring(content)  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError):
        return "den er intet SVG-billede."
    if root.tag != f"{SVG}svg":
        return "den er intet SVG-billede."
    box = root.get("viewBox", "").replace(",", " ").split()[2:]
    if not all(map(_is_size, box if len(box) == 2 else (root.get("width", ""), root.get("height", "")))):
        return "SVG-billedet har ingen størrelse (viewBox eller width og height)."
    if not any(
        element.tag.removeprefix(SVG) in DRAWS for element in root.iter() if isinstance(element.tag, str)
    ):
        return "SVG-billedet er tomt."
    return ""


def _is_size(text: str) -> bool:
    number = text.strip().rstrip("abcdefghijklmnopqrstuvwxyz")
    try:
        return 0 < float(number) < 1e6
    except ValueError:
        return False
