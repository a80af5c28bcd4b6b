"""
Make the fonts of ``kkr_analysis/presentation/fonts`` from DejaVu Sans as matplotlib ships it.

    python scripts/make_fonts.py

They hold the characters of western Europe, without kerning, ligatures and hints: every program that shows
a chart then gives a text the width that it was measured with. ``.ttf`` is for measuring, PNG and PDF,
``.woff2`` for pages and SVG.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import matplotlib as mpl
from fontTools import subset
from fontTools.ttLib import TTFont

from kkr_analysis.presentation.fonts import BUNDLED, CHARACTERS, FOLDER, LICENCE, subset_options

SOURCE = Path(mpl.get_data_path(), "fonts", "ttf")
BEYOND_LATIN = "–—‘’‚“”„•…‰‹›€−←↑→↓≈≠≤≥□▲▶►▼◀◄✓\u2002\u2003\u2009\u2011\u202f"
WANTED = {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x180)), *BEYOND_LATIN}


def main() -> None:
    """Write the fonts, their licence and the characters that all of them have."""
    known = set(WANTED)
    for stem in BUNDLED.values():
        font = TTFont(SOURCE / f"{stem}.ttf", recalcTimestamp=False)
        subsetter = subset.Subsetter(subset_options())
        subsetter.populate(unicodes=map(ord, WANTED))
        subsetter.subset(font)
        known &= set(map(chr, font.getBestCmap()))
        font.save(FOLDER / f"{stem}.ttf")
        font.flavor = "woff2"
        font.save(FOLDER / f"{stem}.woff2")
    (FOLDER / CHARACTERS).write_text("".join(sorted(known)), encoding="utf-8")
    shutil.copyfile(SOURCE / LICENCE, FOLDER / LICENCE)


if __name__ == "__main__":
    main()
