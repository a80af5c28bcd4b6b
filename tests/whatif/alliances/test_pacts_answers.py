"""Best and worst pacts, pacts that hold, counter-pacts, and tallies, against the plain definition."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from examples import examples
from hypothesis import example, given
from hypothesis import strategies as st
from tools.counted_one_by_one import posts_by_every_lot, sets_of_alliances, votes_of

from kkr_analysis.allocation import Alliance, allocate_in_alliances
from kkr_analysis.errors import AllianceError, TooManyContendersError, VotesError
from kkr_analysis.whatif.alliances import (
    Appointment,
    Appointments,
    ChairAndViceChair,
    Contenders,
    best_and_worst,
    counter_pacts,
    departures,
    every_result,
    most_frequent,
    results,
    stable_sets,
)
from kkr_analysis.whatif.alliances.partitions import chunks, columns_of
from kkr_analysis.whatif.alliances.results import frequencies, merged
from kkr_analysis.whatif.alliances.stability import ways_to_leave

MEMBERS = {"A": 10, "B": 2, "C": 5, "D": 2, "F": 3, "K": 1, "O": 2, "V": 9, "Ø": 2}


def worth(contest, alliances):
    """Sure and most of every contender, by name, under one set of alliances."""
    contenders = contest.contenders
    values = contest.values(columns_of(contenders, [contenders.blocks(alliances)]))
    rows = zip(contenders.names, values.sure[0].tolist(), values.most[0].tolist(), strict=True)
    return {name: (sure, most) for name, sure, most in rows}


def contests(votes):
    return [
        ChairAndViceChair.of(votes),
        Appointments.of(votes, [3]),
        Appointments.of(votes, [2, 5]),
    ]


CASES = [
    {"A": 90, "B": 61, "C": 47, "D": 33, "E": 21},
    {"A": 10, "B": 9, "C": 5, "D": 3, "E": 2},
    {"A": 14, "B": 10, "C": 14, "D": 17, "E": 13},
    {"A": 3, "B": 6, "C": 19, "D": 2, "E": 10},
    {"A": 5, "B": 5, "C": 4, "D": 2, "E": 2},
]


class TestWorth:
    @examples(40)
    @given(votes_of(5), st.data())
    def test_posts_and_places_are_the_traced_engines(self, votes, data):
        alliances = data.draw(st.sampled_from(list(sets_of_alliances(sorted(votes)))))
        both = worth(ChairAndViceChair.of(votes), alliances)
        falls = posts_by_every_lot(votes, alliances)
        for name in votes:
            had = [2 * (way[0] == name) + (way[1] == name) for way in falls]
            assert both[name] == (min(had), max(had))
        places = worth(Appointments.of(votes, [2, 5]), alliances)
        for name in votes:
            counted = [allocate_in_alliances(votes, number, alliances).seats()[name] for number in (2, 5)]
            assert places[name][0] == sum(counted)

    def test_a_single_place_is_no_proportional_election(self):
        with pytest.raises(VotesError, match="regel V5"):
            Appointments.of(MEMBERS, [3, 1])


class TestBestAndWorst:
    """»for each party, its best and worst pact and what staying outside costs«."""

    @examples(20)
    @given(votes_of(5, least=2) | st.sampled_from(CASES), st.integers(0, 2))
    @example(CASES[-2], 2)
    def test_by_definition(self, votes, which):
        contest = contests(votes)[which]
        names = sorted(votes)
        for ours in best_and_worst(contest):
            pacts = [
                Alliance(pact)
                for size in range(2, len(names) + 1)
                for pact in combinations(names, size)
                if ours.contender in pact
            ]
            by_pact = {pact: worth(contest, [pact])[ours.contender] for pact in pacts}
            assert ours.best == max(by_pact.values())
            assert ours.worst == min(by_pact.values())
            assert ours.alone == worth(contest, [])[ours.contender]
            for end, found in ((ours.best, ours.best_pacts), (ours.worst, ours.worst_pacts)):
                ranked = [
                    (len(pact.members), sum(votes[name] for name in pact.members), pact)
                    for pact, prospect in by_pact.items()
                    if prospect == end
                ]
                least = min(rank[:2] for rank in ranked)
                assert set(found) == {pact for number, cast, pact in ranked if (number, cast) == least}
            others = [name for name in ours.best_pacts[0].members if name != ours.contender]
            without = [Alliance(tuple(others))] if len(others) > 1 else []
            assert ours.left_out == worth(contest, without)[ours.contender]

    def test_others_stand(self):
        """With C+V declared, neither is free."""
        found = best_and_worst(Appointments.of(MEMBERS, [4]), [Alliance.of("C", "V")])
        assert [one.contender for one in found] == ["A", "B", "D", "F", "K", "O", "Ø"]

    def test_nobody_to_ally_with(self):
        with pytest.raises(AllianceError, match="Færre end to"):
            best_and_worst(ChairAndViceChair.of({"A": 1, "B": 2, "C": 3}), [Alliance.of("A", "B")])


class TestStable:
    """»pacts from which no member, and no subset of members, would gain by leaving«."""

    @pytest.mark.parametrize("votes", CASES)
    @pytest.mark.parametrize("which", range(3))
    def test_by_definition(self, votes, which):
        contest = contests(votes)[which]
        stable = stable_sets(contest)
        for alliances in sets_of_alliances(sorted(votes)):
            assert (alliances in stable) == self.holds_by_definition(contest, alliances)

    @examples(40)
    @given(votes_of(6), st.integers(0, 2), st.data())
    def test_by_definition_at_random(self, votes, which, data):
        every = list(sets_of_alliances(sorted(votes)))
        contest, alliances = contests(votes)[which], data.draw(st.sampled_from(every))
        assert (alliances in stable_sets(contest)) == self.holds_by_definition(contest, alliances)

    def holds_by_definition(self, contest, alliances):
        """Whether nobody would gain by leaving; whoever would is whom ``departures`` says."""
        before = worth(contest, alliances)
        expected = set()
        for pact in alliances:
            others = [other for other in alliances if other != pact]
            for size in range(1, len(pact.members)):
                for leavers in combinations(pact.members, size):
                    rest = tuple(name for name in pact.members if name not in leavers)
                    stay = [Alliance(rest)] if len(rest) > 1 else []
                    for as_one in (True, False) if size > 1 else (True,):
                        new = [Alliance(leavers)] if as_one and size > 1 else []
                        after = worth(contest, [*others, *stay, *new])
                        changes = [after[name][0] - before[name][1] for name in leavers]
                        if min(changes) >= 0 and max(changes) > 0:
                            expected.add((pact, leavers, as_one))
        found = departures(contest, alliances)
        assert {(one.alliance, one.leavers, one.as_one) for one in found} == expected
        return not expected

    @pytest.mark.parametrize("votes", CASES)
    @pytest.mark.parametrize("which", range(3))
    def test_all_at_once_as_one_at_a_time(self, votes, which):
        contest = contests(votes)[which]
        every = sets_of_alliances(sorted(votes))
        assert set(stable_sets(contest)) == {sets for sets in every if not departures(contest, sets)}

    def test_every_group_is_tried_in_every_way(self):
        """Of four members 4 can leave alone, and 6 pairs and 4 threes either as one or each alone."""
        ways = list(ways_to_leave([15, 16]))
        assert len({(leavers, as_one) for _, leavers, as_one, _ in ways}) == len(ways) == 24
        assert (15, 3, True, (3, 12, 16)) in ways
        assert (15, 3, False, (1, 2, 12, 16)) in ways

    def test_eleven_are_too_many(self):
        with pytest.raises(TooManyContendersError, match="ét sæt ad gangen"):
            stable_sets(ChairAndViceChair.of({str(number): 1 for number in range(11)}))


class TestTaken:
    """Post by post: what takes the chair need not leave its holder with nothing."""

    def test_the_chair_is_taken_and_the_vice_chair_left(self):
        """
        A 100, B 60, C 50, D 45: B+C has 110 and the chair for B, who had the vice-chair.

        A+D has 145 and takes it; B+C is vice-chair, and B keeps what it had.
        """
        votes = {"A": 100, "B": 60, "C": 50, "D": 45}
        [taken] = counter_pacts(ChairAndViceChair.of(votes), Alliance.of("B", "C")).taken
        assert (taken.gainers, taken.post, taken.further) == (("B",), 1, 0)
        assert taken.pacts == (Alliance.of("A", "D"),)

    def test_a_chair_that_was_no_post_before_is_taken_although_the_vice_chair_is_gained(self):
        """
        A 100, B 90, C 60, D 50: C+D has 110 and the chair for C, who had no post.

        A+B has 190 and takes the chair; 110 ÷ 1 is more than 190 ÷ 2, so C is vice-chair: not undone.
        """
        votes = {"A": 100, "B": 90, "C": 60, "D": 50}
        answer = counter_pacts(ChairAndViceChair.of(votes), Alliance.of("C", "D"))
        [taken] = answer.taken
        assert (taken.post, taken.pacts, answer.undoing) == (1, (Alliance.of("A", "B"),), ())

    def test_of_places_all_that_was_gained_is_meant(self):
        """A 6, B 4, C 3, D 2 for two places: C+D has 5 and one of them, B's, and A+B cannot take it."""
        contest = Appointments.of({"A": 6, "B": 4, "C": 3, "D": 2}, [2])
        [taken] = counter_pacts(contest, Alliance.of("C", "D")).taken
        assert (taken.gainers, taken.post, taken.pacts) == (("C",), None, ())


class TestCounterPacts:
    """»the answer to a pact (the smallest counter-pact that undoes it)«."""

    def test_chair(self):
        """A 50 is chair; C+V 60 takes it; A+F 65 takes it back, and so does A+Ø with fewer votes."""
        votes = {"A": 50, "C": 35, "V": 25, "F": 15, "Ø": 11}
        answer = counter_pacts(ChairAndViceChair.of(votes), Alliance.of("C", "V"))
        assert answer.gainers == ("C",)
        assert answer.undoing == (Alliance.of("A", "Ø"),)

    def test_a_pact_that_gains_nothing_has_no_answer(self):
        answer = counter_pacts(
            ChairAndViceChair.of({"A": 50, "C": 10, "V": 5, "F": 3}), Alliance.of("C", "V")
        )
        assert (answer.gainers, answer.undoing) == ((), ())

    @examples(40)
    @given(votes_of(6, least=3), st.integers(0, 2))
    def test_by_definition(self, votes, which):
        contest = contests(votes)[which]
        first, second, *free = sorted(votes)
        pact = Alliance.of(first, second)
        before, with_pact = worth(contest, []), worth(contest, [pact])
        gainers = tuple(name for name in pact.members if with_pact[name][0] > before[name][1])
        undoing = []
        for size in range(2, len(free) + 1) if gainers else ():
            for counter in combinations(free, size):
                after = worth(contest, [pact, Alliance(counter)])
                if all(after[name][1] <= before[name][1] for name in gainers):
                    undoing.append(counter)
        answer = counter_pacts(contest, pact)
        assert answer.gainers == gainers
        assert {pact.members for pact in answer.undoing} == least(votes, undoing)


def named(votes, seats):
    """Every result of an appointment, the most frequent first."""
    appointment = Appointment(contenders=Contenders.of(votes), places=seats)
    return most_frequent(appointment, every_result(appointment))


class TestResults:
    """»chunks of the enumeration that can be computed independently and merged associatively«."""

    @examples(40)
    @given(votes_of(6), st.integers(0, 9))
    def test_by_definition(self, votes, seats):
        expected, fewest, sets = Counter(), {}, {}
        for alliances in sets_of_alliances(sorted(votes)):
            count = allocate_in_alliances(votes, seats, alliances)
            key = tuple(sorted(count.seats().items())), bool(count.ties)
            expected[key] += 1
            inside = [name for pact in alliances for name in pact.members]
            size = len(inside), sum(votes[name] for name in inside)
            fewest[key] = min(fewest.get(key, size), size)
            sets.setdefault((key, size), set()).add(alliances)
        ours = named(votes, seats)
        assert sum((Counter({(one.seats, one.needs_lot): one.sets}) for one in ours), Counter()) == expected
        for one in ours:
            key = one.seats, one.needs_lot
            for each in one.smallest:
                inside = [name for alliance in each for name in alliance.members]
                assert each in sets[key, (len(inside), sum(votes[name] for name in inside))]
        for key, size in fewest.items():
            smallest = {each for one in ours if (one.seats, one.needs_lot) == key for each in one.smallest}
            assert sets[key, size] <= smallest

    def test_chunks_in_any_order_and_grouping(self):
        appointment = Appointment(contenders=Contenders.of(MEMBERS), places=4)
        parts = [frequencies(appointment, chunk) for chunk in chunks(9, largest=2_000)]
        expected = named(MEMBERS, 4)

        @examples(10)
        @given(st.permutations(range(12)), st.integers(1, 10))
        def in_this_order(order, cut):
            shuffled = [parts[number] for number in order if number < len(parts)]
            total = merged([merged(shuffled[:cut]), merged(shuffled[cut:])])
            assert most_frequent(appointment, total) == expected

        in_this_order()

    def test_a_result_is_named_once_and_the_most_frequent_come_first(self):
        found = named(MEMBERS, 4)
        assert sum(one.sets for one in found) == 21_147
        keys = [(one.seats, one.tied, one.tied_inside) for one in found]
        assert len(set(keys)) == len(keys)
        ranked = [(-one.sets, one.seats, one.tied, one.tied_inside) for one in found]
        assert ranked == sorted(ranked)
        appointment = Appointment(contenders=Contenders.of(MEMBERS), places=4)
        for most in (1, 7, 12, len(found)):
            assert most_frequent(appointment, every_result(appointment), most) == found[:most]

    def test_different_keys_of_one_mixture_stay_apart(self, monkeypatch):
        """Without a mixture worth the name all keys are alike in it, and are ordered by their words."""
        expected = named(MEMBERS, 4)
        monkeypatch.setattr(results, "MIXER", np.uint64(0))
        assert named(MEMBERS, 4) == expected

    def test_more_results_than_anybody_reads_are_refused(self, monkeypatch):
        monkeypatch.setattr(results, "MOST_RESULTS", 20)
        with pytest.raises(TooManyContendersError, match="enkelte valgforbund med kkr whatif"):
            named(MEMBERS, 4)


def least(votes, pacts):
    ranked = [(len(pact), sum(votes[name] for name in pact), pact) for pact in pacts]
    return {pact for number, cast, pact in ranked if (number, cast) == min(rank[:2] for rank in ranked)}
