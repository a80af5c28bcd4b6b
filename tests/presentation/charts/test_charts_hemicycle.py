import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import pytest
from tools.drawn import drawn, refuse_overflow, texts_in

from kkr_analysis.presentation.charts.hemicycle import Seat, hemicycle
from kkr_analysis.presentation.charts.shapes import Words
from kkr_analysis.presentation.charts.style import PAPER
from kkr_analysis.presentation.charts.values import PartySeats
from kkr_analysis.presentation.contrast import TEXT_CONTRAST, contrast

BODY = "KKR Midtjylland"


def letters_by_place(drawing):
    """The text that is centred on each seat; a capital's centre is 0.3645 of its size above the line."""
    texts = {(round(t.x, 3), round(t.y + 0.3645 * t.size, 3)): t for t in drawn(Words, drawing)}
    return [texts[tuple(round(c, 3) for c in seat.centre)] for seat in drawn(Seat, drawing)]


class TestPicture:
    """One disc for every member, with the letter on it."""

    def test_there_are_as_many_discs_as_seats(self, midtjylland):
        assert len(drawn(Seat, hemicycle(midtjylland, body=BODY).draw())) == 36

    def test_every_seat_has_its_letter_in_print_order(self, midtjylland):
        letters = [text.text for text in letters_by_place(hemicycle(midtjylland, body=BODY).draw())]
        assert "".join(letters) == "A" * 10 + "BB" + "C" * 5 + "DD" + "FFF" + "K" + "OO" + "V" * 9 + "ØØ"

    def test_nineteen_mayors_are_filled_and_seventeen_supplementary_members_outlined(self, midtjylland):
        seats = drawn(Seat, hemicycle(midtjylland, body=BODY).draw())
        filled = [seat for seat in seats if seat.fill != PAPER]
        outlined = [seat for seat in seats if seat.edge_width > 0]
        assert (len(filled), len(outlined)) == (19, 17)
        assert all(seat.is_mayor for seat in filled)
        assert not any(seat.is_mayor for seat in outlined)

    def test_a_filled_and_an_outlined_disc_are_equally_large(self, midtjylland):
        radii = {
            round(seat.radius + seat.edge_width / 2, 6)
            for seat in drawn(Seat, hemicycle(midtjylland, body=BODY).draw())
        }
        assert len(radii) == 1

    @pytest.mark.parametrize("colour", ["#ffffff", "#ffee00", "#808080", "#000000", "#0f5a9e"])
    def test_the_letter_reads_on_its_disc_whatever_the_colour(self, midtjylland, colour):
        drawing = hemicycle([replace(party, colour=colour) for party in midtjylland], body=BODY).draw()
        for seat, letter in zip(drawn(Seat, drawing), letters_by_place(drawing), strict=True):
            assert contrast(letter.colour, seat.fill) >= TEXT_CONTRAST

    def test_the_total_the_key_and_the_legend_stand_as_text(self, midtjylland):
        texts = texts_in(hemicycle(midtjylland, body=BODY).draw())
        assert {BODY, "36 medlemmer", "19 borgmestre", "17 supplerende medlemmer"} <= set(texts)
        # In the key the number follows the letter.
        assert texts[texts.index("36 medlemmer") :].count("10") == 1
        assert texts[texts.index("10") - 1] == "A"

    def test_a_party_without_seats_is_not_in_the_picture(self, midtjylland):
        without = PartySeats(letter="G", name="Veganerpartiet", colour="#5aa02c", votes=9, seats=0, mayors=0)
        assert hemicycle([*midtjylland, without], body=BODY).svg == hemicycle(midtjylland, body=BODY).svg

    def test_a_body_without_seats_is_refused(self):
        with pytest.raises(ValueError, match="at least one"):
            hemicycle([], body=BODY)

    def test_sixteen_parties_with_long_letters_keep_inside_the_page(self):
        parties = [
            PartySeats(letter=f"L{n:02}", name="Liste", colour="#0f5a9e", votes=9, seats=10, mayors=5)
            for n in range(16)
        ]
        drawing = hemicycle(parties, body=BODY).draw()
        refuse_overflow(drawing)

    @pytest.mark.parametrize("mayors", [9, 11, 17, 22, 29, 46, 49])
    def test_whose_seats_they_are_stands_whole_and_in_one_size_in_the_hole(self, mayors):
        party = PartySeats(
            letter="A", name="Liste", colour="#0f5a9e", votes=9, seats=2 * mayors, mayors=mayors
        )
        drawing = hemicycle([party], body="KKR Østdanmark 2026–30 (beregnet eksempel)").draw()
        sizes = {words.text: words.size for words in drawn(Words, drawing)}
        assert sizes["KKR Østdanmark 2026–30"] == sizes["(beregnet eksempel)"]
        refuse_overflow(drawing)


class TestAltText:
    """The alt text says in Danish what the picture says."""

    def test_the_totals_come_first(self, midtjylland):
        assert hemicycle(midtjylland, body=BODY).alt.startswith(
            "KKR Midtjylland har 36 medlemmer: 19 borgmestre og 17 supplerende medlemmer. "
            "Flest pladser har A (Socialdemokratiet) med 10 pladser. "
        )

    @pytest.mark.parametrize(
        "sentence",
        [
            "A (Socialdemokratiet): 10 pladser (9 borgmestre og 1 supplerende medlem).",
            "B (Radikale Venstre): 2 pladser (2 supplerende medlemmer).",
            "C (Det Konservative Folkeparti): 5 pladser (1 borgmester og 4 supplerende medlemmer).",
            "K (Kristendemokraterne): 1 plads (1 supplerende medlem).",
            "V (Venstre, Danmarks Liberale Parti): 9 pladser (9 borgmestre).",
        ],
    )
    def test_each_party_has_its_sentence(self, midtjylland, sentence):
        assert sentence in hemicycle(midtjylland, body=BODY).alt

    def test_mayors_from_outside_are_named_as_such(self, sjaelland, midtjylland):
        alt = hemicycle(sjaelland, body="KKR Sjælland").alt
        outside = "I (Solrød Lokalliste) og N (Nyt Odsherred)"
        assert alt.endswith(f"Kun med i kraft af borgmesterposten: {outside}.")
        assert "i kraft af" not in hemicycle(midtjylland, body=BODY).alt

    def test_one_member_is_singular(self):
        one = PartySeats(letter="A", name="Socialdemokratiet", colour="#b6202e", votes=1, seats=1, mayors=1)
        alt = hemicycle([one], body="KKR").alt
        assert "KKR har 1 medlem: 1 borgmester og ingen supplerende medlemmer." in alt


class TestBytes:
    """The same figures give the same picture, whoever draws it."""

    def test_two_processes_draw_the_same_bytes(self):
        code = (
            "import sys\n"
            "from kkr_analysis.presentation.charts.hemicycle import hemicycle\n"
            "from kkr_analysis.presentation.charts.values import PartySeats\n"
            "p = [PartySeats(letter='Ø', name='Ø', colour='#e6801a', votes=9, seats=22, mayors=4)]\n"
            "sys.stdout.buffer.write(hemicycle(p, body='KKR').svg.encode())\n"
        )
        first, second = (
            subprocess.run(
                [sys.executable, "-c", code], check=True, capture_output=True, env={"PYTHONHASHSEED": seed}
            ).stdout
            for seed in ("1", "2")
        )
        assert first == second
        assert first.startswith(b"<svg")

    def test_the_settings_of_a_notebook_neither_change_the_picture_nor_are_changed(self, midtjylland):
        plain = hemicycle(midtjylland, body=BODY).png
        theirs = {"svg.fonttype": "none", "font.size": 31, "text.color": "red", "savefig.dpi": 300}
        theirs |= {"savefig.bbox": "tight", "path.sketch": (3.0, 9.0, 9.0), "figure.facecolor": "black"}
        with mpl.rc_context(theirs):
            assert hemicycle(midtjylland, body=BODY).png == plain
            assert mpl.rcParams["font.size"] == 31
            assert mpl.rcParams["svg.hashsalt"] is None

    def test_threads_that_draw_at_once_do_not_disturb_one_another(self, midtjylland):
        """The first thread to finish restores the notebook's settings; the others must not draw with them."""
        plain = hemicycle(midtjylland, body=BODY).png
        with mpl.rc_context({"text.hinting": "native"}), ThreadPoolExecutor(4) as pool:
            assert set(pool.map(lambda _: hemicycle(midtjylland, body=BODY).png, range(12))) == {plain}
            assert mpl.rcParams["text.hinting"] == "native"

    @pytest.mark.parametrize(("kind", "absent"), [("svg", "matplotlib"), ("png", "matplotlib.figure")])
    def test_nothing_is_imported_that_takes_longer_than_drawing(self, kind, absent):
        """An SVG needs no matplotlib at all; a PNG its renderer, and neither a figure nor pyplot."""
        code = (
            "import sys\n"
            "from kkr_analysis.presentation.charts.hemicycle import hemicycle\n"
            "from kkr_analysis.presentation.charts.values import PartySeats\n"
            "p = [PartySeats(letter='Ø', name='Ø', colour='#e6801a', votes=9, seats=22, mayors=4)]\n"
            f"assert hemicycle(p, body='KKR').{kind}\n"
            f"sys.exit('{absent}' in sys.modules)"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_package_knows_no_party_colours():
    package = Path(sys.modules["kkr_analysis.presentation.charts.style"].__file__).parent
    colours = {"#b6202e", "#0f5a9e", "#00583c", "#733280"}
    assert not any(colour in file.read_text("utf-8") for file in package.glob("*.py") for colour in colours)
