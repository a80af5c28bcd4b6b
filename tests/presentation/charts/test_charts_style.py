import re
from base64 import b64decode
from io import BytesIO
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from kkr_analysis.presentation.charts import lettering, style
from kkr_analysis.presentation.charts.drawing import as_pictures, in_page
from kkr_analysis.presentation.charts.look import DEFAULT
from kkr_analysis.presentation.charts.saving import drawn_svg
from kkr_analysis.presentation.contrast import GRAPHIC_CONTRAST, TEXT_CONTRAST, contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


class TestContrast:
    """WCAG 2.2: 4.5 for text (1.4.3), 3 for shapes (1.4.11)."""

    def test_black_on_white_is_21(self):
        assert contrast("#000000", "#ffffff") == pytest.approx(21)

    def test_a_colour_has_no_contrast_with_itself(self):
        assert contrast("#733280", "#733280") == 1

    @given(COLOURS)
    def test_text_reads_on_any_fill(self, fill):
        assert contrast(style.text_colour(fill), fill) >= TEXT_CONTRAST

    @given(COLOURS)
    def test_any_party_stands_out_from_the_paper(self, colour):
        assert contrast(style.graphic_colour(colour), style.PAPER) >= GRAPHIC_CONTRAST

    @pytest.mark.parametrize("colour", ["#b6202e", "#0f5a9e", "#00583c", "#733280"])
    def test_a_colour_that_stands_out_is_left_as_it_is(self, colour):
        assert style.graphic_colour(colour) == colour

    @pytest.mark.parametrize("colour", [DEFAULT.ink, DEFAULT.muted])
    def test_the_words_read_on_the_paper(self, colour):
        assert contrast(colour, style.PAPER) >= TEXT_CONTRAST


class TestText:
    """Text is measured before it is drawn, and only what the font has is drawn."""

    def test_an_emoji_becomes_a_square(self):
        assert lettering.drawable("Grøn 🌱") == "Grøn □"

    def test_danish_letters_are_drawn_as_they_are(self):
        assert lettering.drawable("ÆØÅ æøå – …", "bold") == "ÆØÅ æøå – …"

    @given(st.text(max_size=40), st.floats(20, 200))
    def test_what_is_fitted_fits(self, text, width):
        assert lettering.text_width(lettering.fitted(text, 8, width), 8) <= width

    def test_a_text_that_fits_is_not_cut(self):
        assert lettering.fitted("Venstre", 8, 100) == "Venstre"

    def test_a_long_name_takes_a_second_line_at_a_space(self):
        assert lettering.in_two_lines("Venstre, Danmarks Liberale Parti", 8, 126) == (
            "Venstre, Danmarks Liberale",
            "Parti",
        )

    @given(st.text(max_size=80))
    def test_a_name_takes_at_most_two_lines_that_fit(self, text):
        lines = lettering.in_two_lines(text, 8, 120)
        assert len(lines) <= 2
        assert all(lettering.text_width(line, 8) <= 120 for line in lines)


class TestSvg:
    """What is saved is the picture and nothing else."""

    @staticmethod
    def drawing(text="Venstre", align="left"):
        def draw():
            canvas = style.Canvas(50)
            canvas.text(100, 30, text, size=8, align=align)
            return canvas.drawing

        return drawn_svg(draw, name="prik", alt='En "prik"', look=DEFAULT)

    def test_a_dollar_sign_starts_no_formula(self):
        assert ">$x$</text>" in self.drawing("$x$")

    def test_there_is_no_prolog_no_comment_and_no_address_but_the_name_space(self):
        svg = self.drawing()
        assert svg.startswith("<svg ")
        assert "<!" not in svg
        assert set(re.findall(r"\w+://[^\"]+", svg)) == {"http://www.w3.org/2000/svg"}

    def test_it_is_as_wide_as_the_text_of_an_a4_page(self):
        """170 mm are 481.89 points."""
        assert 'width="481.89pt"' in self.drawing()

    def test_it_says_what_it_shows_to_browsers_and_to_other_programs(self):
        root = ElementTree.fromstring(self.drawing())  # noqa: S314
        assert root.get("aria-label") == root.find("{http://www.w3.org/2000/svg}title").text == 'En "prik"'

    def test_a_text_has_its_place_and_where_it_starts_from_there(self):
        width = lettering.text_width("Venstre", 8)
        for align, start in (("center", 100 - width / 2), ("right", 100 - width)):
            assert f'data-start="{start:.2f}"' in self.drawing(align=align)
        assert "data-start" not in self.drawing()

    @pytest.mark.parametrize("text", ["Venstre", "名單 Ψήφος", "🌱"])
    def test_the_font_inside_has_every_character_that_is_drawn(self, text):
        """The shipped font, or where it lacks a character the complete one, cut down to the text."""
        svg = self.drawing(text)
        [drawn] = re.findall(r"<text[^>]*>(.*)</text>", svg)
        font = TTFont(BytesIO(b64decode(re.search(r"base64,([^\"]*)", svg)[1])))
        assert set(map(ord, drawn)) <= set(font.getBestCmap())
        assert not {"GPOS", "GSUB", "kern"} & set(font.keys())

    def test_it_loses_its_font_and_its_paper_in_a_page(self):
        inside = in_page(self.drawing())
        assert re.fullmatch(r'<svg role="img" aria-label="En &quot;prik&quot;"[^>]*><g .*</g></svg>', inside)

    def test_it_becomes_a_picture_whose_texts_stand_where_they_start(self):
        """The PDF's printer reads no aria-label, and measures slowly what is anchored elsewhere."""
        page = as_pictures(f"<p>{in_page(self.drawing(align='right'))}</p>")
        found = re.fullmatch(
            r'<p><img alt="En &quot;prik&quot;" data-chart="prik" src="data:image/svg\+xml;base64,(.*)"></p>',
            page,
        )
        [text] = ElementTree.fromstring(b64decode(found[1])).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314
        assert float(text.get("x")) == pytest.approx(100 - lettering.text_width("Venstre", 8), abs=0.01)
        assert text.get("text-anchor") is None
