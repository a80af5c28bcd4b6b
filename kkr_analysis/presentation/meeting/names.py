"""How contenders, groups, stand-ins and municipalities of one meeting are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kkr_analysis.danish import listed
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.members import Member, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of one meeting; whatever has none is written as it is."""

    contenders: Mapping[str, str]
    """Name and letter of every eligible contender, by letter, in print order: "Venstre (V)"."""
    municipalities: Mapping[str, str]

    @classmethod
    def of(cls, dossier: Dossier) -> Names:
        """Return the names of a meeting."""
        result = dossier.result
        return cls(
            contenders={
                standing.letter: f"{standing.name} ({standing.letter})"
                for standing in result.eligibility.eligible
            },
            municipalities=result.figures.municipality_names,
        )

    def contender(self, letter: str) -> str:
        """Name a contender: "Venstre (V)"."""
        return self.contenders.get(letter, letter)

    def group(self, name: str) -> str:
        """Name a group: a contender's by its name, any other as it was told to the chair."""
        return self.contenders.get(name, name)

    def municipality(self, code: str) -> str:
        """Name a municipality."""
        return self.municipalities.get(code, code)

    def stand_in(self, member: Member) -> str:
        """Name a stand-in with letter, and the municipality where it is another than the member's."""
        return "" if member.stand_in is None else self._beside(member.stand_in, member.person)

    def _beside(self, person: Person, other: Person) -> str:
        letter = f" ({person.letter})" if person.letter else ""
        elsewhere = person.municipality != other.municipality
        return f"{person.name}{letter}{f', {self.municipality(person.municipality)}' if elsewhere else ''}"


def short(name: str) -> str:
    """Write a group among others: "A", and in quotation marks what has spaces of its own."""
    return f"»{name}«" if " " in name else name


def seats_in_short(seats: Iterable[tuple[str, int]]) -> str:
    """List the seats of groups: "A 2, V 2 og C 1"; groups without any are left out."""
    return listed(f"{short(name)} {number}" for name, number in seats if number)
