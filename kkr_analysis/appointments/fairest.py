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
solver: no ring of exchanges makes it cheaper. The order of the input is never used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from kkr_analysis.allocation.lots import DrawnLot, Tie, lot_outcomes
from kkr_analysis.allocation.votes import Seats, Votes, in_order
from kkr_analysis.appointments.agreements import (
    AgreedSeats,
    by_size,
    counted_alone,
    fewest_and_most,
    taken_together,
)
from kkr_analysis.appointments.flow import Costs, Dealing, cost_of
from kkr_analysis.appointments.fora import Forum
from kkr_analysis.appointments.groups import Basis, refuse


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
    dealing = Dealing(size=size, totals={group: totals[group] for group in groups}, held=held)
    flow = dealing.cheapest(_joined(first, second, _in_turn(size, groups)))
    return FairPackage(
        distribution=tuple(
            AgreedSeats.of(name, {group: flow[group, name] for group in groups}) for name in size
        ),
        together=in_order(totals),
        distance=Fraction(cost_of(first, flow), sum(votes.values()) ** 2) + _share_squares(size, votes),
        seats_off_count=cost_of(second, flow),
        equally_fair=dealing.number_of_cheapest(first, flow),
        lots=(together.lot,) if together.lot else (),
    )


def fair_packages(fora: Sequence[Forum], basis: Basis) -> Iterator[FairPackage]:
    """Propose one for every fall of the lot about the last seats under ét; one where none is needed."""
    return lot_outcomes(lambda lots: fair_package(fora, basis, lots), lambda package: package.tie)


def _squares(size: Mapping[str, int], votes: Votes, groups: Sequence[str]) -> Costs:
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


def _off_count(fora: Sequence[Forum], basis: Basis, groups: Sequence[str]) -> Costs:
    # 1 for a seat whose quotient is smaller than the last one that wins in the forum by itself, lot or none.
    costs: dict[tuple[str, str], list[int]] = {}
    for forum in fora:
        won = fewest_and_most(counted_alone(forum, basis))
        costs |= {
            (group, forum.name): [int(seat >= won[group][1]) for seat in range(forum.seats)]
            for group in groups
        }
    return costs


def _in_turn(size: Mapping[str, int], groups: Sequence[str]) -> Costs:
    # The first cell to be asked has the largest weight; a digit has room for every seat of the largest forum.
    base, cells = max(size.values(), default=0) + 1, len(size) * len(groups)
    costs: dict[tuple[str, str], list[int]] = {}
    for place, (forum, seats) in enumerate(size.items()):
        start = place % len(groups)
        for turn, group in enumerate([*groups[start:], *groups[:start]]):
            weight = base ** (cells - 1 - (place * len(groups) + turn))
            costs[group, forum] = [-weight] * seats
    return costs


def _joined(*criteria: Costs) -> Costs:
    """Make one cost of all: the least difference in a criterion outweighs every sum of the later ones."""
    joined = criteria[-1]
    for earlier in reversed(criteria[:-1]):
        weight = 1 + sum(sum(map(abs, costs)) for costs in joined.values())
        joined = {
            cell: [weight * cost + later for cost, later in zip(earlier[cell], joined[cell], strict=True)]
            for cell in earlier
        }
    return joined
