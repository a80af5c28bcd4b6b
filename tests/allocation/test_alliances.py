"""Alliances (valgforbund): first to alliances and lone contenders, then inside each."""

import pytest

from kkr_analysis.allocation import Alliance, DrawnLot, Tie, allocate_in_alliances, elect_in_order
from kkr_analysis.errors import AllianceError, StaleLotError

CV = Alliance.of("C", "V")


def lot(stage: str, tied: str, *winners: str) -> DrawnLot:
    return DrawnLot(stage=stage, tied=frozenset(tied.split()), winners=winners)


class TestTwoSteps:
    """An alliance stands as one contender; its seats are passed on to its members (V3)."""

    def test_its_seats_go_to_its_largest_quotients(self):
        """
        A 100, C 45, V 40, three seats.

        C+V has 85: A 100, C+V 85, A 50, and C is first inside. The fourth is C+V's 42.5, and inside V's 40
        beats C's 22.5.
        """
        assert allocate_in_alliances({"A": 100, "C": 45, "V": 40}, 3, [CV]).seats() == {
            "A": 2,
            "C": 1,
            "V": 0,
        }
        assert allocate_in_alliances({"A": 100, "C": 45, "V": 40}, 4, [CV]).winners() == ("A", "C", "A", "V")

    def test_together_they_take_what_neither_would_have_had(self):
        """A 100, C 30, V 25, three seats: alone A 100, 50, 33⅓. C+V has 55, more than A's 50 and 33⅓."""
        votes = {"A": 100, "C": 30, "V": 25}
        assert allocate_in_alliances(votes, 3).seats() == {"A": 3, "C": 0, "V": 0}
        assert allocate_in_alliances(votes, 3, [CV]).seats() == {"A": 2, "C": 1, "V": 0}

    def test_a_contender_outside_every_alliance_stands_alone(self):
        count = allocate_in_alliances({"A": 100, "B": 90, "C": 30, "V": 25}, 3, [CV])
        assert [(claim.contender, claim.votes) for claim in count.count.steps[0].quotients] == [
            ("A", 100),
            ("B", 90),
            ("C+V", 55),
        ]

    def test_an_alliance_inside_an_alliance(self):
        """
        A listeforbund of C and V in a valgforbund with B: B 50, C 30, V 26 against A 100, five seats.

        B+(C+V) has 106: 106, A 100, 53, A 50, 35⅓: three. Inside: C+V 56, B 50, C+V 28. Inside that: C 30,
        V 26. Without the inner alliance B would come first, then C, then V: another running order.
        """
        votes = {"A": 100, "B": 50, "C": 30, "V": 26}
        assert allocate_in_alliances(votes, 5, [Alliance.of("B", CV)]).winners() == ("C", "A", "B", "A", "V")
        assert allocate_in_alliances(votes, 5, [Alliance.of("B", "C", "V")]).winners() == tuple("BACAV")

    def test_an_inner_alliance_can_cost_the_outer_member_its_seat(self):
        """Two seats inside: C+V 110 and 55 against B's 50, where B's 50 beats V's 45 alone."""
        votes = {"B": 50, "C": 65, "V": 45}
        assert allocate_in_alliances(votes, 2, [Alliance.of("B", CV)]).seats() == {"B": 0, "C": 1, "V": 1}
        assert allocate_in_alliances(votes, 2, [Alliance.of("B", "C", "V")]).seats() == {
            "B": 1,
            "C": 1,
            "V": 0,
        }


class TestTies:
    """Lots can be needed among the alliances, inside one, and inside one inside it: each is named (K8)."""

    AMONG = {"A": 50, "C": 30, "V": 20}  # noqa: RUF012 - A 50 and C+V 50 for the one seat
    INSIDE = {"A": 10, "C": 30, "V": 30}  # noqa: RUF012 - C and V for the one seat of C+V
    NESTED = {"A": 10, "B": 20, "C": 30, "V": 30}  # noqa: RUF012 - the same, in B+(C+V)
    DEEP = Alliance.of("B", CV)

    def test_among_the_alliances(self):
        count = allocate_in_alliances(self.AMONG, 1, [CV], stage="råd")
        assert count.ties == (Tie(stage="råd", tied=frozenset({"A", "C+V"}), first_seat=1, places=1),)
        assert count.seats() == {"A": 0, "C": 0, "V": 0}

    def test_inside_an_alliance(self):
        count = allocate_in_alliances(self.INSIDE, 1, [CV], stage="råd")
        assert [(tie.stage, tie.tied) for tie in count.ties] == [("råd, inden for C+V", {"C", "V"})]
        assert (sum(count.seats().values()), count.winners()) == (0, (None,))

    def test_a_seat_that_waits_for_a_lot_inside_keeps_its_running_number(self):
        """C+V+Æ 70, A 40, C+V+Æ 35, B 28: C is first inside, and V and Æ have 20 each for the second."""
        votes = {"A": 40, "B": 28, "C": 30, "V": 20, "Æ": 20}
        count = allocate_in_alliances(votes, 4, [Alliance.of("C", "V", "Æ")])
        assert count.winners() == ("C", "A", None, "B")

    def test_inside_an_alliance_inside_an_alliance(self):
        count = allocate_in_alliances(self.NESTED, 1, [self.DEEP], stage="råd")
        assert [tie.stage for tie in count.ties] == ["råd, inden for B+(C+V), inden for C+V"]
        assert sum(count.seats().values()) == 0

    def test_among_the_inner_alliances(self):
        """B 60 and C+V 60 for the one seat of B+(C+V)."""
        count = allocate_in_alliances(self.NESTED | {"B": 60}, 1, [self.DEEP], stage="råd")
        assert [(tie.stage, tie.tied) for tie in count.ties] == [("råd, inden for B+(C+V)", {"B", "C+V"})]

    @pytest.mark.parametrize(
        ("votes", "alliance", "drawn", "winner"),
        [
            (AMONG, CV, lot("råd", "A C+V", "C+V"), "C"),
            (INSIDE, CV, lot("råd, inden for C+V", "C V", "V"), "V"),
            (NESTED, DEEP, lot("råd, inden for B+(C+V), inden for C+V", "C V", "V"), "V"),
        ],
        ids=["among the alliances", "inside one", "inside an inner one"],
    )
    def test_a_lot_at_each_stage_settles_it(self, votes, alliance, drawn, winner):
        count = allocate_in_alliances(votes, 1, [alliance], stage="råd", lots=[drawn])
        assert (count.winners(), count.ties) == ((winner,), ())

    def test_lots_at_several_stages_go_together(self):
        """A 60 against C+V's 60, and C 30 against V 30."""
        count = allocate_in_alliances(
            {"A": 60, "C": 30, "V": 30},
            1,
            [CV],
            stage="råd",
            lots=[lot("råd, inden for C+V", "C V", "C"), lot("råd", "A C+V", "C+V")],
        )
        assert count.winners() == ("C",)

    @pytest.mark.parametrize(
        ("votes", "alliance", "drawn"),
        [
            (AMONG | {"A": 51}, CV, lot("råd", "A C+V", "C+V")),
            (INSIDE | {"C": 31}, CV, lot("råd, inden for C+V", "C V", "V")),
            (INSIDE | {"A": 90}, CV, lot("råd, inden for C+V", "C V", "V")),
            (NESTED | {"C": 31}, DEEP, lot("råd, inden for B+(C+V), inden for C+V", "C V", "V")),
            (INSIDE, CV, lot("råd", "C V", "V")),
            (NESTED, DEEP, lot("råd, inden for C+V", "C V", "V")),
            (INSIDE, CV, lot("et andet råd", "C V", "V")),
            (INSIDE, CV, lot("råd, inden for A+Ø", "C V", "V")),
        ],
        ids=[
            "stale among",
            "stale inside",
            "the alliance wins nothing",
            "stale in an inner one",
            "stage of the outer count",
            "stage without the outer alliance",
            "unknown stage",
            "unknown alliance",
        ],
    )
    def test_a_lot_that_settles_nothing_is_refused(self, votes, alliance, drawn):
        with pytest.raises(StaleLotError, match="Slet rækken"):
            allocate_in_alliances(votes, 1, [alliance], stage="råd", lots=[drawn])

    def test_members_with_equally_many_votes_who_both_get_a_seat_need_no_lot(self):
        assert allocate_in_alliances(self.INSIDE, 2, [CV]).ties == ()


class TestCapacity:
    """What a contender cannot fill passes to its own alliance first, then to the others (V8)."""

    VOTES = {"A": 100, "C": 90, "V": 10}  # noqa: RUF012

    def test_to_the_own_alliance_first(self):
        """A 100 and C+V 100 for four seats: two each; C has one candidate, so V has the other."""
        count = allocate_in_alliances(self.VOTES, 4, [CV], capacity={"C": 1})
        assert count.seats() == {"A": 2, "C": 1, "V": 1}

    def test_then_to_the_others(self):
        """C and V have no more than one candidate together, so A has three."""
        count = allocate_in_alliances(self.VOTES, 4, [CV], capacity={"C": 1, "V": 0})
        assert count.seats() == {"A": 3, "C": 1, "V": 0}
        assert count.winners() == ("A", "C", "A", "A")

    def test_through_an_inner_alliance(self):
        """B+(C+V) 140 and A 100: two of three. C+V's 100 and 50 beat B's 40; C fills one and V the next."""
        count = allocate_in_alliances(self.VOTES | {"B": 40}, 3, [Alliance.of("B", CV)], capacity={"C": 1})
        assert count.seats() == {"A": 1, "B": 0, "C": 1, "V": 1}

    def test_seats_that_nobody_can_fill_stay_unfilled(self):
        count = allocate_in_alliances(self.VOTES, 5, [CV], capacity={"A": 1, "C": 1, "V": 1})
        assert (count.seats(), count.ties) == ({"A": 1, "C": 1, "V": 1}, ())


class TestAlliancesThatCannotBe:
    """Between contenders with votes, each in at most one (V2)."""

    @pytest.mark.parametrize(
        ("alliances", "found"),
        [
            ([CV, Alliance.of("B", "V")], "V er i to valgforbund"),
            ([Alliance.of("V", CV)], "V er i to valgforbund"),
            ([Alliance.parse("C+V+C")], "C er i to valgforbund"),
            ([CV, CV], "C er i to valgforbund"),
            ([Alliance.of("C", "X")], "X er i et valgforbund, men har intet stemmetal"),
        ],
        ids=["in two", "in one and in one inside it", "twice", "the same twice", "without a vote total"],
    )
    def test_a_member_is_a_contender_and_in_one_alliance(self, alliances, found):
        for count in (allocate_in_alliances, elect_in_order):
            with pytest.raises(AllianceError, match=found):
                count({"B": 1, "C": 1, "V": 1}, 2, alliances)

    @pytest.mark.parametrize("members", [(), ("C",), (CV,)])
    def test_an_alliance_of_fewer_than_two(self, members):
        with pytest.raises(AllianceError, match="mindst to medlemmer"):
            Alliance.of(*members)

    @pytest.mark.parametrize(
        ("text", "found"),
        [*((text, "ikke forstået") for text in ("", " ", "+", "C+", "+V", "C++V")), ("C", "fandt C")],
    )
    def test_a_text_without_every_member(self, text, found):
        with pytest.raises(AllianceError, match=found):
            Alliance.parse(text)

    def test_spaces_in_a_text_do_not_matter(self):
        assert Alliance.parse(" A + F+Ø ") == Alliance.of("A", "F", "Ø")

    @pytest.mark.parametrize("alliance", [CV, Alliance.of("A", CV)], ids=["outer", "inner"])
    def test_a_contender_named_as_an_alliance_is_not_lost(self, alliance):
        """Its votes would have been replaced by those of the alliance."""
        for count in (allocate_in_alliances, elect_in_order):
            with pytest.raises(AllianceError, match="både et parti og et valgforbund"):
                count({"A": 1, "C": 1, "V": 1, "C+V": 100}, 2, [alliance])
