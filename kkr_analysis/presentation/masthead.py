"""The publisher of a page: the secretariat's logo and name above the title."""

from __future__ import annotations

from base64 import b64encode

from kkr_analysis.files import read_bounded
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.markup import Html, render


def masthead(style: HouseStyle) -> Html:
    """Return the masthead; empty where the house style has neither name nor logo."""
    return render("masthead.html.j2", publisher=style.publisher, logo=logo(style))


def logo(style: HouseStyle) -> dict[str, str] | None:
    """Return the logo as a data address with its description; None without a logo."""
    if style.logo is None:
        return None
    content = b64encode(read_bounded(style.logo.path)).decode("ascii")
    return {"src": f"data:{style.logo.media_type};base64,{content}", "alt": style.logo.alt}
