"""
The fonts that documents are set with, as files and as part of a style sheet.

By default it is DejaVu Sans: of the characters of western Europe a copy is shipped here (made by
``scripts/make_fonts.py``), any others come from the complete font, which matplotlib ships. A house style may
bring a font of its own.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

Style = Literal["normal", "bold", "italic"]

FAMILY = "DejaVu Sans"
FOLDER = Path(__file__).parent
BUNDLED: Mapping[Style, str] = {
    "normal": "DejaVuSans",
    "bold": "DejaVuSans-Bold",
    "italic": "DejaVuSans-Oblique",
}
CHARACTERS = "characters.txt"
"""Every character that all bundled fonts have."""
LICENCE = "LICENSE_DEJAVU"
DESCRIPTORS: Mapping[Style, str] = {
    "normal": "font-weight: normal; font-style: normal",
    "bold": "font-weight: bold; font-style: normal",
    "italic": "font-weight: normal; font-style: italic",
}


def standard_file(style: Style, text: str) -> Path:
    """Return a file of DejaVu Sans that has the text: the bundled one, or the complete one of matplotlib."""
    if _is_bundled(text):
        return FOLDER / f"{BUNDLED[style]}.ttf"
    import matplotlib as mpl

    return Path(mpl.get_data_path(), "fonts", "ttf", f"{BUNDLED[style]}.ttf")


def embedded_face(family: str, style: Style, text: str, file: Path | None = None) -> str:
    """
    Return a rule of a style sheet that carries a font with at least the characters of ``text``.

    ``file`` is a font of the house style; without it the font is DejaVu Sans.
    """
    if file is None and _is_bundled(text):
        content = (resources.files(__name__) / f"{BUNDLED[style]}.woff2").read_bytes()
    else:
        content = _subset(file or standard_file(style, text), "".join(sorted(set(text))))
    data = base64.b64encode(content).decode("ascii")
    return face(family, style, f"data:font/woff2;base64,{data}")


def face(family: str, style: Style, address: str) -> str:
    """Return the rule of a style sheet that says where a font is."""
    return f'@font-face {{ font-family: {quoted(family)}; {DESCRIPTORS[style]}; src: url("{address}") }}'


def quoted(name: str) -> str:
    """Write a font's name as a string of a style sheet inside a page: nothing in it ends either."""
    safe = "".join(letter for letter in name if letter.isalnum() or letter in " -_")
    return f'"{safe}"'


def subset_options() -> Any:
    """Return how a font is cut down: no kerning, ligatures or hints, and the same bytes every time."""
    from fontTools.subset import Options  # type: ignore[import-untyped]

    options = Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "MATH", "FFTM", "gasp"]
    return options


def _is_bundled(text: str) -> bool:
    """Whether the bundled fonts have every character that can be seen."""
    return _bundled_characters().issuperset("".join(text.split()))


@cache
def _bundled_characters() -> frozenset[str]:
    return frozenset((resources.files(__name__) / CHARACTERS).read_text(encoding="utf-8"))


@cache
def _subset(file: Path, characters: str) -> bytes:
    from fontTools.subset import Subsetter
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(file, recalcTimestamp=False)
    subsetter = Subsetter(subset_options())
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)
    font.flavor = "woff2"
    content = BytesIO()
    font.save(content)
    return content.getvalue()
