"""The tags of every PDF say what the page says: headings, tables with their headers, lists and pictures."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from places import OF_EVERY_DOCUMENT, enclosure
from pypdf import PdfReader
from tools.pages import html, page
from tools.pdf_tags import Tag as PdfTag
from tools.pdf_tags import read_tags


@cache
def tags_and_page(reports: Path, subject: str) -> tuple[PdfTag, BeautifulSoup]:
    printed = BeautifulSoup(html(reports, subject), "html.parser")
    printed.select_one("nav.contents").decompose()
    return read_tags(enclosure(reports, subject, "pdf")), printed


@pytest.fixture
def both(reports, subject):
    """The tags of a PDF, and the page that it was made from as it is printed."""
    return tags_and_page(reports, subject)


@pytest.mark.parametrize(("reports", "subject"), OF_EVERY_DOCUMENT, indirect=["reports"])
class TestTags:
    def test_the_headings_are_those_of_the_page_without_a_gap(self, both):
        tags, page = both
        levels = [tag.kind for tag in tags.every("H", "H1", "H2", "H3", "H4", "H5", "H6")]
        assert levels == [own.name.upper() for own in page.find_all(["h1", "h2", "h3", "h4"])]
        assert levels[0] == "H1"
        assert levels.count("H1") == 1
        numbers = [int(level[1]) for level in levels]
        assert all(below - above <= 1 for above, below in pairwise(numbers))

    def test_every_table_has_its_caption_its_rows_and_its_cells(self, both):
        tags, page = both
        found: list[list[list[str]]] = []
        for table in tags.every("Table"):
            rows = [[cell.kind for cell in row.every("TH", "TD")] for row in table.every("TR")]
            if list(table.every("Caption")):
                found.append(rows)
            else:  # the rest of a table on the next page, its header once more
                assert rows[0] == found[-1][0]
                found[-1] += rows[1:]
        assert found == [
            [[cell.name.upper() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
            for table in page.find_all("table")
        ]

    def test_every_cell_names_its_headers(self, both):
        """A screen reader says row and column before the number."""
        tags, _ = both
        for table in tags.every("Table"):
            head, *rows = [list(row.every("TH", "TD")) for row in table.every("TR")]
            columns = [cell.own_id for cell in head]
            assert len(rows) >= 1
            for header, *cells in rows:
                assert header.kind == "TH"
                for column, cell in zip(columns[1:], cells, strict=True):
                    assert set(cell.headers) == {header.own_id, column}
                    assert all(cell.headers)

    def test_every_picture_says_what_it_says_in_the_page(self, both):
        tags, page = both
        assert [tag.alt for tag in tags.every("Figure")] == [
            own["aria-label"] for own in page.find_all("svg")
        ]

    def test_lists_have_their_items(self, both):
        tags, page = both
        items = sum(len(list(tag.every("LI"))) for tag in tags.every("L"))
        expected = len(page.find_all("li")) + len(page.find_all(["dt", "dd"]))
        assert items == expected

    def test_nothing_is_tagged_with_a_name_of_its_own(self, both):
        tags, _ = both
        known = (
            "Document Part Div H1 H2 H3 P Span L LI Lbl LBody Table Caption THead TBody TR TH TD Figure Link"
        )
        known += " NonStruct Note"
        kinds = set()
        todo = [tags]
        while todo:
            tag = todo.pop()
            kinds.add(tag.kind)
            todo += tag.parts
        assert kinds <= set(known.split())


@pytest.mark.parametrize(("reports", "subject"), OF_EVERY_DOCUMENT, indirect=["reports"])
class TestBookmarks:
    def test_they_are_the_headings(self, reports, subject):
        """Title, language and bookmarks, as the reader's program shows them."""
        soup = page(reports, subject)
        reader = PdfReader(enclosure(reports, subject, "pdf"))
        assert str(reader.trailer["/Root"]["/Lang"]) == "da"
        assert reader.metadata is not None
        assert reader.metadata.title == soup.title.get_text()
        assert titles(reader.outline) == [
            words(own) for own in soup.find_all(["h1", "h2", "h3"]) if own.find_parent("nav") is None
        ]


def titles(outline: list) -> list[str]:
    """The bookmarks in reading order."""
    found = []
    for entry in outline:
        found += titles(entry) if isinstance(entry, list) else [entry.title]
    return found


def words(tag: Tag) -> str:
    """The words of an element on one line."""
    return " ".join(tag.get_text().split())
