"""One KKR under every method and every reading."""

import pytest
from tools.elected import elected

from kkr_analysis.composition.comparison import variants
from kkr_analysis.composition.seats import compose
from kkr_analysis.rules import CapReading, OutsideReading, Readings

VOTES = {"A": 600, "B": 90, "V": 310}
MAYORS = {"A": 1, "V": 4}


def seats_of(composition):
    return {variant.name: dict(variant.seats) for variant in variants(composition)}


class TestVariants:
    """As computed, then each other reading of K6 and K7, then each method alone on the votes."""

    def test_every_reading_and_method_by_hand(self):
        """
        Cap 10, five seats beyond the mayors (A 1, V 4).

        Rounding up: B, A, A, A, A. Largest remainder: V keeps 4, of the other 6 A 5.2, B 0.8. D'Hondt: A's
        600 ÷ 6 = 100 beats B's 90. The methods alone on 10 seats: largest remainder A 6, V 3.1, B 0.9;
        d'Hondt A 600 … 100, V 310 … 103⅓ and the tenth A's 85.7 or B's 90: B's; Sainte-Laguë and Adams give
        B one as well.
        """
        assert seats_of(compose(VOTES, MAYORS, municipalities=5)) == {
            "Som beregnet": {"A": 5, "B": 1, "V": 4},
            "K6: største brøk": {"A": 5, "B": 1, "V": 4},
            "K6: d'Hondt": {"A": 6, "B": 0, "V": 4},
            "K7: uden for loftet": {"A": 5, "B": 1, "V": 4},
            "d'Hondt": {"A": 6, "B": 1, "V": 3},
            "Sainte-Laguë": {"A": 6, "B": 1, "V": 3},
            "Adams": {"A": 6, "B": 1, "V": 3},
            "Største brøk": {"A": 6, "B": 1, "V": 3},
        }

    def test_the_other_readings_are_those_that_were_not_chosen(self):
        chosen = Readings(cap=CapReading.DHONDT, outside=OutsideReading.OUTSIDE_CAP)
        names = [
            variant.name for variant in variants(compose(VOTES, MAYORS, municipalities=5, readings=chosen))
        ]
        assert names[1:4] == ["K6: oprunding", "K6: største brøk", "K7: under loftet"]

    def test_mayors_outside_count_in_every_total(self):
        """3 municipalities, one mayor outside: 6 under the cap, 7 when it is outside the cap."""
        kkr = compose({"A": 1000, "V": 100}, {"V": 2}, municipalities=3, mayors_outside=1)
        totals = {variant.name: variant.total for variant in variants(kkr)}
        assert totals == {
            "Som beregnet": 6,
            "K6: største brøk": 6,
            "K6: d'Hondt": 6,
            "K7: uden for loftet": 7,
            "d'Hondt": 6,
            "Sainte-Laguë": 6,
            "Adams": 6,
            "Største brøk": 6,
        }

    def test_seats_that_hang_on_a_lot_are_with_nobody(self):
        """A and B 300 ÷ 1 each for the last of four."""
        kkr = compose({"A": 300, "B": 300, "V": 10}, {"A": 1, "V": 1}, municipalities=2)
        first = variants(kkr)[0]
        assert (dict(first.seats), first.total) == ({"A": 1, "B": 1, "V": 1}, 3)

    @pytest.mark.parametrize("region", ["hovedstaden", "nordjylland"])
    def test_hovedstaden_and_nordjylland_2022_are_capped_under_every_reading(self, region):
        kkr = elected(region, "2022-2026").composition
        assert {variant.total for variant in variants(kkr)} == {kkr.cap}
