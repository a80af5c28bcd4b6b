"""Seats under many sets of alliances: the same as the traced engine's, seat for seat and tie for tie."""

import subprocess
import sys
from math import gcd

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tools.counted_one_by_one import votes_of

from kkr_analysis.allocation import Alliance, allocate_in_alliances, appoint
from kkr_analysis.errors import TooManyContendersError, VotesError
from kkr_analysis.whatif.alliances import Contenders, count_partitions, every_partition, single_pacts
from kkr_analysis.whatif.alliances.partitions import partitions
from kkr_analysis.whatif.alliances.tables import seat_tables
from kkr_analysis.whatif.counting import LARGEST_KEY, key_shift, key_table

SEATS = st.integers(0, 12) | st.integers(0, 60)


def row_of(batch, alliances):
    """The row of these alliances, by the blocks, which identify it."""
    blocks = batch.contenders.blocks(alliances)
    wanted = np.zeros(len(batch.contenders), np.uint16)
    wanted[: len(blocks)] = blocks
    [row] = np.flatnonzero((batch.blocks == wanted[:, None]).all(axis=0))
    return int(row)


def assert_as_traced(batch, votes, row):
    alliances = batch.alliances(row)
    traced = allocate_in_alliances(votes, batch.seats_to_fill, alliances)
    assert batch.seats_by_name(row) == traced.seats()
    assert batch.ties(row) == tuple(tie.tied for tie in traced.ties)
    assert bool(batch.needs_lot[row]) == bool(traced.ties)


def rows_of(batch, data, most=8):
    return data.draw(st.lists(st.integers(0, len(batch) - 1), max_size=most, unique=True))


class TestAgainstTheTracedEngine:
    """»The fast path equals the traced engine on every case of a random sample«."""

    @given(votes_of(8), SEATS, st.data())
    @example({"A": 0, "B": 0}, 3, None)
    @example({"A": 1, "B": 1, "C": 1}, 2, None)
    @example({"A": 2, "B": 1, "C": 1, "D": 0}, 3, None)
    def test_every_partition(self, votes, seats, data):
        batch = every_partition(votes, seats)
        for row in rows_of(batch, data) if data else range(len(batch)):
            assert_as_traced(batch, votes, row)

    @given(votes_of(8), SEATS, st.data())
    def test_single_pacts(self, votes, seats, data):
        batch = single_pacts(votes, seats)
        for row in rows_of(batch, data):
            assert_as_traced(batch, votes, row)
            pact = batch.contenders.members(row)
            assert batch.alliances(row) == ((Alliance(pact),) if len(pact) > 1 else ())

    @given(votes_of(7), SEATS)
    def test_the_two_batches_agree_where_they_meet(self, votes, seats):
        every, single = every_partition(votes, seats), single_pacts(votes, seats)
        for row in range(0, len(single), 5):
            other = row_of(every, single.alliances(row))
            assert (every.rows[other] == single.rows[row]).all()
            assert every.outer_tied[other] == single.outer_tied[row]
            assert (every.seats_at_most[other] == single.seats_at_most[row]).all()

    def test_ten_parties(self):
        """The size that the figures of speed are for, on a line of its rows."""
        votes = {name: 1_000 * number**2 + number for number, name in enumerate("ABCDFIKMOV", start=3)}
        batch = every_partition(votes, 36)
        assert len(batch) == 115_975
        for row in range(0, len(batch), 977):
            assert_as_traced(batch, votes, row)

    def test_appointments_are_counted_alike(self):
        members = {"A": 10, "B": 2, "C": 5, "D": 2, "F": 3, "K": 1, "O": 2, "V": 9, "Ø": 2}
        batch = every_partition(members, 4)
        row = row_of(batch, [Alliance.of("A", "F", "Ø"), Alliance.of("C", "V")])
        traced = appoint(members, 4, batch.alliances(row))
        assert batch.seats_by_name(row) == traced.seats()


class TestLots:
    """»ties inside a batch are found and named, not resolved by float or order«."""

    @given(votes_of(5, least=2), st.integers(1, 8))
    def test_the_most_that_lots_give(self, votes, seats):
        """Whoever has more at most than for sure is tied, or in an alliance that is, and has one more."""
        batch = every_partition(votes, seats)
        gap = batch.seats_at_most.astype(int) - batch.seats
        assert ((gap == 0) | (gap == 1)).all()
        assert (gap[~batch.needs_lot] == 0).all()
        tied = (batch.outer_tied | batch.inner_tied)[:, None] >> np.arange(len(votes)) & 1
        assert (gap <= tied).all()
        assert (gap[batch.needs_lot].sum(axis=1) >= 2).all()

    def test_a_tie_among_alliances_and_one_inside(self):
        """A+B 4 and C 4 share 1 seat: tied; where A+B has it, A and B are tied. Nobody has it for sure."""
        batch = every_partition({"A": 2, "B": 2, "C": 4}, 1)
        row = row_of(batch, [Alliance.of("A", "B")])
        assert batch.ties(row) == (frozenset({"A+B", "C"}),)
        assert batch.seats[row].tolist() == [0, 0, 0]
        assert batch.seats_at_most[row].tolist() == [1, 1, 1]

    def test_equal_quotients_that_all_win_need_no_lot(self):
        assert not every_partition({"A": 2, "B": 2}, 2).needs_lot.any()


class TestExactness:
    """Keys order the quotients as fractions do, up to the limit that is refused."""

    @given(st.integers(2, 255), st.integers(1, 255), st.integers(1, 1_000), st.sampled_from([-1, 0, 1]))
    def test_keys_differ_where_fractions_do(self, divisor, other, back, apart):
        """
        Two fractions as near each other as fractions can be, just below the limit, or equal.

        a/b and c/d with c b - a d = -1, 0 or 1.
        """
        assume(gcd(divisor, other) == 1)
        most = (LARGEST_KEY >> key_shift(256)) - 1 - back * divisor
        votes = most - (most + apart * pow(other, -1, divisor)) % divisor
        rival, left = divmod(votes * other + apart, divisor)
        assume(rival < LARGEST_KEY >> key_shift(256))
        assert left == 0
        table = key_table(np.array([votes, rival]), 256)
        mine, theirs = table[divisor], table[256 + other]
        assert (int(theirs > mine) - int(theirs < mine)) == apart

    def test_votes_at_the_limit_are_counted_and_above_refused(self):
        limit = LARGEST_KEY >> key_shift(seat_tables(Contenders.of({"A": 1, "B": 1}), 7).width)
        half = limit // 2
        votes = {"A": half + 1, "B": limit - half - 2}
        batch = every_partition(votes, 7)
        for row in range(len(batch)):
            assert_as_traced(batch, votes, row)
        with pytest.raises(VotesError, match=f"ventede under {limit}"):
            every_partition({**votes, "C": 1}, 7)


class TestRefusals:
    def test_twelve_are_too_many_for_one_batch(self):
        with pytest.raises(TooManyContendersError, match="4213597 sæt"):
            every_partition({str(number): 1 for number in range(12)}, 5)

    def test_more_seats_than_a_byte_holds(self):
        with pytest.raises(VotesError, match="højst 255"):
            single_pacts({"A": 1}, 256)

    def test_255_seats(self):
        assert every_partition({"A": 1}, 255).seats_by_name(0) == {"A": 255}

    def test_nothing_to_count(self):
        assert len(count_partitions(Contenders.of({"A": 1}), 3, [])) == 0

    def test_kept_partitions_cannot_be_written_to(self):
        with pytest.raises(ValueError, match="read-only"):
            partitions(4)[2][0, 0] = 7

    def test_importing_the_package_loads_no_numpy(self):
        program = "import kkr_analysis, sys; assert 'numpy' not in sys.modules"
        subprocess.run([sys.executable, "-c", program], check=True)
