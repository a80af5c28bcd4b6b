from kkr_analysis.presentation.charts import wording
from kkr_analysis.presentation.charts.values import PartySeats


def party(letter, seats, mayors, name="Liste"):
    return PartySeats(letter=letter, name=name, colour="#123456", votes=1000, seats=seats, mayors=mayors)


class TestNumbers:
    """A number with its noun."""

    def test_one_is_singular_and_none_is_a_word(self):
        assert [wording.some(n, "plads", "pladser") for n in (0, 1, 2)] == [
            "ingen pladser", "1 plads", "2 pladser",
        ]  # fmt: skip


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
