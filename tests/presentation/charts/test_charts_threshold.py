from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from tools.drawn import refuse_overflow, texts_in

from kkr_analysis.presentation.charts.style import Break
from kkr_analysis.presentation.charts.threshold import (
    CUT,
    Bar,
    Core,
    Place,
    place_of,
    share,
    threshold,
    threshold_alt,
    threshold_figure,
)
from kkr_analysis.presentation.charts.values import Contender

BODY = "KKR Midtjylland 2022–26"
VALID = 724233


def contender(letter, votes, *, is_represented=True):
    return Contender(
        letter=letter, name=f"Parti {letter}", colour="#0f5a9e", votes=votes, is_represented=is_represented
    )


SOME = (contender("A", 205813), contender("I", 10974), contender("K", 14522), contender("O", 26296))


def bars_in(figure):
    return [own for own in figure.get_children() if isinstance(own, Bar)]


class TestPicture:
    """»mindst 2 procent«: who is near it is seen, who is far above is cut off."""

    def test_most_votes_come_first_and_those_without_are_left_out(self):
        figure = threshold_figure([*SOME, contender("G", 0)], body=BODY, denominator=VALID)
        letters = [text for text in texts_in(figure) if len(text) == 1]
        assert letters == ["A", "O", "K", "I"]

    def test_a_long_bar_is_broken_and_the_short_ones_are_to_scale(self):
        figure = threshold_figure(SOME, body=BODY, denominator=VALID)
        bars = bars_in(figure)[2:]
        assert sum(isinstance(own, Break) for own in figure.get_children()) == 2
        whole = bars[0].get_width() / float(CUT)
        for bar, votes in zip(bars[1:3], (26296, 14522), strict=True):
            assert bar.get_width() == pytest.approx(whole * votes / VALID)

    def test_the_line_of_two_percent_parts_those_above_from_those_below(self):
        """724,233 votes: 14,485 are enough, and 14,484 are not."""
        for votes, is_above in ((14485, True), (14484, False)):
            figure = threshold_figure([contender("K", votes)], body=BODY, denominator=VALID)
            bar = bars_in(figure)[-1]
            at = next(
                own.get_position()[0] for own in figure.get_children() if own in texts_of(figure, "2 %")
            )
            assert (bar.get_x() + bar.get_width() + bar.get_linewidth() / 2 >= at) == is_above

    def test_every_row_has_its_share_and_its_votes(self):
        texts = texts_in(threshold_figure(SOME, body=BODY, denominator=VALID))
        assert texts[texts.index("Parti K") + 1 :][:2] == ["2,01 %", "38 til overs"]
        assert texts[texts.index("Parti I") + 1 :][:2] == ["1,52 %", "mangler 3.583"]

    @pytest.mark.parametrize("count", [1, 16])
    def test_nothing_runs_off_the_page(self, count):
        own = replace(contender("LLD", 9999999, is_represented=False), name="Lang " * 60)
        below = replace(own, votes=9)
        figure = threshold_figure([own, *[below] * count, contender("A", 5555555)], body="KKR " * 90,
                                  denominator=20000000)  # fmt: skip
        refuse_overflow(figure)

    def test_nobody_is_refused(self):
        with pytest.raises(ValueError, match="nobody"):
            threshold([], body=BODY, denominator=VALID)


def texts_of(figure, said):
    return [own for own in figure.get_children() if hasattr(own, "get_text") and own.get_text() == said]


class TestPlaces:
    """»and a seat in at least one kommunalbestyrelse« (E5) is another matter than the votes (E3)."""

    def test_exactly_two_percent_is_above(self):
        assert place_of(contender("K", 2), 100) is Place.ELIGIBLE
        assert place_of(contender("K", 1), 51) is Place.BELOW
        assert place_of(contender("K", 2, is_represented=False), 100) is Place.UNSEATED
        assert place_of(contender("K", 1, is_represented=False), 51) is Place.BELOW

    def test_the_three_places_look_different_without_colour(self):
        rows = [contender("A", 5), contender("B", 4, is_represented=False), contender("C", 1)]
        figure = threshold_figure(rows, body=BODY, denominator=100)
        assert [bar.place for bar in bars_in(figure)] == list(Place) + list(Place)
        assert [bar.get_linewidth() > 0 for bar in bars_in(figure)[3:]] == [False, True, True]
        assert sum(isinstance(own, Core) for own in figure.get_children()) == 2
        assert {place.value for place in Place} <= set(texts_in(figure))

    def test_a_share_just_below_is_not_printed_as_two_percent(self):
        assert share(contender("K", 14484), VALID) == "1,9999 %"
        assert share(contender("K", 14485), VALID) == "2,00 %"
        assert Fraction(14484, VALID) < Fraction(1, 50)


class TestAltText:
    def test_who_is_nearest_comes_first(self):
        assert threshold_alt(SOME, body=BODY, denominator=VALID) == (
            "KKR Midtjylland 2022–26: 3 lister over spærregrænsen på 2 % (14.485 stemmer) og 1 liste under. "
            "Nærmest fra oven er K (Parti K): 38 til overs. Nærmest fra neden er I (Parti I): mangler 3.583. "
            "A 28,42 % (195.233 til overs); O 3,63 % (12.052 til overs); K 2,01 % (38 til overs); "
            "I 1,52 % (mangler 3.583)."
        )

    def test_who_lacks_a_council_alone_is_named(self):
        alt = threshold_alt([contender("B", 4, is_represented=False)], body=BODY, denominator=100)
        assert "Over den, men uden plads i en kommunalbestyrelse: B (Parti B)." in alt


class TestOutput:
    def test_a_hostile_name_leaves_the_svg_well_formed_and_without_text(self, hostile):
        rows = [replace(own, name=hostile) for own in SOME]
        chart = threshold(rows, body=hostile, denominator=VALID)
        tags = {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(chart.svg).iter()}  # noqa: S314
        assert tags == {"svg", "defs", "style", "g", "path", "use"}
        assert chart.alt.isprintable()
        assert chart.svg == threshold(rows, body=hostile, denominator=VALID).svg
