"""Who is appointed: the persons that the groups name to their seats, and what is wrong or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from kkr_analysis.appointments.picks import Appointment
from kkr_analysis.errors import AppointmentError
from kkr_analysis.rules import StandIns


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointee:
    """A person whom a group names to one of its seats in a forum, from whatever group. Rule: U5."""

    forum: str
    group: str
    name: str
    kind: str = ""
    stand_in: str | None = None


class PersonDoubt(Enum):
    """What can be wrong with the persons named. The value is the Danish clause that the papers print."""

    TOO_MANY = "gruppen har peget på flere, end den har pladser"
    MISSING = "gruppen mangler at pege på en person"
    TWICE = "er der to gange"
    NOT_ELIGIBLE = "er ikke medlem af en kommunalbestyrelse i regionen"
    NOT_OF_KIND = "er ikke af den slags, pladsen er til"
    NO_STAND_IN = "mangler en stedfortræder"
    NO_STAND_IN_WANTED = "har en stedfortræder, men forummet har ingen"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFault:
    """One fault: where, about whom (a group for seats, a person otherwise), and how many of how many."""

    forum: str
    about: str
    doubt: PersonDoubt
    found: int | None = None
    expected: int | None = None

    @property
    def text(self) -> str:
        """The fault as a Danish sentence."""
        numbers = "" if self.expected is None else f" (fandt {self.found}, ventede {self.expected})"
        return f"{self.forum}: {self.about}: {self.doubt.value}{numbers}."


def check_persons(
    appointment: Appointment,
    named: Sequence[Appointee],
    *,
    eligible: Collection[str],
    of_kind: Collection[tuple[str, str]] = (),
    stand_ins: StandIns = StandIns.NONE,
) -> tuple[PersonFault, ...]:
    """
    Hold the persons named against the seats: as many of each kind as the group picked, and each one eligible.

    Rule: U5, U8, U12. ``eligible`` are those who can be appointed, for a KKR the members of the councils of
    the region; ``of_kind`` are kinds with the persons who are of them, and a kind without a name is
    anybody's. A seat by virtue of an office is its holder's and nobody is named to it.
    """
    return tuple(_faults(appointment, named, frozenset(eligible), frozenset(of_kind), stand_ins))


def _faults(
    appointment: Appointment,
    named: Sequence[Appointee],
    eligible: frozenset[str],
    of_kind: frozenset[tuple[str, str]],
    stand_ins: StandIns,
) -> Iterator[PersonFault]:
    forum = appointment.forum.name
    mine = [entry for entry in named if entry.forum == forum]
    seats = Counter((pick.group, pick.kind) for pick in appointment.picks if not pick.is_waived)
    there = Counter((entry.group, entry.kind) for entry in mine)
    for group, kind in sorted(seats.keys() | there.keys()):
        found, expected = there[group, kind], seats[group, kind]
        if found != expected and (appointment.is_complete or found > expected):
            yield PersonFault(
                forum=forum,
                about=f"{group}, {kind}" if kind else group,
                doubt=PersonDoubt.TOO_MANY if found > expected else PersonDoubt.MISSING,
                found=found,
                expected=expected,
            )
    persons = Counter(entry.name for entry in mine)
    persons.update(entry.stand_in for entry in mine if entry.stand_in)
    persons.update(seat.holder for seat in appointment.forum.by_office)
    yield from (
        PersonFault(forum=forum, about=name, doubt=PersonDoubt.TWICE)
        for name, times in persons.items()
        if times > 1
    )
    yield from (
        PersonFault(forum=forum, about=name, doubt=PersonDoubt.NOT_ELIGIBLE)
        for name in persons
        if name not in eligible
    )
    for entry in mine:
        if entry.kind and (entry.kind, entry.name) not in of_kind:
            yield PersonFault(forum=forum, about=entry.name, doubt=PersonDoubt.NOT_OF_KIND)
        if stand_ins is StandIns.PERSONAL and entry.stand_in is None:
            yield PersonFault(forum=forum, about=entry.name, doubt=PersonDoubt.NO_STAND_IN)
        if stand_ins is StandIns.NONE and entry.stand_in is not None:
            yield PersonFault(forum=forum, about=entry.name, doubt=PersonDoubt.NO_STAND_IN_WANTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class VacantSeat:
    """A seat whose holder is gone, and the group that fills it."""

    forum: str
    group: str
    kind: str
    last_holder: str


def vacate(named: Sequence[Appointee], forum: str, name: str) -> tuple[tuple[Appointee, ...], VacantSeat]:
    """
    Take a person out of a forum; the seat stays with the group that held it.

    Rule: U13. Raises AppointmentError where the person holds no seat there.
    """
    for entry in named:
        if (entry.forum, entry.name) == (forum, name):
            rest = tuple(other for other in named if other is not entry)
            return rest, VacantSeat(forum=forum, group=entry.group, kind=entry.kind, last_holder=name)
    raise AppointmentError(f"{forum}: {name} er ikke udpeget. Ret navnet eller forummet.")


def fill(
    named: Sequence[Appointee], seat: VacantSeat, name: str, stand_in: str | None = None
) -> tuple[Appointee, ...]:
    """Put a person in a vacant seat. Rule: U13. The same group has it, whomever it names."""
    entry = Appointee(forum=seat.forum, group=seat.group, name=name, kind=seat.kind, stand_in=stand_in)
    return (*named, entry)
