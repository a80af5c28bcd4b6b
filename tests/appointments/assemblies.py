"""Assemblies that several tests of appointments look at."""

from __future__ import annotations

from collections.abc import Mapping

from kkr_analysis.appointments import Assembly, Basis, Group, voting_basis
from kkr_analysis.rules import BasisReading

MIDTJYLLAND = {"A": 10, "V": 9, "C": 5, "F": 3, "B": 2, "D": 2, "O": 2, "Ø": 2, "K": 1}
"""KKR Midtjylland 2022: 36 members, each contender a group."""


def members_of(group: str, number: int) -> tuple[str, ...]:
    """Name the members of a group: A1, A2 and so on."""
    return tuple(f"{group}{place}" for place in range(1, number + 1))


def basis_of(
    sizes: Mapping[str, int],
    absent: frozenset[str] = frozenset(),
    reading: BasisReading = BasisReading.PRESENT,
) -> Basis:
    """Make an assembly of groups of these sizes."""
    groups = [Group(name=name, members=members_of(name, number)) for name, number in sizes.items()]
    everybody = tuple(member for group in groups for member in group.members)
    return voting_basis(Assembly(members=everybody, absent=absent), groups, reading)
