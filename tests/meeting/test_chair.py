"""Chair and vice-chair, with and without the accepted alliances, and who was elected (V1, V3, V7)."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from places import TERM
from tools.elected import elected

from kkr_analysis.allocation import Alliance, DrawnLot, elect_in_order
from kkr_analysis.allocation.votes import Votes
from kkr_analysis.composition.result import CHAIR_STAGE
from kkr_analysis.errors import MeetingError, StaleLotError
from kkr_analysis.meeting.chair import ElectedPost, chair_election

VOTES = Votes.of({"A": 100, "V": 60, "C": 60, "F": 30})
STAGE = f"{CHAIR_STAGE}, post 2"
ANE = ElectedPost(number=1, person="Ane", contender="A", is_in_agreement=True)


@pytest.fixture
def kkr() -> SimpleNamespace:
    """As much of a result as the election of the chair looks at: V and C equal for the vice-chair."""
    return SimpleNamespace(body="KKR Øst", eligibility=SimpleNamespace(votes=VOTES), post_margins={})


def holders(election) -> list[tuple[str | None, str | None]]:
    return [(post.plain and post.plain.holder, post.allied and post.allied.holder) for post in election.posts]


class TestMidtjylland2022:
    """A and V by the plain votes, as happened."""

    RESULT = elected("midtjylland", TERM)

    def test_without_alliances(self):
        election = chair_election(self.RESULT)
        assert holders(election) == [("A", "A"), ("V", "V")]
        assert [post.is_decided_by_alliance for post in election.posts] == [False, False]
        assert election.margins == self.RESULT.post_margins

    def test_an_alliance_that_takes_the_chair(self):
        """C+V 279,186 against A's 205,813: V has the chair, A the vice-chair."""
        election = chair_election(self.RESULT, [Alliance.of("C", "V")])
        assert holders(election) == [("A", "V"), ("V", "A")]
        assert [post.is_decided_by_alliance for post in election.posts] == [True, True]
        assert election.posts[0].allied.alliance == Alliance.of("C", "V")

    def test_elected_in_agreement(self):
        elected = (
            replace(ANE, contender="V"),
            ElectedPost(number=2, person="Bo", contender="A", is_in_agreement=True),
        )
        posts = chair_election(self.RESULT, elected=elected).posts
        assert [(post.title, post.is_as_counted) for post in posts] == [
            ("formand", False),
            ("næstformand", False),
        ]
        assert chair_election(self.RESULT, elected=[ANE]).posts[1].is_as_counted is None


class TestALotForTheViceChair:
    def test_both_falls(self, kkr):
        election = chair_election(kkr)
        assert holders(election) == [("A", "A"), (None, None)]
        assert (election.tie.stage, election.tie.tied) == (STAGE, {"C", "V"})
        assert election.waiting.title == "næstformand"
        falls = [[post.holder for post in fall.posts] for fall in election.outcomes()]
        assert sorted(falls) == [["A", "C"], ["A", "V"]]

    def test_the_lot_that_was_drawn(self, kkr):
        drawn = DrawnLot(stage=STAGE, tied=frozenset("CV"), winners=("C",))
        election = chair_election(kkr, lots=[drawn])
        assert holders(election) == [("A", "A"), ("C", "C")]
        assert election.posts[1].allied.lots == (drawn,)
        assert len(list(election.outcomes())) == 1

    def test_a_lot_for_the_count_without_the_alliance_is_none_for_the_one_with_it(self, kkr):
        """V+F 90 and A 100: the vice-chair is V's without a lot."""
        drawn = DrawnLot(stage=STAGE, tied=frozenset("CV"), winners=("C",))
        election = chair_election(kkr, [Alliance.of("V", "F")], lots=[drawn])
        assert holders(election) == [("A", "A"), ("C", "V")]
        assert election.posts[1].is_decided_by_alliance

    def test_a_drawn_lot_stands_while_one_inside_the_alliance_is_awaited(self):
        """A 100 and C+V 100: the lot gave C+V the chair, and C and V are equal about it."""
        even = SimpleNamespace(
            body="KKR Øst",
            eligibility=SimpleNamespace(votes=Votes.of({"A": 100, "C": 50, "V": 50})),
            post_margins={},
        )
        drawn = DrawnLot(stage=f"{CHAIR_STAGE}, post 1", tied=frozenset(["A", "C+V"]), winners=("C+V",))
        election = chair_election(even, [Alliance.of("C", "V")], lots=[drawn])
        assert election.tie.stage == f"{CHAIR_STAGE}, post 1, inden for C+V"
        falls = [[post.holder for post in fall.posts] for fall in election.outcomes()]
        assert sorted(falls) == [["C", "A"], ["V", "A"]]

    def test_a_lot_for_nothing(self, kkr):
        drawn = DrawnLot(stage=STAGE, tied=frozenset("AV"), winners=("V",))
        with pytest.raises(StaleLotError):
            chair_election(kkr, lots=[drawn])


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("elected", "fault"),
        [
            ([ANE, ANE], "Post 1 er valgt 2 gange"),
            ([replace(ANE, number=3)], "Post 3 findes ikke"),
            ([replace(ANE, contender="X")], "Ane er valgt for X, som ikke er berettiget i KKR Øst"),
        ],
    )
    def test_an_election(self, elected, fault, kkr):
        with pytest.raises(MeetingError, match=fault):
            chair_election(kkr, elected=elected)


def test_the_count_is_that_of_the_posts(kkr):
    assert chair_election(kkr).plain == elect_in_order(VOTES, 2, stage=CHAIR_STAGE)
