from kkr_analysis.presentation.blocks import Column, Row, WrittenTable
from kkr_analysis.presentation.decimals import lacking
from kkr_analysis.presentation.markup import html_of


class TestColumn:
    """Commas stand below each other: who has no decimals has room for them."""

    def test_a_whole_number_lacks_a_comma_and_as_many_decimals_as_the_others_have(self):
        assert lacking(["128.149", "64.074,500", "45.880,33"]) == (",000", "", "0")

    def test_whole_numbers_alone_lack_nothing(self):
        assert lacking(["189.397", "0", "−6", "+3"]) == ("", "", "", "")

    def test_what_is_no_single_number_lacks_nothing(self):
        """Neither words nor a division end in decimals of their own."""
        assert lacking(["ingen plads endnu", "128.149 ÷ 2", "18,57 %", "", "12,071"]) == ("",) * 5


def test_the_page_has_the_room_and_not_the_digits():
    """They are no text: nobody hears them, copies them, or finds them in the PDF."""
    columns = (Column(header="Parti"), Column(header="Kvotient", is_number=True), Column(header="Plads"))
    rows = (Row(cells=("Ø", "128.149", "12")), Row(cells=("B", "41.834,500", "1,5")))
    page = html_of([WrittenTable(caption="Kvotienter", anchor="x", columns=columns, rows=rows)])
    assert '<td class="number" data-lacking=",000">128.149</td>' in page
    assert page.count("data-lacking") == 1
