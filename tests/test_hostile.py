"""Names that would break a careless page: markup, formulas, templates, and words without an end."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from documents.accessibility import axe_report
from documents.pdf_ua import pdf_ua_faults
from places import REGIONS, ROOT, TERM, enclosure
from small_data import replace_in, write_with_card

from kkr_analysis.build.enclosure import build_enclosures
from kkr_analysis.build.order import Order, compute
from kkr_analysis.errors import FaultyFilesError
from kkr_analysis.project import Project
from kkr_analysis.sources import load_election

SCRIPT = "<script>alert(1)</script>&amp;"
ENDLESS = f"$a_1$ {{{{ 7*7 }}}} {'y' * 280}"
PARTY = f'<b>Nye</b> "Borgerlige" & {{{{ 7*7 }}}} $x$ **fed** {"z" * 250}'
NAMES = {
    "kv2021/borgmestre.csv": {
        "Karina Vincentz": SCRIPT,
        "Emil Blücher": "=1+1",
        "Gert Jørgensen": f"{'Lange ' * 20}{'x' * 180}",
        "Tina Mandrup": "$x^2$ **fed** {{ 7*7 }} `kode`",
        "Nyt Odsherred": f"{SCRIPT} {ENDLESS}",
    },
    "kv2021/stemmer.csv": {"Nyt Odsherred": f"{SCRIPT} {ENDLESS}"},
    "partier.csv": {"Radikale Venstre": "=1+1", "Nye Borgerlige": PARTY.replace('"', "»")},
}
MARGIN = 18 / 25.4 * 72
"""The page's margin at the sides, in points."""


def rename(data: Path, file: str, names: dict[str, str]) -> None:
    text = (data / file).read_text(encoding="utf-8")
    for old, new in names.items():
        assert old in text
        text = text.replace(old, new)
    write_with_card(data / file, text.encode())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """KKR Sjælland built from the real figures under hostile names; the files' path without the ending."""
    root = tmp_path_factory.mktemp("projekt")
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder)
    for file, names in NAMES.items():
        rename(root / "data" / "raw", file, names)
    order, project = Order(regions=["sjaelland"], term=TERM), Project(root)
    build_enclosures(order, compute(order, project), project=project, output=root / "ud")
    return root / "ud" / TERM / "kkr-sjaelland"


class TestHostileNames:
    """They are printed as they are written, and do nothing."""

    def test_the_page_shows_them_and_runs_nothing(self, hostile):
        page = BeautifulSoup(hostile.with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
        assert page.find_all(["script", "b", "iframe"]) == []
        cells = {cell.get_text() for cell in page.select("#borgmestre td")}
        assert cells > set(NAMES["kv2021/borgmestre.csv"].values()) - {f"{SCRIPT} {ENDLESS}"}
        assert f"N {SCRIPT} {ENDLESS}" in cells
        assert f"D {NAMES['partier.csv']['Nye Borgerlige']}" in {
            header.get_text() for header in page.select("#stemmer tbody th")
        }
        assert "49" not in page.find(id="borgmestre").get_text()

    def test_the_pictures_describe_them_and_cut_the_longest(self, hostile):
        page = BeautifulSoup(hostile.with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
        described = {
            picture["data-chart"]
            for picture in page.find_all("img")
            if f"N ({SCRIPT} $a_1$ " in picture["alt"]
        }
        # A mayor outside has no quotient and is not held against the threshold by that list.
        assert described == {"halvcirkel", "borgmestre-og-supplerende", "stemmer-og-pladser"}

    def test_the_json_is_json(self, hostile):
        result = json.loads(hostile.with_suffix(".json").read_text(encoding="utf-8"))
        names = {contender["letter"]: contender["name"] for contender in result["contenders"]}
        assert (names["B"], names["D"]) == ("=1+1", NAMES["partier.csv"]["Nye Borgerlige"])

    def test_the_documents_stay_accessible(self, need, hostile):
        need("chromium", "vera")
        report = axe_report(hostile.with_suffix(".html"))
        assert (report.violations, report.requests) == ((), ())
        assert pdf_ua_faults(hostile.with_suffix(".pdf")) == []

    def test_no_word_runs_off_the_page(self, need, hostile):
        """Every word ends before the right margin, also one of 280 letters."""
        need("pdftotext")
        command = ["pdftotext", "-bbox", hostile.with_suffix(".pdf"), "-"]
        layout = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        width = float(re.search(r'<page width="([\d.]+)"', layout)[1])
        ends = [float(end) for end in re.findall(r'<word [^>]*xMax="([\d.]+)"', layout)]
        assert len(ends) > 500
        assert max(ends) <= width - MARGIN + 1


@pytest.mark.parametrize("region", REGIONS)
def test_no_ordinary_name_is_broken_to_make_room(need, reports, region):
    """The page may break a word of 280 letters, not »Kristendemokraterne« or »Guldborgsund«."""
    need("pdftotext")
    pdf = enclosure(reports, region, "pdf")
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, encoding="utf-8").stdout
    page = BeautifulSoup(pdf.with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
    written = (
        f"{page.get_text(' ')} {' '.join(picture['alt'] for picture in page.find_all('img'))} Side af fyldt"
    )
    known = set(re.findall(r"\w+", written))
    tables = text.partition("Hvor tallene kommer fra")[0]
    assert {word for word in re.findall(r"\w+", tables) if word.isalpha()} - known == set()


class TestUnprintable:
    """Characters that nobody sees, or that no font of the enclosure has, are refused with their place."""

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("Karina \u202eztnecniV", "U+202E"),
            ("Karina\u200f Vincentz", "U+200F"),
            ("Karina\u00ad Vincentz", "U+00AD"),
            ("Karina\t Vincentz", "U+0009"),
            ("Karina \N{WOMAN}", "U+1F469"),
        ],
    )
    def test_they_are_refused(self, own_project, name, code):
        data = own_project / "data" / "raw"
        replace_in(data, "kv2021/borgmestre.csv", "Karina Vincentz", name)
        with pytest.raises(FaultyFilesError) as refused:
            load_election(data, "kv2021")
        assert len(refused.value.faults) == 1
        assert re.search(r"borgmestre\.csv, række \d+, kolonne 'borgmester': fandt ", refused.value.faults[0])
        assert f"uden {code}. " in refused.value.faults[0]
