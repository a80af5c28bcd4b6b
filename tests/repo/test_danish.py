"""Danish notation, and the only rounding there is."""

from fractions import Fraction

import pytest

from kkr_analysis import danish


class TestNumbers:
    """»1.234,5« is how Danish writes it."""

    @pytest.mark.parametrize(
        ("number", "written"),
        [(0, "0"), (999, "999"), (1000, "1.000"), (724233, "724.233"), (10**9, "1.000.000.000")],
    )
    def test_whole(self, number, written):
        assert danish.whole(number) == written

    @pytest.mark.parametrize(
        ("value", "places", "written"),
        [
            (Fraction(1, 2), 0, "1"),
            (Fraction(1, 8), 2, "0,13"),
            (Fraction(1249, 10000), 2, "0,12"),
            (Fraction(185393, 9), 3, "20.599,222"),
            (Fraction(1, 3), 3, "0,333"),
            (Fraction(2**80 + 1, 2), 1, "604.462.909.807.314.587.353.088,5"),
        ],
    )
    def test_decimals_round_half_up(self, value, places, written):
        assert danish.decimals(value, places) == written

    def test_percent(self):
        assert danish.percent(Fraction(205813, 724233)) == "28,42 %"


class TestQuotients:
    """A quotient that is rounded up must not look whole in print."""

    def test_three_decimals(self):
        assert danish.quotient(Fraction(205813 * 9, 185393)) == "9,991"

    def test_a_whole_quotient_looks_whole(self):
        assert danish.quotient(Fraction(9)) == "9"

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            (Fraction(500001, 100000), "5,00001"),
            (Fraction(499999, 100000), "4,99999"),
            (Fraction(5) + Fraction(1, 10**9), "5,000000001"),
        ],
    )
    def test_more_decimals_where_three_would_hide_a_fraction(self, value, written):
        assert danish.quotient(value) == written

    @pytest.mark.parametrize(
        ("one", "other", "written"),
        [
            (Fraction(49, 3), Fraction(65, 4), ("16,333", "16,250")),
            (Fraction(100001, 3), Fraction(100001, 3) - Fraction(1, 9999), ("33.333,6667", "33.333,6666")),
            (Fraction(1, 3), Fraction(1, 3), ("0,333", "0,333")),
        ],
    )
    def test_two_that_differ_are_written_so_that_it_is_seen(self, one, other, written):
        assert danish.told_apart(one, other) == written


class TestWords:
    """Sentences an analyst could have written."""

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ([], ""),
            (["A"], "A"),
            (["A i 87,5 %", "V i 9,5 %", "B i 3 %"], "A i 87,5 %, V i 9,5 % og B i 3 %"),
            (["A", "B"], "A og B"),
            (["A", "B", "C"], "A, B og C"),
            (
                ["EU-kontoret, bestyrelsen", "RAR Øst", "RAR Vest"],
                "EU-kontoret, bestyrelsen; RAR Øst og RAR Vest",
            ),
            (
                ["V (Venstre, Danmarks Liberale Parti)", "»B, C«", "A"],
                "V (Venstre, Danmarks Liberale Parti), »B, C« og A",
            ),
        ],
    )
    def test_listed(self, words, sentence):
        assert danish.listed(words) == sentence

    @pytest.mark.parametrize(
        ("text", "written"), [("2021-11-16", "16. november 2021"), ("ikke oplyst", "ikke oplyst")]
    )
    def test_day_or_word(self, text, written):
        assert danish.day_or_word(text) == written

    def test_counted(self):
        assert danish.counted(1, "borgmester", "borgmestre") == "1 borgmester"
        assert danish.counted(1200, "stemme", "stemmer") == "1.200 stemmer"

    @pytest.mark.parametrize(("word", "offer"), [("htm", "Mente du html? "), ("qqq", ""), ("", "")])
    def test_the_nearest_of_the_known_words_is_offered(self, word, offer):
        assert danish.did_you_mean(word, iter(["pdf", "html"])) == offer

    def test_names_sort_as_danish_does(self):
        """Æ, ø and å come last, and aa is å."""
        names = ["Aarhus", "Ærø", "Zürich", "Odense", "Øster", "Ålborg", "Assens", "Aabenraa"]
        assert sorted(names, key=danish.alphabetical) == [
            "Assens",
            "Odense",
            "Zürich",
            "Ærø",
            "Øster",
            "Aabenraa",
            "Ålborg",
            "Aarhus",
        ]
