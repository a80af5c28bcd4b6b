"""README and docs keep their word: the example gives the output shown, and every link leads somewhere."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from places import ROOT

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.joinpath("docs").rglob("*.md"))]


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
