"""The built documents as other people's engines judge them: axe-core in Chromium, veraPDF, Poppler."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from places import EVERY_KKR, OF_EVERY_DOCUMENT, OVERVIEW, REGIONS, TERMS, enclosure, short
from pypdf import PdfReader
from tools.accessibility import axe_reports
from tools.pages import html, of_every_kind, page
from tools.pdf_text import read_pdf
from tools.pdf_ua import pdf_ua_faults

from kkr_analysis.documents.build.pdf import write_pdf
from kkr_analysis.presentation.blocks import Column, ParagraphKind, Row, WrittenTable, paragraph
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.markup import html_of
from kkr_analysis.presentation.style_sheet import css

LARGEST_PDF = 300_000
LEFT_TO_A_HUMAN: dict[str, str] = {}
"""What axe-core cannot decide, by rule, and why it is right as it is. Empty: it decides everything."""


EVERYTHING = (*REGIONS, OVERVIEW)


def test_axe_finds_no_fault_leaves_nothing_open_and_fetches_nothing(need, built):
    """Of every kind of element, in a page or two; what it says of a kind, it would say in every page."""
    need("chromium")
    pages = [enclosure(built / term, region, "html") for term in TERMS for region in EVERYTHING]
    pages += [short(built / term, region, "html") for term, region in EVERY_KKR]
    for path, found in axe_reports(of_every_kind(pages)).items():
        assert found.violations == (), path
        assert [line for line in found.incomplete if line.split(":")[0] not in LEFT_TO_A_HUMAN] == [], path
        assert found.requests == (), path


@pytest.mark.parametrize("reports", TERMS, indirect=True)
@pytest.mark.parametrize("region", EVERYTHING)
class TestPage:
    """The HTML works for a reader who hears it, and without a network."""

    def test_every_name_is_given_once_and_every_link_in_the_page_leads_to_one(self, reports, region):
        soup = page(reports, region)
        names = [element["id"] for element in soup.select("[id]")]
        assert len(set(names)) == len(names)
        pointers = [link["href"] for link in soup.select("a[href]")]
        pointers += [
            f"#{name}" for tag in soup.select("[aria-labelledby]") for name in tag["aria-labelledby"].split()
        ]
        assert {pointer[1:] for pointer in pointers} <= set(names)

    def test_a_table_wider_than_a_telephone_can_be_moved_from_the_keyboard(self, reports, region):
        """axe-core sees a table that scrolls only where it does; a frame has focus and a name everywhere."""
        soup = page(reports, region)
        frames = soup.select(".table-frame")
        assert len(frames) >= 5
        for frame in frames:
            assert (frame["tabindex"], frame["role"]) == ("0", "region")
            assert soup.find(id=frame["aria-labelledby"]) == frame.caption

    def test_no_address_stands_in_the_page(self, reports, region):
        text = html(reports, region)
        assert not [own for own in ("http://", "https://", "<script") if own in text]


@pytest.mark.parametrize(("reports", "region"), OF_EVERY_DOCUMENT, indirect=["reports"])
class TestPdf:
    """The PDF is PDF/UA-1, carries its fonts, and says on every page what it is."""

    def test_it_is_pdf_ua(self, need, reports, region):
        need("vera")
        assert pdf_ua_faults(enclosure(reports, region, "pdf")) == []

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
        assert stranded(page(reports, region), enclosure(reports, region, "pdf")) == []


def stranded(soup: BeautifulSoup, pdf: Path) -> list[str]:
    """Return the headings and captions that are the last line of a page, its foot aside."""
    heads = {" ".join(own.get_text().split()) for own in soup.find_all(["h1", "h2", "h3", "caption"])}
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
    text = (
        '<!DOCTYPE html><html lang="da"><title>T</title><h1>Titel</h1><p>Tekst.</p>'
        '<h2 style="break-after: page">Alene forneden</h2><p>Tekst.</p></html>'
    )
    write_pdf(text, tmp_path / "x.pdf")
    assert stranded(BeautifulSoup(text, "html.parser"), tmp_path / "x.pdf") == ["Alene forneden"]


def test_the_badge_of_a_computed_example_stands_on_every_printed_page(tmp_path):
    """»every page says that it is a computed example«; it is above the text, and once."""
    badge = html_of([paragraph("Beregnet eksempel", kind=ParagraphKind.BADGE)])
    text = (
        f'<!DOCTYPE html><html lang="da"><title>T</title><style>{css(HouseStyle())}</style><main>{badge}'
        '<h1>Titel</h1><p style="break-after: page">Første side.</p><p>Anden side.</p></main></html>'
    )
    write_pdf(text, tmp_path / "x.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages]
    assert [page.count("Beregnet eksempel") for page in pages] == [1, 1]


def places(tmp_path: Path, free: int, *words: str) -> list[int]:
    """On which page each of some words stands, with so many millimetres left of the first page."""
    columns = (Column(header="Nr."), Column(header="Plads"))
    rows = tuple(
        Row(cells=(f"{number}", name), is_emphasised=name.startswith("den"))
        for number, name in enumerate(("ja", "ja", "ja", "den sidste", "den næste", "nej", "nej"))
    )
    table = WrittenTable(caption="Kvotienterne", anchor="sidste-plads", columns=columns, rows=rows)
    text = (
        f'<!DOCTYPE html><html lang="da"><title>T</title><style>{css(HouseStyle())}</style><main>'
        f'<div style="height: {264 - free}mm"></div>'
        f"{html_of([paragraph('Hver plads har en kvotient.'), table])}</main></html>"
    )
    write_pdf(text, tmp_path / "x.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages]
    return [next(number for number, page in enumerate(pages) if word in page) for word in words]


class TestBreaks:
    """No page ends where a reader must see what comes next."""

    @pytest.mark.parametrize("free", [36, 40, 44])
    def test_the_last_seat_stands_on_the_page_of_whoever_was_next(self, tmp_path, free):
        last, following = places(tmp_path, free, "den sidste", "den næste")
        assert last == following

    @pytest.mark.parametrize("free", [10, 18])
    def test_the_sentence_before_a_table_stands_on_its_first_page(self, tmp_path, free):
        sentence, caption = places(tmp_path, free, "har en kvotient", "Kvotienterne")
        assert sentence == caption
