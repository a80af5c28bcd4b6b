"""Every set of alliances once, whole and in chunks, and who can be enumerated."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.counted_one_by_one import LETTERS, sets_of_alliances

from kkr_analysis.allocation import Alliance
from kkr_analysis.errors import AllianceError, TooManyContendersError, VotesError
from kkr_analysis.whatif.alliances import Contenders, bell
from kkr_analysis.whatif.alliances.partitions import chunks, partition_keys, partitions

BELL = (1, 1, 2, 5, 15, 52, 203, 877, 4140, 21147, 115975, 678570, 4213597, 27644437)


def keys_of(contenders, groups):
    return np.concatenate([partition_keys(contenders, group) for group in groups if group.shape[1]])


class TestEveryPartition:
    """»every possible set of alliances between the eligible contenders«."""

    def test_the_numbers_are_bells(self):
        assert tuple(bell(number) for number in range(14)) == BELL

    @pytest.mark.parametrize("number", range(1, 11))
    def test_each_is_there_once(self, number):
        groups = partitions(number)
        assert sum(group.shape[1] for group in groups) == BELL[number]
        assert len(np.unique(keys_of(number, groups))) == BELL[number]
        for blocks, group in enumerate(groups):
            assert group.shape[0] == blocks
            assert (np.bitwise_or.reduce(group, axis=0) == (1 << number) - 1).all() or not group.shape[1]
            assert (group.sum(axis=0) == (1 << number) - 1).all()

    @pytest.mark.parametrize("number", range(1, 7))
    def test_they_are_those_made_the_slow_way(self, number):
        contenders = Contenders.of(dict.fromkeys(LETTERS[:number], 1))
        ours = {
            contenders.alliances(column) for group in partitions(number)[1:] for column in group.T.tolist()
        }
        assert ours == set(sets_of_alliances(LETTERS[:number]))

    @given(st.integers(1, 8), st.integers(1, 5000))
    def test_chunks_have_each_once_together(self, number, largest):
        parts = chunks(number, largest=largest)
        keys = [keys_of(number, part.groups()) for part in parts]
        assert [len(part) for part in keys] == [len(part) for part in parts]
        assert (np.sort(np.concatenate(keys)) == np.sort(keys_of(number, partitions(number)))).all()

    def test_thirteen_are_shared_out_without_making_them(self):
        parts = chunks(13, largest=250_000)
        assert sum(len(part) for part in parts) == BELL[13]
        assert max(len(part) for part in parts) <= 250_000


class TestContenders:
    def test_the_order_of_the_input_does_not_matter(self):
        assert Contenders.of({"V": 2, "A": 1}) == Contenders.of({"A": 1, "V": 2})

    def test_fourteen_are_too_many(self):
        with pytest.raises(TooManyContendersError, match="fandt 14 partier, ventede højst 13"):
            Contenders.of({str(number): 1 for number in range(14)})

    def test_none_are_too_few(self):
        with pytest.raises(VotesError, match="ingen partier"):
            Contenders.of({})

    def test_an_alliance_inside_another_is_refused(self):
        contenders = Contenders.of({"A": 1, "F": 2, "V": 3})
        with pytest.raises(AllianceError, match="ét niveau"):
            contenders.blocks([Alliance.of("A", Alliance.of("F", "V"))])

    def test_a_contender_in_two_alliances_is_refused(self):
        with pytest.raises(AllianceError, match="i to valgforbund"):
            Contenders.of({"A": 1, "F": 2, "V": 3}).blocks([Alliance.of("A", "F"), Alliance.of("A", "V")])
