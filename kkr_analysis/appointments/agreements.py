"""
What all present agree on instead of the count, for one forum or a package of several, beside the benchmark.

An agreement holds when nobody present is against it. It is recorded as what it is, and held against two
counts: forum by forum, which is what the law gives, and *under ét*, all seats taken together, which is law
for a council's standing committees only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation.highest_averages import Allocation, highest_averages
from kkr_analysis.allocation.lots import DrawnLot
from kkr_analysis.allocation.votes import Seats, Votes, in_order
from kkr_analysis.appointments.fora import Forum
from kkr_analysis.appointments.groups import Basis, refuse
from kkr_analysis.danish import counted

TOGETHER = "under ét"
"""The stage of a lot in the count of all seats taken together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedSeats:
    """The seats of one forum by group, as agreed."""

    forum: str
    seats: Seats

    @classmethod
    def of(cls, forum: str, seats: Mapping[str, int]) -> AgreedSeats:
        """Make it of seats by group: ``AgreedSeats.of("EU-kontoret", {"A": 2, "V": 1})``."""
        return cls(forum=forum, seats=in_order({name: number for name, number in seats.items() if number}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A distribution that was agreed on, with the members present who were against it."""

    distribution: tuple[AgreedSeats, ...]
    against: frozenset[str] = frozenset()

    @property
    def is_unanimous(self) -> bool:
        """Whether it holds. Rule: U10. Everybody present has to agree; those absent are not asked."""
        return not self.against


@dataclass(frozen=True, slots=True, kw_only=True)
class BothCounts:
    """One group's seats over several fora by the two counts."""

    group: str
    forum_by_forum: tuple[int, int]
    """The fewest and the most over all lots."""
    together: tuple[int, int]
    """The fewest and the most over all lots, under ét."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance(BothCounts):
    """One group's seats under a distribution, beside the two counts."""

    seats: int

    @property
    def from_together(self) -> int:
        """Seats above what the group would have under ét, below with a minus; 0 where a lot can give it."""
        fewest, most = self.together
        return self.seats - min(max(self.seats, fewest), most)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRecord:
    """An agreement beside its benchmark: the distance of every group, the largest group first."""

    agreement: Agreement
    distances: tuple[Distance, ...]

    @property
    def seats_away(self) -> int:
        """Seats that would have to move for every group to have what it would have under ét."""
        return sum(max(distance.from_together, 0) for distance in self.distances)


def taken_together(fora: Sequence[Forum], basis: Basis, lots: Sequence[DrawnLot] = ()) -> Allocation:
    """
    Share out all seats of all fora in one count.

    Rule: U7, U14. Seats by virtue of an office are held from before the count. Raises StaleLotError.
    """
    held = sum((forum.by_group(basis) for forum in fora), Counter[str]())
    places = sum(sum(forum.open_places.values()) for forum in fora)
    return highest_averages(basis.votes, places, held=held, stage=TOGETHER, lots=lots)


def counted_alone(forum: Forum, basis: Basis) -> Allocation:
    """
    Share out the seats of one forum by the law's own count of it.

    Rule: U1, U7. A single seat is shared out in the same way, although it goes by majority (U9): a package is
    held against what the groups are entitled to.
    """
    places = sum(forum.open_places.values())
    return highest_averages(basis.votes, places, held=forum.by_group(basis), stage=forum.name)


def both_counts(fora: Sequence[Forum], basis: Basis) -> tuple[BothCounts, ...]:
    """
    Count the seats of the fora one by one and all together: for every group, the largest first.

    Rule: U14.
    """
    ranges = [fewest_and_most(counted_alone(forum, basis)) for forum in fora]
    of_all = fewest_and_most(taken_together(fora, basis))
    return tuple(
        BothCounts(
            group=name,
            forum_by_forum=(sum(r[name][0] for r in ranges), sum(r[name][1] for r in ranges)),
            together=of_all[name],
        )
        for name in by_size(basis.votes)
    )


def hold_against(agreement: Agreement, fora: Sequence[Forum], basis: Basis) -> PackageRecord:
    """
    Record an agreement beside what the counts would have given the same groups over the same fora.

    Rule: U10, U14. Raises AppointmentError for a forum that is missing, unknown or there twice, seats that
    are not as many as the forum has, an unknown group, and somebody against it who is not present.
    """
    _refuse_impossible(agreement, fora, basis)
    agreed = Counter[str]()
    for entry in agreement.distribution:
        agreed.update(dict(entry.seats))
    return PackageRecord(
        agreement=agreement,
        distances=tuple(
            Distance(
                group=own.group,
                seats=agreed[own.group],
                forum_by_forum=own.forum_by_forum,
                together=own.together,
            )
            for own in both_counts(fora, basis)
        ),
    )


def by_size(votes: Votes) -> list[str]:
    """Return the groups, the largest first; equal ones by name."""
    return sorted(votes, key=lambda name: (-votes[name], name))


def fewest_and_most(count: Allocation) -> dict[str, tuple[int, int]]:
    """Return the seats of every group over all lots: one in an undecided tie gets one seat more, or none."""
    tied = count.tie.tied if count.tie else frozenset()
    return {name: (seats, seats + (name in tied)) for name, seats in count.seats().items()}


def _refuse_impossible(agreement: Agreement, fora: Sequence[Forum], basis: Basis) -> None:
    size = {forum.name: forum.seats for forum in fora}
    times = Counter(entry.forum for entry in agreement.distribution)
    faults = [f"{name} står {number} gange i aftalen" for name, number in times.items() if number > 1]
    faults += [f"{name} er ikke et af de fora, aftalen gælder" for name in times if name not in size]
    faults += [f"{name} mangler i aftalen" for name in size if name not in times]
    for entry in agreement.distribution:
        total = sum(number for _, number in entry.seats)
        if total != size.get(entry.forum, total):
            faults.append(
                f"{entry.forum}: aftalen fordeler {counted(total, 'plads', 'pladser')}, men der er "
                f"{size[entry.forum]}"
            )
        faults += [
            f"{entry.forum}: der er ingen gruppe {name}" for name, _ in entry.seats if name not in basis.votes
        ]
    faults += [
        f"{name} er noteret imod aftalen, men er ikke til stede"
        for name in sorted(agreement.against - set(basis.assembly.present))
    ]
    refuse(faults)
