"""README and docs keep their word: the example gives the output shown, and every link leads somewhere."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from places import ROOT

TOP = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
MADE = ("_build", "notebooks", "projekt")
"""Below docs/, by `make docs`, which follows their links itself."""
PAGES = [
    *(ROOT / name for name in TOP),
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if page.relative_to(ROOT).parts[1] not in MADE),
]


def fenced(text: str, language: str) -> str:
    block = re.search(rf"(?ms)^```{language}\n(.*?)^```$", text)
    assert block is not None
    return block.group(1)


class TestReadme:
    def test_the_example_gives_the_output_that_is_shown(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        names: dict[str, object] = {}
        exec(fenced(readme, "python"), names)  # noqa: S102 - the README's own lines
        shown = doctest.DocTestParser().get_doctest(fenced(readme, "pycon"), names, "README", None, None)
        assert shown.examples
        assert doctest.DocTestRunner(verbose=False).run(shown).failed == 0

    def test_the_map_is_the_house(self):
        """Every room and every folder in one, and nothing that is not there."""
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        rows = re.search(r"(?ms)^    kkr_analysis/\n(.*?)^    data/raw/", readme)
        assert rows is not None
        named, room = set(), ""
        for indent, names in re.findall(r"(?m)^ {6}(  )?(\S+(?:, \S+)*?)(?: {2,}| [A-Z'K]).*$", rows[1]):
            room = room if indent else names.rstrip("/")
            for name in names.split(", "):
                named.add(f"{room}/{name}".rstrip("/") if indent else name.rstrip("/"))
        package = ROOT / "kkr_analysis"
        assert [name for name in named if not (package / name).exists()] == []
        folders = {path.parent.relative_to(package).as_posix() for path in package.rglob("__init__.py")} - {
            "."
        }
        assert {folder for folder in folders if folder.count("/") < 2} <= named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
class TestLinks:
    def test_every_link_to_a_file_leads_to_one(self, page: Path):
        text = page.read_text(encoding="utf-8")
        targets = [*re.findall(r"\]\(([^)#]+)", text), *re.findall(r'src="([^"]+)"', text)]
        assert [
            target for target in targets if "://" not in target and not (page.parent / target).exists()
        ] == []

    def test_every_link_within_the_page_has_its_place(self, page: Path):
        text = page.read_text(encoding="utf-8")
        headings = [re.sub(r"[^\w -]", "", line.lower()) for line in re.findall(r"(?m)^#+ (.+)$", text)]
        places = {heading.replace(" ", "-") for heading in headings}
        places |= set(re.findall(r'<a id="([^"]+)">', text))
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= places
