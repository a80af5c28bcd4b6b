"""The formats of the workbook's cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from kkr_analysis.presentation.house_style import Colours

WHOLE = "#,##0"
HEADER_HEIGHT = 46
"""Points: three lines."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Formats by purpose; a check shows words for 1, and nothing for 0."""

    header: Any
    number_header: Any
    changeable: Any
    strong: Any
    text: Any
    total: Any
    whole: Any
    middle: Any
    middle_header: Any
    fraction: Any
    quotient: Any
    quotient_whole: Any
    plain: Any
    whole_instead: Any
    """A number without decimals, where a condition holds."""
    figure: Any
    warning: Any
    check: Any


def styles_of(book: Workbook, colours: Colours) -> Styles:
    """Make the formats of a workbook, with headers in the colours of the house style."""
    header = {
        "text_wrap": True,
        "valign": "bottom",
        "bold": True,
        "bg_color": colours.fill,
        "font_color": colours.ink,
        "bottom": 2,
    }
    return Styles(
        header=book.add_format(header),
        number_header=book.add_format({**header, "align": "right"}),
        changeable=book.add_format({"bg_color": "#FFF6D6", "num_format": WHOLE}),
        strong=book.add_format({"bold": True}),
        total=book.add_format({"bold": True, "num_format": WHOLE, "align": "right", "top": 1}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        whole=book.add_format({"num_format": WHOLE, "align": "right"}),
        middle=book.add_format({"align": "center"}),
        middle_header=book.add_format({**header, "align": "center"}),
        fraction=book.add_format({"num_format": "#,##0.000", "align": "right"}),
        quotient=book.add_format({"num_format": "#,##0.000", "align": "right", "shrink": True}),
        quotient_whole=book.add_format({"num_format": WHOLE, "align": "right", "shrink": True}),
        whole_instead=book.add_format({"num_format": WHOLE}),
        plain=book.add_format(),
        figure=book.add_format({"align": "right", "shrink": True}),
        warning=book.add_format({"bold": True, "font_color": colours.warning}),
        check=book.add_format({"num_format": '"◄ kan ikke læses";;', "font_color": colours.warning}),
    )


def show_whole(sheet: Any, styles: Styles, area: tuple[int, int, int, int]) -> None:
    """Show the whole numbers among an area's fractions without decimals, as the enclosure prints them."""
    first = xl_rowcol_to_cell(*area[:2])
    condition = f"=IF(ISNUMBER({first}),{first}=INT({first}),FALSE)"
    sheet.conditional_format(
        *area, {"type": "formula", "criteria": condition, "format": styles.whole_instead}
    )
