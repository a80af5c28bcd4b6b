"""The number of every set of alliances: each has one, and every number is a set's."""

import numpy as np
import pytest

from kkr_analysis.allocation import Alliance
from kkr_analysis.whatif.alliances import bell
from kkr_analysis.whatif.alliances.growth import as_growth, growth_strings, number_of, numbers_of
from kkr_analysis.whatif.alliances.lineup import Lineup

VOTES = {"A": 50, "C": 20, "V": 40, "Ø": 20, "Å": 10}


class TestNumbers:
    """A page finds an answer by its number alone, so the script and the engine must number alike."""

    def test_three_contenders_in_order(self):
        """All together, the first two, the first and the last, the last two, nobody."""
        assert growth_strings(3).T.tolist() == [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1], [0, 1, 2]]

    @pytest.mark.parametrize("contenders", range(9))
    def test_every_set_has_its_own_number(self, contenders):
        strings = growth_strings(contenders)
        assert strings.shape == (contenders, bell(contenders))
        assert [number_of(string) for string in strings.T.tolist()] == list(range(bell(contenders)))

    @pytest.mark.parametrize("contenders", range(9))
    def test_many_at_once_whatever_the_blocks_are_called(self, contenders):
        strings = growth_strings(contenders).astype(np.int64)
        assert numbers_of(strings).tolist() == list(range(bell(contenders)))
        assert numbers_of(max(contenders, 1) - 1 - strings).tolist() == list(range(bell(contenders)))

    def test_a_group_may_be_called_anything(self):
        assert as_growth(["V", "A", "V", None]) == (0, 1, 0, 2)


class TestLineup:
    """»More contenders than fit: the page says which it leaves out«."""

    def test_those_with_most_votes_can_ally_and_equals_stand_in_ballot_order(self):
        lineup = Lineup.of(VOTES, 3)
        assert [lineup.letters[place] for place in lineup.free] == ["A", "V", "C"]
        assert [lineup.letters[place] for place in lineup.left_out] == ["Ø", "Å"]

    def test_a_set_keeps_its_number_whatever_the_order_of_alliances_and_members(self):
        lineup = Lineup.of(VOTES, 5)
        numbers = {
            lineup.number([Alliance.of("A", "C"), Alliance.of("Ø", "V")]),
            lineup.number([Alliance.of("V", "Ø"), Alliance.of("C", "A")]),
        }
        assert len(numbers) == 1
        strings = growth_strings(5).T.tolist()
        assert [each.label for each in lineup.alliances(strings[numbers.pop()])] == ["A+C", "V+Ø"]

    def test_labels_are_in_ballot_order(self):
        """The ballot has Ø before Å, and the alphabet of a computer Å before Ø."""
        lineup = Lineup.of(VOTES, 5)
        assert lineup.label(0b11000) == "Ø+Å"
