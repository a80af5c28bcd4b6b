"""The few looks that cells have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from kkr_analysis.presentation.house_style import Colours


@dataclass(frozen=True, slots=True)
class Styles:
    """Headers of text and numbers, cells that a reader may change, emphasis, running text, and fractions."""

    header: Any
    number_header: Any
    changeable: Any
    strong: Any
    text: Any
    fraction: Any


def styles_of(book: Workbook, colours: Colours) -> Styles:
    """Make the looks of a workbook, its headers in the colour of the house style."""
    header = {"bold": True, "bg_color": colours.fill, "font_color": colours.ink, "bottom": 2}
    return Styles(
        header=book.add_format(header),
        number_header=book.add_format({**header, "align": "right"}),
        changeable=book.add_format({"bg_color": "#FFF6D6", "num_format": "#,##0"}),
        strong=book.add_format({"bold": True}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        fraction=book.add_format({"num_format": "#,##0.000"}),
    )
