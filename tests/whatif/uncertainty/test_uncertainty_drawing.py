"""The votes of the draws: whole numbers, by hand where nothing is random."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from tools.small_election import computed

from kkr_analysis.composition.election import ListCooperationMember
from kkr_analysis.composition.figures import RegionalFigures
from kkr_analysis.errors import UncertaintyError
from kkr_analysis.rules import Denominator
from kkr_analysis.whatif.uncertainty import Recount, Shift, Uncertainty
from kkr_analysis.whatif.uncertainty.drawing import Drawing
from kkr_analysis.whatif.uncertainty.noise import UNIT, deviations

VOTES = [{"A": 600, "V": 300, "Z": 40}, {"A": 400, "V": 500, "B": 160}]


@pytest.fixture
def figures() -> RegionalFigures:
    """A 1,000 votes, V 800, B 160, and the list Z, which counts for nobody, 40: 2,000 in all."""
    return computed(VOTES, "AV").figures


def drawn(figures, *texts, recount=None, seed=1, first=0, draws=1, reading=Denominator.VALID):
    uncertainty = Uncertainty(recount=recount or Recount(), shifts=tuple(Shift.parse(text) for text in texts))
    drawing = Drawing.of(figures, reading, uncertainty, seed)
    found = drawing.drawn(first, draws)
    return drawing.letters, found.votes.tolist(), found.denominators.tolist()


class TestNothingUncertain:
    def test_the_votes_are_those_counted(self, figures):
        assert drawn(figures, draws=2) == (("A", "B", "V"), [[1000, 160, 800]] * 2, [2000, 2000])


class TestShiftInPerCent:
    """»B +1,5 %« of its votes."""

    def test_the_others_keep_theirs(self, figures):
        """1.5 % of 160 are 2.4 votes, so 2."""
        assert drawn(figures, "B +1,5 %")[1:] == ([[1000, 162, 800]], [2002])

    def test_nobody_has_less_than_no_votes(self, figures):
        votes = drawn(figures, "B -100 % ± 50 %", draws=200)[1]
        assert min(row[1] for row in votes) == 0
        assert max(row[1] for row in votes) > 0

    def test_the_spread_is_that_of_the_noise(self, figures):
        """±10 % of 160 votes: 16 votes per standard deviation, rounded to the nearest, halves up."""
        noise = deviations(1, (1, ord("B")), 0, 50)[:, 0].tolist()
        expected = [160 + (2 * 16 * deviation + UNIT) // (2 * UNIT) for deviation in noise]
        assert [row[1] for row in drawn(figures, "B +0 % ± 10 %", draws=50)[1]] == expected


class TestShiftInPoints:
    """»+0,5 procentpoint« of the valid votes."""

    def test_the_share_moves_and_the_valid_votes_do_not(self, figures):
        """
        +4 points of 2,000 are 80 votes: B has 240, and the other 1,840 become 1,760.

        A 956.52, V 765.22, Z 38.26, rounded so that they add up.
        """
        letters, [votes], [denominator] = drawn(figures, "B +4 procentpoint")
        assert denominator == 2000
        assert dict(zip(letters, votes, strict=True)) == {"A": 957, "B": 240, "V": 765}

    def test_two_at_once(self, figures):
        """A +1 point is 1,020, V -1 point is 780: nobody else gives."""
        assert drawn(figures, "A +1 procentpoint", "V -1 procentpoint")[1:] == ([[1020, 160, 780]], [2000])

    def test_more_than_the_others_have_is_refused(self, figures):
        with pytest.raises(UncertaintyError, match="går ikke op"):
            drawn(figures, "A +60 procentpoint")

    def test_nobody_else_to_give_is_refused(self):
        alone = computed([{"A": 1000}], "A").figures
        with pytest.raises(UncertaintyError, match="går ikke op"):
            drawn(alone, "A -1 procentpoint")

    def test_the_noise_of_a_party_does_not_hang_on_who_else_is_shifted(self, figures):
        alone = drawn(figures, "B +0 % ± 10 %", draws=20)[1]
        with_v = drawn(figures, "V +0 % ± 10 %", "B +0 % ± 10 %", draws=20)[1]
        assert [row[1] for row in alone] == [row[1] for row in with_v]


class TestRecount:
    """»each list's count in a municipality changes«."""

    def test_every_list_on_its_own(self, figures):
        """±10 votes: lists by municipality and letter are A V Z, then A B V."""
        noise = deviations(4, (0,), 0, 3, 6).tolist()
        moves = [[(2 * 10 * deviation + UNIT) // (2 * UNIT) for deviation in row] for row in noise]
        expected = [[1000 + a + d, 160 + e, 800 + b + f] for a, b, _, d, e, f in moves]
        votes, denominators = drawn(figures, recount=Recount(votes=10), seed=4, draws=3)[1:]
        assert votes == expected
        assert denominators == [2000 + sum(row) for row in moves]

    def test_a_list_that_falls_below_none_takes_nothing_from_its_party_elsewhere(self):
        """A 5,000 and 3 votes, ±100: below 0 the small one is 0, and the large one has what it has."""
        figures = computed([{"A": 5000}, {"A": 3}], "AA").figures
        noise = deviations(4, (0,), 0, 30, 2).tolist()
        moved = [[(2 * 100 * deviation + UNIT) // (2 * UNIT) for deviation in row] for row in noise]
        votes = drawn(figures, recount=Recount(votes=100), seed=4, draws=30)[1]
        assert votes == [[5000 + large + max(3 + small, 0)] for large, small in moved]

    def test_in_per_cent_of_each_lists_votes(self):
        """One list of 160 votes, ±5 %: 8 votes per standard deviation; none of a list without votes."""
        figures = computed([{"A": 160, "B": 0}], "A").figures
        noise = deviations(4, (0,), 0, 30, 2)[:, 0].tolist()
        votes = drawn(figures, recount=Recount(percent=Fraction(5)), seed=4, draws=30)[1]
        assert votes == [[160 + (2 * 8 * deviation + UNIT) // (2 * UNIT), 0] for deviation in noise]

    def test_votes_are_never_negative(self, figures):
        votes, denominators = drawn(figures, recount=Recount(votes=2000), draws=300)[1:]
        assert min(map(min, votes)) == 0
        assert all(sum(row) <= most for row, most in zip(votes, denominators, strict=True))

    def test_the_order_of_the_lists_is_irrelevant(self, figures):
        turned = replace(figures, lists=figures.lists[::-1])
        spread = Recount(percent=Fraction(3))
        assert drawn(turned, recount=spread, draws=5) == drawn(figures, recount=spread, draws=5)

    def test_any_draw_can_be_had_alone(self, figures):
        spread = Recount(percent=Fraction(3))
        assert (
            drawn(figures, recount=spread, draws=9)[1][7:]
            == drawn(figures, recount=spread, first=7, draws=2)[1]
        )

    def test_numbers_that_could_leave_64_bits_are_refused(self):
        figures = computed([{"A": 9_000_000}], "A").figures
        with pytest.raises(UncertaintyError, match="mindre spredning"):
            drawn(figures, "A +100 % ± 100 %", recount=Recount(percent=Fraction(100)), draws=2000)


class TestWhoStands:
    def test_votes_cast_that_are_not_valid_stay_in_the_denominator(self, figures):
        """Rule E4, the other reading: 2,100 votes cast are 100 more than the valid ones."""
        known = replace(figures, votes_cast=2100)
        assert drawn(known, "B +1,5 %", reading=Denominator.CAST)[2] == [2102]

    def test_a_list_in_the_list_cooperation_is_a_contender(self):
        member = ListCooperationMember(municipality="901", letter="Z", name="Liste Z")
        letters, votes, _ = drawn(computed(VOTES, "AV", members_of=[member]).figures)
        assert (letters, votes) == (("A", "B", "V", "LLD"), [[1000, 160, 800, 40]])

    def test_a_shift_of_somebody_without_votes_is_refused(self, figures):
        with pytest.raises(
            UncertaintyError, match=r"C har ingen stemmer i Region Øst\. Vælg mellem A, B, V\."
        ):
            drawn(figures, "C +1 %")

    def test_too_many_votes_are_refused(self, figures):
        many = replace(figures, lists=(replace(figures.lists[0], votes=10_000_000),))
        with pytest.raises(UncertaintyError, match="ventede under 10000000"):
            drawn(many)

    def test_whole_numbers_of_64_bits(self, figures):
        drawing = Drawing.of(figures, Denominator.VALID, Uncertainty(recount=Recount(votes=3)), 1)
        assert drawing.drawn(0, 2).votes.dtype == np.int64
