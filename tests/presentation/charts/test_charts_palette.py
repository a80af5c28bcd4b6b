"""The parties' colours as drawn: contrast, also without one kind of cone, and what needs no colour."""

from __future__ import annotations

import csv
from itertools import pairwise
from math import hypot

import pytest
from places import REGIONS, ROOT, TERMS
from tools.colour_vision import MACHADO, difference, lab, seen
from tools.drawn import drawn
from tools.elected import elected

from kkr_analysis.presentation.charts.hemicycle import Seat
from kkr_analysis.presentation.charts.shapes import Words
from kkr_analysis.presentation.charts.style import PAPER, Bar, graphic_colour, text_colour
from kkr_analysis.presentation.charts.values import LabelledQuotient
from kkr_analysis.presentation.contrast import GRAPHIC_CONTRAST, TEXT_CONTRAST, contrast
from kkr_analysis.presentation.parties import NEUTRAL, party_seats
from kkr_analysis.presentation.pictures import every_chart

COLOURS = {
    row["bogstav"]: row["farve"]
    for row in csv.DictReader((ROOT / "data/raw/partier.csv").read_text(encoding="utf-8").splitlines())
} | {"lokal liste": NEUTRAL}
LEAST_DIFFERENCE = 14
"""CIE76 between neighbours, seven times what is just noticeable; the least is C beside F, 14.3."""
SAMPLES = {"spaerregraense": 3, "stemmer-og-pladser": 3}
"""Bars in the legend of a chart, at most."""
EYES = (None, *MACHADO)
SHAPES = (Seat, Bar)


def as_seen(colour: str, deficiency: str | None) -> str:
    return colour if deficiency is None else seen(colour, deficiency)


class TestSimulation:
    """The matrices are typed in from the paper: each leaves grey as it is, and red and green come near."""

    @pytest.mark.parametrize("deficiency", MACHADO)
    def test_white_black_and_grey_stay(self, deficiency):
        assert [seen(grey, deficiency) for grey in ("#ffffff", "#000000", "#808080")] == [
            "#ffffff", "#000000", "#808080",
        ]  # fmt: skip

    @pytest.mark.parametrize(("deficiency", "one", "other"), [
        ("protanopia", "#a00000", "#404000"),
        ("deuteranopia", "#c02020", "#807010"),
        ("tritanopia", "#00a0a0", "#20a040"),
    ])  # fmt: skip
    def test_colours_that_are_confused_come_nearer(self, deficiency, one, other):
        assert difference(seen(one, deficiency), seen(other, deficiency)) < difference(one, other) / 1.5

    def test_lab_of_known_colours(self):
        """Red of sRGB: L 53.24, a 80.09, b 67.20."""
        assert lab("#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.02)
        assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.02)


@pytest.mark.parametrize("deficiency", EYES)
@pytest.mark.parametrize("letter", COLOURS)
class TestEveryParty:
    def test_its_shapes_stand_out_from_the_paper(self, letter, deficiency):
        drawn = as_seen(graphic_colour(COLOURS[letter]), deficiency)
        assert contrast(drawn, PAPER) >= GRAPHIC_CONTRAST

    def test_its_letter_reads_on_its_fill(self, letter, deficiency):
        fill = graphic_colour(COLOURS[letter])
        text = text_colour(fill)
        assert contrast(as_seen(text, deficiency), as_seen(fill, deficiency)) >= TEXT_CONTRAST


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("region", REGIONS)
class TestEveryKkr:
    @pytest.mark.parametrize("deficiency", EYES)
    def test_neighbours_in_print_order_are_told_apart(self, region, term, deficiency):
        """Two local lists beside each other have one colour on purpose, and their letters alone."""
        parties = [party for party in party_seats(elected(region, term)) if party.seats]
        for left, right in pairwise(parties):
            if left.colour == right.colour == NEUTRAL:
                continue
            one, other = (as_seen(graphic_colour(party.colour), deficiency) for party in (left, right))
            assert difference(one, other) >= LEAST_DIFFERENCE, (left.letter, right.letter)

    def test_every_seat_box_and_bar_has_its_letter_beside_it(self, region, term):
        """It stands on the seat, or on the chip in the row of the bar; samples in a legend have words."""
        result = elected(region, term)
        letters = {party.letter for party in party_seats(result)}
        letters |= {standing.letter for standing in result.eligibility.standings}
        for chart in every_chart(result):
            drawing = chart.draw()
            written = [words for words in drawn(Words, drawing) if words.text in letters]
            shapes = drawn(SHAPES, drawing)
            without = [shape for shape in shapes if not any(is_beside(shape, words) for words in written)]
            assert shapes
            assert len(without) <= SAMPLES.get(chart.name, 0)

    def test_mayors_and_supplementary_members_differ_without_colour(self, region, term):
        """A mayor's shape is filled and has no line, a supplementary member's is paper inside a line."""
        result = elected(region, term)
        for chart in every_chart(result)[:2]:
            shapes = drawn(SHAPES, chart.draw())
            filled = [shape.fill != PAPER for shape in shapes]
            assert sum(filled) == result.composition.municipalities
            assert len(shapes) == result.composition.total
            assert [shape.edge_width >= 1.4 for shape in shapes] == [not each for each in filled]


def is_beside(shape: Seat | Bar, letter: Words) -> bool:
    """Whether a letter stands on a seat, or in the row of a bar; in a ranking it is that of the claim."""
    x, y = letter.x, letter.y + 0.3645 * letter.size
    if isinstance(shape, Seat):
        return hypot(x - shape.centre[0], y - shape.centre[1]) < 1
    if isinstance(shape.subject, LabelledQuotient) and shape.subject.letter != letter.text:
        return False
    return abs(y - shape.middle) < 8
