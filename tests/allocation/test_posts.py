"""Chair and vice-chair (formand, næstformand): posts that differ, filled in order."""

from typing import ClassVar

import pytest
from tools.elected import elected

from kkr_analysis.allocation import Alliance, DrawnLot, Quotient, elect_in_order
from kkr_analysis.errors import StaleLotError

CV = Alliance.of("C", "V")


def holders(election):
    return [post.holder for post in election.posts]


class TestInOrder:
    """»… ved at de pågældendes stemmetal deles med 1, 2, 3 osv.« (KSL § 24 stk. 3, V1)."""

    def test_the_two_largest_quotients(self):
        """A 100, V 60: A 100, V 60 (A's second is 50)."""
        election = elect_in_order({"A": 100, "V": 60}, 2)
        assert holders(election) == ["A", "V"]
        assert [post.number for post in election.posts] == [1, 2]
        assert [post.quotient.value for post in election.posts] == [100, 60]

    def test_one_contender_can_have_both(self):
        """A 100 and 50 against V's 40."""
        assert holders(elect_in_order({"A": 100, "V": 40}, 2)) == ["A", "A"]

    def test_an_alliance_wins_as_one_and_passes_the_post_on(self):
        """C+V 105 against A's 100: C 55 of them takes the chair, A the vice-chair (C+V's second is 52.5)."""
        election = elect_in_order({"A": 100, "C": 55, "V": 50}, 2, [CV])
        assert holders(election) == ["C", "A"]
        assert [post.alliance for post in election.posts] == [CV, None]
        assert [step.winner for step in election.posts[0].steps] == ["C+V", "C"]

    def test_the_second_post_of_an_alliance_goes_to_the_next_inside(self):
        """C+V 210 and 105 against A's 100; inside C 110, V 100 (C's second is 55)."""
        assert holders(elect_in_order({"A": 100, "C": 110, "V": 100}, 2, [CV])) == ["C", "V"]

    def test_an_alliance_inside_an_alliance(self):
        """B+(C+V) 150, 75; A 70. Inside: C+V 90, B 60. Inside that: C 50."""
        election = elect_in_order({"A": 70, "B": 60, "C": 50, "V": 40}, 2, [Alliance.of("B", CV)])
        assert holders(election) == ["C", "B"]
        assert [step.winner for step in election.posts[0].steps] == ["B+(C+V)", "C+V", "C"]


class TestLots:
    """The posts differ, so equal quotients need a lot even when both get a post (V7)."""

    VOTES = {"A": 50, "V": 50, "C": 10}  # noqa: RUF012
    FIRST = DrawnLot(stage="valg, post 1", tied=frozenset("AV"), winners=("V",))

    def test_equal_votes_for_chair_and_vice_chair(self):
        election = elect_in_order(self.VOTES, 2)
        assert election.posts == ()
        assert election.tie is not None
        assert (election.tie.stage, election.tie.tied) == ("valg, post 1", {"A", "V"})

    def test_the_lot_says_who_is_first_and_the_other_is_second(self):
        election = elect_in_order(self.VOTES, 2, lots=[self.FIRST])
        assert (holders(election), election.tie) == (["V", "A"], None)
        assert election.posts[0].steps[0].lot == self.FIRST

    def test_three_equal_need_a_second_lot(self):
        votes = {"A": 50, "C": 50, "V": 50}
        first = DrawnLot(stage="valg, post 1", tied=frozenset("ACV"), winners=("V",))
        second = DrawnLot(stage="valg, post 2", tied=frozenset("AC"), winners=("C",))
        waiting = elect_in_order(votes, 2, lots=[first])
        assert holders(waiting) == ["V"]
        assert waiting.tie is not None
        assert (waiting.tie.stage, waiting.tie.tied) == ("valg, post 2", {"A", "C"})
        assert holders(elect_in_order(votes, 2, lots=[second, first])) == ["V", "C"]

    def test_inside_an_alliance(self):
        """C+V 100 against A's 90; C and V 50 each."""
        votes = {"A": 90, "C": 50, "V": 50}
        drawn = DrawnLot(stage="valg, post 1, inden for C+V", tied=frozenset("CV"), winners=("V",))
        waiting = elect_in_order(votes, 2, [CV])
        assert waiting.tie is not None
        assert waiting.tie.stage == drawn.stage
        assert holders(elect_in_order(votes, 2, [CV], lots=[drawn])) == ["V", "A"]

    @pytest.mark.parametrize(
        "stage", ["valg, post 2", "valg", "valg, post 3", "formand", "valg, post 1, inden for C+V"]
    )
    def test_a_lot_for_another_post_is_refused(self, stage):
        drawn = DrawnLot(stage=stage, tied=frozenset("AV"), winners=("V",))
        with pytest.raises(StaleLotError):
            elect_in_order(self.VOTES, 2, lots=[drawn])

    def test_a_lot_for_a_tie_that_is_gone_is_refused(self):
        with pytest.raises(StaleLotError):
            elect_in_order(self.VOTES | {"A": 51}, 2, lots=[self.FIRST])

    def test_a_second_lot_is_refused_when_the_first_leaves_nobody_tied(self):
        second = DrawnLot(stage="valg, post 2", tied=frozenset("AV"), winners=("A",))
        with pytest.raises(StaleLotError):
            elect_in_order(self.VOTES, 2, lots=[self.FIRST, second])


class TestMargin:
    """The votes that the next in line lacks to be sure of the post."""

    VOTES = {"A": 100, "C": 20, "V": 60}  # noqa: RUF012

    def test_of_the_chair(self):
        """V's 60 against A's 100: with 40 more it is a tie, with 41 V's."""
        assert elect_in_order(self.VOTES, 2).posts[0].margin_votes == 41
        assert elect_in_order(self.VOTES | {"V": 100}, 2).tie is not None
        assert holders(elect_in_order(self.VOTES | {"V": 101}, 2)) == ["V", "A"]

    def test_of_the_vice_chair(self):
        """A's second quotient is 50 against V's 60: A needs 121 votes for both."""
        assert elect_in_order(self.VOTES, 2).posts[1].margin_votes == 21
        assert elect_in_order(self.VOTES | {"A": 120}, 2).tie is not None
        assert holders(elect_in_order(self.VOTES | {"A": 121}, 2)) == ["A", "A"]

    def test_of_an_alliance_is_the_smaller_of_the_two(self):
        """C+V 105 against A 100: A lacks 6. Inside C has 55 against V's 50: V lacks 6, or 3 with 53."""
        assert elect_in_order({"A": 100, "C": 55, "V": 50}, 1, [CV]).posts[0].margin_votes == 6
        assert elect_in_order({"A": 100, "C": 53, "V": 51}, 1, [CV]).posts[0].margin_votes == 3

    def test_of_a_lot_is_one_vote(self):
        drawn = DrawnLot(stage="valg, post 1", tied=frozenset("AV"), winners=("V",))
        election = elect_in_order({"A": 50, "V": 50}, 1, lots=[drawn])
        assert election.posts[0].margin_votes == 1

    def test_of_a_lone_contender_is_none(self):
        assert elect_in_order({"A": 50}, 1).posts[0].margin_votes is None

    def test_nearest_to_the_vice_chair_need_not_be_the_next_in_line(self):
        """
        A 100 has the chair, V 60 the vice-chair. Next is A's second quotient, 50: A lacks 21, C 45 only 16.

        With 16 more C has 61 and is before V; with 15 it is a tie.
        """
        votes = {"A": 100, "C": 45, "V": 60}
        vice_chair = elect_in_order(votes, 2).posts[1]
        assert vice_chair.margin_votes == 21
        assert vice_chair.nearest == ("C", 16)
        assert holders(elect_in_order(votes | {"C": 61}, 2)) == ["A", "C"]
        assert elect_in_order(votes | {"C": 60}, 2).tie is not None

    def test_nearest_of_equals_is_the_first_by_name(self):
        assert elect_in_order({"A": 100, "V": 60, "F": 60}, 1).posts[0].nearest == ("F", 41)

    def test_nearest_to_a_lone_contender_is_nobody(self):
        assert elect_in_order({"A": 50}, 1).posts[0].nearest is None

    def test_with_the_margin_the_next_in_line_has_the_post_and_with_one_fewer_it_is_not_sure(self):
        """
        Vote by vote, for every pair of small totals and both posts.

        A 10, V 9, C 7: with the 3 that C lacks to be vice-chair it draws lots with A for the chair, and is
        sure of one of the two.
        """
        for first in range(1, 13):
            for second in range(1, 13):
                votes = {"A": first, "C": 7, "V": second}
                for post in elect_in_order(votes, 2).posts:
                    [step] = post.steps
                    rival, lacking = step.runner_up.contender, post.margin_votes

                    def sure_of(more, rival=rival, number=post.number, votes=votes):
                        after = votes | {rival: votes[rival] + more}
                        return min(outcome.count(rival) for outcome in outcomes(after, number))

                    assert sure_of(lacking) == sure_of(0) + 1
                    assert sure_of(lacking - 1) == sure_of(0)


def outcomes(votes, posts, lots=()):
    """Give the holders of the posts under every way that the lots can fall."""
    election = elect_in_order(votes, posts, lots=lots)
    if election.tie is None:
        yield holders(election)
        return
    for winner in election.tie.tied:
        drawn = DrawnLot(stage=election.tie.stage, tied=election.tie.tied, winners=(winner,))
        yield from outcomes(votes, posts, [*lots, drawn])


class TestKkr2022:
    """»Formand og næstformand« of January 2022 on plain votes (V1)."""

    @pytest.mark.parametrize("region", ["midtjylland", "sjaelland", "syddanmark", "nordjylland"])
    def test_a_and_v_as_happened(self, region):
        assert sorted(holders(elected(region, "2022-2026").plain_posts)) == ["A", "V"]

    def test_midtjylland(self):
        """A 205,813 against V 185,393: V lacks 20,421, one more than the difference."""
        [chair, _] = elected("midtjylland", "2022-2026").plain_posts.posts
        assert (chair.holder, chair.quotient.value, chair.margin_votes) == ("A", 205_813, 20_421)


class TestCourse:
    """A contender with a post competes for the next with its votes over two, then over three."""

    def test_one_contender_can_take_every_post(self):
        """A 1,000, 500 and 333⅓ against B's 300."""
        election = elect_in_order({"A": 1000, "B": 300}, 3)
        assert [(post.holder, post.quotient) for post in election.posts] == [
            ("A", Quotient("A", 1000, 1)),
            ("A", Quotient("A", 1000, 2)),
            ("A", Quotient("A", 1000, 3)),
        ]

    def test_more_posts_than_votes(self):
        """One vote is enough for A to have all three."""
        assert holders(elect_in_order({"A": 1, "V": 0}, 3)) == ["A", "A", "A"]

    def test_it_keeps_the_votes_it_was_made_from(self):
        pact = Alliance.of("B", "C")
        election = elect_in_order({"C": 1, "A": 5, "B": 3}, 1, [pact])
        assert (election.votes, election.alliances) == ({"A": 5, "B": 3, "C": 1}, (pact,))


class TestOneLotAfterTheOther:
    """A lot among alliances is used, though another tie inside the winner waits for the next one."""

    VOTES: ClassVar[dict[str, int]] = {"A": 1, "B": 1, "C": 2}
    ALLIED = Alliance.of("A", "B")
    OUTER = DrawnLot(stage="valg, post 1", tied=frozenset({"A+B", "C"}), winners=("A+B",))
    INNER = DrawnLot(stage="valg, post 1, inden for A+B", tied=frozenset("AB"), winners=("B",))

    def test_the_first_lot_leads_to_the_next_tie(self):
        election = elect_in_order(self.VOTES, 1, [self.ALLIED], lots=[self.OUTER])
        assert election.posts == ()
        assert election.tie is not None
        assert (election.tie.stage, election.tie.tied) == ("valg, post 1, inden for A+B", frozenset("AB"))

    def test_both_lots_fill_the_post(self):
        election = elect_in_order(self.VOTES, 1, [self.ALLIED], lots=[self.OUTER, self.INNER])
        assert [post.holder for post in election.posts] == ["B"]
        assert election.posts[0].lots == (self.OUTER, self.INNER)
