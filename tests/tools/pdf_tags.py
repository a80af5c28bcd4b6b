"""The tags of a PDF: the tree of headings, tables, lists and figures that a screen reader goes by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


@dataclass(frozen=True, slots=True)
class Tag:
    """One element: its kind without the slash, its description, its name, its headers and its parts."""

    kind: str
    alt: str
    own_id: str
    headers: tuple[str, ...]
    parts: tuple[Tag, ...]

    def every(self, *kinds: str) -> Iterator[Tag]:
        """Give this element and all below it that are of these kinds, in reading order."""
        if self.kind in kinds:
            yield self
        for part in self.parts:
            yield from part.every(*kinds)


def read_tags(path: Path) -> Tag:
    """Read the whole tree. Raises KeyError for a PDF without one."""
    root = PdfReader(path).trailer["/Root"]["/StructTreeRoot"]["/K"]
    first = root[0] if isinstance(root, list) else root
    return _tag(first.get_object())


def _tag(element: DictionaryObject) -> Tag:
    attributes = _plain(element.get("/A")) or {}
    return Tag(
        kind=str(element.get("/S", ""))[1:],
        alt=str(element.get("/Alt", "")),
        own_id=str(element.get("/ID", "")),
        headers=tuple(str(own) for own in attributes.get("/Headers", ())),
        parts=tuple(_tag(part) for part in _parts(element)),
    )


def _parts(element: DictionaryObject) -> Iterator[DictionaryObject]:
    kids = _plain(element.get("/K"))
    for kid in kids if isinstance(kids, list) else [kids]:
        own = _plain(kid)
        if isinstance(own, DictionaryObject) and "/S" in own:
            yield own


def _plain(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
