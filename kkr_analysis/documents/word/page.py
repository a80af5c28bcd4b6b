"""The finished page, read into blocks: all that its reader sees, except the list of contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote, urlsplit

from lxml.html import HtmlElement as Element
from lxml.html import HTMLParser, document_fromstring

from kkr_analysis.documents.word.content import (
    BREAK,
    Block,
    Cell,
    Figure,
    Footnotes,
    Heading,
    Item,
    Kind,
    Listing,
    Look,
    Page,
    Paragraph,
    Particulars,
    Piece,
    Row,
    Table,
    Text,
)
from kkr_analysis.errors import BuildError

REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
SPACE = re.compile(r"[ \t\n\r\f]+")
"""What HTML shows as one space; no-break spaces are none of it."""
UNSEEN = {"nav", "script", "style", "template", "head", "title"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS = {"calculation": Kind.CALCULATION, "assumption": Kind.ASSUMPTION}
CONTAINERS = {
    "article",
    "aside",
    "blockquote",
    "body",
    "div",
    "figure",
    "footer",
    "header",
    "main",
    "section",
}
LISTS = {"ul", "ol"}
BLOCKS = CONTAINERS | LISTS | HEADINGS.keys() | {"p", "pre", "dl", "table", "img", "hr", "figcaption"}
STRONG = {"strong", "b"}
EMPHASISED = {"em", "i"}
LINKED = {"http", "https"}


def read_page(html: str) -> Page:
    """
    Return the page's content.

    Raises BuildError for what a Word file would not show as the page does: a picture that is no chart,
    and cells that are merged.
    """
    root = document_fromstring(
        REFUSED.sub("", html).encode(),
        parser=HTMLParser(encoding="utf-8", huge_tree=True),
    )
    return Page(
        title=words(root.findtext(".//title") or ""),
        description=meta(root, "description"),
        keywords=meta(root, "keywords"),
        status=next((words(own.text_content()) for own in having_class(root, "status")), ""),
        blocks=tuple(blocks(root.find("body"))),
    )


def meta(root: Element, name: str) -> str:
    """Return what the page says about itself under a name."""
    return next((words(own.get("content", "")) for own in root.iter("meta") if own.get("name") == name), "")


def having_class(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a class."""
    return (own for own in root.iter() if name in classes(own))


def classes(element: Element) -> list[str]:
    """Return an element's classes."""
    return str(element.get("class", "")).split()


def words(text: str) -> str:
    """Return a text as HTML shows it on one line."""
    return SPACE.sub(" ", REFUSED.sub("", text)).strip(" ")


def blocks(container: Element) -> Iterator[Block]:
    """Yield the blocks of a container; text that stands in it loose is a paragraph."""
    loose: list[Piece] = list(raw(container.text, Look()))
    for child in container:
        tag = tag_of(child)
        if tag in BLOCKS:
            yield from paragraphs(loose)
            loose = []
            yield from block(child, tag)
        elif tag not in UNSEEN:
            loose += inline(child, Look())
        loose += raw(child.tail, Look())
    yield from paragraphs(loose)


def paragraphs(pieces: Iterable[Piece], kind: Kind = Kind.RUNNING) -> Iterator[Paragraph]:
    """Yield a paragraph, or nothing where there are no words."""
    text = tidy(pieces)
    if text:
        yield Paragraph(text, kind)


def block(element: Element, tag: str) -> Iterator[Block]:
    """Yield what one element amounts to."""
    if tag in HEADINGS:
        yield Heading(HEADINGS[tag], tidy(content(element, Look())))
    elif tag == "dl":
        yield Particulars(tuple(pairs(element)))
    elif tag == "ol" and "footnotes" in classes(element):
        yield Footnotes(tuple(tidy(content(own, Look())) for own in element.iter("li")))
    elif tag in LISTS:
        yield Listing(tuple(items(element, 0)))
    elif tag == "table":
        yield table(element)
    elif tag == "img" and "masthead" not in classes(element.getparent()):
        yield figure(element)
    elif tag == "pre":
        yield Paragraph((Piece(verbatim(element.text_content())),), Kind.VERBATIM)
    elif tag in CONTAINERS or element.find(".//img") is not None:
        yield from blocks(element)
    else:
        kind = next((KINDS[name] for name in classes(element) if name in KINDS), Kind.RUNNING)
        yield from paragraphs(content(element, Look()), kind)


def tag_of(element: Element) -> str:
    """Return an element's name; a comment has none and is unseen."""
    return str(element.tag) if isinstance(element.tag, str) else "template"


def raw(text: str | None, look: Look) -> Iterator[Piece]:
    """Yield a text as it stands in the page."""
    if text:
        yield Piece(REFUSED.sub("", text), look)


def content(element: Element, look: Look, *, without: Iterable[str] = ()) -> Iterator[Piece]:
    """Yield the pieces of text inside an element, those of some elements left out."""
    yield from raw(element.text, look)
    for child in element:
        if tag_of(child) not in without:
            yield from inline(child, look)
        yield from raw(child.tail, look)


def inline(element: Element, look: Look) -> Iterator[Piece]:
    """Yield the pieces of text of an element in the look that it gives them."""
    tag = tag_of(element)
    if tag in UNSEEN:
        return
    if tag == "br":
        yield Piece(BREAK, look)
    elif element.get("data-note"):
        yield Piece(words(element.get("data-note")), replace(look, mark=True))
    else:
        yield from content(
            element,
            replace(
                look,
                strong=look.strong or tag in STRONG,
                emphasis=look.emphasis or tag in EMPHASISED,
                code=look.code or tag == "code",
                unbroken=look.unbroken or "sum" in classes(element),
                link=address(element.get("href", "")) if tag == "a" else look.link,
            ),
        )


def address(href: str) -> str:
    """Return an external address as every reader accepts it; empty for a place in the page and all else."""
    try:
        parts = urlsplit(words(href))
        if parts.scheme not in LINKED or not parts.hostname:
            return ""
        return parts._replace(
            netloc=parts.netloc.encode("idna").decode(),
            path=quote(parts.path, safe="/%:@!$&'()*+,;=~"),
            query=quote(parts.query, safe="/%:@!$&'()*+,;=~?"),
            fragment=quote(parts.fragment, safe="/%:@!$&'()*+,;=~?"),
        ).geturl()
    except ValueError:
        return ""


def tidy(pieces: Iterable[Piece]) -> Text:
    """Return the pieces with white space as HTML shows it, and neighbours of one look together."""
    tidied: list[Piece] = []
    for piece in pieces:
        text = SPACE.sub(" ", piece.text)
        if not tidied or tidied[-1].text.endswith((" ", BREAK)):
            text = text.removeprefix(" ")
        if piece.look.unbroken:
            text = text.replace(" ", "\N{NO-BREAK SPACE}")
        if tidied and text == BREAK:
            tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(" "))
        if tidied and tidied[-1].look == piece.look:
            tidied[-1] = replace(tidied[-1], text=tidied[-1].text + text)
        elif text:
            tidied.append(Piece(text, piece.look))
    while tidied and not tidied[-1].text.rstrip(" " + BREAK):
        tidied.pop()
    if tidied:
        tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(" " + BREAK))
    return tuple(tidied)


def verbatim(text: str) -> str:
    """Return preformatted text with its lines as they are."""
    return REFUSED.sub("", text).strip("\n").replace("\n", BREAK)


def pairs(element: Element) -> Iterator[tuple[Text, Text]]:
    """Yield each term with what it is."""
    term: Text = ()
    for own in element.iter("dt", "dd"):
        text = tidy(content(own, Look()))
        if own.tag == "dt":
            term = text
        else:
            yield term, text
            term = ()


def items(element: Element, depth: int) -> Iterator[Item]:
    """Yield the entries of a list, and after each those of the lists within it."""
    for own in element.iterchildren("li"):
        text = tidy(content(own, Look(), without=LISTS))
        if text:
            yield Item(text, depth, element.tag == "ol")
        for inner in own.iterchildren(*LISTS):
            yield from items(inner, depth + 1)


def table(element: Element) -> Table:
    """Return a table; short rows are filled up."""
    if any(own.get("colspan") or own.get("rowspan") for own in element.iter("th", "td")):
        raise BuildError(
            "En tabel i bilaget har sammenlagte celler, og dem kan Word-filen ikke vise. Intet er skrevet. "
            "Del cellerne i notebooken, eller udelad docx med --format."
        )
    caption = element.find("caption")
    head = [row(own) for own in element.iterfind("thead/tr")]
    body = [row(own) for own in element.iter("tr") if tag_of(own.getparent()) != "thead"]
    width = max((len(own.cells) for own in head + body), default=0)
    return Table(
        caption=() if caption is None else tidy(content(caption, Look())),
        head=tuple(filled(own, width) for own in head),
        body=tuple(filled(own, width) for own in body),
    )


def row(element: Element) -> Row:
    """Return one row."""
    cells = (
        Cell(tidy(content(own, Look())), "number" in classes(own)) for own in element.iterchildren("th", "td")
    )
    return Row(tuple(cells), "emphasised" in classes(element))


def filled(own: Row, width: int) -> Row:
    """Return a row with empty cells up to a width."""
    return replace(own, cells=own.cells + (Cell(()),) * (width - len(own.cells)))


def figure(image: Element) -> Figure:
    """Return a chart, by the name that the page gives it."""
    name = str(image.get("data-chart", ""))
    if not name:
        raise BuildError(
            "Bilaget har et billede uden navn (data-chart), og Word-filen kan kun vise bilagets egne "
            "diagrammer. Intet er skrevet. Fjern billedet i notebooken, eller udelad docx med --format."
        )
    return Figure(name, words(image.get("alt", "")))
