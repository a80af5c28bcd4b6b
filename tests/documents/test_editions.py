"""The short edition: the two pages that stand alone, from the same run as the whole enclosure."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from places import OF_EVERY_KKR, OVERVIEW, TERMS, enclosure, short
from pypdf import PdfReader
from tools.pdf_ua import pdf_ua_faults_of

from kkr_analysis.documents.build.editions import (
    ENCLOSURE,
    NOTE,
    Edition,
    edition_in,
    editions_given,
    formats_of,
    keywords,
    kind_of,
    shortened,
    stem_of,
)
from kkr_analysis.documents.build.names import report_files
from kkr_analysis.documents.build.order import Order, compute_overview
from kkr_analysis.documents.verify.reading import read_data
from kkr_analysis.documents.verify.verify import Standing, steps_to_verify, verify
from kkr_analysis.errors import BuildError, UnknownChoiceError


class TestBuilt:
    @pytest.mark.parametrize(("term", "region"), OF_EVERY_KKR)
    def test_the_pdf_has_two_pages_that_say_at_their_foot_what_they_are(self, built, term, region):
        reader = PdfReader(short(built / term, region, "pdf"))
        assert len(reader.pages) == 2
        for number, sheet in enumerate(reader.pages, start=1):
            text = " ".join(sheet.extract_text().split())
            assert f" · {NOTE}" in text
            assert f"Side {number} af 2" in text

    @pytest.mark.parametrize(("term", "region"), OF_EVERY_KKR)
    def test_the_page_is_the_beginning_of_the_whole_and_its_links_lead_somewhere(self, built, term, region):
        texts = [path.read_text("utf-8") for path in pages(built / term, region)]
        ours, whole = (BeautifulSoup(text, "html.parser") for text in texts)
        assert ours.title == whole.title
        assert [own.text for own in ours("h2")] == [own.text for own in whole("h2")][:3]
        names = {own["id"] for own in ours.select("[id]")}
        links = {link["href"] for link in ours.select("a[href]")}
        assert links
        assert links <= {f"#{name}" for name in names}
        assert NOTE in ours.main.get_text()
        assert NOTE not in whole.get_text()

    @pytest.mark.parametrize("suffix", ["html", "pdf"])
    def test_it_carries_the_same_record(self, built, suffix):
        ours, whole = (
            read_data(path(built / TERMS[1], "syddanmark", suffix).read_bytes(), suffix)
            for path in (short, enclosure)
        )
        assert ours.record == whole.record
        assert (edition_in(ours.identifying), edition_in(whole.identifying)) == ENCLOSURE

    def test_it_is_pdf_ua(self, need, built, whole):
        need("vera")
        files = [short(built / term, region, "pdf") for term, region in whole if region != OVERVIEW]
        assert all(faults == [] for faults in pdf_ua_faults_of(files).values())

    @pytest.mark.parametrize("suffix", ["html", "pdf"])
    def test_verify_knows_it_under_any_name(self, built, project, tmp_path, suffix):
        path = tmp_path / f"x.{suffix}"
        path.write_bytes(short(built / TERMS[0], "midtjylland", suffix).read_bytes())
        told: list[str] = []
        verdict = verify(path, project, tell=told.append)
        assert tuple(told) == steps_to_verify(path)  # no name says that it is the short one
        assert verdict.standing is Standing.UNCHANGED
        assert verdict.name.endswith(", kort udgave")


def pages(reports, region):
    return short(reports, region, "html"), enclosure(reports, region, "html")


class TestNames:
    def test_an_edition_is_known_by_its_name(self, tmp_path):
        names = (
            "kkr-x-kort.pdf",
            "kkr-x.pdf",
            "kkr-x-foreloebig-kort.html",
            "kkr-x-kort.json",
            "kkr-x-a.pdf",
        )
        for name in names:
            (tmp_path / name).touch()
        found = {file.path: (file.edition, file.picture) for file, _ in report_files(tmp_path, ["x"])}
        assert found == {
            "kkr-x-kort.pdf": (Edition.SHORT, ""),
            "kkr-x.pdf": (Edition.FULL, ""),
            "kkr-x-foreloebig-kort.html": (Edition.SHORT, ""),
        }
        assert kind_of("valgforbund-x.html") == (Edition.EXPLORER, "html")
        assert kind_of("figurer/landsoverblik-borgmestre-paa-kort.svg") == (Edition.FULL, "svg")

    def test_an_explorer_keeps_its_name_when_the_figures_become_final(self):
        stems = ("kkr-x", "kkr-x-foreloebig", "landsoverblik", "landsoverblik-foreloebig")
        assert [stem_of(stem, Edition.EXPLORER) for stem in stems] == [
            "valgforbund-x",
            "valgforbund-x",
            "valgforbund",
            "valgforbund",
        ]

    def test_and_by_its_keywords(self):
        for edition in Edition:
            assert edition_in(keywords("kkr-analysis sha256=0", edition)) is edition


class TestChoice:
    def test_what_is_given_and_what_it_has(self):
        assert editions_given(None) == ENCLOSURE
        assert editions_given("Kort") == (Edition.SHORT,)
        assert formats_of((Edition.SHORT,), ("html", "json", "pdf")) == ("html", "pdf")
        assert formats_of(ENCLOSURE, ("json",)) == ("json",)

    def test_what_is_refused(self, project):
        with pytest.raises(UnknownChoiceError, match=r"Mente du .?kort"):
            editions_given("kor")
        with pytest.raises(UnknownChoiceError, match=r"findes ikke som json\. Vælg html eller pdf"):
            formats_of((Edition.SHORT,), ("json",))
        order = Order(regions=(), term=TERMS[0], overview=True, editions=(Edition.SHORT,))
        with pytest.raises(UnknownChoiceError, match="ingen kort udgave"):
            compute_overview(order, project)

    def test_a_notebook_without_the_tag(self):
        from nbformat.v4 import new_code_cell, new_notebook

        cells = [new_code_cell(metadata={"tags": tags}) for tags in (["x"], ["uddybende"], [])]
        assert shortened(new_notebook(cells=cells), "x.ipynb").cells == cells[:1]
        with pytest.raises(BuildError, match=re.escape("x.ipynb har ingen celle mærket 'uddybende'")):
            shortened(new_notebook(cells=cells[:1]), "x.ipynb")
