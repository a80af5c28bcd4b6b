"""One representative: flertalsvalg in up to three rounds (U9)."""

import pytest

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.appointments import Ballot, ElectedBy, appoint_one
from kkr_analysis.errors import AppointmentError, StaleLotError, VotesError

ROUND = Ballot.of({"Ane": 10, "Bo": 8, "Carl": 3})
"""Ministry 13.1.5: 21 present, 10–8–3."""


def held(*rounds: Ballot, present: int = 21, lots: tuple[DrawnLot, ...] = ()):
    return appoint_one("forum", present, rounds, lots)


def lot(stage: str, tied: tuple[str, ...], *winners: str) -> DrawnLot:
    return DrawnLot(stage=stage, tied=frozenset(tied), winners=winners)


class TestFirstAndSecondRound:
    """»… et flertal af de medlemmer, der er til stede«."""

    def test_ten_of_21_is_no_majority(self):
        first = held(ROUND)
        assert (first.majority, first.elected, first.next_round, first.tie) == (11, None, 2, None)

    def test_eleven_of_21_is(self):
        election = held(Ballot.of({"Ane": 11, "Bo": 10}))
        assert (election.elected, election.by, election.next_round) == ("Ane", ElectedBy.MAJORITY, None)

    def test_exactly_half_of_22_is_not(self):
        assert held(Ballot.of({"Ane": 11, "Bo": 5}), present=22).elected is None

    def test_blank_votes_count_against(self):
        """10 of the 15 votes cast, but 21 are present."""
        assert held(Ballot.of({"Ane": 10, "Bo": 5}, blank=6)).elected is None

    def test_a_majority_in_the_second_round(self):
        assert held(ROUND, Ballot.of({"Ane": 11, "Bo": 10})).by is ElectedBy.MAJORITY

    def test_the_only_one_voted_for_in_the_second_round(self):
        alone = Ballot.of({"Ane": 9, "Bo": 0}, blank=12)
        assert held(alone).elected is None
        assert (held(ROUND, alone).elected, held(ROUND, alone).by) == ("Ane", ElectedBy.ALONE)

    def test_nobody_is_voted_for_in_the_second_round(self):
        with pytest.raises(AppointmentError, match=r"Hold 2\. omgang igen"):
            held(ROUND, Ballot.of({}, blank=21))


class TestThirdRound:
    """»3. omgang står mellem de to, der fik flest stemmer i 2. omgang«."""

    def test_three_rounds(self):
        second = held(ROUND, ROUND)
        assert (second.finalists, second.next_round) == (("Ane", "Bo"), 3)
        election = held(ROUND, ROUND, Ballot.of({"Ane": 8, "Bo": 9}, blank=4))
        assert (election.elected, election.by) == ("Bo", ElectedBy.MOST_VOTES)

    def test_a_lot_about_who_enters(self):
        tied = Ballot.of({"Ane": 10, "Bo": 5, "Carl": 5})
        stopped = held(ROUND, tied)
        assert (stopped.tie.stage, stopped.tie.tied, stopped.tie.places) == (
            "forum, 3. omgang", {"Bo", "Carl"}, 1,
        )  # fmt: skip
        assert stopped.next_round is None
        drawn = lot("forum, 3. omgang", ("Bo", "Carl"), "Carl")
        assert held(ROUND, tied, lots=(drawn,)).finalists == ("Ane", "Carl")

    def test_a_lot_among_three_for_both_places(self):
        tied = Ballot.of({"Ane": 7, "Bo": 7, "Carl": 7})
        assert held(ROUND, tied).tie.places == 2
        drawn = lot("forum, 3. omgang", ("Ane", "Bo", "Carl"), "Carl", "Bo")
        assert held(ROUND, tied, lots=(drawn,)).finalists == ("Bo", "Carl")

    def test_the_round_is_not_counted_before_the_lot(self):
        tied = Ballot.of({"Ane": 10, "Bo": 5, "Carl": 5})
        with pytest.raises(AppointmentError, match=r"Bo og Carl står lige om at komme med i 3\. omgang"):
            held(ROUND, tied, Ballot.of({"Ane": 10}))

    def test_a_lot_at_the_end(self):
        last = Ballot.of({"Ane": 10, "Bo": 10}, blank=1)
        tie = held(ROUND, ROUND, last).tie
        assert (tie.stage, tie.tied) == ("forum, valget", {"Ane", "Bo"})
        drawn = lot(tie.stage, ("Ane", "Bo"), "Bo")
        election = held(ROUND, ROUND, last, lots=(drawn,))
        assert (election.elected, election.by, election.lots) == ("Bo", ElectedBy.LOT, (drawn,))

    def test_a_vote_for_one_who_is_not_in_it(self):
        with pytest.raises(AppointmentError, match=r"Carl har stemmer i 3\. omgang, men den står mellem Ane"):
            held(ROUND, ROUND, Ballot.of({"Ane": 8, "Bo": 8, "Carl": 1}))


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("rounds", "fault"),
        [
            ([Ballot.of({"Ane": 20, "Bo": 1}, blank=1)], "22 stemmer, men kun 21 medlemmer"),
            ([Ballot.of({"Ane": 11}), ROUND], "Ane er valgt før 2. omgang"),
            ([ROUND] * 4, "fandt 4 omgange"),
        ],
    )
    def test_rounds(self, rounds, fault):
        with pytest.raises(AppointmentError, match=fault):
            held(*rounds)

    def test_a_lot_for_nothing(self):
        with pytest.raises(StaleLotError):
            held(Ballot.of({"Ane": 11}), lots=(lot("forum, valget", ("Ane", "Bo"), "Bo"),))

    def test_votes_that_are_not_whole(self):
        with pytest.raises(VotesError):
            Ballot.of({"Ane": 1}, blank=-1)
