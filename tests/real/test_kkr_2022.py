"""
The five KKR of 2022–2026, from the final count of 16 November 2021 and the mayors of January 2022.

Source of the published table: the agenda of KKR Midtjylland's constituent meeting, 19 January 2022
(SAG-2021-06268), item 2. The other four are held to what the default readings give.
"""

import pytest

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.data.load import load_result

TERM = "2022-2026"


@pytest.fixture(
    scope="module", params=["hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland"]
)
def kkr(request):
    return load_result(request.param, TERM)


class TestMidtjylland:
    """»Sammensætning af KKR Midtjylland 2022-26«, the published table."""

    PUBLISHED = {"A": 10, "B": 2, "C": 5, "D": 2, "F": 3, "K": 1, "O": 2, "V": 9, "Ø": 2}  # noqa: RUF012

    def test_seats_equal_the_published_ones(self):
        assert load_result("midtjylland", TERM).composition.seats == self.PUBLISHED

    def test_votes_and_threshold(self):
        """724,233 valid votes; 14,484.66 is 2 %."""
        eligibility = load_result("midtjylland", TERM).eligibility
        assert (eligibility.valid_votes, eligibility.threshold_votes) == (724_233, 14_485)

    def test_kristendemokraterne_are_just_above(self):
        """14,522 votes, 37 more than needed."""
        eligible = load_result("midtjylland", TERM).eligibility.eligible
        assert next(entry.votes for entry in eligible if entry.letter == "K") == 14_522


class TestEveryRegion:
    """Totals and dimensioning parties with the default readings."""

    EXPECTED = {  # noqa: RUF012 - region: total, uncapped, cap, dimensioning, mayors outside
        "hovedstaden": (58, 70, 58, ("A",), []),
        "sjaelland": (31, 31, 34, ("V",), ["I", "N"]),
        "syddanmark": (33, 33, 44, ("V",), ["S"]),
        "midtjylland": (36, 36, 38, ("V",), []),
        "nordjylland": (22, 36, 22, ("V",), []),
    }

    def test_size_cap_and_dimensioning_party(self, kkr):
        composed = kkr.composition
        outside = sorted(mayor.letter for mayor in kkr.eligibility.mayors_outside)
        assert (
            composed.total,
            composed.uncapped,
            composed.cap,
            composed.dimensioning,
            outside,
        ) == self.EXPECTED[kkr.region.slug]

    def test_the_figures_are_final(self, kkr):
        assert kkr.status is FigureStatus.FINAL

    def test_every_party_above_the_threshold_has_a_council_seat_proved(self, kkr):
        """E5: nobody with 2 % stands outside for want of proof."""
        for standing in kkr.eligibility.standings:
            if standing.votes >= kkr.eligibility.threshold_votes:
                assert standing.councils


class TestCappedRegions:
    """What the cap cuts in 2022 (K6)."""

    def test_hovedstaden(self):
        """A keeps its 17 mayors and gets no more: C's 204,840 ÷ 12 = 17,070 is the last seat."""
        kkr = load_result("hovedstaden", TERM).composition
        assert kkr.seats == {"A": 17, "B": 5, "C": 13, "D": 2, "F": 5, "O": 2, "V": 6, "Ø": 8}
        assert kkr.cut is not None
        last = kkr.cut.count.steps[-1]  # type: ignore[union-attr]
        assert (last.seat_number, last.winner, last.winning.value) == (29, "C", 17_070)
        assert last.runner_up.contender == "F"

    def test_nordjylland(self):
        kkr = load_result("nordjylland", TERM).composition
        assert kkr.seats == {"A": 6, "B": 1, "C": 2, "D": 1, "F": 1, "O": 1, "V": 9, "Ø": 1}
