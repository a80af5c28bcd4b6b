"""
Seats dealt at the least cost, in whole numbers: the solver, the proof, and how many deals cost as little.

Groups have so many seats in all and fora so many each; every further seat of a group in a forum has a cost
that rises from seat to seat. That is a flow of least cost, which a network simplex in Python's own whole
numbers finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

import networkx as nx

MOST_DEALINGS = 5_000
"""Steps after which equally good distributions are not counted: about a third of a second."""

_Alike = tuple[tuple[bool, ...], int]
"""Fora that are alike: which groups may take a free seat there, and how many seats are still to be taken."""
_State = tuple[tuple[_Alike, int], ...]
"""How many fora there are of each."""
Costs = Mapping[tuple[str, str], Sequence[int]]
"""What each further seat of a group in a forum costs: rising, so that seats are taken in their order."""


def cost_of(costs: Costs, flow: Mapping[tuple[str, str], int]) -> int:
    """Return what the seats of a flow cost together."""
    return sum(sum(costs[cell][:seats]) for cell, seats in flow.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """
    What is dealt: the seats of every forum, and every group's seats in all.

    ``held`` is the least that a group has in a forum: its seats by virtue of an office.
    """

    size: Mapping[str, int]
    totals: Mapping[str, int]
    held: Mapping[tuple[str, str], int]

    def cheapest(self, costs: Costs) -> dict[tuple[str, str], int]:
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

    def refuse_improvable(self, costs: Costs, flow: Mapping[tuple[str, str], int]) -> None:
        """Prove that the sums are right and that no ring of exchanges is cheaper, in whole numbers."""
        of_group, of_forum = Counter[str](), Counter[str]()
        for (group, forum), seats in flow.items():
            of_group[group] += seats
            of_forum[forum] += seats
        if (of_group, of_forum) != (self.totals, self.size):
            raise AssertionError("the solver's distribution has not the seats that there are")
        self.potentials(costs, flow)

    def potentials(
        self, costs: Costs, flow: Mapping[tuple[str, str], int]
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
        self, costs: Costs, flow: Mapping[tuple[str, str], int]
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

    def number_of_cheapest(self, costs: Costs, flow: Mapping[tuple[str, str], int]) -> int | None:
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
