import subprocess
import sys
from io import BytesIO

import pytest
from IPython.core.formatters import DisplayFormatter
from PIL import Image

from kkr_analysis.presentation.charts.hemicycle import hemicycle
from kkr_analysis.presentation.charts.saving import PNG_WIDTH
from kkr_analysis.presentation.charts.shapes import Drawing
from kkr_analysis.presentation.charts.values import Chart, PartySeats, TableLink

V = PartySeats(letter="V", name="Venstre", colour="#0f5a9e", votes=185393, seats=10, mayors=9)


class TestPartySeats:
    """»Supplerende medlemmer« are seats less mayors (K4)."""

    def test_ten_seats_with_nine_mayors_leave_one_supplementary_member(self):
        assert V.supplementary == 1

    def test_a_list_with_a_mayor_and_no_votes_is_outside_the_count(self):
        outside = PartySeats(letter="N", name="Nyt Odsherred", colour="#999999", votes=0, seats=1, mayors=1)
        assert outside.is_outside_count
        assert not V.is_outside_count

    @pytest.mark.parametrize(("votes", "seats", "mayors"), [(-1, 1, 1), (9, 1, 2), (9, 1, -1), (9, -1, -1)])
    def test_numbers_that_cannot_be_are_refused(self, votes, seats, mayors):
        with pytest.raises(ValueError, match="mayors"):
            PartySeats(letter="V", name="Venstre", colour="#0f5a9e", votes=votes, seats=seats, mayors=mayors)

    @pytest.mark.parametrize("colour", ["blue", "#fff", "0f5a9e", '#0f5a9e"', "url(#x)", "#0f5a9e\n"])
    def test_a_colour_that_is_not_six_hexadecimal_digits_is_refused(self, colour):
        with pytest.raises(ValueError, match="#rrggbb"):
            PartySeats(letter="V", name="Venstre", colour=colour, votes=1, seats=1, mayors=0)

    def test_importing_the_values_does_not_import_matplotlib(self):
        code = "import sys, kkr_analysis.presentation.charts.values; sys.exit('matplotlib' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class TestJupyterShowsTheChart:
    """The template reads the alt text from the metadata of the output."""

    def test_data_and_metadata_come_out_of_the_display_formatter_as_they_went_in(self):
        chart = Chart(name="halvcirkel", alt="36 medlemmer", draw=lambda: Drawing(height=72, shapes=()))
        data, metadata = DisplayFormatter().format(chart)
        assert data == {"image/svg+xml": chart.svg, "text/plain": "36 medlemmer"}
        assert metadata == {
            "alt": "36 medlemmer",
            "image/svg+xml": {"alt": "36 medlemmer", "name": "halvcirkel"},
        }

    def test_the_table_behind_it_is_told_in_the_metadata(self):
        table = TableLink(anchor="stemmer", title="Stemmer i Region Midtjylland")
        chart = Chart(name="prik", alt="En prik", draw=lambda: Drawing(height=72, shapes=()), table=table)
        _, metadata = DisplayFormatter().format(chart)
        assert metadata["image/svg+xml"]["table"] == {
            "anchor": "stemmer",
            "title": "Stemmer i Region Midtjylland",
        }


class TestPng:
    """For slides and Word: wide enough, and the same bytes every time."""

    def test_it_is_as_wide_as_said_whatever_the_height(self):
        chart = Chart(name="prik", alt="En prik", draw=lambda: Drawing(height=72, shapes=()))
        assert chart.png[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(chart.png[16:20], "big") == PNG_WIDTH

    def test_few_colours_leave_the_paper_white(self, midtjylland):
        with Image.open(BytesIO(hemicycle(midtjylland, body="KKR Midtjylland").png)) as picture:
            assert picture.mode == "P"
            assert picture.convert("RGB").getpixel((3, 3)) == (255, 255, 255)

    def test_it_is_drawn_once(self):
        drawn = []
        chart = Chart(name="x", alt="x", draw=lambda: drawn.append(1) or Drawing(height=72, shapes=()))
        assert chart.svg is chart.svg
        assert chart.png is chart.png
        assert len(drawn) == 2

    def test_it_names_no_program_and_repeats(self, midtjylland):
        chart = hemicycle(midtjylland, body="KKR Midtjylland")
        assert b"atplotlib" not in chart.png
        assert chart.png == hemicycle(midtjylland, body="KKR Midtjylland").png
