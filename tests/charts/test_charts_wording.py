import pytest

from kkr_analysis.charts import wording
from kkr_analysis.charts.values import PartySeats


def party(letter, seats, mayors, name="Liste"):
    return PartySeats(letter=letter, name=name, colour="#123456", votes=1000, seats=seats, mayors=mayors)


class TestNumbers:
    """Danish thousands, decimals and plurals."""

    def test_thousands_are_set_off_by_a_full_stop(self):
        assert [wording.number(n) for n in (0, 999, 1000, 205813, 1234567)] == [
            "0", "999", "1.000", "205.813", "1.234.567",
        ]  # fmt: skip

    def test_a_share_has_one_decimal_after_a_comma(self):
        """205,813 / 724,233 is 28.418 %."""
        assert wording.percent(205813, 724233) == "28,4 %"

    def test_a_share_exactly_between_two_decimals_is_rounded_up(self):
        """1/2000 is 0.05 %; binary rounding to even would give 0.0."""
        assert wording.percent(1, 2000) == "0,1 %"
        assert wording.percent(3, 2000) == "0,2 %"
        assert wording.percent(1, 2001) == "0,0 %"

    def test_all_and_nothing(self):
        assert (wording.percent(7, 7), wording.percent(0, 7)) == ("100,0 %", "0,0 %")

    def test_one_is_singular_and_none_is_a_word(self):
        assert [wording.some(n, "plads", "pladser") for n in (0, 1, 2)] == [
            "ingen pladser", "1 plads", "2 pladser",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("parts", "text"), [(["A"], "A"), (["A", "B"], "A og B"), (["A", "B", "C"], "A, B og C")]
    )
    def test_the_last_two_are_joined_by_og(self, parts, text):
        assert wording.joined(parts) == text


class TestMembers:
    """Only the kinds that a party has are counted up."""

    def test_both_kinds(self):
        assert wording.members(party("A", 10, 9)) == "9 borgmestre og 1 supplerende medlem"

    def test_one_kind(self):
        assert wording.members(party("N", 1, 1)) == "1 borgmester"
        assert wording.members(party("B", 2, 0)) == "2 supplerende medlemmer"


class TestLargest:
    """Who has most seats."""

    def test_one_party(self):
        found = wording.largest([party("A", 10, 9, "Socialdemokratiet"), party("V", 9, 9)])
        assert found == "Flest pladser har A (Socialdemokratiet) med 10 pladser."

    def test_a_shared_first_place_names_both(self):
        found = wording.largest([party("A", 9, 9), party("B", 2, 0), party("V", 9, 9)])
        assert found == "Flest pladser har A (Liste) og V (Liste) med 9 pladser hver."


class TestNames:
    """A name may be anything that a ballot, or a mistake in a file, can hold."""

    def test_control_characters_and_lone_surrogates_become_one_space(self):
        assert wording.clean("a\x00\x1b\n b\ud83dc") == "a b c"

    def test_characters_that_turn_the_text_around_disappear(self):
        assert wording.clean("a\u202eb") == "ab"

    def test_a_long_name_is_cut_with_an_ellipsis(self):
        assert wording.shortened("x" * 300) == "x" * 79 + "…"

    def test_a_name_of_the_longest_length_is_kept(self):
        assert wording.shortened("x" * 80) == "x" * 80

    def test_a_list_without_a_letter_has_a_dash_on_its_seat(self):
        assert wording.letter_of(party("", 1, 1)) == "–"
        assert wording.named(party("", 1, 1, "Nyt Odsherred")) == "Nyt Odsherred (uden bogstav)"

    def test_three_letters_fit_a_seat_and_four_are_cut(self):
        assert [wording.letter_of(party(letter, 1, 0)) for letter in ("A", "LLD", "LLDX")] == [
            "A", "LLD", "LL…",
        ]  # fmt: skip
