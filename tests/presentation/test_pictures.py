"""The pictures of the enclosure: each names its body, and has a table of the page behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from bs4 import BeautifulSoup, Tag
from places import PRELIMINARY, REGIONS, TERMS
from tools.drawn import refuse_overflow, texts_in
from tools.elected import elected
from tools.pages import page

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.composition.seats import compose
from kkr_analysis.danish import decimals, whole
from kkr_analysis.presentation import pictures, prose, tables
from kkr_analysis.presentation.charts.look import Look, drawing_with
from kkr_analysis.presentation.parties import body_label, party_seats
from kkr_analysis.presentation.pictures import every_chart
from kkr_analysis.rules import CapReading, Readings

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
SCALE = {"0", "1", "2", "3", "4"}
"""Shares along the axis of the threshold, and the 2 % of the rule itself."""
ON_THE_PAGE = ("halvcirkel", "stemmer-og-pladser")
"""Those that show what their table cannot; the others are files for a slide."""


def said(chart) -> list[str]:
    with drawing_with(chart.look):
        return texts_in(chart.draw())


@pytest.fixture(scope="module")
def results() -> dict[tuple[str, str], KkrResult]:
    return {(region, term): elected(region, term) for region in REGIONS for term in TERMS}


@pytest.mark.parametrize("reports", TERMS, indirect=True)
@pytest.mark.parametrize("region", REGIONS)
class TestTableBehind:
    """»Tallene står i tabellen …«: whoever cannot see a picture, or doubts it, finds its figures."""

    def test_every_picture_links_to_a_table_of_the_page(self, reports, region):
        soup = page(reports, region)
        for figure in soup.find_all("figure"):
            link = figure.find("figcaption").find("a")
            assert figure.figcaption.get_text(strip=True).startswith("Tallene står i tabellen")
            frame = soup.find(id=link["href"].removeprefix("#"))
            assert isinstance(frame, Tag)
            caption = BeautifulSoup(str(frame.find("table").caption), "html.parser").get_text(strip=True)
            assert caption == link.get_text()

    def test_the_page_has_the_pictures_that_show_what_a_table_cannot(self, reports, region):
        shown = page(reports, region).select("figure svg")
        assert tuple(picture["data-chart"] for picture in shown) == ON_THE_PAGE

    def test_every_number_drawn_stands_in_a_table_of_the_page(self, reports, region, results):
        tables = " ".join(frame.get_text(" ") for frame in page(reports, region).select(".table-frame"))
        known = {number.rstrip(".") for number in NUMBER.findall(tables)} | SCALE
        result = results[region, reports.name]
        unlisted = result.eligibility.valid_votes - sum(party.votes for party in party_seats(result))
        known |= {whole(unlisted), decimals(Fraction(unlisted * 100, result.eligibility.valid_votes), 2)}
        for chart in every_chart(result):
            if chart.name not in ON_THE_PAGE:
                continue
            text = " ".join(said(chart)).replace(body_label(result), "")
            drawn = {number.rstrip(".") for number in NUMBER.findall(text)}
            assert drawn
            assert drawn - known == set(), chart.name


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("region", REGIONS)
class TestOnASlide:
    """A picture that leaves the page still says whose it is, and whether its figures can change."""

    def test_every_picture_names_the_body_and_the_term(self, region, term, results):
        result = results[region, term]
        for chart in every_chart(result):
            text = " ".join(said(chart))
            assert f"{result.body} {result.rule_set.label}" in text, chart.name
            assert ("(foreløbige tal)" in text) == (term in PRELIMINARY), chart.name
            assert chart.alt.startswith(body_label(result)), chart.name

    def test_nothing_runs_off_the_page(self, region, term, results):
        for chart in every_chart(results[region, term]):
            refuse_overflow(chart.draw())


class TestLook:
    """A secretariat's own colours reach every picture."""

    def test_every_picture_takes_a_look(self, results):
        chosen = Look(ink="#001122")
        for chart in every_chart(results["midtjylland", "2022-2026"], look=chosen):
            assert chart.look == chosen
            assert "#001122" in chart.svg

    def test_each_function_takes_it_by_itself(self, results):
        result, chosen = results["nordjylland", "2022-2026"], Look(ink="#001122")
        for name in ("hemicycle", "mayors_and_supplementary", "ladder", "threshold", "votes_and_seats"):
            assert getattr(pictures, name)(result, look=chosen).look == chosen


class TestLadder:
    def test_where_no_seat_hangs_on_a_quotient_there_is_no_ladder(self, results):
        """
        A house of eight by largest remainder: C keeps its mayor, A and B's 700 votes give exactly 4 and 3.

        No fraction is left to win a seat.
        """
        composition = compose(
            {"A": 400, "B": 300, "C": 10},
            {"A": 2, "B": 1, "C": 1},
            municipalities=4,
            readings=Readings(cap=CapReading.LARGEST_REMAINDER),
        )
        result = replace(results["midtjylland", "2022-2026"], composition=composition)
        assert pictures.ladder(result) is None
        assert tables.last_seat(result) is None
        assert prose.last_seat(result) is None
