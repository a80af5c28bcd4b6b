"""
What holds for every count, whatever the figures.

Votes are drawn small as often as large, so that ties are common. Which broken line each property was seen to
catch stands in docs/afproevning.md.
"""

from fractions import Fraction
from itertools import combinations, permutations

from hypothesis import assume, example, given
from hypothesis import strategies as st

from kkr_analysis.allocation import (
    Alliance,
    DivisorMethod,
    DrawnLot,
    allocate_in_alliances,
    elect_in_order,
    highest_averages,
    highest_averages_within,
    largest_remainder,
)
from kkr_analysis.composition.seats import STAGE, compose
from kkr_analysis.rules import CapReading, OutsideReading, Readings

CAST = st.integers(0, 30) | st.integers(1, 10**6)
VOTES = st.dictionaries(st.sampled_from("ABCDEFGH"), CAST, min_size=1).filter(
    lambda votes: any(votes.values())
)
SEATS = st.integers(0, 40)
METHODS = st.sampled_from(DivisorMethod)


def undecided(count):
    """Seats that a lot has yet to decide."""
    return count.tie.places if count.tie else 0


def largest(quotients):
    """Return the largest of some quotients, several where they are equal; a divisor of 0 beats all others."""
    sizes = [(not own.divisor, Fraction(own.votes, own.divisor or 1)) for own in quotients]
    return [own for own, size in zip(quotients, sizes, strict=True) if size == max(sizes)]


def least_together(count, names):
    """Seats of some contenders together when every lot falls against them."""
    sure = sum(count.seats()[name] for name in names)
    if count.tie is None:
        return sure
    return sure + max(0, count.tie.places - len(count.tie.tied - set(names)))


def most_together(count, names):
    """Seats of some contenders together when every lot falls in their favour."""
    sure = sum(count.seats()[name] for name in names)
    if count.tie is None:
        return sure
    return sure + min(count.tie.places, len(count.tie.tied & set(names)))


class TestHighestAverages:
    """Seat by seat to the largest quotient."""

    @given(VOTES, SEATS, METHODS)
    def test_seats_add_up(self, votes, seats, method):
        count = highest_averages(votes, seats, method=method)
        assert sum(count.seats().values()) + undecided(count) == seats
        assert len(count.steps) == seats - undecided(count)

    @given(st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 30)), st.integers(0, 8), METHODS)
    def test_the_order_of_the_input_is_irrelevant(self, votes, seats, method):
        counts = {
            highest_averages(dict(order), seats, method=method) for order in permutations(votes.items())
        }
        assert len(counts) == 1
        assert len({count.steps for count in counts}) == 1

    @given(VOTES, SEATS, METHODS)
    def test_one_seat_more_takes_none_away(self, votes, seats, method):
        """Contender by contender, when all lots fall against it and when all fall in its favour."""
        fewer = highest_averages(votes, seats, method=method)
        more = highest_averages(votes, seats + 1, method=method)
        for name in votes:
            assert least_together(more, [name]) >= least_together(fewer, [name])
            assert most_together(more, [name]) >= most_together(fewer, [name])

    @given(VOTES, SEATS)
    def test_nobody_gets_fewer_than_their_whole_share_under_dhondt(self, votes, seats):
        """Not even when every lot falls against it."""
        count, total = highest_averages(votes, seats), sum(votes.values())
        assert all(count.seats()[name] >= cast * seats // total for name, cast in votes.items())

    @given(VOTES, SEATS)
    def test_nobody_gets_more_than_their_share_rounded_up_under_adams(self, votes, seats):
        count, total = highest_averages(votes, seats, method=DivisorMethod.ADAMS), sum(votes.values())
        assert all(most_together(count, [name]) <= -(-cast * seats // total) for name, cast in votes.items())

    @given(VOTES, SEATS, st.integers(2, 1000), METHODS)
    def test_scaling_all_votes_changes_nothing(self, votes, seats, factor, method):
        scaled = highest_averages({name: cast * factor for name, cast in votes.items()}, seats, method=method)
        plain = highest_averages(votes, seats, method=method)
        assert (scaled.seats(), scaled.tie) == (plain.seats(), plain.tie)
        assert [step.winner for step in scaled.steps] == [step.winner for step in plain.steps]

    @given(VOTES, SEATS, METHODS)
    def test_every_winner_beats_or_equals_everybody_else(self, votes, seats, method):
        for step in highest_averages(votes, seats, method=method).steps:
            assert step.winning in largest(step.quotients)

    @given(VOTES, SEATS, METHODS, st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 5)))
    def test_nobody_without_a_last_seat_had_a_larger_claim_than_who_has_it(
        self, votes, seats, method, before
    ):
        """Held seats are none of the count's; the tied have equal claims, smaller than all that won."""
        held = {name: own for name, own in before.items() if name in votes}
        count = highest_averages(votes, seats, method=method, held=held)
        won = count.seats()
        nexts = [(cast, method.divisor(won[name])) for name, cast in votes.items() if cast]
        for name, cast in votes.items():
            if won[name] > held.get(name, 0):
                divisor = method.divisor(won[name] - 1)
                assert not any(
                    other * divisor > cast * next_divisor if divisor or next_divisor else other > cast
                    for other, next_divisor in nexts
                )

    @given(VOTES, SEATS, METHODS)
    def test_no_contender_without_votes_has_a_seat(self, votes, seats, method):
        count = highest_averages(votes | {"Z": 0}, seats, method=method)
        assert count.seats()["Z"] == 0


class TestMergingAndSplitting:
    """D'Hondt rewards standing together: never a seat fewer, and at most one more for two."""

    @given(
        VOTES, SEATS, st.integers(0, 30) | st.integers(1, 10**6), st.integers(0, 30) | st.integers(1, 10**6)
    )
    def test_two_who_merge_lose_nothing_and_win_one_seat_at_most(self, votes, seats, first, second):
        apart = highest_averages(votes | {"X": first, "Y": second}, seats)
        merged = highest_averages(votes | {"XY": first + second}, seats)
        assert least_together(apart, ["X", "Y"]) <= least_together(merged, ["XY"])
        assert most_together(apart, ["X", "Y"]) <= most_together(merged, ["XY"])
        assert most_together(merged, ["XY"]) <= most_together(apart, ["X", "Y"]) + 1

    @given(VOTES, SEATS, st.integers(0, 10**6), st.integers(0, 4))
    @example({"A": 24, "B": 76}, 5, 0, 2)
    def test_who_splits_gains_nothing(self, votes, seats, which, part_of_four):
        """Into no part, a quarter, half, three quarters or all, and the rest."""
        name = sorted(votes)[which % len(votes)]
        part = votes[name] * part_of_four // 4
        whole = highest_averages(votes, seats)
        rest = {other: cast for other, cast in votes.items() if other != name}
        split = highest_averages(rest | {"X": part, "Y": votes[name] - part}, seats)
        assert most_together(split, ["X", "Y"]) <= most_together(whole, [name])
        assert least_together(split, ["X", "Y"]) <= least_together(whole, [name])

    @given(VOTES, SEATS, st.data())
    def test_an_alliance_never_loses_against_its_members_alone(self, votes, seats, data):
        assume(len(votes) > 1)
        members = data.draw(st.lists(st.sampled_from(sorted(votes)), min_size=2, unique=True))
        alliance = Alliance.of(*members)
        alone = highest_averages(votes, seats)
        allied = allocate_in_alliances(votes, seats, [alliance]).count
        assert least_together(allied, [alliance.label]) >= least_together(alone, members)
        assert most_together(allied, [alliance.label]) >= most_together(alone, members)


@st.composite
def tied_counts(draw):
    """Figures that end in a tie."""
    votes = draw(st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 6), min_size=2))
    seats, method = draw(st.integers(1, 12)), draw(METHODS)
    count = highest_averages(votes, seats, method=method, stage="råd")
    assume(count.tie is not None)
    return votes, seats, method, count


class TestLots:
    """A lot only ever picks among the tied (K8)."""

    @given(tied_counts())
    def test_each_way_the_lot_can_fall(self, figures):
        votes, seats, method, count = figures
        tie = count.tie
        for winners in combinations(sorted(tie.tied), tie.places):
            drawn = DrawnLot(stage="råd", tied=tie.tied, winners=winners)
            settled = highest_averages(votes, seats, method=method, stage="råd", lots=[drawn])
            assert settled.seats() == {name: own + (name in winners) for name, own in count.seats().items()}
            assert settled.tie is None
            before = [(step.winner, step.quotients, step.tied, step.lot) for step in count.steps]
            again = [(step.winner, step.quotients, step.tied, step.lot) for step in settled.steps]
            assert again[: len(before)] == before
            assert [step.winner for step in settled.steps[len(count.steps) :]] == list(winners)
            assert all(step.lot == drawn for step in settled.steps[len(count.steps) :])

    @given(tied_counts())
    def test_the_tied_are_those_with_the_best_claim_to_the_next_seat(self, figures):
        votes, _, method, count = figures
        won = count.seats()
        first, *rest = sorted(count.tie.tied)
        for name in rest:
            assert votes[name] * method.divisor(won[first]) == votes[first] * method.divisor(won[name])
        assert 0 < count.tie.places < len(count.tie.tied)


class TestLargestRemainder:
    """Whole shares first."""

    @given(VOTES, SEATS)
    def test_nobody_is_a_whole_seat_from_their_share(self, votes, seats):
        count = largest_remainder(votes, seats)
        assert all(abs(share.seats - share.share) < 1 for share in count.shares)
        assert sum(count.seats().values()) + undecided(count) == seats

    @given(VOTES, SEATS, st.integers(2, 1000))
    def test_scaling_and_order_change_nothing(self, votes, seats, factor):
        plain = largest_remainder(votes, seats)
        backwards = {name: votes[name] * factor for name in sorted(votes, reverse=True)}
        scaled = largest_remainder(backwards, seats)
        assert (scaled.shares, scaled.tie) == (plain.shares, plain.tie)


class TestCapacity:
    """Nobody has more seats than candidates (V8)."""

    @given(VOTES, SEATS, METHODS, st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 8)))
    @example({"A": 60, "B": 30}, 2, DivisorMethod.DHONDT, {"A": 1})
    def test_candidates_is_never_exceeded_and_no_seat_is_empty_that_can_be_filled(
        self, votes, seats, method, capacity
    ):
        count = highest_averages_within(votes, seats, capacity, method=method)
        won = count.seats()
        assert all(won[name] <= capacity.get(name, seats) for name in votes)
        room = sum(min(capacity.get(name, seats), seats) for name, cast in votes.items() if cast)
        assert sum(won.values()) + undecided(count) == min(seats, room)
        assert all(
            won[name] < capacity.get(name, seats + 1) for name in (count.tie.tied if count.tie else ())
        )
        assert len(count.steps) == sum(won.values())

    @given(VOTES, SEATS, st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 8)))
    def test_who_is_full_claims_nothing(self, votes, seats, capacity):
        won = dict.fromkeys(votes, 0)
        for step in highest_averages_within(votes, seats, capacity).steps:
            assert step.winning in largest(step.quotients)
            won[step.winner] += 1
            assert won[step.winner] <= capacity.get(step.winner, seats)

    @given(VOTES, SEATS, st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 8)), st.data())
    def test_nor_is_it_in_alliances(self, votes, seats, capacity, data):
        assume(len(votes) > 1)
        members = data.draw(st.lists(st.sampled_from(sorted(votes)), min_size=2, unique=True))
        count = allocate_in_alliances(votes, seats, [Alliance.of(*members)], capacity=capacity)
        won = count.seats()
        assert all(won[name] <= capacity.get(name, seats) for name in votes)
        room = sum(min(capacity.get(name, seats), seats) for name, cast in votes.items() if cast)
        assert sum(won.values()) + sum(tie.places for tie in count.ties) == min(seats, room)


class TestLevels:
    """Alliances inside alliances (V3)."""

    @given(VOTES, SEATS)
    def test_an_alliance_of_everybody_is_a_plain_count(self, votes, seats):
        assume(len(votes) > 1)
        plain = highest_averages(votes, seats)
        allied = allocate_in_alliances(votes, seats, [Alliance.of(*votes)])
        assert allied.seats() == plain.seats()
        assert [tie.tied for tie in allied.ties] == ([plain.tie.tied] if plain.tie else [])
        [(_, inside)] = allied.inner
        assert inside.count.steps == plain.steps

    @given(VOTES, SEATS)
    def test_one_alliance_around_another_of_the_same_members_changes_nothing(self, votes, seats):
        """X has no votes, so X+(A+B+…) is the chain of A+B+… alone."""
        assume(len(votes) > 1)
        plain = highest_averages(votes, seats)
        chain = allocate_in_alliances(votes | {"X": 0}, seats, [Alliance.of("X", Alliance.of(*votes))])
        assert chain.seats() == plain.seats() | {"X": 0}

    @given(VOTES, SEATS)
    def test_an_inner_alliance_changes_nothing_outside_it(self, votes, seats):
        assume(len(votes) > 3)
        first, second, third, *_ = sorted(votes)
        flat = allocate_in_alliances(votes, seats, [Alliance.of(first, second, third)])
        nested = allocate_in_alliances(votes, seats, [Alliance.of(first, Alliance.of(second, third))])
        outside = sorted(votes.keys() - {first, second, third})
        assert [flat.seats()[name] for name in outside] == [nested.seats()[name] for name in outside]

    @given(VOTES, st.integers(1, 6))
    def test_posts_in_order_are_the_seats_of_a_count_without_ties(self, votes, posts):
        election = elect_in_order(votes, posts)
        assume(election.tie is None)
        count = highest_averages(votes, posts)
        assert [post.holder for post in election.posts] == [step.winner for step in count.steps]


@st.composite
def councils(draw):
    """Votes and mayors of some contenders, and mayors outside, one mayor per municipality."""
    letters = draw(st.lists(st.sampled_from("ABCDFIKOVØ"), min_size=1, unique=True))
    votes = {letter: draw(st.integers(1, 30) | st.integers(1, 10**6)) for letter in letters}
    mayors = {letter: draw(st.integers(0, 12)) for letter in letters}
    mayors[letters[0]] += 1
    outside = draw(st.integers(0, 3))
    return votes, mayors, outside, sum(mayors.values()) + outside


READINGS = st.builds(Readings, cap=st.sampled_from(CapReading), outside=st.sampled_from(OutsideReading))


def composed(council, readings=None, lots=()):
    votes, mayors, outside, size = council
    return compose(votes, mayors, municipalities=size, mayors_outside=outside, readings=readings, lots=lots)


class TestComposition:
    """How a KKR is composed."""

    @given(councils(), READINGS)
    def test_the_total_is_the_claims_or_the_cap(self, council, readings):
        kkr = composed(council, readings)
        outside = council[2] if readings.outside is OutsideReading.OUTSIDE_CAP else 0
        assert kkr.total + undecided(kkr) == min(kkr.uncapped, kkr.cap + outside)
        assert kkr.cap_binds == (kkr.uncapped > kkr.cap + outside)

    @given(councils(), READINGS)
    def test_nobody_has_fewer_seats_than_mayors(self, council, readings):
        kkr = composed(council, readings)
        assert all(seats >= council[1][name] for name, seats in kkr.seats.items())

    @given(councils())
    @example(({"A": 1, "V": 900}, {"V": 9}, 0, 9))
    def test_nobody_eligible_is_without_a_seat_unless_the_cap_binds(self, council):
        kkr = composed(council)
        assert kkr.cap_binds or all(kkr.seats.values())

    @given(councils())
    def test_rounding_up_to_the_cap_gives_nobody_more_than_it_claimed(self, council):
        kkr = composed(council)
        assert all(claim.mayors <= kkr.seats[claim.contender] <= claim.seats for claim in kkr.claims)

    @given(councils())
    def test_nobody_has_more_votes_per_claimed_seat_than_the_price(self, council):
        kkr = composed(council)
        assert all(Fraction(claim.votes, claim.seats) <= kkr.price for claim in kkr.claims)
        assert all(claim.seats >= claim.mayors for claim in kkr.claims)

    @given(councils())
    def test_the_dimensioning_party_requires_the_largest_house(self, council):
        kkr = composed(council)
        sizes = {entry.contender: entry.seats for entry in kkr.required_sizes}
        assert {sizes[name] for name in kkr.dimensioning} == {max(sizes.values())}

    @given(councils(), st.integers(2, 50), READINGS)
    def test_scaling_and_order_change_nothing(self, council, factor, readings):
        votes, *others = council
        backwards = {name: votes[name] * factor for name in sorted(votes, reverse=True)}
        one, other = composed(council, readings), composed((backwards, *others), readings)
        assert (one.seats, one.tie) == (other.seats, other.tie)

    @given(st.integers(2, 5), st.integers(1, 12), st.integers(100, 10**6), READINGS)
    def test_a_lot_only_ever_picks_among_the_tied(self, equals, mayors, cast, readings):
        """Some with equally many votes share the seats that Z's mayors leave them."""
        assume(mayors % equals)
        votes = dict.fromkeys("ABCDE"[:equals], cast) | {"Z": 1}
        council = (votes, {"Z": mayors}, 0, mayors)
        kkr = composed(council, readings)
        assert kkr.tie is not None
        assert (kkr.tie.tied, kkr.tie.places) == (votes.keys() - {"Z"}, mayors % equals)
        winners = tuple(sorted(kkr.tie.tied))[: kkr.tie.places]
        drawn = DrawnLot(stage=STAGE, tied=kkr.tie.tied, winners=winners)
        settled = composed(council, readings, [drawn])
        assert settled.seats == {name: own + (name in winners) for name, own in kkr.seats.items()}
        assert settled.tie is None
