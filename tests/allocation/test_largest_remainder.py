"""Largest remainder: the comparison that K6 allows for."""

from fractions import Fraction

import pytest

from kkr_analysis.allocation import DrawnLot, largest_remainder
from kkr_analysis.errors import StaleLotError


class TestWholeSharesFirst:
    """Whole shares, then one more for the largest fractions."""

    def test_the_seat_left_over_goes_to_the_largest_fraction(self):
        """A 47, B 33, C 20 of 10 seats: 4.7, 3.3 and 2 exactly; A's fraction takes the tenth."""
        count = largest_remainder({"A": 47, "B": 33, "C": 20}, 10)
        assert count.seats() == {"A": 5, "B": 3, "C": 2}
        assert (count.votes, count.seats_to_fill) == ({"A": 47, "B": 33, "C": 20}, 10)
        assert count.shares[0].share == Fraction(47, 10)
        assert [share.remainder for share in count.shares] == [Fraction(7, 10), Fraction(3, 10), 0]

    def test_equal_fractions_for_one_seat_are_a_tie(self):
        """A and B 3.5 seats each of 7: one of them gets the seventh."""
        count = largest_remainder({"A": 5, "B": 5}, 7, stage="prøve")
        assert count.seats() == {"A": 3, "B": 3}
        assert count.tie is not None
        assert (count.tie.tied, count.tie.first_seat, count.tie.places) == ({"A", "B"}, 7, 1)

    def test_a_lot_settles_it(self):
        lot = DrawnLot(stage="prøve", tied=frozenset("AB"), winners=("B",))
        count = largest_remainder({"A": 5, "B": 5}, 7, stage="prøve", lots=[lot])
        assert (count.seats(), count.tie, count.lot) == ({"A": 3, "B": 4}, None, lot)

    def test_a_stale_lot_is_refused(self):
        lot = DrawnLot(stage="", tied=frozenset("AB"), winners=("B",))
        with pytest.raises(StaleLotError):
            largest_remainder({"A": 6, "B": 5}, 7, lots=[lot])

    def test_shares_without_fractions_leave_nothing_over(self):
        count = largest_remainder({"A": 2, "B": 1}, 3)
        assert (count.seats(), count.tie) == ({"A": 2, "B": 1}, None)
