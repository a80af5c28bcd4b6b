"""
The members (medlemmer) and their personal stand-ins (stedfortrædere), held against the composition.

Persons are known by name and municipality. What is wrong is a value with a Danish sentence; nothing is
raised, for a list is often sent in before it is complete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kkr_analysis.appointments import Gender, Group
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import alphabetical, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of a municipal council: ``municipality`` by code, ``letter`` of the list elected on."""

    name: str
    municipality: str
    letter: str
    gender: Gender | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the KKR: a mayor (født medlem), or a supplementary one elected by the contender."""

    person: Person
    contender: str
    """Letter of the contender that the seat is; a mayor of a list that is not eligible has the list's."""
    is_ex_officio: bool
    stand_in: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """A deputy mayor (viceborgmester): ``rank`` is 1 for the first."""

    person: Person
    rank: int


class MemberDoubt(Enum):
    """What can be wrong with a list of members. The value is the Danish clause that the papers print."""

    TOO_MANY = "har flere supplerende medlemmer, end der er pladser"
    TOO_FEW = "har færre supplerende medlemmer, end der er pladser"
    MAYOR_MISSING = "mangler sin borgmester blandt medlemmerne"
    NOT_THE_MAYOR = "står som født medlem, men er ikke borgmester i kommunen"
    OTHER_REGION = "sidder ikke i en kommunalbestyrelse i regionen"
    TWICE = "står to gange"
    NO_STAND_IN = "mangler en personlig stedfortræder"
    NOT_THE_DEPUTY = "er ikke den viceborgmester, der er stedfortræder"
    NOT_ELIGIBLE = "er ikke berettiget til pladser"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFault:
    """One fault: about whom (a person, a contender or a municipality), and how many of how many."""

    about: str
    doubt: MemberDoubt
    found: int | None = None
    expected: int | None = None
    instead: str = ""
    """The person who should stand there, where that follows."""

    @property
    def text(self) -> str:
        """The fault as a Danish sentence."""
        numbers = "" if self.expected is None else f" (fandt {self.found}, ventede {self.expected})"
        instead = f" Det er {self.instead}." if self.instead else ""
        return f"{self.about} {self.doubt.value}{numbers}.{instead}"


def check_members(
    result: KkrResult, members: Sequence[Member], deputies: Sequence[Deputy] = ()
) -> tuple[MemberFault, ...]:
    """
    Hold a list of members and stand-ins against the composition.

    Rule: P1, P2, K1, K4. Exactly as many supplementary members for each contender as computed, every mayor,
    everybody on a council in the region, nobody twice, and a stand-in each. ``deputies`` are those known: a
    mayor's stand-in is held against those of the municipality, and against none where none is known.
    """
    return (
        *_seat_faults(result, members),
        *_mayor_faults(result, members),
        *_person_faults(result, members),
        *_stand_in_faults(members, deputies),
    )


def deputy_of(member: Member, members: Sequence[Member], deputies: Sequence[Deputy]) -> Person | None:
    """
    Return the deputy mayor who is a mayor's stand-in.

    Rule: P1. The first deputy who is not a member of the KKR himself, of whatever party; None where no deputy
    of the municipality is known, or all are members.
    """
    seated = {identity(other.person) for other in members}
    of_the_council = [d for d in deputies if d.person.municipality == member.person.municipality]
    for deputy in sorted(of_the_council, key=lambda known: known.rank):
        if identity(deputy.person) not in seated:
            return deputy.person
    return None


def by_contender(members: Sequence[Member], order: Sequence[str]) -> tuple[Member, ...]:
    """Sort members as the enclosure prints the contenders: mayors first, then by name."""
    place = {letter: number for number, letter in enumerate(order)}
    return tuple(
        sorted(
            members,
            key=lambda member: (
                place.get(member.contender, len(place)),
                member.contender,
                not member.is_ex_officio,
                alphabetical(member.person.name),
            ),
        )
    )


def by_municipality(members: Sequence[Member], names: Mapping[str, str]) -> tuple[Member, ...]:
    """Sort members by the municipality's name as Danish does: the mayor first, then by name."""
    return tuple(
        sorted(
            members,
            key=lambda member: (
                alphabetical(names.get(member.person.municipality, member.person.municipality)),
                not member.is_ex_officio,
                alphabetical(member.person.name),
            ),
        )
    )


def genders(members: Sequence[Member]) -> Counter[Gender | None]:
    """Count women and men among the members; None are those not recorded."""
    return Counter(member.person.gender for member in members)


def labels_of(members: Sequence[Member], names: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """
    Give every member a label that nobody else has, by identity: the name, and the municipality too where two
    share it. Groups, attendance and appointments know a member by it.

    ``names`` are those of the municipalities by code.
    """
    times = Counter(member.person.name for member in members)
    return {
        identity(member.person): member.person.name
        if times[member.person.name] == 1
        else with_municipality(member.person, names)
        for member in members
    }


def with_municipality(person: Person, names: Mapping[str, str]) -> str:
    """Write a person as "Anne Holm (Viborg)", which tells two of one name apart."""
    return f"{person.name} ({names.get(person.municipality, person.municipality)})"


def with_owed(result: KkrResult, members: Sequence[Member]) -> tuple[Member, ...]:
    """
    Complete a list with the seats that nobody is noted for yet, as the composition gives them.

    Rule: K1, K4. Mayors by name, supplementary members by number ("C, supplerende medlem 2"); nobody is a
    stand-in. A contender with more members than seats keeps them all: that is for ``check_members`` to say.
    """
    figures, there = result.figures, _elected(members)
    seated = {member.person.municipality for member in members if member.is_ex_officio}
    mayors = tuple(
        Member(
            person=Person(name=mayor.name, municipality=mayor.municipality, letter=mayor.letter),
            contender=figures.contender_of_mayor(mayor) or mayor.letter,
            is_ex_officio=True,
        )
        for mayor in figures.mayors
        if mayor.municipality not in seated
    )
    supplementary = tuple(
        Member(
            person=Person(
                name=f"{contender}, supplerende medlem {number}", municipality="", letter=contender
            ),
            contender=contender,
            is_ex_officio=False,
        )
        for contender, seats in result.composition.supplementary.items()
        for number in range(there[contender] + 1, seats + 1)
    )
    return (*members, *mayors, *supplementary)


def contender_groups(members: Sequence[Member], names: Mapping[str, str]) -> tuple[Group, ...]:
    """Return the groups where nothing else is told to the chair: each contender's, by label. Rule: U2."""
    labels, of = labels_of(members, names), dict[str, tuple[str, ...]]()
    for member in members:
        of[member.contender] = (*of.get(member.contender, ()), labels[identity(member.person)])
    return tuple(Group(name=contender, members=names) for contender, names in sorted(of.items()))


def has_quorum(present: int, members: int) -> bool:
    """Whether enough are present to decide. Rule: P4. At least half of the members."""
    return 2 * present >= members


def identity(person: Person) -> tuple[str, str]:
    """Return what a person is known by: name and municipality."""
    return person.name, person.municipality


def _seat_faults(result: KkrResult, members: Sequence[Member]) -> Iterator[MemberFault]:
    there = _elected(members)
    seats = result.composition.supplementary
    for contender in sorted(seats.keys() | there.keys()):
        if contender not in seats:
            yield MemberFault(about=contender, doubt=MemberDoubt.NOT_ELIGIBLE)
            continue
        found, expected = there[contender], seats[contender]
        if found != expected:
            doubt = MemberDoubt.TOO_MANY if found > expected else MemberDoubt.TOO_FEW
            yield MemberFault(about=contender, doubt=doubt, found=found, expected=expected)


def _elected(members: Sequence[Member]) -> Counter[str]:
    return Counter(member.contender for member in members if not member.is_ex_officio)


def _mayor_faults(result: KkrResult, members: Sequence[Member]) -> Iterator[MemberFault]:
    mayors = {mayor.municipality: mayor.name for mayor in result.figures.mayors}
    names = result.figures.municipality_names
    seated = {identity(member.person) for member in members if member.is_ex_officio}
    for municipality, name in mayors.items():
        if (name, municipality) not in seated:
            yield MemberFault(about=names[municipality], doubt=MemberDoubt.MAYOR_MISSING, instead=name)
    for name, municipality in sorted(seated - {(name, code) for code, name in mayors.items()}):
        yield MemberFault(about=name, doubt=MemberDoubt.NOT_THE_MAYOR, instead=mayors.get(municipality, ""))


def _person_faults(result: KkrResult, members: Sequence[Member]) -> Iterator[MemberFault]:
    persons = [member.person for member in members]
    persons += [member.stand_in for member in members if member.stand_in]
    codes = result.figures.municipality_names
    for person, times in Counter(map(identity, persons)).items():
        if times > 1:
            yield MemberFault(about=person[0], doubt=MemberDoubt.TWICE)
        if person[1] not in codes:
            yield MemberFault(about=person[0], doubt=MemberDoubt.OTHER_REGION)


def _stand_in_faults(members: Sequence[Member], deputies: Sequence[Deputy]) -> Iterator[MemberFault]:
    for member in members:
        if member.stand_in is None:
            yield MemberFault(about=member.person.name, doubt=MemberDoubt.NO_STAND_IN)
            continue
        deputy = deputy_of(member, members, deputies) if member.is_ex_officio else None
        if deputy and identity(deputy) != identity(member.stand_in):
            yield MemberFault(
                about=member.stand_in.name, doubt=MemberDoubt.NOT_THE_DEPUTY, instead=deputy.name
            )


def owed(result: KkrResult, members: Sequence[Member]) -> tuple[str, ...]:
    """Say in Danish how many supplementary members each contender has still to elect. Rule: P2, K4."""
    there = _elected(members)
    missing = {
        name: seats - there[name]
        for name, seats in result.composition.supplementary.items()
        if seats > there[name]
    }
    return tuple(
        f"{name} mangler at vælge {counted(number, 'supplerende medlem', 'supplerende medlemmer')}."
        for name, number in missing.items()
    )
