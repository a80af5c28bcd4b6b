"""What a file of an enclosure says: its fingerprint, and its words and figures in reading order."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from kkr_analysis.composition.record import Fingerprint, found_in
from kkr_analysis.documents.verify.pdf_contents import pdf_words
from kkr_analysis.documents.verify.words import Words, named
from kkr_analysis.errors import DataError

LARGEST_UNPACKED = 50_000_000
"""Bytes; an enclosure's workbook has some 200,000."""
PRINTED = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
"""Where a sheet says what is printed at the top and the foot of its pages."""
SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The fingerprint of a file (None where it has none), and everything that it says."""

    fingerprint: Fingerprint | None
    words: Words


def contents_of(suffix: str, content: bytes) -> Contents:
    """
    Read a file of one of the formats html, pdf, xlsx and json.

    Raises DataError for another format, and for a file that is none of its format.
    """
    try:
        read = READERS[suffix]
    except KeyError:
        known = ", ".join(READERS)
        raise DataError(
            f"Formatet {suffix!r} kan ikke efterprøves. Vælg en fil af en af slagsene {known}."
        ) from None
    try:
        return read(content)
    except DataError:
        raise
    except Exception as fault:  # a library that meets a broken file can raise anything
        raise DataError(f"Filen er ikke en gyldig {suffix}-fil ({fault}).") from None


class _Page(HTMLParser):
    """
    Collects everything that a page says: its text, and what its tags, style sheet and remarks say.

    All of it can be seen or read aloud: a mark is an attribute, a picture a long one, and a style can hide.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: Words = []
        self.heading = ""
        self.keywords = ""
        self.tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.tag = tag
        if tag == "meta" and own.get("name") == "keywords":
            self.keywords = own["content"] or ""
            attrs = [(name, value) for name, value in attrs if name != "content"]
        self.say(f"<{tag}>")
        for name, value in attrs:
            self.say(name)
            self.say(shown(value or ""))

    def handle_endtag(self, tag: str) -> None:
        self.say(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.say(data)

    def handle_decl(self, decl: str) -> None:
        self.say(decl)

    def handle_data(self, data: str) -> None:
        if self.tag in ("h1", "h2", "h3", "caption") and data.strip():
            self.heading = " ".join(data.split())
        self.say(data)

    def say(self, text: str) -> None:
        self.words += [
            (f"afsnittet »{self.heading}«" if self.heading else "sidens hoved", word) for word in text.split()
        ]


def shown(value: str) -> str:
    """Return what an attribute says; a picture, which nobody can read as letters, as a short name for it."""
    return named(value.encode()) if value.startswith("data:") else value


def of_page(content: bytes) -> Contents:
    """Read an HTML page."""
    page = _Page()
    page.feed(content.decode("utf-8"))
    return Contents(fingerprint=found_in(page.keywords), words=page.words)


def of_pdf(content: bytes) -> Contents:
    """Read a PDF; its fingerprint stands among its keywords."""
    keywords, words = pdf_words(content)
    return Contents(fingerprint=found_in(keywords), words=words)


def of_workbook(content: bytes) -> Contents:
    """
    Read a workbook, cell by cell, then its formulas; its fingerprint stands on the first sheet.

    A formula that points elsewhere can have the right value until somebody changes a vote.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    refuse_swollen(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        words = [
            (f"arket {name}, række {row}, kolonne {column}", str(value))
            for name in book.sheet_names
            for row, cells in enumerate(
                book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1
            )
            for column, value in enumerate(cells, start=1)
            if value != ""
        ]
    except CalamineError as fault:
        raise ValueError(str(fault)) from None
    marks = [own for _, value in words if (own := found_in(value))]
    found = [*words, *formulas(content, book.sheet_names)]
    return Contents(fingerprint=marks[0] if marks else None, words=found)


def refuse_swollen(content: bytes) -> None:
    """Raise ValueError for a packed file that would fill the memory when it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(own.file_size for own in packed.infolist())
    except zipfile.BadZipFile as fault:
        raise ValueError(str(fault)) from None
    if size > LARGEST_UNPACKED:
        raise ValueError("den fylder for meget, når den pakkes ud")


def formulas(content: bytes, sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """
    Give the formula of every cell, the text of every printed header and footer, and what hides something.

    A program that saves the workbook again may write a formula once for a whole area; the cells that only
    refer to it are left out.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        numbers = {name: int(found[1]) for name in packed.namelist() if (found := SHEET.fullmatch(name))}
        names = sorted(numbers, key=numbers.__getitem__)
        for name, sheet in zip(names, sheets, strict=True):
            # Expat itself refuses entities that grow, and no other file is read.
            for element in ElementTree.fromstring(packed.read(name)).iter():  # noqa: S314
                kind = element.tag.rpartition("}")[2]
                if kind == "c":
                    for own in element:
                        if own.tag.endswith("}f") and own.text:
                            yield f"formlen i arket {sheet}, celle {element.get('r')}", own.text
                elif kind in PRINTED and element.text:
                    yield f"sidefoden i arket {sheet}", element.text
                elif kind in ("row", "col") and element.get("hidden") in ("1", "true"):
                    yield f"arket {sheet}", "en skjult række eller kolonne"
                elif kind == "conditionalFormatting":
                    yield f"arket {sheet}", "en betinget formatering"
        for element in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter():  # noqa: S314
            kind = element.tag.rpartition("}")[2]
            if kind == "sheet" and element.get("state", "visible") != "visible":
                yield f"arket {element.get('name')}", "skjult"
            elif kind == "calcPr" and element.get("calcMode", "auto") != "auto":
                yield "regnearket", "formlerne regnes ikke om af sig selv"


def of_json(content: bytes) -> Contents:
    """Read a result, key by key."""
    entries = json.loads(content.decode("utf-8"), object_pairs_hook=without_twins)
    mark = found_in(str(entries["fingerprint"])) if "fingerprint" in entries else None
    return Contents(fingerprint=mark, words=list(leaves(entries)))


def without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON. Raises ValueError for a key that stands twice: readers differ on those."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("en nøgle står to gange")
    return dict(pairs)


def leaves(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Give every key and value of a result with its place, "contenders[0].seats", and how many there are."""
    if isinstance(value, Mapping | list):
        yield place, f"{'objekt' if isinstance(value, Mapping) else 'liste'} med {len(value)}"
    if isinstance(value, Mapping):
        for key, own in value.items():
            inner = f"{place}.{key}" if place else str(key)
            yield inner, str(key)
            yield from leaves(own, inner)
    elif isinstance(value, list):
        for number, own in enumerate(value):
            yield from leaves(own, f"{place}[{number}]")
    else:
        yield place, json.dumps(value, ensure_ascii=False)


READERS: Mapping[str, Callable[[bytes], Contents]] = {
    "html": of_page,
    "pdf": of_pdf,
    "xlsx": of_workbook,
    "json": of_json,
}
