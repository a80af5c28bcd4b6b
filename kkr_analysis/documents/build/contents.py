"""A table of contents for a page: its headings get anchors, and a list of links goes before the first."""

from __future__ import annotations

import re
import unicodedata

from kkr_analysis.presentation.markup import render

HEADING = re.compile(r"<h2( class=\"[^\"]*\")?>(.*?)</h2>", re.DOTALL)
BEFORE = re.compile(r"(?=<h2[ >])")
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def with_contents(html: str) -> str:
    """Return the page with a list of links to its sections; a page without sections as it is."""
    titles = [" ".join(title.split()) for _, title in HEADING.findall(html)]
    if not titles:
        return html
    places = iter(map(place, titles))
    numbered = HEADING.sub(
        lambda heading: f'<h2 id="{next(places)}"{heading[1] or ""}>{heading[2]}</h2>', html
    )
    links = render("contents.html.j2", links=[(place(title), title) for title in titles]).source
    return BEFORE.sub(links.replace("\\", "\\\\") + "\n", numbered, count=1)


def place(title: str) -> str:
    """Return the anchor of a section: "afsnit-stemmer-og-spaerregraense"."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(LETTERS))
    return "afsnit-" + re.sub("[^a-z0-9]+", "-", plain).strip("-")
