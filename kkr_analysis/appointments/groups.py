"""
Who votes, and in which groups (grupper): the basis (grundlag) that an appointment is counted on.

A group is told to the chair for one election at a time, so the groups are passed with every forum. Members
and groups are known by their names; nothing here depends on what kind of assembly it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation.votes import Votes
from kkr_analysis.danish import listed
from kkr_analysis.errors import AppointmentError
from kkr_analysis.rules import BasisReading, refuse_other_readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Members who vote together at one election. Rule: U2."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """Those who appoint: the members of a KKR or of a council, and which of them are absent."""

    members: tuple[str, ...]
    absent: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        faults = [
            f"{name} er medlem to gange. Ret listen over medlemmer"
            for name, times in Counter(self.members).items()
            if times > 1
        ]
        faults += [
            f"{name} er noteret fraværende, men er ikke medlem. Ret fremmødet"
            for name in sorted(self.absent - set(self.members))
        ]
        refuse(faults)

    @property
    def present(self) -> tuple[str, ...]:
        """The members attending."""
        return tuple(name for name in self.members if name not in self.absent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """
    The votes that an appointment is counted on, and the groups that have them.

    ``groups`` are complete: a member outside every group that was told is a group of one, under the
    member's own name.
    """

    assembly: Assembly
    groups: tuple[Group, ...]
    reading: BasisReading

    def __post_init__(self) -> None:
        """Raises UnknownChoiceError for anything but a reading of U3."""
        refuse_other_readings(BasisReading, name="reading", given=self.reading)

    @property
    def votes(self) -> Votes:
        """
        One vote for each member of a group that counts.

        Rule: U1, U3. Those attending, or all members where the reading is so.
        """
        absent = self.assembly.absent if self.reading is BasisReading.PRESENT else frozenset()
        return Votes.of(
            {group.name: sum(name not in absent for name in group.members) for group in self.groups},
            what="Medlemmer",
        )

    @property
    def absent(self) -> Mapping[str, tuple[str, ...]]:
        """The absent members by group; groups that are all there are left out."""
        away = {
            group.name: tuple(name for name in group.members if name in self.assembly.absent)
            for group in self.groups
        }
        return {name: members for name, members in away.items() if members}

    def group_of(self, member: str) -> str:
        """Return the group that a member votes with. KeyError for somebody who is not a member."""
        for group in self.groups:
            if member in group.members:
                return group.name
        raise KeyError(member)


def voting_basis(
    assembly: Assembly, groups: Sequence[Group], reading: BasisReading = BasisReading.PRESENT
) -> Basis:
    """
    Complete the groups told to the chair, and say whose votes count.

    Rule: U2, U3. Raises AppointmentError for a member in two groups, one who is not of the assembly, a group
    without members, and two groups, or a group and a member on his own, of one name; UnknownChoiceError for
    anything but a reading.
    """
    times = Counter(name for group in groups for name in group.members)
    alone = [Group(name=name, members=(name,)) for name in assembly.members if name not in times]
    complete = (*groups, *alone)
    names = Counter(group.name for group in complete)
    faults = [f"{name} er i to grupper. Et medlem stemmer med én gruppe" for name in times if times[name] > 1]
    faults += [
        f"{name} er i en gruppe, men er ikke medlem. Ret gruppen"
        for name in times
        if name not in assembly.members
    ]
    faults += [f"Gruppen {group.name} har ingen medlemmer. Slet den" for group in groups if not group.members]
    faults += [f"To grupper hedder {name}. Giv den ene et andet navn" for name in names if names[name] > 1]
    refuse(faults)
    return Basis(assembly=assembly, groups=complete, reading=reading)


def refuse(faults: Sequence[str]) -> None:
    """Raise AppointmentError with every fault as a sentence, if there are any."""
    if faults:
        raise AppointmentError("\n".join(f"{fault}." for fault in faults))


def told(names: Sequence[str]) -> str:
    """Join names in a stated order: the input's own order means nothing."""
    return listed(sorted(names))
