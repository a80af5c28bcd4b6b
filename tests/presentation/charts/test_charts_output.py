"""Every chart: the same figures give the same bytes, and a name is only text."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from kkr_analysis.presentation.charts.hemicycle import hemicycle
from kkr_analysis.presentation.charts.holders import holders
from kkr_analysis.presentation.charts.mayors_and_supplementary import mayors_and_supplementary
from kkr_analysis.presentation.charts.quotient_ranking import quotient_ranking
from kkr_analysis.presentation.charts.small_multiples import Body, small_multiples
from kkr_analysis.presentation.charts.threshold import threshold
from kkr_analysis.presentation.charts.tile_map import MayorTile, tile_map
from kkr_analysis.presentation.charts.uncertainty import BarPart, DividedBar, Simulated, uncertainty
from kkr_analysis.presentation.charts.values import Contender, Holder, LabelledQuotient
from kkr_analysis.presentation.charts.votes_and_seats import votes_and_seats
from kkr_analysis.presentation.charts.wording import NAME_LIMIT

BLUE = "#0f5a9e"
SIMULATED = Simulated(draws=9, seed=1, unchanged=Fraction(1), error=Fraction(0), meaning="x")


def ranking_of(parties, name):
    claims = [
        LabelledQuotient(
            letter=party.letter, name=party.name, colour=party.colour, seat=1, votes=party.votes,
            divisor=Fraction(1), quotient=Fraction(party.votes), is_won=place < 3,
        )
        for place, party in enumerate(sorted(parties, key=lambda party: -party.votes))
    ]  # fmt: skip
    return quotient_ranking(claims, body=name)


def threshold_of(parties, name):
    contenders = [
        Contender(letter=party.letter, name=party.name, colour=BLUE, votes=party.votes, is_represented=True)
        for party in parties
    ]
    return threshold(contenders, body=name, denominator=724233)


def holders_of(parties, name):
    row = [Holder(title="formand", letter=p.letter, name=p.name, colour=BLUE, alliance=name) for p in parties]
    return holders(row, row[::-1], body=name, topic="poster")


def map_of(parties, name):
    tile = MayorTile(
        code="101", name=name, region=name, letter=parties[0].letter, party=parties[0].name, colour=BLUE
    )
    return tile_map([tile], title=name)


def simulation_of(parties, name):
    parts = (BarPart(label="10", share=Fraction(1), colour=BLUE, is_computed=True),)
    bars = [DividedBar(title=name, parts=parts, party=party) for party in parties]
    return uncertainty(bars, body=name, simulated=replace(SIMULATED, meaning=name))


@pytest.mark.parametrize(
    "draw",
    [
        lambda parties, name: hemicycle(parties, body=name),
        lambda parties, name: mayors_and_supplementary(parties, body=name),
        lambda parties, name: votes_and_seats(parties, body=name, valid_votes=724233),
        lambda parties, name: small_multiples([Body(name=name, parties=parties)]),
        ranking_of,
        threshold_of,
        holders_of,
        map_of,
        simulation_of,
    ],
)
def test_a_hostile_name_leaves_the_svg_well_formed(midtjylland, hostile, draw):
    """It is neither markup nor a formula, it refers to nothing, and it is drawn or replaced."""
    parties = tuple(replace(party, name=hostile, letter=hostile) for party in midtjylland)
    chart = draw(parties, hostile)
    svg = chart.svg
    elements = list(ElementTree.fromstring(svg).iter())  # noqa: S314
    assert {element.tag.rpartition("}")[2] for element in elements} <= {
        "svg", "title", "style", "g", "path", "circle", "rect", "text", "pattern",
    }  # fmt: skip
    assert not [key for one in elements for key in one.attrib if key.endswith("href")]
    assert "<script" not in svg
    assert all("".join(one.itertext()).isprintable() for one in elements if one.tag.endswith("text"))
    assert chart.alt.isprintable()
    assert len(hostile) <= NAME_LIMIT or hostile not in chart.alt
    assert draw(parties, hostile).svg == svg
