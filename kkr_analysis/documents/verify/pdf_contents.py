"""What a PDF says: of itself, in bookmarks and descriptions, on its pages and in its pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kkr_analysis.documents.verify.words import Words, named

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

KEYWORDS = "/Keywords"
SAID_ALOUD = ("/Alt", "/ActualText", "/E")
"""What a reader says of a tag instead of its content."""
FIGURE = re.compile(rb"/Figure\s*<<\s*/MCID \d+\s*>>\s*BDC(.*?)\bEMC\b", re.DOTALL)
PAINTED = re.compile(rb"(?<=\s)(?:f\*?|F|S|s|B\*?|b\*?|sh|Do|EI)(?=\s)")
"""The operators of a page that leave ink, except for letters."""
PLACED = re.compile(rb"[^\n]* cm\n")
"""Where on the page a picture is put, which depends on the machine's fonts; the first in its drawing."""


def pdf_words(content: bytes) -> tuple[str, Words]:
    """
    Return the keywords of a PDF, and everything else that it says.

    Raises ValueError for a file that is none.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        about = {key: str(value) for key, value in (reader.metadata or {}).items()}
        words = [("dokumentets oplysninger", word) for word in split(about, but=KEYWORDS)]
        words += [("bogmærkerne", word) for title in titles(reader.outline) for word in title.split()]
        words += [("figurens beskrivelse", word) for text in descriptions(reader) for word in text.split()]
        for number, page in enumerate(reader.pages, start=1):
            words += [(f"side {number}", word) for word in page.extract_text().split()]
            words += [(f"figuren på side {number}", name) for name in pictures(page)]
            words.append((f"tegnet på side {number}", f"{drawings(page)} flader og streger"))
            words += [(f"et link eller en note på side {number}", word) for word in notes(page)]
    except PyPdfError as fault:
        raise ValueError(str(fault)) from None
    return about.get(KEYWORDS, ""), words


def split(about: dict[str, str], *, but: str) -> Iterator[str]:
    """Give the words of every entry but one."""
    for key, value in about.items():
        if key != but:
            yield from value.split()


def titles(outline: list[Any]) -> Iterator[str]:
    """Give the title of every bookmark."""
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield str(entry.title)


def descriptions(reader: PdfReader) -> Iterator[str]:
    """Give what every tag says aloud instead of its content, in reading order."""
    waiting: list[Any] = [reader.root_object.get("/StructTreeRoot")]
    while waiting:
        tag = waiting.pop()
        tag = tag.get_object() if tag is not None else None
        if isinstance(tag, list):
            waiting += reversed(tag)
        elif isinstance(tag, dict):
            yield from (str(tag[key]) for key in SAID_ALOUD if key in tag)
            waiting.append(tag.get("/K"))


def pictures(page: PageObject) -> Iterator[str]:
    """Give a name for every picture: the drawn ones among the page's content, and the others."""
    contents = page.get_contents()
    for figure in FIGURE.findall(b"" if contents is None else contents.get_data()):
        yield named(PLACED.sub(b"", figure, count=1))
    objects = page.get("/Resources", {}).get("/XObject", {})
    for _, own in sorted(objects.items()):
        yield named(own.get_object().get_data())


def drawings(page: PageObject) -> int:
    """Return how often something is filled or drawn on the page: one more can cover what stands there."""
    contents = page.get_contents()
    return 0 if contents is None else len(PAINTED.findall(contents.get_data()))


def notes(page: PageObject) -> Iterator[str]:
    """Give what every link leads to, and what every note on top of the page says."""
    for own in page.get("/Annots") or ():
        note = own.get_object()
        action = note.get("/A", {})
        yield str(note.get("/Subtype"))
        yield from str(action.get("/URI", "")).split()
        yield from str(note.get("/Contents", "")).split()
