"""A share and its error, against published values."""

from fractions import Fraction

import pytest

from kkr_analysis.whatif.uncertainty import Estimate


class TestWilson:
    """Newcombe, Statistics in Medicine 17 (1998), table I: score method without continuity correction."""

    @pytest.mark.parametrize(
        ("hits", "draws", "low", "high"),
        [
            (81, 263, "0.2553", "0.3662"),
            (15, 148, "0.0624", "0.1605"),
            (0, 20, "0", "0.1611"),
            (1, 29, "0.0061", "0.1718"),
        ],
    )
    def test_published_intervals(self, hits, draws, low, high):
        for found, published in zip(Estimate(hits=hits, draws=draws).interval, (low, high), strict=True):
            assert abs(found - Fraction(published)) <= Fraction(5, 100_000)

    def test_it_is_symmetric(self):
        low, high = Estimate(hits=19, draws=20).interval
        assert (1 - high, 1 - low) == pytest.approx(Estimate(hits=1, draws=20).interval, abs=1e-11)

    def test_the_ends_are_exact_where_all_draws_agree(self):
        assert Estimate(hits=20, draws=20).interval[1] == 1
        assert Estimate(hits=0, draws=20).interval[0] == 0


class TestStandardError:
    def test_by_hand(self):
        """sqrt(0.2 * 0.8 / 400) = 0.02."""
        assert Estimate(hits=80, draws=400).standard_error == Fraction(1, 50)

    def test_the_largest_is_that_of_a_half(self):
        """1.959964 * 0.5 / sqrt(10,000) = 0.00979982."""
        assert Estimate.largest_error(10_000) == Fraction("0.00979982")
