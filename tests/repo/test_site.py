"""The check of the built site (`make docs`): every kind of dead link is found, and no other link is."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from places import ROOT


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_site", ROOT / "scripts" / "check_site.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def site(folder: Path, body: str) -> Path:
    (folder / "under").mkdir()
    (folder / "under" / "anden.html").write_text('<h1 id="her">Anden</h1>', encoding="utf-8")
    (folder / "under" / "index.html").write_text("<p>Forsiden", encoding="utf-8")
    (folder / "index.html").write_text(f'<a id="top"></a>{body}', encoding="utf-8")
    return folder


class TestCheckSite:
    @pytest.mark.parametrize(
        "body",
        [
            '<a href="under/anden.html#her">der</a>',
            '<a href="#top">op</a>',
            '<a href="under/">en mappe med forside</a>',
            '<a href="https://www.retsinformation.dk/eli/lta/2026/13">loven</a>',
            '<img src="data:image/png;base64,AAAA">',
        ],
    )
    def test_what_leads_somewhere_is_left_alone(self, check: ModuleType, tmp_path: Path, body: str) -> None:
        assert list(check.faults(site(tmp_path, body))) == []

    @pytest.mark.parametrize(
        ("body", "fault"),
        [
            ('<a href="under/fjerde.html">der</a>', "under/fjerde.html is not there"),
            ('<a href="under/anden.html#der">der</a>', "under/anden.html#der has no such place"),
            ('<a href="#ned">ned</a>', "#ned has no such place"),
            ('<img src="billede.png">', "billede.png is not there"),
            ('<script src="https://example.org/x.js"></script>', "fetches https://example.org/x.js"),
        ],
    )
    def test_each_kind_of_fault_is_found(
        self, check: ModuleType, tmp_path: Path, body: str, fault: str
    ) -> None:
        assert list(check.faults(site(tmp_path, body))) == [f"index.html: {fault}"]


class TestContents:
    def test_every_page_stands_in_the_contents(self) -> None:
        """Sphinx says so too, but only when the site is built."""
        contents = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
        pages = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
        assert pages <= set(contents.split())
