from dataclasses import replace

import pytest
from tools.drawn import drawn, refuse_overflow, texts_in

from kkr_analysis.presentation.charts.style import Bar
from kkr_analysis.presentation.charts.values import PartySeats
from kkr_analysis.presentation.charts.votes_and_seats import votes_and_seats

BODY = "KKR Midtjylland"
VALID = 724233


def bars_in(drawing, what):
    """Length of each bar of one kind, its edge included, without the sample in the legend."""
    bars = [bar for bar in drawn(Bar, drawing) if bar.subject == what]
    return [bar.width + bar.edge_width for bar in bars[1:]]


class TestPicture:
    """Share of the valid votes against share of the seats."""

    def test_the_bars_are_to_one_scale(self, midtjylland):
        """A has 205,813 of 724,233 votes and 10 of 36 seats: 28.42 % against 27.78 %."""
        drawing = votes_and_seats(midtjylland, body=BODY, valid_votes=VALID).draw()
        votes = bars_in(drawing, "votes")
        scale = votes[0] / (205813 / VALID)
        assert votes == pytest.approx([scale * party.votes / VALID for party in midtjylland])
        assert bars_in(drawing, "mayors") == pytest.approx([scale * n / 36 for n in (9, 1, 9)])
        assert bars_in(drawing, "supplementary") == pytest.approx(
            [scale * n / 36 for n in (1, 2, 4, 2, 3, 1, 2, 2)]
        )

    def test_every_bar_has_its_share_and_nothing_that_the_table_above_it_says(self, midtjylland):
        texts = texts_in(votes_and_seats(midtjylland, body=BODY, valid_votes=VALID).draw())
        first = texts.index("Socialdemokratiet")
        assert texts[first - 1 : first + 4] == ["A", "Socialdemokratiet", "28,42 %", "27,78 %", "B"]
        assert not any("724.233" in text or "205.813" in text for text in texts)

    def test_votes_for_lists_without_a_bar_are_accounted_for_where_it_is_read_aloud(self, midtjylland):
        """724,233 less 687,616 is 36,617, 5.056 %."""
        assert votes_and_seats(midtjylland, body=BODY, valid_votes=VALID).alt.endswith(
            "Hertil kommer 36.617 gyldige stemmer (5,06 %) på lister, der ikke er med i fordelingen."
        )

    def test_nothing_is_added_where_all_votes_have_a_bar(self, midtjylland):
        assert "Hertil" not in votes_and_seats(midtjylland, body=BODY, valid_votes=687616).alt

    def test_a_mayor_from_outside_has_a_seat_and_no_share_of_the_votes(self, sjaelland):
        drawing = votes_and_seats(sjaelland, body="KKR Sjælland", valid_votes=470000).draw()
        assert len(bars_in(drawing, "votes")) == 8
        assert texts_in(drawing).count("listen er ikke med i fordelingen") == 2
        assert "0,0 %" not in texts_in(drawing)

    def test_a_party_with_neither_votes_nor_seats_has_no_row(self, midtjylland):
        empty = PartySeats(letter="G", name="Veganerpartiet", colour="#5aa02c", votes=0, seats=0, mayors=0)
        with_empty = votes_and_seats([*midtjylland, empty], body=BODY, valid_votes=VALID)
        without = votes_and_seats(midtjylland, body=BODY, valid_votes=VALID)
        assert (with_empty.svg, with_empty.alt) == (without.svg, without.alt)

    @pytest.mark.parametrize("count", [1, 3, 16])
    def test_no_text_runs_off_the_page(self, count):
        parties = [
            PartySeats(letter="LLD", name="Lang " * 60, colour="#0f5a9e", votes=999999, seats=9, mayors=4)
        ] * count
        refuse_overflow(votes_and_seats(parties, body="KKR " * 90, valid_votes=20000000).draw())


class TestMistakes:
    """Figures that cannot be are refused before anything is drawn."""

    @pytest.mark.parametrize("valid_votes", [687615, 0, -1])
    def test_more_votes_for_the_parties_than_in_all_is_refused(self, midtjylland, valid_votes):
        """The nine parties have 687,616 votes."""
        with pytest.raises(ValueError, match="687616 votes"):
            votes_and_seats(midtjylland, body=BODY, valid_votes=valid_votes)

    def test_a_body_without_seats_is_refused(self, midtjylland):
        with pytest.raises(ValueError, match="nobody"):
            votes_and_seats([replace(midtjylland[0], seats=0, mayors=0)], body=BODY, valid_votes=VALID)

    def test_no_parties_are_refused(self):
        with pytest.raises(ValueError, match="0 votes"):
            votes_and_seats([], body=BODY, valid_votes=VALID)


class TestAltText:
    """The alt text says in Danish what the bars say."""

    def test_it_starts_with_the_denominators_and_the_largest(self, midtjylland):
        assert votes_and_seats(midtjylland, body=BODY, valid_votes=VALID).alt.startswith(
            "KKR Midtjylland: to bjælker for hver liste, andel af de 724.233 gyldige stemmer "
            "og andel af KKR's 36 pladser. Flest pladser har A (Socialdemokratiet) med 10 pladser. "
        )

    @pytest.mark.parametrize(
        "sentence",
        [
            "A (Socialdemokratiet): 205.813 stemmer, 28,42 %, og 10 pladser, 27,78 % "
            "(9 borgmestre og 1 supplerende medlem).",
            "K (Kristendemokraterne): 14.522 stemmer, 2,01 %, og 1 plads, 2,78 % (1 supplerende medlem).",
        ],
    )
    def test_each_party_has_both_shares(self, midtjylland, sentence):
        assert sentence in votes_and_seats(midtjylland, body=BODY, valid_votes=VALID).alt

    def test_a_party_with_votes_alone_has_no_seats_in_words(self, midtjylland):
        parties = [*midtjylland[:-1], replace(midtjylland[-1], seats=0)]
        alt = votes_and_seats(parties, body=BODY, valid_votes=VALID).alt
        assert "Ø (Enhedslisten – De Rød-Grønne): 38.985 stemmer, 5,38 %, og ingen pladser." in alt

    def test_a_mayor_from_outside_is_said_to_be_so(self, sjaelland):
        alt = votes_and_seats(sjaelland, body="KKR Sjælland", valid_votes=470000).alt
        outside = "1 plads, 3,23 % (1 borgmester); listen er ikke med i fordelingen."
        assert f"N (Nyt Odsherred): {outside}" in alt
