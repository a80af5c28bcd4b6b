"""
Follow every link of a built site that leads to the site itself, and say which lead nowhere.

    .venv/bin/python scripts/check_site.py docs/_build/html

Sphinx looks at the links that it makes; this looks at those that are there, pictures and places within a page
included. Ends with status 1 if one is dead, or if a page asks anything of another host.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "iframe": "src"}
FETCHED = ("link", "img", "script", "source", "iframe")
"""Elements whose address a browser asks for by itself."""
NOT_FETCHED = {"canonical", "next", "prev", "search", "index"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.places |= {value for name in ("id", "name") if (value := given.get(name))}
        address = given.get(LINKS.get(tag, ""))
        if address and not (tag == "link" and given.get("rel") in NOT_FETCHED):
            self.links.append((tag, address))


@cache
def read(page: Path) -> _Page:
    """Parse a page once."""
    parser = _Page()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def faults(site: Path) -> Iterator[str]:
    """Say what every page of a site links to in vain, and what it would fetch from elsewhere."""
    for page in sorted(site.rglob("*.html")):
        for tag, address in read(page).links:
            parts = urlsplit(address)
            where = page.relative_to(site)
            if parts.scheme in ("data", "mailto"):
                continue
            if parts.scheme or parts.netloc:
                if tag in FETCHED:
                    yield f"{where}: fetches {address}"
                continue
            target = page.parent / unquote(parts.path) if parts.path else page
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                yield f"{where}: {address} is not there"
            elif is_page(target) and unquote(parts.fragment) not in read(target).places | {""}:
                yield f"{where}: {address} has no such place"


def is_page(target: Path) -> bool:
    """Whether a place within it can be named."""
    return target.suffix == ".html"


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1])))
    print("\n".join(found) or "Every link leads somewhere.")
    sys.exit(bool(found))
