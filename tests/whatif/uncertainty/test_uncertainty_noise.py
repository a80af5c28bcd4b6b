"""The random numbers: the same on every machine, with a known distribution, in any chunks."""

import numpy as np
import pytest

from kkr_analysis.whatif.uncertainty.noise import MIDDLE, UNIT, deviations, nearest

MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645
PINNED = [[5805, 11299, -57637], [49533, -143340, 23369]]
WIDE, WORD = 2**128 - 1, 2**64 - 1


def words(seed, stream, number):
    """PCG64 (XSL-RR) by its definition, in whole numbers, from the words that SeedSequence gives."""
    high, low, inc_high, inc_low = np.random.SeedSequence(seed, spawn_key=stream).generate_state(4, np.uint64)
    start, increment = int(high) << 64 | int(low), (int(inc_high) << 64 | int(inc_low)) << 1 | 1
    increment &= WIDE
    state = ((increment + start) * MULTIPLIER + increment) & WIDE
    for _ in range(number):
        state = (state * MULTIPLIER + increment) & WIDE
        mixed, turn = (state >> 64 ^ state) & WORD, state >> 122
        yield (mixed >> turn | mixed << (64 - turn)) & WORD


class TestDeviations:
    """»seeded, reproducible« (issue 6)."""

    @pytest.mark.parametrize(("seed", "stream"), [(0, (0,)), (2021, (0,)), (2**64 - 1, (1, 195, 152))])
    def test_they_are_sums_of_twelve_parts_of_three_words(self, seed, stream):
        """4 draws of 5 columns need 60 words: each 16 bits of them is one uniform number."""
        parts = [word >> shift & 0xFFFF for word in words(seed, stream, 60) for shift in (0, 16, 32, 48)]
        expected = [sum(parts[start : start + 12]) - MIDDLE for start in range(0, 240, 12)]
        assert deviations(seed, stream, 0, 4, 5).ravel().tolist() == expected

    def test_these_are_the_numbers_of_every_machine(self):
        """Written down once; another number here means that saved results cannot be had again."""
        assert deviations(2021, (0,), 0, 2, 3).tolist() == PINNED

    def test_every_draw_has_its_place(self):
        together = deviations(7, (0,), 0, 50, 3)
        apart = np.vstack([deviations(7, (0,), first, 10, 3) for first in range(0, 50, 10)])
        assert (together == apart).all()

    def test_streams_differ(self):
        assert (deviations(7, (0,), 0, 50) != deviations(7, (1,), 0, 50)).any()

    def test_mean_and_variance(self):
        """400,000 deviations: the mean is within 5 standard errors of 0, and so is the variance of 1."""
        scaled = deviations(3, (0,), 0, 400, 1000) / UNIT
        assert abs(scaled.mean()) < 5 / 400_000**0.5
        assert abs(scaled.var() - 1) < 5 * (1.9 / 400_000) ** 0.5


class TestNearest:
    """Rounded to whole votes."""

    def test_halves_go_up(self):
        """-1.5 is -1, -0.5 and 0.25 are 0, 0.5 is 1, 1.5 is 2."""
        assert nearest(np.array([-6, -2, 1, 2, 6]), 4).tolist() == [-1, 0, 0, 1, 2]
