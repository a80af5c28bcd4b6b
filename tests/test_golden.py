"""What a reader of each region's enclosure reads, word for word, against the text that was last accepted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from bs4 import NavigableString, Tag
from places import OVERVIEW, REGIONS, TERMS
from tools.pages import page

GOLDEN = Path(__file__).parent / "golden"
CHANGES_BY_ITSELF = "Hvor tallene kommer fra"
"""The section with fingerprints and version: they change with every new file and release."""
BLOCKS = ("h1", "h2", "h3", "p", "li", "caption", "figcaption", "tr", "svg", "div")
MARKS = {"h1": "# ", "h2": "\n## ", "h3": "\n### ", "li": "- ", "caption": "\n"}


@cache
def readable(reports: Path, region: str) -> str:
    """Return the text of a page in reading order: a row of a table is one line, a picture its description."""
    lines: list[str] = []
    for block in blocks(page(reports, region).body):
        if block.name == "h2" and block.get_text() == CHANGES_BY_ITSELF:
            break
        lines.append(MARKS.get(block.name, "") + words(block))
    return "\n".join(lines) + "\n"


def blocks(page: Tag) -> Iterator[Tag]:
    """Give every block that holds text of its own."""
    for block in page.find_all(BLOCKS):
        if block.name != "div" or block.find("dt"):
            yield block


def words(block: Tag) -> str:
    """Return the words of one block; spaces are kept, so that one too many is seen."""
    if block.name == "svg":
        return f"[{block['aria-label']}]"
    if block.name == "tr":
        return " | ".join(cell.get_text().strip() + marks(cell) for cell in block.find_all(["th", "td"]))
    if block.name == "div":
        return " | ".join(part.get_text() for part in block.find_all(["dt", "dd"]))
    return block.get_text().replace("\n", " ").strip() + marks(block)


def marks(block: Tag) -> str:
    """Return the footnote marks of a block, which the style sheet writes."""
    return "".join(f" [{mark['data-note']}]" for mark in block.select("a.note"))


def compare(text: str, golden: Path) -> None:
    """Fail unless the text is the accepted one; what is new is left beside it, to be read."""
    new = golden.with_name(golden.name + ".new")
    if golden.is_file() and golden.read_text(encoding="utf-8") == text:
        new.unlink(missing_ok=True)
        return
    new.parent.mkdir(exist_ok=True)
    new.write_text(text, encoding="utf-8")
    pytest.fail(
        f"The text of the enclosure has changed. Read the difference between {golden.name} and {new.name} "
        f"in {golden.parent.name}/ as a councillor would. If it is right, move the new one over the old.",
        pytrace=False,
    )


@pytest.mark.parametrize("reports", TERMS, indirect=True)
@pytest.mark.parametrize("region", [*REGIONS, OVERVIEW])
class TestEveryRegion:
    def test_the_text_is_the_accepted_one(self, reports, region):
        name = region if region == OVERVIEW else f"kkr-{region}"
        compare(readable(reports, region), GOLDEN / reports.name / f"{name}.txt")

    def test_nothing_is_left_out_of_the_comparison(self, reports, region):
        """Every word of the page before the sources stands in the text too."""
        text = readable(reports, region)
        for string in page(reports, region).body.find_all(string=True):
            if CHANGES_BY_ITSELF in string:
                break
            if isinstance(string, NavigableString) and string.strip():
                assert all(word in text for word in string.split()), string

    def test_the_prose_is_tidy(self, reports, region):
        """No two spaces, no space before a comma, and a full stop at the end of every paragraph."""
        for line in readable(reports, region).replace(" | ", "|").splitlines():
            assert "  " not in line, line
            assert " ," not in line, line
            assert " ." not in line, line
            assert ".." not in line, line
        for paragraph in page(reports, region).select("p:not(.calculation, nav *), li:not(nav *)"):
            assert paragraph.get_text().strip()[-1] in ".:", paragraph


class TestComparison:
    """A change of text is never accepted unread."""

    def test_a_change_is_left_beside_the_accepted_text(self, tmp_path):
        golden = tmp_path / "kkr-x.txt"
        golden.write_text("før\n", encoding="utf-8")
        with pytest.raises(pytest.fail.Exception, match=r"kkr-x\.txt\.new"):
            compare("efter\n", golden)
        assert golden.read_text(encoding="utf-8") == "før\n"
        assert (tmp_path / "kkr-x.txt.new").read_text(encoding="utf-8") == "efter\n"

    def test_what_is_accepted_leaves_nothing(self, tmp_path):
        golden = tmp_path / "kkr-x.txt"
        for file in (golden, tmp_path / "kkr-x.txt.new"):
            file.write_text("før\n", encoding="utf-8")
        compare("før\n", golden)
        assert list(tmp_path.iterdir()) == [golden]

    def test_a_text_that_was_never_accepted_fails(self, tmp_path):
        with pytest.raises(pytest.fail.Exception):
            compare("ny\n", tmp_path / "kkr-x.txt")
