"""
A meeting under way: what is noted while it is held, and what the whole comes to so far.

What was noted before, in the files of its folder, need not fit who came and who votes together after all. It
is then set aside and named, so that the rest can be seen: nothing is forgotten, and nothing is counted that
cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.appointments import Group, taken_together
from kkr_analysis.appointments.agreements import TOGETHER
from kkr_analysis.errors import AppointmentError, StaleLotError
from kkr_analysis.meeting.dossier import Dossier, ForumOnAgenda, NotedAppointment
from kkr_analysis.meeting.proceedings import ForumOutcome, Proceedings, hold, is_about

PACKAGE = "pakken"
"""Stands for a forum's name where the agreed package is set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """
    What is noted while a meeting is held: who came, who votes together, and which lots were drawn.

    ``attending`` and ``by_stand_in`` are labels of members, as in the dossier. ``groups`` are those told for
    the whole meeting, None where each contender is one; ``by_forum`` has those told for one forum.
    """

    attending: frozenset[str] | None = None
    by_stand_in: frozenset[str] = frozenset()
    groups: tuple[Group, ...] | None = None
    by_forum: tuple[tuple[str, tuple[Group, ...]], ...] = ()
    lots: tuple[DrawnLot, ...] = ()

    def came_as(self, other: Noted) -> bool:
        """Whether the same members came, themselves or by their stand-ins."""
        return (self.attending, self.by_stand_in) == (other.attending, other.by_stand_in)

    def told_as(self, other: Noted) -> bool:
        """Whether the same groups were told for the whole meeting."""
        return self.groups == other.groups

    def told_by_forum_as(self, other: Noted) -> bool:
        """Whether the same groups were told for each forum, in whatever order."""
        return dict(self.by_forum) == dict(other.by_forum)

    def drawn_as(self, other: Noted) -> bool:
        """Whether the same lots were drawn, in whatever order."""
        return set(self.lots) == set(other.lots)

    def says_as(self, other: Noted) -> bool:
        """Whether all of it is the same, in whatever order."""
        alike = (Noted.came_as, Noted.told_as, Noted.told_by_forum_as, Noted.drawn_as)
        return all(is_same(self, other) for is_same in alike)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Something noted that is not counted, as it cannot be with the rest: which forum's, and why (Danish)."""

    forum: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What a meeting comes to with what is noted, and what of it is not counted."""

    held: Proceedings
    unused_lots: tuple[DrawnLot, ...] = ()
    """Those that settle no tie any longer."""
    set_aside: tuple[SetAside, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything noted is counted."""
        return not self.unused_lots and not self.set_aside


def noted_in(dossier: Dossier) -> Noted:
    """Return what is noted already."""
    return Noted(
        attending=dossier.attending,
        by_stand_in=dossier.by_stand_in,
        groups=dossier.groups,
        by_forum=tuple(
            (entry.forum, entry.groups) for entry in dossier.appointments if entry.groups is not None
        ),
        lots=dossier.lots,
    )


def with_noted(dossier: Dossier, noted: Noted) -> Dossier:
    """Return the dossier with this instead of what it has. Rule: U2, U3, U4."""
    told = dict(noted.by_forum)
    names = dict.fromkeys([*(entry.forum for entry in dossier.appointments), *told])
    return replace(
        dossier,
        attending=noted.attending,
        by_stand_in=noted.by_stand_in,
        groups=noted.groups,
        appointments=tuple(replace(dossier.noted(name), groups=told.get(name)) for name in names),
        lots=noted.lots,
    )


def so_far(dossier: Dossier, noted: Noted) -> SoFar:
    """
    Compute a meeting with what is noted while it is held; the events of the term after it are left out.

    Rule: U2, U3, U4. A lot that settles no tie, a round or a choice of kind that cannot be, and a package
    that does not add up are set aside. Raises AppointmentError and MeetingError for what is wrong besides.
    """
    possible = replace(with_noted(dossier, noted), events=())
    unused: list[DrawnLot] = []
    while True:
        try:
            held, set_aside = _held(possible)
        except StaleLotError as stale:
            gone = [lot for lot in possible.lots if lot in stale.lots]
            if not gone:
                raise
            unused += gone
            possible = replace(possible, lots=tuple(lot for lot in possible.lots if lot not in gone))
            continue
        return SoFar(held=held, unused_lots=tuple(unused), set_aside=set_aside)


def _held(dossier: Dossier) -> tuple[Proceedings, tuple[SetAside, ...]]:
    """Hold a meeting, without what cannot be where it can be only without it."""
    try:
        held, set_aside = hold(dossier), tuple[SetAside, ...]()
    except AppointmentError:
        dossier, set_aside = _without_the_impossible(dossier)
        held = hold(dossier)
    together = [lot for lot in dossier.lots if lot.stage == TOGETHER]
    if together and any(held.standing_basis.votes.values()):
        taken_together([entry.forum for entry in held.fora], held.standing_basis, together)
    return held, set_aside


def _without_the_impossible(dossier: Dossier) -> tuple[Dossier, tuple[SetAside, ...]]:
    set_aside: list[SetAside] = []
    kept = {entry.forum: entry for entry in dossier.appointments}
    for entry in dossier.fora:
        possible, why = _possible(dossier, entry)
        if why:
            kept[entry.name] = possible
            set_aside.append(SetAside(forum=entry.name, why=why))
    dossier = replace(dossier, appointments=tuple(kept.values()))
    try:
        hold(dossier)
    except AppointmentError as fault:
        dossier = replace(dossier, package=None)
        set_aside.append(SetAside(forum=PACKAGE, why=str(fault)))
    return dossier, tuple(set_aside)


def _possible(dossier: Dossier, entry: ForumOnAgenda) -> tuple[NotedAppointment, str]:
    """Return the most of what is noted of a forum that can be, and why the rest cannot; "" for all of it."""
    why = ""
    noted = dossier.noted(entry.name)
    for fewer in _ever_fewer(noted):
        lots = _about(dossier, entry)
        alone = replace(dossier, fora=(entry,), appointments=(fewer,), package=None, lots=lots)
        try:
            hold(alone)
        except AppointmentError as fault:
            why = why or str(fault)
            continue
        return fewer, why
    return noted, why


def _ever_fewer(noted: NotedAppointment) -> Iterator[NotedAppointment]:
    for rounds in range(len(noted.rounds), -1, -1):
        yield replace(noted, rounds=noted.rounds[:rounds])
    yield replace(noted, choices=(), waivers=(), declining=frozenset())


def _about(dossier: Dossier, entry: ForumOnAgenda) -> tuple[DrawnLot, ...]:
    """Return the lots that a forum alone knows of, and those of the chair, who may sit there."""
    others = [other.name for other in dossier.fora if other.name != entry.name]
    return tuple(lot for lot in dossier.lots if not any(is_about(lot, name) for name in others))


def changed(before: ForumOutcome, now: ForumOutcome) -> bool:
    """Whether two outcomes of one forum differ: in seats, in the order of picks, or in a lot."""
    return _outline(before) != _outline(now)


def _outline(outcome: ForumOutcome) -> object:
    single, several = outcome.single, outcome.several
    if single:
        return single.elected, single.tie, single.next_round
    if several is None:
        return None
    return several.seats(), [(pick.group, pick.kind) for pick in several.picks], several.tie, several.choice
