"""
Every number of every page, worked out again from that page alone.

»Go through every printed number with the same question: can it be recomputed from numbers printed beside it?«
The rules that do it say how, each in its docstring: ``in_tables.py``, ``in_sentences.py``, ``in_charts.py``.
What no page can give is listed in ``counted_by_others.py``; a number that is neither fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from documents.printed.counted_by_others import COUNTED_BY_OTHERS, COUNTS
from documents.printed.in_charts import IN_CHARTS
from documents.printed.in_sentences import IN_SENTENCES
from documents.printed.in_tables import IN_TABLES
from documents.printed.page import Page
from documents.printed.reading import Sentence, sentences
from documents.printed.rules import Rule, faults, faults_in
from places import REGIONS, TERMS, enclosure, short
from tools.elected import elected

from kkr_analysis.allocation import Alliance
from kkr_analysis.composition.result import calculate
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.presentation import prose, tables

RECOMPUTED = (*IN_TABLES, *IN_SENTENCES, *IN_CHARTS)
RULES = (*RECOMPUTED, *COUNTED_BY_OTHERS)
EXAMPLE = "oestdanmark-eksempel"


@cache
def read(path: Path) -> Page:
    return Page(sentences(path.read_text(encoding="utf-8")))


def wrong(page: Page) -> list[str]:
    return [str(fault) for fault in faults(page, RULES)]


@pytest.fixture(scope="module")
def example(project, tmp_path_factory) -> Path:
    """The folder of the two pages of Østdanmark, which no other test builds."""
    output = tmp_path_factory.mktemp("reports")
    order = Order(regions=(EXAMPLE,), term=TERMS[1], formats=("html",), as_of=date(2027, 1, 15))
    build_enclosures(order, compute(order, project), project=project, output=output)
    return output / order.term


class TestEveryPage:
    @pytest.mark.parametrize("edition", [enclosure, short])
    @pytest.mark.parametrize("region", REGIONS)
    @pytest.mark.parametrize("reports", TERMS, indirect=True)
    def test_every_number_is_worked_out_or_counted_by_others(self, reports, region, edition):
        assert wrong(read(edition(reports, region, "html"))) == []

    def test_also_those_of_the_computed_example(self, example):
        pages = [read(path) for path in sorted(example.glob("kkr-*.html"))]
        assert len(pages) == 2
        assert [fault for page in pages for fault in wrong(page)] == []

    def test_also_with_alliances(self):
        """The texts and tables of the posts where alliances are declared, beside the votes and the seats."""
        kkr = elected("hovedstaden", TERMS[1])
        alliances = [Alliance.of("C", "V"), Alliance.of("A", "F", "Ø")]
        allied = calculate(kkr.election, "hovedstaden", kkr.rule_set, alliances=alliances)
        shown = (
            tables.composition(allied).written,
            tables.votes(allied).written,
            *prose.posts(allied).blocks,
            tables.plain_posts(allied).written,
            tables.allied_posts(allied).written,
        )
        page = Page(sentences(prose.passage(*shown).source))
        assert page.alliances == {"C+V": ("C", "V"), "A+F+Ø": ("A", "F", "Ø")}
        assert wrong(page) == []


class TestReading:
    def test_no_digit_of_a_page_is_passed_over(self, built):
        path = enclosure(built / TERMS[0], "sjaelland", "html")
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        printed = [own.text for own in read(path).sentences if not re.search("/alt$|^fodnote$", own.place)]
        for unprinted in soup(["head", "script", "style"]):
            unprinted.decompose()
        assert digits("".join(printed)) == digits(soup.get_text())

    def test_what_is_read_aloud_and_the_marks_of_footnotes_are_read_too(self):
        page = '<p>a</p><svg aria-label="7 b"></svg><a href="#n" data-note="1"></a><ol><li id="n">c</li></ol>'
        assert [(own.place, own.text) for own in sentences(page)] == [
            ("svg/alt", "7 b"),
            ("fodnote", "1"),
            ("p", "a"),
            ("li", "c"),
        ]


def digits(text: str) -> list[str]:
    return sorted(re.findall(r"\d", text))


@pytest.fixture(scope="module")
def pages(built: Path, example: Path) -> list[Page]:
    """Pages with every kind of number between them: with the cap and without, whole, short, an example."""
    found = [
        enclosure(built / TERMS[1], "syddanmark", "html"),
        enclosure(built / TERMS[0], "sjaelland", "html"),
        enclosure(built / TERMS[0], "nordjylland", "html"),
        enclosure(built / TERMS[0], "hovedstaden", "html"),
        short(built / TERMS[1], "syddanmark", "html"),
        *example.glob("kkr-*[!t].html"),
    ]
    return [read(path) for path in found]


def places(rule: Rule, pages: list[Page]) -> Iterator[tuple[Page, Sentence, int]]:
    """Give every digit that a rule explains, with its place in its sentence."""
    for page in pages:
        for sentence in page.sentences:
            for match in rule.matches(sentence):
                for number in re.finditer(r"\d(?=\D|$)", match.group()):
                    yield page, sentence, match.start() + number.start()


def planted(sentence: Sentence, at: int) -> Sentence:
    """Write one digit of a sentence wrong."""
    other = "7" if sentence.text[at] != "7" else "8"
    return replace(sentence, text=f"{sentence.text[:at]}{other}{sentence.text[at + 1 :]}")


def spoilt(page: Page, sentence: Sentence, by: Sentence) -> Page:
    return Page(tuple(by if own is sentence else own for own in page.sentences))


class TestPlanted:
    @pytest.mark.parametrize("rule", RECOMPUTED, ids=lambda rule: rule.name)
    def test_a_wrong_digit_is_caught(self, pages, rule):
        page, sentence, at = next(places(rule, pages))
        assert list(faults_in(sentence, page, RULES)) == []
        one_wrong = planted(sentence, at)
        assert list(faults_in(one_wrong, spoilt(page, sentence, one_wrong), RULES))

    @pytest.mark.parametrize("rule", COUNTS[:3], ids=lambda rule: rule.name)
    def test_and_one_in_what_others_counted_is_caught_by_what_follows_from_it(self, pages, rule):
        """Only the mayors agreed on, and those of a weak source, have nothing that follows from them."""
        page, sentence, at = next(places(rule, pages))
        assert wrong(spoilt(page, sentence, planted(sentence, at)))

    @pytest.mark.parametrize("rule", COUNTED_BY_OTHERS, ids=lambda rule: rule.name)
    def test_every_number_that_others_counted_stands_somewhere(self, pages, rule):
        assert next(places(rule, pages))

    def test_a_number_that_nothing_explains_is_caught_with_its_sentence(self, pages):
        odd = Sentence(place="p", text="Der er 7 af dem.")
        assert [str(fault) for fault in faults_in(odd, pages[0], RULES)] == [
            "p: 'Der er 7 af dem.': nothing explains 7"
        ]

    def test_a_seat_drawn_with_another_letter_is_caught(self, pages):
        page = pages[0]
        drawn = next(own for own in page.sentences if own.place == "halvcirkel/tekst")
        other = replace(drawn, text=drawn.text.replace("A B", "B B", 1))
        assert list(faults_in(other, spoilt(page, drawn, other), RULES))

    def test_it_is_caught_in_the_file_as_well(self, built):
        text = enclosure(built / TERMS[0], "midtjylland", "html").read_text(encoding="utf-8")
        assert text.count("<strong>20.421 stemmer") == 1
        [fault] = wrong(Page(sentences(text.replace("<strong>20.421", "<strong>20.422"))))
        assert "20.422 should be 20.421 (margin" in fault
