"""KL's bestyrelse and repræsentantskab, on the national votes of 2021."""

from dataclasses import replace

import pytest
from tools.elected import elected

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.composition.national import assembly, board
from kkr_analysis.data.sources import load_votes
from kkr_analysis.errors import DataError, StaleLotError


@pytest.fixture(scope="module")
def election():
    return elected("midtjylland", "2022-2026").election


class TestBoard:
    """17 seats by d'Hondt on the votes of the eligible contenders (B1)."""

    def test_2021_as_published(self, election):
        """A 6, V 5, C 3, F 1, Ø 1, B 1: 17."""
        count = board(election)
        won = {name: seats for name, seats in count.seats().items() if seats}
        assert won == {"A": 6, "V": 5, "C": 3, "F": 1, "Ø": 1, "B": 1}
        assert (sum(won.values()), count.tie) == (17, None)

    def test_the_last_seat(self, election):
        """V's 654,073 ÷ 5 = 130,814.6 beats O's 126,388 and A's 877,136 ÷ 7 = 125,305."""
        last = board(election).steps[-1]
        assert (last.seat_number, last.winner, last.winning.divisor) == (17, "V", 5)
        assert last.runner_up is not None
        assert (last.runner_up.contender, last.runner_up.value) == ("O", 126_388)

    def test_a_lot_for_a_tie_that_is_not_there_is_refused(self, election):
        drawn = DrawnLot(stage="KL's bestyrelse", tied=frozenset("OV"), winners=("V",))
        with pytest.raises(StaleLotError):
            board(election, [drawn])

    def test_2013_on_its_votes_alone(self, project):
        """
        A 919,571, V 829,473, O 315,252: no mayors are known, and none are needed.

        A council's size is unknown too, but 1/32 of a municipality's votes is a seat in any lawful one.
        """
        votes = load_votes(project.data, "kv2013")
        won = {name: seats for name, seats in board(votes).seats().items() if seats}
        assert won == {"A": 6, "V": 5, "O": 2, "C": 1, "Ø": 1, "F": 1, "B": 1}


class TestAssembly:
    """All mayors and supplementary members as K1-K4 on national votes (B2)."""

    def test_no_contender_is_below_its_mayors_and_all_98_are_there(self, election):
        body = assembly(election)
        assert all(claim.seats >= claim.mayors for claim in body.claims)
        assert sum(claim.mayors for claim in body.claims) + body.mayors_outside == 98

    def test_the_dimensioning_party_has_its_mayors_and_no_more(self, election):
        """V 654,073 votes and 34 mayors: 19,237.4 votes a seat."""
        body = assembly(election)
        assert body.dimensioning == ("V",)
        [claim] = [claim for claim in body.claims if claim.contender == "V"]
        assert (claim.votes, claim.mayors, claim.seats) == (654_073, 34, 34)

    def test_the_total_counts_the_mayors_outside(self, election):
        """A 46, B 9, C 25, D 6, F 13, O 7, V 34, Ø 12 and three mayors outside."""
        body = assembly(election)
        assert {claim.contender: claim.seats for claim in body.claims} == {
            "A": 46, "B": 9, "C": 25, "D": 6, "F": 13, "O": 7, "V": 34, "Ø": 12,
        }  # fmt: skip
        assert (body.mayors_outside, body.total) == (3, 155)

    def test_the_mayors_of_some_regions_are_not_enough(self, election):
        with pytest.raises(DataError, match="Der er 97 borgmestre til 98 kommuner"):
            assembly(replace(election, mayors=election.mayors[1:]))

    def test_it_is_marked_unproven(self):
        assert "unproven" in str(assembly.__doc__)
