"""Each checker passes a sound document and finds every fault that is planted in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import weasyprint
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from tools.accessibility import axe_reports
from tools.pdf_text import read_pdf
from tools.pdf_ua import pdf_ua_faults, pdf_ua_faults_of, verdict

IMAGE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
PAGE = f"""<!DOCTYPE html>
<html lang="da">
<head><meta charset="utf-8"><title>KKR Prøveby</title>
<style>html {{ font-family: "DejaVu Sans" }}</style></head>
<body><main>
<h1>Mandater på Ærø</h1>
<table><caption>Mandater</caption>
<thead><tr><th scope="col">Parti</th><th scope="col">Mandater</th></tr></thead>
<tbody><tr><th scope="row">A</th><td>10</td></tr></tbody></table>
<img alt="A har 10 mandater" src="{IMAGE}">
<p style="break-before: page">Næste side</p>
</main></body></html>
"""


def planted(old: str, new: str) -> str:
    assert PAGE.count(old) == 1, f"the fault must change the page in one place: {old}"
    return PAGE.replace(old, new)


def write_pdf(path: Path, html: str, **options: str) -> Path:
    weasyprint.HTML(string=html).write_pdf(path, **options)
    return path


def write_bare_pdf(path: Path, *, text: str) -> None:
    """One line in Helvetica, which every reader must bring itself; no title, no language, no tags."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F"): names})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(f"BT /F 12 Tf 20 20 Td ({text}) Tj ET".encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.metadata = None
    writer.write(path)


@pytest.fixture(scope="module")
def good_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pdf(tmp_path_factory.mktemp("pdf") / "good.pdf", PAGE, pdf_variant="pdf/ua-1")


class TestPdfUa:
    def test_sound_and_faulty_documents_in_one_run(self, need: Callable[..., None], good_pdf: Path) -> None:
        need("vera")
        folder = good_pdf.parent
        ua = {"pdf_variant": "pdf/ua-1"}
        untagged = write_pdf(folder / "untagged.pdf", PAGE)
        no_alt = write_pdf(folder / "no_alt.pdf", planted('alt="A har 10 mandater" ', ""), **ua)
        no_title = write_pdf(folder / "no_title.pdf", planted("<title>KKR Prøveby</title>", ""), **ua)
        no_language = write_pdf(folder / "no_language.pdf", planted(' lang="da"', ""), **ua)
        faults = pdf_ua_faults_of([untagged, good_pdf, no_alt, no_title, no_language])
        assert faults[good_pdf] == []
        for path, clause in (
            (untagged, "6.2-1 "),
            (no_alt, "7.3-1 "),
            (no_title, "7.1-9 "),
            (no_language, "7.2-"),
        ):
            assert any(fault.startswith(clause) for fault in faults[path]), (path.name, faults[path])

    def test_what_is_no_pdf_is_not_passed_and_the_next_is_judged(
        self, need: Callable[..., None], good_pdf: Path, tmp_path: Path
    ) -> None:
        need("vera")
        path = tmp_path / "notes.pdf"
        path.write_text("ikke en PDF", encoding="utf-8")
        with pytest.raises(RuntimeError, match=r"could not read notes\.pdf"):
            pdf_ua_faults(path)
        assert pdf_ua_faults(good_pdf) == []

    @pytest.mark.parametrize("answer", [[], ["checks\t0\n"], ["7.1-9 no title (x1)\n"]])
    def test_silence_is_no_pass(self, answer: list[str]) -> None:
        with pytest.raises(RuntimeError, match=r"checked nothing in a\.pdf"):
            verdict("a.pdf", answer)


class TestAccessibility:
    def test_sound_and_faulty_pages_in_one_run(self, need: Callable[..., None], tmp_path: Path) -> None:
        need("chromium")
        cases = {
            "good": ("", PAGE),
            "language": ("html-has-lang", planted(' lang="da"', "")),
            "alt": ("image-alt", planted('alt="A har 10 mandater" ', "")),
            "title": ("document-title", planted("<title>KKR Prøveby</title>", "")),
            "contrast": ("color-contrast", planted("<h1>", '<h1 style="color: #ddd">')),
        }
        paths = {name: tmp_path / f"{name}.html" for name in cases}
        for name, (_, html) in cases.items():
            paths[name].write_text(html, encoding="utf-8")
        reports = axe_reports(list(paths.values()))
        for name, (rule, _) in cases.items():
            report = reports[paths[name]]
            assert {line.partition(":")[0] for line in report.violations} == {rule} - {""}, report
            assert (report.incomplete, report.requests) == ((), ())

    def test_what_axe_leaves_open_and_every_request_are_said(
        self, need: Callable[..., None], tmp_path: Path
    ) -> None:
        need("chromium")
        unsure, online = tmp_path / "unsure.html", tmp_path / "online.html"
        unsure.write_text(
            planted("<h1>", '<h1 style="background: linear-gradient(#fff, #000)">'), encoding="utf-8"
        )
        address = "https://cdn.example/plot.js"
        online.write_text(planted("<style>", f'<script src="{address}"></script><style>'), encoding="utf-8")
        reports = axe_reports([unsure, online])
        assert [line.partition(":")[0] for line in reports[unsure].incomplete] == ["color-contrast"]
        assert reports[online].requests == (address,)


class TestPdfText:
    def test_text_title_language_and_fonts(self, need: Callable[..., None], good_pdf: Path) -> None:
        need("pdftotext", "pdffonts")
        pdf = read_pdf(good_pdf)
        assert (pdf.title, pdf.language, len(pdf.pages)) == ("KKR Prøveby", "da", 2)
        assert "Mandater på Ærø" in pdf.pages[0]
        assert "Næste side" in pdf.pages[1]
        assert pdf.fonts
        assert pdf.missing_fonts() == ()

    def test_a_font_that_is_not_embedded_is_named(self, need: Callable[..., None], tmp_path: Path) -> None:
        need("pdftotext", "pdffonts")
        path = tmp_path / "bare.pdf"
        write_bare_pdf(path, text="Side")
        pdf = read_pdf(path)
        assert pdf.missing_fonts() == ("Helvetica",)
        assert (pdf.title, pdf.language) == ("", "")
        assert pdf.pages[0].strip() == "Side"
