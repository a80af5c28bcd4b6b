from dataclasses import replace
from fractions import Fraction

import pytest
from tools.drawn import drawn, refuse_overflow, texts_in

from kkr_analysis.presentation.charts.quotient_ranking import quotient_ranking
from kkr_analysis.presentation.charts.shapes import Line
from kkr_analysis.presentation.charts.style import Bar, Break
from kkr_analysis.presentation.charts.values import LabelledQuotient
from kkr_analysis.presentation.charts.wording import calculation, distance

BODY = "KKR Midtjylland 2022–26"


def claim(letter, seat, votes, divisor, *, is_won=True, **others):
    quotient = Fraction(votes) / divisor - others.get("taken", 0) if divisor else None
    return LabelledQuotient(
        letter=letter,
        name=others.pop("name", f"Parti {letter}"),
        colour="#0f5a9e",
        seat=seat,
        votes=votes,
        divisor=Fraction(divisor),
        quotient=quotient,
        is_won=is_won,
        **others,
    )


MIDTJYLLAND = (
    claim("K", 1, 14522, 0),
    claim("V", 9, 185393, 8),
    claim("A", 10, 205813, 9),
    claim("V", 10, 185393, 9, is_won=False, sets_price=True),
    claim("A", 11, 205813, 10, is_won=False, lacking=180),
    claim("F", 4, 59482, 3, is_won=False, lacking=2316),
)
"""The claims of KKR Midtjylland 2022-2026 next to the line, and K's first seat."""


class TestPicture:
    """Those that won above the line, those that came next below it."""

    def test_a_bar_for_every_claim_as_long_as_its_quotient(self):
        bars = drawn(Bar, quotient_ranking(MIDTJYLLAND, body=BODY).draw())
        widths = [bar.width + bar.edge_width for bar in bars]
        assert [bar.subject for bar in bars] == list(MIDTJYLLAND)
        assert widths[2] / widths[1] == pytest.approx(Fraction(205813, 9) / Fraction(185393, 8))

    def test_a_claim_without_size_is_the_longest_and_broken(self):
        drawing = quotient_ranking(MIDTJYLLAND, body=BODY).draw()
        bars = drawn(Bar, drawing)
        assert bars[0].width > 1.3 * bars[1].width
        assert len(drawn(Break, drawing)) == 2
        assert "ingen plads endnu" in texts_in(drawing)

    def test_the_line_stands_between_those_that_won_and_the_others(self):
        drawing = quotient_ranking(MIDTJYLLAND, body=BODY).draw()
        bars = drawn(Bar, drawing)
        [line] = drawn(Line, drawing)
        assert bars[2].y > line.start[1] > bars[3].y + bars[3].height
        assert [bar.edge_width > 0 for bar in bars] == [False] * 3 + [True] * 3

    def test_every_claim_says_seat_division_and_quotient(self):
        texts = texts_in(quotient_ranking(MIDTJYLLAND, body=BODY).draw())
        first = texts.index("10. plads")
        assert texts[first - 2 : first + 4] == [
            "A", "Parti A", "10. plads", "205.813 ÷ 9", "22.868,111", "sidste plads",
        ]  # fmt: skip
        assert texts[texts.index("205.813 ÷ 10") + 2] == "næste i rækken"
        assert "sætter prisen" in texts

    def test_the_distance_is_said(self):
        texts = texts_in(quotient_ranking(MIDTJYLLAND, body=BODY).draw())
        assert texts[-1] == (
            "Næste i rækken er A med 20.581,300; 180 stemmer flere ville have givet en plads til."
        )

    @pytest.mark.parametrize("count", [1, 6])
    def test_nothing_runs_off_the_page(self, count):
        won = claim("LLD", 99, 9999999, Fraction(9999999, 17), taken=1, name="Lang " * 60, is_by_lot=True)
        lost = replace(won, is_won=False, is_by_lot=False, lacking=999999)
        claims = [replace(claim, seat=90 + place) for claim in (won, lost) for place in range(count)]
        drawing = quotient_ranking(claims, body="KKR " * 90, nearest=("LLD", 123456)).draw()
        refuse_overflow(drawing)

    def test_a_ranking_of_winners_alone_has_its_line_at_the_foot(self):
        drawing = quotient_ranking(MIDTJYLLAND[:3], body=BODY).draw()
        [line] = drawn(Line, drawing)
        assert line.start[1] < min(bar.y for bar in drawn(Bar, drawing))
        refuse_overflow(drawing)


class TestWords:
    def test_a_division_is_written_as_it_is_keyed_in(self):
        assert calculation(claim("V", 10, 185393, 9)) == "185.393 ÷ 9"
        assert calculation(claim("K", 1, 14522, 0)) == "14.522 stemmer"
        assert calculation(claim("A", 3, 35, Fraction(80, 7), taken=2)) == "35 × 7 ÷ 80 − 2"

    def test_who_lacked_fewer_votes_than_the_next_in_line_is_named(self):
        assert distance("A", "22.421,750", 21398, ("I", 11745)) == (
            "Næste i rækken er A med 22.421,750. Færrest stemmer manglede I: 11.745."
        )
        assert distance("A", "9", None, None) == "Næste i rækken er A med 9."

    def test_the_alt_text_starts_with_the_last_seat_and_the_next(self):
        assert quotient_ranking(MIDTJYLLAND, body=BODY).alt == (
            "KKR Midtjylland 2022–26, den sidste plads: A (Parti A) fik den som sin 10. plads med 22.868,111 "
            "(205.813 ÷ 9). Næste i rækken er A med 20.581,300; "
            "180 stemmer flere ville have givet en plads til. "
            "Stregen går ved prisen, 20.599,222 (185.393 ÷ 9), som V (Parti V) sætter. "
            "Over den sidste plads: K 1. plads ingen plads endnu; V 9. plads 23.174,125. "
            "Under den næste: F 4. plads 19.827,333."
        )

    def test_a_lot_is_said(self):
        assert (
            "fik den ved lodtrækning"
            in quotient_ranking([claim("A", 1, 9, 1, is_by_lot=True)], body=BODY).alt
        )


class TestPosts:
    """The same ranking for chair and vice-chair (V1): largest quotients, and posts instead of seats."""

    CLAIMS = (
        claim("A", 1, 205813, 1),
        claim("V", 1, 185393, 1),
        claim("A", 2, 205813, 2, is_won=False, lacking=164974),
        claim("C", 1, 93793, 1, is_won=False, lacking=91601),
    )

    def test_the_words_are_those_of_posts(self):
        chart = quotient_ranking(
            self.CLAIMS, body=BODY, topic="formand og næstformand", noun="post", nearest=("C", 91601)
        )
        assert chart.alt.startswith(
            "KKR Midtjylland 2022–26, formand og næstformand: V (Parti V) fik den som sin 1. post med "
            "185.393 (185.393 ÷ 1). Næste i rækken er A med 102.906,500. "
            "Færrest stemmer manglede C: 91.601."
        )
        texts = texts_in(chart.draw())
        assert {"sidste post", "▲ har fået posten", "2. post"} <= set(texts)
        assert not any("plads" in text for text in texts)


class TestMistakes:
    def test_a_ranking_out_of_order_is_refused(self):
        with pytest.raises(ValueError, match="stands below"):
            quotient_ranking(MIDTJYLLAND[::-1], body=BODY)
        with pytest.raises(ValueError, match="stands below"):
            quotient_ranking([MIDTJYLLAND[2], MIDTJYLLAND[1]], body=BODY)

    def test_a_ranking_that_nobody_won_on_is_refused(self):
        with pytest.raises(ValueError, match="no claim"):
            quotient_ranking(MIDTJYLLAND[3:], body=BODY)

    def test_a_quotient_that_is_not_the_division_is_refused(self):
        with pytest.raises(ValueError, match="is not 1"):
            replace(MIDTJYLLAND[1], quotient=Fraction(1))
