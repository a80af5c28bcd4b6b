"""
A drawing as text: alone with its font, as part of a page, and as a picture for the PDF; no matplotlib.

Each text has the place that it is centred on or ends at, which holds in any font, and beside it
(``data-start``) the place where it starts in the font that it was measured in.
"""

from __future__ import annotations

import base64
import re
from html import escape

_NAME_SPACE = ' xmlns="http://www.w3.org/2000/svg"'
_IN_PAGE = re.compile(r'<svg role="img" aria-label="([^"]*)" data-chart="([^"]*)".*?</svg>', re.DOTALL)
_ANCHORED = re.compile(r'<text x="[^"]*"([^>]*) text-anchor="\w+" data-start="([^"]*)"')


def alone(shapes: str, *, name: str, alt: str, size: tuple[str, str], faces: str, paper: str) -> str:
    """
    Return a drawing that stands alone: ``shapes`` is a group, ``size`` its width and height in points.

    ``faces`` are the rules that carry its fonts.
    """
    width, height = size
    return (
        f'<svg{_NAME_SPACE} role="img" aria-label="{escape(alt)}" data-chart="{escape(name)}"'
        f' width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
        f"<title>{escape(alt)}</title><style>{faces}</style>"
        f'<rect width="100%" height="100%" fill="{paper}"/>{shapes}</svg>'
    )


def in_page(svg: str) -> str:
    """
    Return a drawing as part of a page, which has the font and the paper.

    It has no title either: browsers would show one beside the pointer, and ``aria-label`` says the same.
    """
    opening, _, _ = svg.partition("<title>")
    return opening.replace(_NAME_SPACE, "", 1) + svg[svg.index("<g ") :]


def as_pictures(html: str) -> str:
    """
    Return a page with each drawing in it as a picture of its own, for WeasyPrint.

    It reads those faster than elements of the page, takes no alternative text from ``aria-label``, and makes
    a form of its own of every text that is not placed by its start.
    """
    return _IN_PAGE.sub(_picture, html)


def _picture(drawing: re.Match[str]) -> str:
    svg = _ANCHORED.sub(r'<text x="\2"\1', drawing[0].replace("<svg", f"<svg{_NAME_SPACE}", 1))
    data = base64.b64encode(svg.encode()).decode("ascii")
    return f'<img alt="{drawing[1]}" data-chart="{drawing[2]}" src="data:image/svg+xml;base64,{data}">'
