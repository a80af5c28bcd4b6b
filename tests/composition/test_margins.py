"""What a seat hangs on: the closed forms against counting vote by vote."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from tools.elected import elected

from kkr_analysis.allocation import DivisorMethod, DrawnLot, highest_averages, seat_margins, threshold_margin
from kkr_analysis.composition.eligibility import meets_threshold
from kkr_analysis.composition.margins import composition_margins, deciding_mayors
from kkr_analysis.composition.seats import STAGE, compose
from kkr_analysis.errors import NoDimensioningPartyError, VotesError
from kkr_analysis.rules import CapReading, OutsideReading, Readings


def least_and_most(count, name):
    """Seats of a contender when every lot falls against it, and when it falls in its favour."""
    sure = count.seats()[name]
    return sure, sure + (count.tie is not None and name in count.tie.tied)


def margins_of(margins):
    return {margin.contender: (margin.to_win, margin.to_lose) for margin in margins}


class TestSeatMargins:
    """The fewest votes that decide a seat, whatever the lot; one fewer does not."""

    def test_hand_count(self):
        """
        A 100, B 60, five seats: A 100, B 60, A 50, A 33⅓, B 30.

        A's fourth, votes ÷ 4, has to beat B's 30: 121. A keeps three of them while votes ÷ 3 is not below
        B's third, 20: it loses it at 59. B's third, votes ÷ 3, has to beat A's 33⅓: 101. B's second is lost
        below A's 25: at 49.
        """
        assert margins_of(seat_margins({"A": 100, "B": 60}, 5)) == {"A": (21, 41), "B": (41, 11)}

    def test_equal_quotients_are_not_enough(self):
        """
        A's second quotient is 50, and so is B's first: a lot for the second seat, and a vote more is enough.

        A's first seat is lost when B's second quotient, 25, is larger: at 24.
        """
        assert margins_of(seat_margins({"A": 100, "B": 50}, 2)) == {"A": (1, 76), "B": (1, None)}
        assert highest_averages({"A": 100, "B": 50}, 2).tie is not None
        assert highest_averages({"A": 100, "B": 51}, 2).seats() == {"A": 1, "B": 1}

    def test_nothing_to_win_where_everything_is_won_and_nothing_to_lose_where_nothing_is(self):
        assert margins_of(seat_margins({"A": 5, "B": 0}, 2)) == {"A": (None, 5), "B": (3, None)}

    def test_seats_held_from_before_are_not_lost(self):
        """A holds two seats; the one seat is B's, with 30 against 100 ÷ 5."""
        margins = seat_margins({"A": 100, "B": 30}, 1, held={"A": 4})
        assert margins_of(margins) == {"A": (51, None), "B": (None, 11)}
        assert margins[0].seats == 4

    def test_adams_cannot_win_a_second_seat_while_another_has_none(self):
        """A and B have one each of two; no number of votes gives A both."""
        margins = seat_margins({"A": 100, "B": 1}, 2, method=DivisorMethod.ADAMS)
        assert margins_of(margins) == {"A": (None, 100), "B": (None, 1)}

    @pytest.mark.parametrize("wrong", [-1, True, 1.0, float("nan"), "1"])
    def test_what_cannot_be_counted(self, wrong):
        with pytest.raises(VotesError):
            seat_margins({"A": wrong}, 1)
        with pytest.raises(VotesError):
            seat_margins({"A": 1}, wrong)

    @pytest.mark.parametrize("votes", [{}, {"A": 0}])
    def test_no_votes(self, votes):
        assert margins_of(seat_margins(votes, 1)) == dict.fromkeys(votes, (1, None))

    @given(
        st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 12), min_size=1),
        st.integers(0, 6),
        st.sampled_from(DivisorMethod),
        st.fixed_dictionaries(dict.fromkeys("ABCD", st.integers(0, 2))) | st.just({}),
    )
    def test_vote_by_vote(self, votes, seats, method, before):
        held = {name: own for name, own in before.items() if name in votes}

        def count(name, cast):
            return least_and_most(
                highest_averages(votes | {name: cast}, seats, method=method, held=held), name
            )

        for margin in seat_margins(votes, seats, method=method, held=held):
            name, cast = margin.contender, votes[margin.contender]
            assert margin.seats == count(name, cast)[0]
            winning = (more for more in range(200) if count(name, cast + more)[0] > margin.seats)
            losing = (fewer for fewer in range(cast + 1) if count(name, cast - fewer)[1] < margin.seats)
            assert (margin.to_win, margin.to_lose) == (next(winning, None), next(losing, None))


class TestThresholdMargin:
    """2 % of a denominator that grows and shrinks with the contender's own votes (E3)."""

    @pytest.mark.parametrize(
        ("votes", "denominator", "to_reach", "to_miss"),
        [
            (20, 1000, None, 1),
            (19, 1000, 2, None),
            (21, 1000, None, 2),
            (0, 1000, 21, None),
            (1000, 1000, None, None),
            (0, 0, None, None),
        ],
        ids=["exactly", "one below", "one above", "nothing", "everything", "no votes at all"],
    )
    def test_on_the_line(self, votes, denominator, to_reach, to_miss):
        """19 + 1 of 1,001 is still too few; 19 + 2 of 1,002 is 2.1 %."""
        margin = threshold_margin(votes, denominator)
        assert (margin.to_reach, margin.to_miss) == (to_reach, to_miss)

    def test_vote_by_vote(self):
        for denominator in range(160):
            for votes in range(denominator + 1):
                reached = meets_threshold(votes, denominator)
                reaching = (more for more in range(10) if meets_threshold(votes + more, denominator + more))
                missing = (
                    fewer
                    for fewer in range(votes + 1)
                    if not meets_threshold(votes - fewer, denominator - fewer)
                )
                margin = threshold_margin(votes, denominator)
                assert margin.to_reach == (None if reached else next(reaching))
                assert margin.to_miss == (next(missing, None) if reached else None)

    @pytest.mark.parametrize("wrong", [-1, True, 1.0, float("nan"), "1", None])
    def test_what_cannot_be_counted(self, wrong):
        with pytest.raises(VotesError):
            threshold_margin(wrong, 100)
        with pytest.raises(VotesError):
            threshold_margin(1, wrong)

    def test_more_votes_than_there_are(self):
        with pytest.raises(VotesError, match="101 stemmer af 100"):
            threshold_margin(101, 100)


@st.composite
def councils(draw):
    """Votes so small that they can be tried one by one, with mayors and readings."""
    names = draw(st.sampled_from(["AB", "ABC", "ABCD"]))
    votes = {name: draw(st.integers(1, 25)) for name in names}
    mayors = {name: draw(st.integers(0, 2)) for name in names}
    mayors["A"] += not any(mayors.values())
    outside = draw(st.integers(0, 1))
    readings = Readings(cap=draw(st.sampled_from(CapReading)), outside=draw(st.sampled_from(OutsideReading)))
    return votes, mayors, outside, readings


def composed(council, votes=None, mayors=None, outside=None):
    own_votes, own_mayors, own_outside, readings = council
    return compose(
        own_votes if votes is None else votes,
        own_mayors if mayors is None else mayors,
        municipalities=sum(own_mayors.values()) + own_outside,
        mayors_outside=own_outside if outside is None else outside,
        readings=readings,
    )


def least_and_most_of(kkr, name):
    sure = kkr.seats[name]
    return sure, sure + (kkr.tie is not None and name in kkr.tie.tied)


class TestCompositionMargins:
    """One seat more or less in the KKR, everything computed anew (K3, K5, K6)."""

    def test_without_the_cap(self):
        """V 900 with 9 mayors: 100 a seat. A's 905 is 10 seats: 1,001 would be 11, and 900 would be 9."""
        kkr = compose({"A": 905, "V": 900}, {"A": 1, "V": 9}, municipalities=10)
        assert margins_of(composition_margins(kkr))["A"] == (96, 5)

    def test_mayors_are_never_lost(self):
        kkr = compose({"A": 905, "V": 900}, {"A": 1, "V": 9}, municipalities=10)
        assert margins_of(composition_margins(kkr))["V"][1] is None

    def test_a_seat_that_a_lot_may_keep_is_not_lost_for_sure(self):
        """
        Cap 4, mayors A 1, V 1; two seats more: B 1, then A 400 ÷ 1 against B's 300 ÷ 1.

        A has two seats and draws lots for the second with 300: it is lost for sure with 299. It cannot have
        three, because B has nothing yet and comes first.
        """
        kkr = compose({"A": 400, "B": 300, "V": 10}, {"A": 1, "V": 1}, municipalities=2)
        assert kkr.seats == {"A": 2, "B": 1, "V": 1}
        assert margins_of(composition_margins(kkr))["A"] == (None, 101)

    def test_a_vote_more_can_cost_a_seat_where_the_method_changes_at_the_cap(self):
        """
        B with d'Hondt above the cap of 6: mayors B 2, D 1 of 20, 16 votes; A 22, C 4.

        With 5 votes more the cap no longer takes from it what the method does: held against counting.
        """
        council = (
            {"A": 22, "B": 20, "C": 4, "D": 16},
            {"B": 2, "D": 1},
            0,
            Readings(cap=CapReading.DHONDT),
        )
        seats = [composed(council, council[0] | {"B": 20 + more}).seats["B"] for more in range(14)]
        assert seats[5] == 3
        assert seats != sorted(seats)
        assert margins_of(composition_margins(composed(council)))["B"] == (5, None)

    def test_whose_own_votes_set_the_price_is_held_against_the_others_rate(self):
        """
        A with d'Hondt above the cap of 10: mayors A 3, C 2 of 42, 53 votes; B 32, D 11.

        Up to 79 votes A has more mayors per vote than C, beyond them C sets the price. A search that parts
        the votes at A's own rate passes by the third vote more, and finds the 38th.
        """
        council = (
            {"A": 42, "B": 32, "C": 53, "D": 11},
            {"A": 3, "C": 2},
            0,
            Readings(cap=CapReading.DHONDT),
        )
        seats = [composed(council, council[0] | {"A": 42 + more}).seats["A"] for more in range(39)]
        assert (seats[2], seats[3]) == (seats[0], seats[0] + 1)
        assert seats[37] == seats[0] < seats[38]
        assert margins_of(composition_margins(composed(council)))["A"] == (3, None)

    def test_who_won_by_lot_holds_on_by_no_vote(self):
        votes, mayors = {"A": 300, "B": 300, "V": 10}, {"A": 1, "V": 1}
        drawn = DrawnLot(stage=STAGE, tied=frozenset("AB"), winners=("B",))
        margins = margins_of(composition_margins(compose(votes, mayors, municipalities=2, lots=[drawn])))
        assert (margins["A"][0], margins["B"][1]) == (1, 1)

    @examples(80)
    @given(councils())
    def test_vote_by_vote(self, council):
        votes, mayors, outside, _ = council
        kkr = composed(council)
        enough = sum(votes.values()) * 2 * (2 * (sum(mayors.values()) + outside) + 1)

        def seats_with(name, cast):
            return least_and_most_of(composed(council, votes | {name: cast}), name)

        for margin in composition_margins(kkr):
            name, cast = margin.contender, votes[margin.contender]
            tried = range(min(enough, 150) if margin.to_win is None else margin.to_win + 1)
            winning = (more for more in tried if seats_with(name, cast + more)[0] > margin.seats)
            losing = (fewer for fewer in range(cast) if seats_with(name, cast - fewer)[1] < margin.seats)
            assert (margin.to_win, margin.to_lose) == (next(winning, None), next(losing, None))
            if margin.to_win is None:
                assert seats_with(name, cast + enough)[0] <= margin.seats


class TestDecidingMayors:
    """Which mayor's change of party would alter the number of members (K3, K5, K7)."""

    @given(councils())
    def test_mayor_by_mayor(self, council):
        votes, mayors, outside, _ = council
        kkr = composed(council)
        expected = set()
        for before in [*votes, None]:
            for after in [*votes, None]:
                held = {**mayors, None: outside}
                if before == after or not held[before]:
                    continue
                held[before] -= 1
                held[after] += 1
                others = {name: held[name] for name in votes}
                try:
                    changed = composed(council, mayors=others, outside=held[None])
                except NoDimensioningPartyError:
                    continue
                if size(changed) != size(kkr):
                    expected.add((before, after, size(changed)))
        found = [(change.instead_of, change.mayor_of, change.total) for change in deciding_mayors(kkr)]
        assert len(found) == len(set(found))
        assert set(found) == expected

    def test_midtjylland_2022(self):
        """36 members under a cap of 38: were one of V's nine mayors A's, A would be dimensioning."""
        kkr = elected("midtjylland", "2022-2026").composition
        changes = {(change.instead_of, change.mayor_of): change.total for change in deciding_mayors(kkr)}
        a_for_v = compose(
            {claim.contender: claim.votes for claim in kkr.claims},
            {**kkr.mayors, "A": 10, "V": 8},
            municipalities=19,
        )
        assert changes.get(("V", "A"), 36) == a_for_v.total


def size(kkr):
    """Members, the seats that wait for a lot included."""
    return kkr.total + (kkr.tie.places if kkr.tie else 0)


class TestDivisorOfZero:
    """Under Adams a first seat is claimed with a divisor of 0, which beats every other."""

    def test_one_vote_wins_a_first_seat_from_a_second(self):
        """A has both seats; B's first claim would beat A's 5 ÷ 1."""
        margins = {
            own.contender: own for own in seat_margins({"A": 5, "B": 0}, 2, method=DivisorMethod.ADAMS)
        }
        assert margins["B"].to_win == 1

    def test_between_two_first_seats_the_votes_decide(self):
        """One seat: A's 5 votes beat B's 3. With 2 A has lost it for sure, with 3 a lot would decide."""
        margins = {
            own.contender: own for own in seat_margins({"A": 5, "B": 3}, 1, method=DivisorMethod.ADAMS)
        }
        assert (margins["A"].to_lose, margins["B"].to_win) == (3, 3)
