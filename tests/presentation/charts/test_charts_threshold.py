from dataclasses import replace
from fractions import Fraction

import pytest
from tools.drawn import drawn, refuse_overflow, texts_in

from kkr_analysis.presentation.charts.shapes import Words
from kkr_analysis.presentation.charts.style import Bar, Break
from kkr_analysis.presentation.charts.threshold import CUT, Core, Verdict, threshold, verdict_on
from kkr_analysis.presentation.charts.values import Contender

BODY = "KKR Midtjylland 2022–26"
VALID = 724233


def contender(letter, votes, *, is_represented=True):
    return Contender(
        letter=letter, name=f"Parti {letter}", colour="#0f5a9e", votes=votes, is_represented=is_represented
    )


SOME = (contender("A", 205813), contender("I", 10974), contender("K", 14522), contender("O", 26296))


class TestPicture:
    """»mindst 2 procent«: who is near it is seen, who is far above is cut off."""

    def test_most_votes_come_first_and_those_without_are_left_out(self):
        drawing = threshold([*SOME, contender("G", 0)], body=BODY, denominator=VALID).draw()
        letters = [text for text in texts_in(drawing) if len(text) == 1]
        assert letters == ["A", "O", "K", "I"]

    def test_a_long_bar_is_broken_and_the_short_ones_are_to_scale(self):
        drawing = threshold(SOME, body=BODY, denominator=VALID).draw()
        bars = drawn(Bar, drawing)[2:]
        assert len(drawn(Break, drawing)) == 2
        whole = bars[0].width / float(CUT)
        for bar, votes in zip(bars[1:3], (26296, 14522), strict=True):
            assert bar.width == pytest.approx(whole * votes / VALID)

    def test_the_line_of_two_percent_parts_those_above_from_those_below(self):
        """724,233 votes: 14,485 are enough, and 14,484 are not."""
        for votes, is_above in ((14485, True), (14484, False)):
            drawing = threshold([contender("K", votes)], body=BODY, denominator=VALID).draw()
            bar = drawn(Bar, drawing)[-1]
            mark = next(text for text in drawn(Words, drawing) if text.text == "2 %")
            end = bar.right + bar.edge_width / 2
            assert (end >= mark.x) == is_above

    def test_every_row_has_its_share_and_its_votes(self):
        texts = texts_in(threshold(SOME, body=BODY, denominator=VALID).draw())
        assert texts[texts.index("Parti K") + 1 :][:2] == ["2,01 %", "37 over"]
        assert texts[texts.index("Parti I") + 1 :][:2] == ["1,52 %", "mangler 3.511"]

    @pytest.mark.parametrize("count", [1, 16])
    def test_nothing_runs_off_the_page(self, count):
        own = replace(contender("LLD", 9999999, is_represented=False), name="Lang " * 60)
        below = replace(own, votes=9)
        drawing = threshold([own, *[below] * count, contender("A", 5555555)], body="KKR " * 90,
                                  denominator=20000000).draw()  # fmt: skip
        refuse_overflow(drawing)

    def test_nobody_is_refused(self):
        with pytest.raises(ValueError, match="nobody"):
            threshold([], body=BODY, denominator=VALID)


class TestGroups:
    """»and a seat in at least one kommunalbestyrelse« (E5) is another matter than the votes (E3)."""

    def test_exactly_two_percent_is_above(self):
        assert verdict_on(contender("K", 2), 100) is Verdict.ELIGIBLE
        assert verdict_on(contender("K", 1), 51) is Verdict.BELOW
        assert verdict_on(contender("K", 2, is_represented=False), 100) is Verdict.UNSEATED
        assert verdict_on(contender("K", 1, is_represented=False), 51) is Verdict.BELOW

    def test_the_three_groups_look_different_without_colour(self):
        rows = [contender("A", 5), contender("B", 4, is_represented=False), contender("C", 1)]
        drawing = threshold(rows, body=BODY, denominator=100).draw()
        assert [bar.subject for bar in drawn(Bar, drawing)] == list(Verdict) + list(Verdict)
        assert [bar.edge_width > 0 for bar in drawn(Bar, drawing)[3:]] == [False, True, True]
        assert len(drawn(Core, drawing)) == 2
        assert {verdict.value for verdict in Verdict} <= set(texts_in(drawing))

    def test_a_share_just_below_is_not_printed_as_two_percent(self):
        for votes, share in ((14484, "1,9999 %"), (14485, "2,00 %")):
            chart = threshold([contender("K", votes)], body=BODY, denominator=VALID)
            assert share in texts_in(chart.draw())
        assert Fraction(14484, VALID) < Fraction(1, 50)


class TestAltText:
    def test_who_is_nearest_comes_first(self):
        assert threshold(SOME, body=BODY, denominator=VALID).alt == (
            "KKR Midtjylland 2022–26: 3 lister over spærregrænsen på 2 % (14.485 stemmer) og 1 liste under. "
            "Nærmest fra oven er K (Parti K): 37 over. Nærmest fra neden er I (Parti I): mangler 3.511. "
            "A 28,42 % (191.328 over); O 3,63 % (11.811 over); K 2,01 % (37 over); "
            "I 1,52 % (mangler 3.511)."
        )

    def test_who_lacks_a_council_alone_is_named(self):
        alt = threshold([contender("B", 4, is_represented=False)], body=BODY, denominator=100).alt
        assert "Over den, men uden plads i en kommunalbestyrelse: B (Parti B)." in alt
