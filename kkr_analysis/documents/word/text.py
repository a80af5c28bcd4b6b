"""Text in a paragraph, each run in the character style for its look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from kkr_analysis.documents.word.template import style_id
from kkr_analysis.presentation.blocks import BREAK, Run, RunLook, Text
from kkr_analysis.presentation.wording import unbroken

REFUSED = re.compile("[^\t\n\r\v\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow."""
SPACE = re.compile(r"[ \t\n\r\f]+")
"""What HTML shows as one space; no-break spaces are not included."""
STYLES = {RunLook.STRONG: "Strong", RunLook.EMPHASIS: "Emphasis", RunLook.CODE: "Kode"}
STANDARD = "Normal"
"""The style of a paragraph that names none."""
LINKED = {"http", "https"}


def accepted(text: str) -> str:
    """Return a text without the characters that XML does not allow."""
    return REFUSED.sub("", text)


def squeezed(text: str) -> str:
    """Return a text on one line, with white space as the page shows it."""
    return _spaced(text).strip(" ")


def add_paragraph(document: Document, style: str) -> WordParagraph:
    """Add an empty paragraph at the end, in a style by the name that Word keeps: "heading 1"."""
    paragraph = document.add_paragraph()
    paragraph._p.style = None if style == STANDARD else style_id(style)
    return paragraph


def write_text(paragraph: WordParagraph, text: Text, *, notes: Sequence[int] = (), style: str = "") -> None:
    """Add a text and the numbers of its footnotes to a paragraph; ``style`` is that of its plain words."""
    for run in _tidy(text):
        written = paragraph.add_run(run.text.replace(BREAK, "\n"))
        address = _address(run.link)
        look = "Hyperlink" if address else STYLES.get(run.look, style)
        if look:
            written._r.style = style_id(look)
        if address:
            element = OxmlElement("w:hyperlink")
            place = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            element.set(qn("r:id"), place)
            written._r.addprevious(element)
            element.append(written._r)
    for number in notes:
        paragraph.add_run(str(number))._r.style = style_id("Notetegn")


def _spaced(text: str) -> str:
    return unbroken(SPACE.sub(" ", accepted(text)))


def _address(link: str) -> str:
    """Return an external address as every reader accepts it; empty for anything else."""
    try:
        parts = urlsplit(link)
        if parts.scheme not in LINKED or not parts.hostname:
            return ""
        address = parts._replace(netloc=unquote(parts.netloc).encode("idna").decode()).geturl()
        return address if urlsplit(address).hostname else ""
    except ValueError:
        return ""


def _tidy(text: Text) -> Text:
    """Return the runs with white space as HTML shows it, neighbours of one look merged."""
    tidied: list[Run] = []
    for run in text:
        words, look = _spaced(run.text), RunLook.PLAIN if run.look is RunLook.STATUS else run.look
        if not tidied or tidied[-1].text.endswith((" ", BREAK)):
            words = words.removeprefix(" ")
        if look is RunLook.SUM:
            words = words.replace(" ", "\N{NO-BREAK SPACE}")
        if tidied and words == BREAK:
            tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(" "))
        if tidied and (tidied[-1].look, tidied[-1].link) == (look, run.link):
            tidied[-1] = replace(tidied[-1], text=tidied[-1].text + words)
        elif words:
            tidied.append(Run(words, look, run.link))
    while tidied and not tidied[-1].text.rstrip(" " + BREAK):
        tidied.pop()
    if tidied:
        tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(" " + BREAK))
    return tuple(tidied)
