"""A table of contents for a page: its headings get anchors, and a list of links goes before the first."""

from __future__ import annotations

import re
import unicodedata

from kkr_analysis.presentation.markup import render

HEADING = re.compile(r"<h2( class=\"[^\"]*\")?>(.*?)</h2>", re.DOTALL)
PART = "part"
BEFORE = re.compile(r"(?=<h2[ >])")
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def with_contents(html: str) -> str:
    """
    Return the page with a list of links to its sections; a page without sections as it is.

    What follows the heading of a part is within it.
    """
    found = [(PART in name, " ".join(title.split())) for name, title in HEADING.findall(html)]
    if not found:
        return html
    titles = [title for _, title in found]
    parts = [is_part for is_part, _ in found]
    places = iter(map(place, titles))
    numbered = HEADING.sub(
        lambda heading: f'<h2 id="{next(places)}"{heading[1] or ""}>{heading[2]}</h2>', html
    )
    entries = [
        (place(title), title, any(parts[:number]) and not is_part)
        for number, (is_part, title) in enumerate(found)
    ]
    links = render("contents.html.j2", links=entries).source
    return BEFORE.sub(links.replace("\\", "\\\\") + "\n", numbered, count=1)


def place(title: str) -> str:
    """Return the anchor of a section: "afsnit-stemmer-og-spaerregraense"."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(LETTERS))
    return "afsnit-" + re.sub("[^a-z0-9]+", "-", plain).strip("-")
