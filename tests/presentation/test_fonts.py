"""The shipped fonts are DejaVu Sans without kerning, so that a text is as wide as it was measured."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont

from kkr_analysis.presentation.fonts import BUNDLED, CHARACTERS, FOLDER, LICENCE, embedded_face, standard_file

COMPLETE = Path(mpl.get_data_path(), "fonts", "ttf")
KNOWN = (FOLDER / CHARACTERS).read_text(encoding="utf-8")


@pytest.mark.parametrize("stem", BUNDLED.values())
def test_every_character_is_as_wide_as_in_the_complete_font(stem):
    complete = TTFont(COMPLETE / f"{stem}.ttf")
    for ending in ("ttf", "woff2"):
        shipped = TTFont(FOLDER / f"{stem}.{ending}")
        for character in map(ord, KNOWN):
            width, _ = shipped["hmtx"][shipped.getBestCmap()[character]]
            assert width == complete["hmtx"][complete.getBestCmap()[character]][0]
        assert not {"GPOS", "GSUB", "kern"} & set(shipped.keys())


def test_the_licence_comes_with_the_fonts():
    assert (FOLDER / LICENCE).read_text() == (COMPLETE / LICENCE).read_text()


def test_danish_is_set_with_the_shipped_font_and_greek_with_the_complete_one():
    assert standard_file("normal", "Æblegrød på Ærø – 2 %\n").parent == FOLDER
    assert standard_file("bold", "Ψήφος").parent == COMPLETE


def test_a_name_does_not_end_the_rule():
    face = embedded_face('x"; } body { display: none', "normal", "a")
    assert face.startswith('@font-face { font-family: "x  body  display none"; ')
