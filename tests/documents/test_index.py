"""The index page of a term, and the contents list of an enclosure."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from places import OVERVIEW, REGIONS, TERMS, enclosure
from tools.accessibility import axe_reports
from tools.pages import page

from kkr_analysis.documents.build.contents import place, with_contents
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import FORMATS, Order, compute


def rows(page: Path) -> dict[str, tuple[int, str]]:
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    cells = [row.find_all(["th", "td"]) for row in soup.select("tbody tr")]
    return {name.text: (int(size.text.replace(".", "")), sha.text) for name, size, sha in cells}


class TestIndex:
    """»every file with size and sha256, what is preliminary, what changed since the last build«."""

    @pytest.mark.parametrize("reports", TERMS, indirect=True)
    def test_every_file_stands_with_its_size_and_sha256(self, reports):
        pictures = ("svg", "png")
        documents = [suffix for suffix in FORMATS if suffix not in pictures]
        files = [enclosure(reports, region, suffix) for region in REGIONS for suffix in documents]
        files += [enclosure(reports, OVERVIEW, own) for own in documents if own not in ("xlsx", "json")]
        figures = sorted((reports / "figurer").iterdir())
        for subject in (*REGIONS, OVERVIEW):
            stem = enclosure(reports, subject, "x").stem
            own = [file for file in figures if file.name.startswith(f"{stem}-")]
            assert len(own) == len({file.stem for file in own}) * len(pictures) >= 4
        assert rows(reports / "index.html") == {
            file.relative_to(reports).as_posix(): (
                file.stat().st_size,
                hashlib.sha256(file.read_bytes()).hexdigest(),
            )
            for file in (*files, *figures)
        }
        assert {file for file in reports.rglob("[!.]*") if file.is_file()} == {
            *files,
            *figures,
            *(reports / name for name in ("index.html", "sha256.txt", "efterregn.py")),
        }

    def test_what_is_preliminary_says_so(self, built):
        headings = {
            term: [
                own.text
                for own in BeautifulSoup((built / term / "index.html").read_text(), "html.parser")("h2")
            ]
            for term in TERMS
        }
        assert all("(foreløbig)" in heading for heading in headings["2026-2030"])
        assert not any("(foreløbig)" in heading for heading in headings["2022-2026"])

    def test_axe_finds_no_fault(self, need, built):
        need("chromium")
        pages = [built / term / "index.html" for term in TERMS]
        for found in axe_reports(pages).values():
            assert (found.violations, found.incomplete, found.requests) == ((), (), ())

    def test_what_changed_since_the_last_build_and_what_is_outdated_goes(self, project, tmp_path):
        order = Order(regions=("midtjylland", "sjaelland"), term="2022-2026", formats=("json",))
        results = compute(order, project)
        build_enclosures(order, results, project=project, output=tmp_path)
        folder = tmp_path / "2022-2026"
        old = folder / "kkr-midtjylland.json"
        result = json.loads(old.read_text("utf-8"))
        next(own for own in result["contenders"] if own["letter"] == "K").update(seats=2, supplementary=2)
        result["total"] += 1
        old.rename(folder / "kkr-midtjylland-foreloebig.json").write_text(json.dumps(result), "utf-8")
        one = Order(regions=("midtjylland",), term="2022-2026", formats=("json",))
        build_enclosures(one, compute(one, project), project=project, output=tmp_path)
        assert sorted(path.name for path in folder.glob("[!.]*")) == [
            "efterregn.py",
            "index.html",
            "kkr-midtjylland.json",
            "kkr-sjaelland.json",
            "sha256.txt",
        ]
        text = (folder / "index.html").read_text("utf-8")
        assert "Siden sidst: Pladserne er ændret for K (−1). KKR får 36 medlemmer i stedet for 37." in text
        assert "kkr-sjaelland.json" in text
        assert "foreloebig" not in text


class TestContents:
    def test_every_section_has_a_place_and_a_link(self, reports):
        soup = page(reports, "midtjylland")
        links = [link["href"].removeprefix("#") for link in soup.select("nav a")]
        assert links == [heading["id"] for heading in soup("h2")]
        assert len(set(links)) == len(links) == 11

    def test_places_are_ascii(self):
        assert place("Stemmer og spærregrænse") == "afsnit-stemmer-og-spaerregraense"

    def test_a_page_without_sections_stays_as_it_is(self):
        assert with_contents("<p>x</p>") == "<p>x</p>"
