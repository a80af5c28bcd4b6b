"""
A proposal for a package: the fairest distribution of all seats over all fora, and only one.

Every group gets in all what it would have under ét. That leaves very many distributions, so what is preferred
is stated, one criterion after the other until one distribution remains:

1. Every forum looks as much like the assembly as can be: the squares of the distances between a group's seats
   in a forum and its share of that forum's seats add up to the least.
2. As few seats as possible differ from the law's own count of each forum: seats given on a quotient smaller
   than the last one that would have won there.
3. In turn. The fora stand with the most seats first, equal ones by name, the groups with the most members
   first, equal ones by name. In the first forum the first group gets as many seats as what is above allows,
   then the second group, and so on. In the next forum the second group is asked first, in the one after it
   the third.

All three are one cost in whole numbers, each criterion weighted so that no sum of the later ones reaches it,
and the distribution is a flow of least cost from groups to fora: a network simplex in Python's own whole
numbers finds it, so nothing is rounded however large the weights are. It is then proved here without the
solver: no ring of exchanges makes it cheaper (``refuse_improvable``). The order of the input is never used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import comb

import networkx as nx

from kkr_analysis.allocation.lots import DrawnLot, Tie, lot_outcomes
from kkr_analysis.allocation.votes import Seats, Votes, in_order
from kkr_analysis.appointments.agreements import AgreedSeats, by_size, counted_alone, taken_together
from kkr_analysis.appointments.fora import Forum
from kkr_analysis.appointments.groups import Basis, refuse

MOST_DEALINGS = 5_000
"""Steps after which equally good distributions are not counted: about a third of a second."""

_Alike = tuple[tuple[bool, ...], int]
"""Fora that are alike: which groups may take a free seat there, and how many seats are still to be taken."""
_State = tuple[tuple[_Alike, int], ...]
"""How many fora there are of each."""
_Costs = Mapping[tuple[str, str], Sequence[int]]
"""What each further seat of a group in a forum costs: rising, so that seats are taken in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FairPackage:
    """
    The fairest distribution, forum by forum in the order of the third criterion, with how it was chosen.

    ``tie`` is the one about the last seats under ét where no lot is drawn for it; there is no distribution
    then, and ``fair_packages`` gives one for every fall of the lot.
    """

    distribution: tuple[AgreedSeats, ...]
    together: Seats
    distance: Fraction
    """The first criterion: the squares of all distances, added up."""
    seats_off_count: int
    """The second criterion."""
    equally_fair: int | None
    """Distributions equal on the first criterion, this one included; None where counting takes too long."""
    lots: tuple[DrawnLot, ...] = ()
    tie: Tie | None = None


def fair_package(fora: Sequence[Forum], basis: Basis, lots: Sequence[DrawnLot] = ()) -> FairPackage:
    """
    Propose the fairest distribution of all seats.

    Rule: U7, U10, U14. ``lots`` are the one drawn for the last seats under ét. A seat by virtue of an office
    is its holder's group's in every distribution.

    Raises AppointmentError for two fora of one name and where no group has a member, StaleLotError.
    """
    times = Counter(forum.name for forum in fora)
    faults = [f"To fora hedder {name}. Giv det ene et andet navn" for name in times if times[name] > 1]
    faults += [] if any(basis.votes.values()) else ["Ingen gruppe har medlemmer, så der er intet at fordele"]
    refuse(faults)
    together = taken_together(fora, basis, lots)
    if together.tie:
        return FairPackage(
            distribution=(),
            together=in_order(together.seats()),
            distance=Fraction(0),
            seats_off_count=0,
            equally_fair=None,
            tie=together.tie,
        )
    totals = together.seats()
    votes = basis.votes
    groups = [name for name in by_size(votes) if totals[name]]
    ordered = sorted(fora, key=lambda forum: (-forum.seats, forum.name))
    size = {forum.name: forum.seats for forum in ordered}
    held = {(group, forum.name): forum.by_group(basis)[group] for group in groups for forum in ordered}
    first, second = _squares(size, votes, groups), _off_count(ordered, basis, groups)
    problem = _Problem(size=size, totals={group: totals[group] for group in groups}, held=held)
    flow = problem.cheapest(_joined(first, second, _in_turn(size, groups)))
    return FairPackage(
        distribution=tuple(
            AgreedSeats.of(name, {group: flow[group, name] for group in groups}) for name in size
        ),
        together=in_order(totals),
        distance=Fraction(_cost(first, flow), sum(votes.values()) ** 2) + _share_squares(size, votes),
        seats_off_count=_cost(second, flow),
        equally_fair=problem.number_of_cheapest(first, flow),
        lots=(together.lot,) if together.lot else (),
    )


def fair_packages(fora: Sequence[Forum], basis: Basis) -> Iterator[FairPackage]:
    """Propose one for every fall of the lot about the last seats under ét; one where none is needed."""
    return lot_outcomes(lambda lots: fair_package(fora, basis, lots), lambda package: package.tie)


def _squares(size: Mapping[str, int], votes: Votes, groups: Sequence[str]) -> _Costs:
    # (M x - n m)^2 with M members in all, n seats and m members: M^2 times the square of the distance, less
    # what it is for no seat at all. A seat more costs M^2 (2 x - 1) - 2 M n m.
    members = sum(votes.values())
    return {
        (group, forum): [
            members**2 * (2 * seat - 1) - 2 * members * seats * votes[group] for seat in range(1, seats + 1)
        ]
        for group, (forum, seats) in product(groups, size.items())
    }


def _share_squares(size: Mapping[str, int], votes: Votes) -> Fraction:
    # What the squares come to without a seat, which ``_squares`` leaves out.
    members = sum(votes.values())
    return sum(
        (Fraction(seats * number, members) ** 2 for seats in size.values() for number in votes.values()),
        Fraction(0),
    )


def _off_count(fora: Sequence[Forum], basis: Basis, groups: Sequence[str]) -> _Costs:
    # 1 for a seat whose quotient is smaller than the last one that wins in the forum by itself, lot or none.
    costs: dict[tuple[str, str], list[int]] = {}
    for forum in fora:
        count = counted_alone(forum, basis)
        tied = count.tie.tied if count.tie else frozenset()
        won = {name: number + (name in tied) for name, number in count.seats().items()}
        costs |= {
            (group, forum.name): [int(seat >= won[group]) for seat in range(forum.seats)] for group in groups
        }
    return costs


def _in_turn(size: Mapping[str, int], groups: Sequence[str]) -> _Costs:
    # The first cell to be asked has the largest weight; a digit has room for every seat of the largest forum.
    base, cells = max(size.values(), default=0) + 1, len(size) * len(groups)
    costs: dict[tuple[str, str], list[int]] = {}
    for place, (forum, seats) in enumerate(size.items()):
        start = place % len(groups)
        for turn, group in enumerate([*groups[start:], *groups[:start]]):
            weight = base ** (cells - 1 - (place * len(groups) + turn))
            costs[group, forum] = [-weight] * seats
    return costs


def _joined(*criteria: _Costs) -> _Costs:
    """Make one cost of all: the least difference in a criterion outweighs every sum of the later ones."""
    joined = criteria[-1]
    for earlier in reversed(criteria[:-1]):
        weight = 1 + sum(sum(map(abs, costs)) for costs in joined.values())
        joined = {
            cell: [weight * cost + later for cost, later in zip(earlier[cell], joined[cell], strict=True)]
            for cell in earlier
        }
    return joined


def _cost(costs: _Costs, flow: Mapping[tuple[str, str], int]) -> int:
    return sum(sum(costs[cell][:seats]) for cell, seats in flow.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    # The seats of every forum, every group's seats in all, and the least a group has in a forum (by office).

    size: Mapping[str, int]
    totals: Mapping[str, int]
    held: Mapping[tuple[str, str], int]

    def cheapest(self, costs: _Costs) -> dict[tuple[str, str], int]:
        """Return the seats of every group in every forum that cost the least in all."""
        network = nx.MultiDiGraph()
        for group, total in self.totals.items():
            network.add_node(("group", group), demand=sum(self.held[group, f] for f in self.size) - total)
        for forum, seats in self.size.items():
            network.add_node(("forum", forum), demand=seats - sum(self.held[g, forum] for g in self.totals))
        for (group, forum), seat_costs in costs.items():
            for cost in seat_costs[self.held[group, forum] : self.totals[group]]:
                network.add_edge(("group", group), ("forum", forum), weight=cost, capacity=1)
        _, found = nx.network_simplex(network)
        flow = {
            (group, forum): self.held[group, forum]
            + sum(found["group", group].get(("forum", forum), {}).values())
            for group, forum in costs
        }
        self.refuse_improvable(costs, flow)
        return flow

    def refuse_improvable(self, costs: _Costs, flow: Mapping[tuple[str, str], int]) -> None:
        """Prove that the sums are right and that no ring of exchanges is cheaper, in whole numbers."""
        of_group, of_forum = Counter[str](), Counter[str]()
        for (group, forum), seats in flow.items():
            of_group[group] += seats
            of_forum[forum] += seats
        if (of_group, of_forum) != (self.totals, self.size):
            raise AssertionError("the solver's distribution has not the seats that there are")
        self.potentials(costs, flow)

    def potentials(
        self, costs: _Costs, flow: Mapping[tuple[str, str], int]
    ) -> tuple[dict[str, int], dict[str, int]]:
        """
        Return prices of groups and fora at which no seat taken is too dear, and none left out too cheap.

        They exist if and only if the flow costs the least; finding them is the shortest-path search of
        Bellman and Ford, which would not end on a ring of exchanges that is cheaper.
        """
        of_group, of_forum = dict.fromkeys(self.totals, 0), dict.fromkeys(self.size, 0)
        for _ in range(len(of_group) + len(of_forum) + 1):
            moved = False
            for (group, forum), seats in flow.items():
                cell = costs[group, forum]
                if seats < len(cell) and of_group[group] + cell[seats] < of_forum[forum]:
                    of_forum[forum], moved = of_group[group] + cell[seats], True
                if seats > self.held[group, forum] and of_forum[forum] - cell[seats - 1] < of_group[group]:
                    of_group[group], moved = of_forum[forum] - cell[seats - 1], True
            if not moved:
                return of_group, of_forum
        raise AssertionError("the solver's distribution is not the cheapest")

    def even_potentials(
        self, costs: _Costs, flow: Mapping[tuple[str, str], int]
    ) -> tuple[Mapping[str, int], Mapping[str, Fraction]]:
        """Return the same prices with one for all fora that can change places: the mean of theirs."""
        of_group, of_forum = self.potentials(costs, flow)
        kind_of = {
            forum: (seats, *(self.held[group, forum] for group in self.totals))
            for forum, seats in self.size.items()
        }
        alike: dict[tuple[int, ...], list[int]] = {}
        for forum, kind in kind_of.items():
            alike.setdefault(kind, []).append(of_forum[forum])
        return of_group, {f: Fraction(sum(alike[kind]), len(alike[kind])) for f, kind in kind_of.items()}

    def number_of_cheapest(self, costs: _Costs, flow: Mapping[tuple[str, str], int]) -> int | None:
        """
        Count the distributions that cost as little as this one.

        At the prices of ``even_potentials`` a seat that is too dear is in none of them and one that is cheap
        in all; what is left is free. Group by group the free seats are dealt, and fora that are alike are
        kept as a number of fora and not one by one. None where that takes more than ``MOST_DEALINGS`` steps.
        """
        of_group, of_forum = self.even_potentials(costs, flow)
        taken, free, lacking = Counter[str](), {}, dict(self.size)
        for (group, forum), cell_costs in costs.items():
            held = self.held[group, forum]
            reduced = [of_group[group] + cost - of_forum[forum] for cost in cell_costs[held:]]
            sure = held + sum(cost < 0 for cost in reduced)
            taken[group] += sure
            lacking[forum] -= sure
            # The costs rise from seat to seat, so at most one seat is neither too dear nor cheap.
            free[group, forum] = 0 in reduced
        groups = list(self.totals)
        start = Counter(
            (tuple(free[group, forum] for group in groups), lacking[forum]) for forum in self.size
        )
        ways, dealings = {_state(start): 1}, 0
        for group in groups:
            dealt: dict[_State, int] = {}
            for state, number in ways.items():
                for after, times in _dealings(state, self.totals[group] - taken[group]):
                    dealt[after] = dealt.get(after, 0) + number * times
                    dealings += 1
                    if dealings > MOST_DEALINGS:
                        return None
            ways = dealt
        return sum(ways.values())


def _state(fora: Mapping[_Alike, int]) -> _State:
    return tuple(sorted((alike, number) for alike, number in fora.items() if number))


def _dealings(state: _State, seats: int) -> Iterator[tuple[_State, int]]:
    """Deal the free seats of the first group, at most one in a forum: what is left, in how many ways."""
    partial: list[tuple[list[tuple[_Alike, int]], int, int]] = [([], seats, 1)]
    for (free, lacking), number in state:
        mine, later = free[0], free[1:]
        # A forum cannot lack more seats than there are groups left that may take one, nor fewer than none.
        most = number if mine and lacking else 0
        fewest = number if lacking > sum(later) else 0
        partial = [
            (
                [*after, ((later, lacking - 1), given), ((later, lacking), number - given)],
                left - given,
                times * comb(number, given),
            )
            for after, left, times in partial
            for given in range(fewest, min(most, left) + 1)
        ]
    for after, left, times in partial:
        if not left:
            fora: dict[_Alike, int] = {}
            for alike, number in after:
                fora[alike] = fora.get(alike, 0) + number
            yield _state(fora), times
