"""Appointments (udpegninger): one by majority, several by proportional election (V5)."""

import pytest

from kkr_analysis.allocation import Alliance, DrawnLot, appoint, by_majority
from kkr_analysis.errors import AllianceError, StaleLotError, VotesError

MEMBERS = {"A": 10, "C": 5, "F": 3, "V": 9}


class TestMajority:
    """One representative by flertalsvalg (KSL § 24 stk. 1): more than half of those present."""

    def test_a_group_of_more_than_half(self):
        assert by_majority({"A": 6, "V": 5}).winner == "A"

    def test_exactly_half_is_not_more_than_half(self):
        vote = by_majority({"A": 5, "V": 5})
        assert (vote.winner, vote.majority) == (None, 6)

    def test_the_majority_of_an_odd_number(self):
        """11 present: 6 are more than 5.5."""
        assert by_majority({"A": 6, "V": 5}).majority == 6

    def test_the_largest_group_has_no_majority_by_being_largest(self):
        assert by_majority(MEMBERS).winner is None

    def test_an_alliance_can_have_it(self):
        """C+V 14 of 27."""
        assert by_majority(MEMBERS, [Alliance.of("C", "V")]).winner == "C+V"

    def test_alliances_are_of_groups_that_are_there(self):
        with pytest.raises(AllianceError, match="X"):
            by_majority(MEMBERS, [Alliance.of("A", "X")])


class TestSeveral:
    """Several by forholdstalsvalg (KSL § 24 stk. 3): groups count as many votes as members present."""

    def test_dhondt_on_members(self):
        """A 10, V 9, C 5, A 5 equally: three places are A, V and one of A and C by lot."""
        assert appoint(MEMBERS, 2).seats() == {"A": 1, "C": 0, "F": 0, "V": 1}
        [tie] = appoint(MEMBERS, 3).ties
        assert (tie.stage, tie.tied) == ("udpegning", {"A", "C"})

    def test_a_lot(self):
        drawn = DrawnLot(stage="udpegning", tied=frozenset("AC"), winners=("C",))
        assert appoint(MEMBERS, 3, lots=[drawn]).seats() == {"A": 1, "C": 1, "F": 0, "V": 1}
        with pytest.raises(StaleLotError):
            appoint(MEMBERS, 2, lots=[drawn])

    def test_alliances(self):
        """A+F 13, V 9, A+F 6.5, C 5: the three places are A, V and A (10, then 5 against F's 3)."""
        assert appoint(MEMBERS, 3, [Alliance.of("A", "F")]).winners() == ("A", "V", "A")

    @pytest.mark.parametrize("places", [1, True])
    def test_a_single_place_is_no_proportional_election(self, places):
        with pytest.raises(VotesError, match="flertalsvalg"):
            appoint(MEMBERS, places)

    def test_more_places_than_members(self):
        """One member present is enough for its group to have both places."""
        assert appoint({"A": 1}, 2).seats() == {"A": 2}
