import pytest
from tools.drawn import drawn, refuse_overflow, texts_in

from kkr_analysis.presentation.charts.mayors_and_supplementary import in_rows, mayors_and_supplementary
from kkr_analysis.presentation.charts.style import Bar
from kkr_analysis.presentation.charts.values import PartySeats

BODY = "KKR Midtjylland 2022–26"


def boxes_in(drawing):
    """The boxes of mayors, and those of supplementary members."""
    boxes = drawn(Bar, drawing)
    return [box for box in boxes if box.is_filled], [box for box in boxes if not box.is_filled]


class TestPicture:
    """Mayors to the left of the letter, supplementary members to the right (K1, K4)."""

    def test_there_is_a_box_for_every_member(self, midtjylland):
        drawing = mayors_and_supplementary(midtjylland, body=BODY).draw()
        assert list(map(len, boxes_in(drawing))) == [19, 17]

    def test_mayors_stand_to_the_left_of_every_supplementary_member(self, midtjylland):
        drawing = mayors_and_supplementary(midtjylland, body=BODY).draw()
        mayors, supplementary = boxes_in(drawing)
        assert max(box.right for box in mayors) < min(box.x for box in supplementary)

    def test_all_boxes_are_equally_large_with_white_between_them(self, midtjylland):
        drawing = mayors_and_supplementary(midtjylland, body=BODY).draw()
        mayors, supplementary = boxes_in(drawing)
        widths = {round(box.width + box.edge_width, 6) for box in mayors + supplementary}
        assert len(widths) == 1
        row = sorted(box.x for box in mayors if box.y == mayors[0].y)
        assert row[1] - row[0] > mayors[0].width + 1

    def test_most_mayors_come_first_then_most_supplementary_members(self, midtjylland):
        assert "".join(party.letter for party in in_rows(midtjylland)) == "AVCFBDOØK"

    def test_mayors_from_outside_come_last(self, sjaelland):
        assert [party.letter for party in in_rows(sjaelland)[-2:]] == ["I", "N"]

    def test_every_row_has_its_numbers(self, midtjylland):
        texts = texts_in(mayors_and_supplementary(midtjylland, body=BODY).draw())
        assert texts[:3] == [
            f"{BODY}: borgmestre og supplerende",
            "19 borgmestre",
            "17 supplerende medlemmer",
        ]
        first = texts.index("Socialdemokratiet")
        assert texts[first : first + 5] == ["Socialdemokratiet", "A", "9", "1", "10 pladser"]

    @pytest.mark.parametrize(
        ("mayors", "supplementary"), [(1, 0), (0, 1), (29, 29), (2, 40), (40, 2), (19, 3)]
    )
    @pytest.mark.parametrize("count", [1, 16])
    def test_nothing_runs_off_the_page(self, mayors, supplementary, count):
        party = PartySeats(
            letter="LLD",
            name="Lang " * 60,
            colour="#0f5a9e",
            votes=9,
            seats=mayors + supplementary,
            mayors=mayors,
        )
        refuse_overflow(mayors_and_supplementary([party] * count, body="KKR " * 90).draw())

    def test_a_body_without_seats_is_refused(self):
        with pytest.raises(ValueError, match="nobody"):
            mayors_and_supplementary([], body=BODY)


class TestAltText:
    """Who is in by mayors, who by votes."""

    def test_midtjylland(self, midtjylland):
        assert mayors_and_supplementary(midtjylland, body=BODY).alt == (
            "KKR Midtjylland 2022–26 har 19 borgmestre og 17 supplerende medlemmer. "
            "Alene gennem borgmestre: V (Venstre, Danmarks Liberale Parti) med 9. "
            "Både gennem borgmestre og stemmer: A (Socialdemokratiet) med 9 og 1 "
            "og C (Det Konservative Folkeparti) med 1 og 4. "
            "Alene gennem stemmer: F (SF – Socialistisk Folkeparti) med 3, B (Radikale Venstre) med 2, "
            "D (Nye Borgerlige) med 2, O (Dansk Folkeparti) med 2, Ø (Enhedslisten – De Rød-Grønne) med 2 "
            "og K (Kristendemokraterne) med 1."
        )

    def test_mayors_from_outside_are_said_to_be_so(self, sjaelland):
        alt = mayors_and_supplementary(sjaelland, body="KKR Sjælland").alt
        outside = "borgmestrene fra I (Solrød Lokalliste) og N (Nyt Odsherred)."
        assert alt.endswith(f"Uden for partiernes pladser: {outside}")
        one = mayors_and_supplementary(sjaelland[:-1], body="KKR Sjælland").alt
        assert one.endswith("Uden for partiernes pladser: borgmesteren fra I (Solrød Lokalliste).")
