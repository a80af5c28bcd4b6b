"""What is appointed to: a forum with its seats, of one kind or several, some by virtue of an office."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kkr_analysis.appointments.groups import Basis, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatKind:
    """Seats that must go to one kind of persons: mayors, say. ``name`` is empty where anybody will do."""

    name: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSeat:
    """A seat that a member has by virtue of another office (født medlem). Rule: U7."""

    holder: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """
    A board, council or committee with the seats that the assembly fills.

    The seats by virtue of an office are among them: they count as seats of their holders' groups.
    """

    name: str
    kinds: tuple[SeatKind, ...]
    by_office: tuple[OfficeSeat, ...] = ()

    def __post_init__(self) -> None:
        places = {kind.name: kind.places for kind in self.kinds}
        by_office = Counter(seat.kind for seat in self.by_office)
        faults = [
            f"{self.name}: {kind.name or 'pladserne'} er {kind.places}. Skriv et helt tal på mindst 1"
            for kind in self.kinds
            if type(kind.places) is not int or kind.places < 1
        ]
        if len(places) < len(self.kinds) or not self.kinds:
            faults.append(f"{self.name}: skriv hver slags plads én gang")
        faults += [
            f"{self.name}: der er {number} pladser i kraft af et hverv af slagsen {kind!r}, men kun "
            f"{places.get(kind, 0)} i alt"
            for kind, number in by_office.items()
            if not faults and number > places.get(kind, 0)
        ]
        refuse(faults)

    @classmethod
    def alike(cls, name: str, seats: int, by_office: tuple[OfficeSeat, ...] = ()) -> Forum:
        """Make a forum whose seats are all alike."""
        return cls(name=name, kinds=(SeatKind(name="", places=seats),), by_office=by_office)

    @property
    def seats(self) -> int:
        """All seats that the assembly fills, those by virtue of an office included."""
        return sum(kind.places for kind in self.kinds)

    def by_group(self, basis: Basis) -> Counter[str]:
        """Count the seats by virtue of an office as seats of their holders' groups. Rule: U7."""
        return Counter(basis.group_of(seat.holder) for seat in self.by_office)

    @property
    def open_places(self) -> dict[str, int]:
        """The places of every kind that nobody has by virtue of an office."""
        held = Counter(seat.kind for seat in self.by_office)
        return {kind.name: kind.places - held[kind.name] for kind in self.kinds}
