"""Names that would break a careless page: markup, formulas, templates, and words without an end."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from places import REGIONS, ROOT, TERM, enclosure
from python_calamine import CalamineWorkbook
from small_data import append_to, replace_in, write_with_card
from tools.accessibility import axe_reports
from tools.libreoffice import converted
from tools.pages import page
from tools.pdf_ua import pdf_ua_faults_of

from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import load_election
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.errors import FaultyFilesError

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
            for picture in page.find_all("svg")
            if f"N ({SCRIPT} $a_1$ " in picture["aria-label"]
        }
        # A mayor outside has no quotient and is not held against the threshold by that list.
        assert described == {"halvcirkel", "stemmer-og-pladser"}

    def test_the_json_is_json(self, hostile):
        result = json.loads(hostile.with_suffix(".json").read_text(encoding="utf-8"))
        names = {contender["letter"]: contender["name"] for contender in result["contenders"]}
        assert (names["B"], names["D"]) == ("=1+1", NAMES["partier.csv"]["Nye Borgerlige"])

    def test_the_word_file_holds_them_as_text(self, hostile):
        document = docx.Document(str(hostile.with_suffix(".docx")))
        cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
        assert "=1+1" in cells
        assert SCRIPT in cells
        assert f"N {SCRIPT} {ENDLESS}" in cells
        with zipfile.ZipFile(hostile.with_suffix(".docx")) as packed:
            assert b"<script" not in packed.read("word/document.xml")
            assert not [name for name in packed.namelist() if ".." in name or "vba" in name.lower()]

    def test_the_workbook_holds_them_as_text(self, hostile):
        """Whatever looks like a formula is a shared string; the formulas are the workbook's own."""
        with zipfile.ZipFile(hostile.with_suffix(".xlsx")) as packed:
            strings = BeautifulSoup(packed.read("xl/sharedStrings.xml"), "xml")
            texts = {own.get_text() for own in strings.find_all("si")}
            sheets = [packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name]
        assert {"=1+1", SCRIPT, f"{SCRIPT} {ENDLESS}"} <= texts
        formulas = [own for sheet in sheets for own in re.findall(r"<f>(.*?)</f>", sheet)]
        assert len(formulas) > 50
        assert not [own for own in formulas if "=1+1" in own or "script" in own]

    def test_no_file_is_named_after_them(self, hostile):
        """What stands in a folder is named by region and picture alone."""
        names = [path.name for path in hostile.parent.rglob("[!.]*") if path.is_file()]
        assert all(
            re.fullmatch(
                r"(index|efterregn|sha256|kontrolsummer|kkr-sjaelland|kkr-sjaelland-[a-z-]+)\.[a-z]+", name
            )
            for name in names
        )


MANY = "ÁÀÂÄÉÈÊËÍÌÎÏÓÒÔÖÚÙÛÜÝÑÇÐÞĀĒ"
"""Letters of twenty-seven parties more."""
MANY_NAMES = ("../x", "=1+1", "@SUM(A1)", "-2+3", "C:\\x", "<img src=x onerror=alert(1)>")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """KKR Nordjylland with forty eligible contenders, some of them with names that lead elsewhere."""
    root = tmp_path_factory.mktemp("fyrre")
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder)
    data = root / "data" / "raw"
    parties = [
        (letter, MANY_NAMES[number] if number < len(MANY_NAMES) else f"Parti {letter}")
        for number, letter in enumerate(MANY)
    ]
    for number, (letter, name) in enumerate(parties):
        append_to(data, "partier.csv", f"{letter},{name},#336699,{100 + number},2013-08-01,")
        append_to(data, "partinavne.csv", f"{letter},{name}")
        append_to(data, "kv2021/stemmer.csv", f"851,Aalborg,{letter},{name},{60_000 + number}")
    own = Project(root)
    order = Order(regions=["nordjylland"], term=TERM)
    build_enclosures(order, compute(order, own), project=own, output=root / "ud")
    return root / "ud" / TERM / "kkr-nordjylland"


class TestFortyContenders:
    """»40 parties: the output stays correct and harmless«."""

    @pytest.fixture
    def result(self, crowded):
        return json.loads(crowded.with_suffix(".json").read_text(encoding="utf-8"))

    def test_they_all_stand_for_seats_and_the_cap_holds(self, result):
        eligible = [own["letter"] for own in result["contenders"] if own["eligible"]]
        assert set(MANY) <= set(eligible)
        assert len(eligible) >= 30
        assert result["total"] == 22
        assert sum(own["seats"] for own in result["contenders"]) == 22

    def test_page_and_word_file_say_what_the_json_says(self, crowded, result):
        seats = {own["letter"]: own["seats"] for own in result["contenders"] if own["votes"]}
        page = BeautifulSoup(crowded.with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
        rows = page.select("#sammensaetning tbody tr")
        found = {row.th.get_text(strip=True): int(row.td.get_text()) for row in rows}
        assert {letter: found[letter] for letter in MANY} == {letter: seats[letter] for letter in MANY}
        assert found["I alt"] == 22
        assert len(page.select("#sammensaetning a.note")) == 3
        document = docx.Document(str(crowded.with_suffix(".docx")))
        words = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
        assert {name: int(number) for name, number, *_ in words[1:]} == {
            row.th.get_text(strip=True) + "".join(own["data-note"] for own in row.select("a.note")): int(
                row.td.get_text()
            )
            for row in rows
        }

    def test_names_that_lead_elsewhere_are_words(self, crowded):
        page = BeautifulSoup(crowded.with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
        names = {cell.get_text() for cell in page.select("#stemmer tbody th")}
        assert {f"{letter} {name}" for letter, name in zip(MANY, MANY_NAMES, strict=False)} <= names
        assert page.find_all(["script", "iframe"]) == []
        assert page.find_all("img") == []
        assert {path.name for path in crowded.parent.iterdir()} == {
            "figurer",
            "index.html",
            "kontrolsummer.html",
            ".kkr-byg.json",
            "efterregn.py",
            "sha256.txt",
            *(f"kkr-nordjylland.{own}" for own in ("html", "pdf", "docx", "xlsx", "json", "ipynb")),
            *(f"kkr-nordjylland-kort.{own}" for own in ("html", "pdf")),
        }

    def test_the_workbook_holds_and_computes_the_same_seats(self, need, crowded, result, tmp_path):
        need("soffice")
        own = crowded.with_suffix(".xlsx")
        expected = {own["letter"]: own["seats"] for own in result["contenders"]}
        for file in (own, *converted([own], "xlsx", tmp_path)):
            sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("Sammensætning")
            header, seats = sheet.to_python(skip_empty_area=False)[2:4]
            found = dict(zip(header[1:], map(int, seats[1:]), strict=True))
            assert {letter: found[letter] for letter in MANY} == {letter: expected[letter] for letter in MANY}


def test_the_documents_stay_accessible(need, hostile, crowded):
    need("chromium", "vera")
    both = (hostile, crowded)
    for report in axe_reports([own.with_suffix(".html") for own in both]).values():
        assert (report.violations, report.requests) == ((), ())
    pdfs = [own.with_suffix(".pdf") for own in both]
    assert pdf_ua_faults_of(pdfs) == {own: [] for own in pdfs}


@pytest.mark.parametrize("built_from", ["hostile", "crowded"])
def test_no_word_runs_off_the_page(need, request, built_from):
    """Every word ends before the right margin, also one of 280 letters and the last of forty columns."""
    need("pdftotext")
    pdf = request.getfixturevalue(built_from).with_suffix(".pdf")
    command = ["pdftotext", "-bbox", pdf, "-"]
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
    soup = page(reports, region)
    described = " ".join(picture["aria-label"] for picture in soup.find_all("svg"))
    written = f"{soup.get_text(' ')} {described} Side af fyldt"
    known = set(re.findall(r"\w+", written))
    # At the end of a line pdftotext takes a hyphen of the name itself for one that breaks a word.
    known |= {first + second for first, second in re.findall(r"(\w+)-(\w+)", written)}
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
