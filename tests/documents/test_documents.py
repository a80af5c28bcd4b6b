"""The built documents as other people's engines judge them: axe-core in Chromium, veraPDF, Poppler."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from places import OVERVIEW, REGIONS, TERMS, enclosure
from tools.accessibility import AxeReport, axe_reports
from tools.pdf_text import read_pdf
from tools.pdf_ua import pdf_ua_faults_of

from kkr_analysis.documents.build.pdf import write_pdf

LARGEST_PDF = 300_000
LEFT_TO_A_HUMAN: dict[str, str] = {}
"""What axe-core cannot decide, by rule, and why it is right as it is. Empty: it decides everything."""


EVERYTHING = (*REGIONS, OVERVIEW)


@pytest.fixture(scope="module")
def judged(need, reports: Path) -> dict[str, AxeReport]:
    """Every region's page in one start of Chromium."""
    need("chromium")
    pages = {region: enclosure(reports, region, "html") for region in EVERYTHING}
    found = axe_reports(list(pages.values()))
    return {region: found[page] for region, page in pages.items()}


@pytest.fixture(scope="module")
def pdf_faults(need, reports: Path) -> dict[str, list[str]]:
    """Every region's PDF in one start of Java."""
    need("vera")
    files = {region: enclosure(reports, region, "pdf") for region in EVERYTHING}
    found = pdf_ua_faults_of(list(files.values()))
    return {region: found[file] for region, file in files.items()}


@pytest.mark.parametrize("reports", TERMS, indirect=True)
@pytest.mark.parametrize("region", EVERYTHING)
class TestPage:
    """The HTML works for a reader who hears it, and without a network."""

    def test_axe_finds_no_fault(self, judged, region):
        assert judged[region].violations == ()

    def test_what_axe_leaves_open_is_explained(self, judged, region):
        open_ = [line for line in judged[region].incomplete if line.split(":")[0] not in LEFT_TO_A_HUMAN]
        assert open_ == []

    def test_a_table_wider_than_a_telephone_can_be_moved_from_the_keyboard(self, reports, region):
        """axe-core sees a table that scrolls only where it does; a frame has focus and a name everywhere."""
        page = BeautifulSoup(enclosure(reports, region, "html").read_text(encoding="utf-8"), "html.parser")
        frames = page.select(".table-frame")
        assert len(frames) >= 6
        for frame in frames:
            assert (frame["tabindex"], frame["role"]) == ("0", "region")
            assert page.find(id=frame["aria-labelledby"]) == frame.caption

    def test_nothing_is_fetched(self, judged, region):
        assert judged[region].requests == ()

    def test_no_address_stands_in_the_page(self, reports, region):
        html = enclosure(reports, region, "html").read_text(encoding="utf-8")
        assert "http://" not in html
        assert "https://" not in html
        assert "<script" not in html


@pytest.mark.parametrize("reports", TERMS, indirect=True)
@pytest.mark.parametrize("region", EVERYTHING)
class TestPdf:
    """The PDF is PDF/UA-1, carries its fonts, and says on every page what it is."""

    def test_it_is_pdf_ua(self, pdf_faults, region):
        assert pdf_faults[region] == []

    def test_it_carries_its_fonts(self, need, reports, region):
        need("pdftotext", "pdffonts")
        pdf = read_pdf(enclosure(reports, region, "pdf"))
        assert pdf.fonts
        assert pdf.missing_fonts() == ()
        assert {font.name.split("-")[0] for font in pdf.fonts} == {"DejaVu"}

    def test_it_can_be_mailed(self, reports, region):
        assert enclosure(reports, region, "pdf").stat().st_size < LARGEST_PDF

    def test_every_page_says_what_it_is(self, need, reports, region):
        need("pdftotext", "pdffonts")
        pdf = read_pdf(enclosure(reports, region, "pdf"))
        assert 3 <= len(pdf.pages) <= 12
        for number, text in enumerate(pdf.pages, start=1):
            foot = " ".join(text.split())
            status = "" if "(foreløbig)" in pdf.title else " · Endelige tal"
            assert f"{pdf.title}{status}" in foot
            assert f"Side {number} af {len(pdf.pages)}" in foot

    def test_no_heading_stands_alone_at_the_foot_of_a_page(self, need, reports, region):
        """Below a heading or a caption there is always something of what it is the heading of."""
        need("pdftotext")
        html = enclosure(reports, region, "html").read_text(encoding="utf-8")
        assert stranded(html, enclosure(reports, region, "pdf")) == []


def stranded(html: str, pdf: Path) -> list[str]:
    """Return the headings and captions that are the last line of a page, its foot aside."""
    page = BeautifulSoup(html, "html.parser")
    heads = {" ".join(own.get_text().split()) for own in page.find_all(["h1", "h2", "h3", "caption"])}
    command = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    last = []
    for sheet in text.split("\f"):
        lines = [" ".join(line.split()) for line in sheet.splitlines() if line.strip()]
        body = [line for line in lines if not re.search(r"Side \d+ af \d+$", line)]
        last += body[-1:]
    return [line for line in last if line in heads]


def test_a_stranded_heading_would_be_found(need, tmp_path):
    need("pdftotext")
    html = (
        '<!DOCTYPE html><html lang="da"><title>T</title><h1>Titel</h1><p>Tekst.</p>'
        '<h2 style="break-after: page">Alene forneden</h2><p>Tekst.</p></html>'
    )
    write_pdf(html, tmp_path / "x.pdf")
    assert stranded(html, tmp_path / "x.pdf") == ["Alene forneden"]
