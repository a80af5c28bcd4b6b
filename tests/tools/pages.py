"""What was built, read back: every file once, however many tests look at it, so that nobody may change it."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from places import enclosure


@cache
def page(reports: Path, region: str) -> BeautifulSoup:
    """Parse a region's page."""
    return BeautifulSoup(html(reports, region), "html.parser")


def html(reports: Path, region: str) -> str:
    """Return a region's page as it is written."""
    return enclosure(reports, region, "html").read_text(encoding="utf-8")


@cache
def contract(reports: Path, region: str) -> dict[str, Any]:
    """Return what a region's JSON says."""
    values: dict[str, Any] = json.loads(enclosure(reports, region, "json").read_text(encoding="utf-8"))
    return values


def of_every_kind(pages: Iterable[Path]) -> list[Path]:
    """
    Choose few pages that have among them every kind of element there is in any of them.

    A kind is an element within all that it stands in, with the classes and attributes that each has. Whoever
    judges the kinds alone, and takes long to open a page, need not open the others.
    """
    kinds = {page: _kinds(page) for page in pages}
    lacking = frozenset[Hashable]().union(*kinds.values())
    chosen = []
    while lacking:
        chosen.append(max(kinds, key=lambda page: len(kinds[page] & lacking)))
        lacking -= kinds[chosen[-1]]
    return chosen


def _kinds(page: Path) -> frozenset[Hashable]:
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    return frozenset(tuple(map(_looks, (tag, *tag.parents))) for tag in soup.find_all(True))


def _looks(tag: Tag) -> Hashable:
    return tag.name, *tag.get("class", ()), *sorted(tag.attrs), tag.get("role"), tag.get("scope")
