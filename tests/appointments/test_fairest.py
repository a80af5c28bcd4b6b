"""The fairest package: the best, the only one, and the same whatever the order of the input (U10, U14)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

import pytest
from appointments.assemblies import MIDTJYLLAND, basis_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kkr_analysis.allocation import DrawnLot, highest_averages
from kkr_analysis.appointments import Forum, OfficeSeat, fair_package, fair_packages
from kkr_analysis.appointments.flow import Dealing
from kkr_analysis.errors import AppointmentError, StaleLotError

FORTY = [Forum.alike(f"forum {place:02}", (1, 1, 1, 1, 2, 3, 4, 5, 7, 9)[place % 10]) for place in range(40)]

UNEVEN = {"A": 11, "V": 9, "C": 5, "F": 4, "B": 3, "D": 2, "O": 6, "Ø": 7, "K": 1}


def rows(package) -> list[tuple[str, dict[str, int]]]:
    return [(entry.forum, dict(entry.seats)) for entry in package.distribution]


def splits(seats: int, groups: int) -> Iterator[tuple[int, ...]]:
    """Every way to give that many seats to that many groups."""
    if groups == 1:
        yield (seats,)
        return
    for first in range(seats + 1):
        yield from ((first, *rest) for rest in splits(seats - first, groups - 1))


def every_distribution(
    sizes: list[int], names: list[str], totals: Mapping[str, int], offices: list[str]
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every matrix of seats, forum by group, with these totals: the count that needs no solver."""
    for matrix in product(*(list(splits(size, len(names))) for size in sizes)):
        holds = all(
            not office or row[names.index(office)] for row, office in zip(matrix, offices, strict=True)
        )
        sums = [sum(row[place] for row in matrix) for place in range(len(names))]
        if holds and sums == [totals[name] for name in names]:
            yield matrix


def distance(matrix, sizes, members: Mapping[str, int], names: list[str]) -> Fraction:
    total = sum(members.values())
    return sum(
        (
            (row[place] - Fraction(size * members[name], total)) ** 2
            for row, size in zip(matrix, sizes, strict=True)
            for place, name in enumerate(names)
        ),
        Fraction(0),
    )


def off_count(matrix, sizes, members: Mapping[str, int], names: list[str], offices: list[str]) -> int:
    off = 0
    for row, size, office in zip(matrix, sizes, offices, strict=True):
        held = {office: 1} if office else {}
        count = highest_averages(members, size - len(held), held=held)
        tied = count.tie.tied if count.tie else ()
        off += sum(
            max(row[place] - count.seats()[name] - (name in tied), 0) for place, name in enumerate(names)
        )
    return off


class TestTheBestThereIs:
    """Held against every distribution there is."""

    @given(
        st.lists(st.integers(1, 9), min_size=2, max_size=3),
        st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", "", "A", "B"])), min_size=1, max_size=4),
    )
    @settings(max_examples=100)
    def test_it_is_the_first_on_all_three_criteria(self, numbers, seats_and_offices):
        """Each forum has a seat by virtue of an office, of A's or B's first member, or none."""
        members = dict(zip("ABC", numbers, strict=False))
        seats_and_offices.sort(key=lambda pair: -pair[0])
        seats = [size for size, _ in seats_and_offices]
        offices = [office for _, office in seats_and_offices]
        fora = [
            Forum.alike(f"f{place}", size, (OfficeSeat(holder=f"{office}1"),) if office else ())
            for place, (size, office) in enumerate(seats_and_offices)
        ]
        for package in fair_packages(fora, basis_of(members)):
            # In the order of the third criterion; a group without a seat in all is not asked.
            names = sorted(members, key=lambda name: (-members[name], name))
            totals = dict(package.together)
            found = tuple(
                tuple(dict(entry.seats).get(name, 0) for name in names) for entry in package.distribution
            )
            asked = [name for name in names if totals[name]]

            def in_turn(matrix, names=names, asked=asked):
                return [
                    -row[names.index(name)]
                    for place, row in enumerate(matrix)
                    for name in (*asked[place % len(asked) :], *asked[: place % len(asked)])
                ]

            every = list(every_distribution(seats, names, totals, offices))
            keys = {
                matrix: (
                    distance(matrix, seats, members, names),
                    off_count(matrix, seats, members, names, offices),
                    in_turn(matrix),
                )
                for matrix in every
            }
            assert found == min(every, key=keys.__getitem__)
            assert (package.distance, package.seats_off_count) == keys[found][:2]
            assert package.equally_fair == sum(key[0] == package.distance for key in keys.values())


class TestTheOnlyOne:
    """The order of the fora, and of the groups, changes nothing."""

    @given(
        st.lists(st.integers(1, 9), min_size=2, max_size=6),
        st.lists(st.integers(1, 9), min_size=1, max_size=12),
        st.randoms(use_true_random=False),
    )
    @settings(max_examples=60)
    def test_input_order(self, numbers, seats, shuffle):
        members = list(zip("ABCDEF", numbers, strict=False))
        fora = [Forum.alike(f"f{place}", size) for place, size in enumerate(seats)]
        package = fair_package(fora, basis_of(dict(members)))
        shuffle.shuffle(fora)
        shuffle.shuffle(members)
        assert fair_package(fora, basis_of(dict(members))) == package

    @given(
        st.lists(st.integers(1, 9), min_size=2, max_size=5),
        st.lists(st.integers(1, 9), min_size=1, max_size=8),
    )
    @settings(max_examples=60)
    def test_every_forum_is_full_and_every_group_has_what_it_has_under_et(self, numbers, seats):
        members = basis_of(dict(zip("ABCDE", numbers, strict=False)))
        package = fair_package([Forum.alike(f"f{place}", size) for place, size in enumerate(seats)], members)
        assume(package.tie is None)
        assert sorted(sum(dict(entry.seats).values()) for entry in package.distribution) == sorted(seats)
        for name, total in package.together:
            assert sum(dict(entry.seats).get(name, 0) for entry in package.distribution) == total


class TestInTurn:
    """Equal fora: the groups are asked in turn, so that none has the first ones on the list."""

    def test_three_groups_of_one_size_over_six_seats(self):
        fora = [Forum.alike(f"skole {place}", 1) for place in range(1, 7)]
        package = fair_package(fora, basis_of({"A": 2, "B": 2, "C": 2}))
        assert ["".join(seats) for _, seats in rows(package)] == ["A", "B", "C", "A", "B", "C"]
        # 6! / (2! 2! 2!)
        assert package.equally_fair == 90

    def test_31_members_and_six_bodies_of_seven(self):
        """22/20: four bodies 4/3 and two 3/4, in any of 15 ways."""
        package = fair_package(
            [Forum.alike(f"udvalg {n}", 7) for n in range(6)], basis_of({"A": 16, "V": 15})
        )
        assert dict(package.together) == {"A": 22, "V": 20}
        assert [seats["A"] for _, seats in rows(package)] == [4, 3, 4, 3, 4, 4]
        assert (package.equally_fair, package.seats_off_count) == (15, 2)


class TestALotUnderEt:
    """Two equal groups and three seats: every fall of the lot has its proposal."""

    FORA = (Forum.alike("et", 1), Forum.alike("to", 2))
    VOTES = basis_of({"A": 4, "V": 4})

    def test_no_proposal_before_the_lot(self):
        package = fair_package(self.FORA, self.VOTES)
        assert (package.tie.stage, package.tie.tied, package.distribution) == ("under ét", {"A", "V"}, ())

    def test_both_falls(self):
        falls = list(fair_packages(self.FORA, self.VOTES))
        assert sorted(map(rows, falls), key=str) == [
            [("to", {"A": 1, "V": 1}), ("et", {"A": 1})],
            [("to", {"A": 1, "V": 1}), ("et", {"V": 1})],
        ]

    def test_a_lot_that_settles_nothing_is_refused(self):
        drawn = DrawnLot(stage="under ét", tied=frozenset("AC"), winners=("A",))
        with pytest.raises(StaleLotError):
            fair_package(self.FORA, self.VOTES, [drawn])


class TestTheProof:
    """A distribution that a solver gets wrong is met here, in whole numbers."""

    def test_one_that_can_be_improved_is_refused(self):
        costs = {("A", "f"): [0], ("A", "g"): [5], ("B", "f"): [5], ("B", "g"): [0]}
        ones = {"A": 1, "B": 1}
        dealing = Dealing(size={"f": 1, "g": 1}, totals=ones, held=dict.fromkeys(costs, 0))
        worse = {("A", "f"): 0, ("A", "g"): 1, ("B", "f"): 1, ("B", "g"): 0}
        with pytest.raises(AssertionError, match="not the cheapest"):
            dealing.refuse_improvable(costs, worse)
        with pytest.raises(AssertionError, match="has not the seats"):
            dealing.refuse_improvable(costs, worse | {("A", "f"): 1})

    @pytest.mark.parametrize(
        ("fora", "absent", "fault"),
        [
            ([Forum.alike("f", 1)] * 2, frozenset(), "To fora hedder f"),
            ([Forum.alike("f", 1)], frozenset({"A1"}), "Ingen gruppe har medlemmer"),
        ],
    )
    def test_what_cannot_be(self, fora, absent, fault):
        with pytest.raises(AppointmentError, match=fault):
            fair_package(fora, basis_of({"A": 1}, absent))


class TestALargePackage:
    """40 fora and 9 groups: how long it takes is benchmarks/bench_meeting.py's."""

    @pytest.mark.parametrize(
        ("fora", "members", "places"),
        [
            (FORTY, MIDTJYLLAND, 136),
            # Very many distributions are equally fair: they are not counted for longer than there is time.
            ([Forum.alike(f"forum {place:02}", 7) for place in range(40)], UNEVEN, 280),
        ],
    )
    def test_forty_fora_and_nine_groups(self, fora, members, places):
        basis = basis_of(members)
        tie = fair_package(fora, basis).tie
        lots = [DrawnLot(stage=tie.stage, tied=tie.tied, winners=tuple(sorted(tie.tied)[: tie.places]))]
        package = fair_package(fora, basis, lots)
        assert sum(sum(dict(entry.seats).values()) for entry in package.distribution) == places
        assert package.equally_fair is None or package.equally_fair > 10**12
