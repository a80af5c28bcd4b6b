"""
Nominations (indstillinger) to a board that bodies outside nominate to, such as that of an Erhvervshus.

What has come in by the deadline, what has not, and what the board still lacks of each kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kkr_analysis.appointments import Gender, GenderCount, count_genders, gender_duty
from kkr_analysis.errors import MeetingError
from kkr_analysis.rules import ForumRule


@dataclass(frozen=True, slots=True, kw_only=True)
class NominatingBody:
    """An organisation that may nominate to the seats of one kind."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """One person nominated, by which body and when received."""

    body: str
    person: str
    received: date
    gender: Gender | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindStatus:
    """The seats of one kind, and who is nominated to them in time."""

    kind: str
    places: int
    nominated: tuple[Nomination, ...]
    silent: tuple[str, ...]
    """The bodies of this kind that have nominated nobody in time."""

    @property
    def missing(self) -> int:
        """Seats that nobody is nominated to yet."""
        return max(self.places - len(self.nominated), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationStatus:
    """Where the nominations to a forum stand."""

    forum: str
    deadline: date
    kinds: tuple[KindStatus, ...]
    late: tuple[Nomination, ...]
    genders: GenderCount

    @property
    def is_complete(self) -> bool:
        """Whether every seat has somebody nominated in time."""
        return not any(kind.missing for kind in self.kinds)


def nomination_status(
    forum: ForumRule,
    bodies: Sequence[NominatingBody],
    nominations: Sequence[Nomination],
    deadline: date,
) -> NominationStatus:
    """
    Sort the nominations by kind, and say what is missing.

    Rule: U11. A nomination received on the last day is in time. Raises MeetingError for a body or a kind that
    is not known, and a person nominated twice by one body.
    """
    kind_of = {body.name: body.kind for body in bodies}
    _refuse_impossible(forum, bodies, nominations, kind_of)
    in_time = [entry for entry in nominations if entry.received <= deadline]
    return NominationStatus(
        forum=forum.name,
        deadline=deadline,
        kinds=tuple(
            KindStatus(
                kind=kind,
                places=places,
                nominated=tuple(entry for entry in in_time if kind_of[entry.body] == kind),
                silent=tuple(
                    body.name
                    for body in bodies
                    if body.kind == kind and all(entry.body != body.name for entry in in_time)
                ),
            )
            for kind, places in forum.kinds
        ),
        late=tuple(entry for entry in nominations if entry.received > deadline),
        genders=count_genders(
            gender_duty(forum.gender_rule, forum.seats), [entry.gender for entry in in_time]
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardStatus:
    """A board by the parts that it is put together from: how many each has, and how many are found."""

    total: int
    parts: tuple[tuple[str, int, int], ...]
    """Name of the part, its seats, and the persons found for them."""

    @property
    def missing(self) -> Mapping[str, int]:
        """The seats of each part that nobody is found for; parts that are full are left out."""
        return {name: seats - found for name, seats, found in self.parts if found < seats}

    @property
    def unaccounted(self) -> int:
        """Seats of the board that no part is known for: the sources name fewer than the board has."""
        return self.total - sum(seats for _, seats, _ in self.parts)


def board_status(total: int, parts: Sequence[ForumRule], found: Mapping[str, int]) -> BoardStatus:
    """
    Put a board together from the fora that fill it, kind by kind; ``found`` are persons by part.

    A forum of one kind is a part under its own name, one of several kinds a part for each.
    """
    return BoardStatus(
        total=total,
        parts=tuple(
            (name, seats, found.get(name, 0))
            for forum in parts
            for name, seats in forum.kinds or ((forum.name, forum.seats),)
        ),
    )


def _refuse_impossible(
    forum: ForumRule,
    bodies: Sequence[NominatingBody],
    nominations: Sequence[Nomination],
    kind_of: Mapping[str, str],
) -> None:
    kinds = dict(forum.kinds)
    faults = [
        f"{forum.name}: {body.name} indstiller til {body.kind!r}. Vælg mellem {', '.join(kinds)}."
        for body in bodies
        if body.kind not in kinds
    ]
    faults += [
        f"{forum.name}: {entry.body} har indstillet {entry.person}, men indstiller ikke til forummet."
        for entry in nominations
        if entry.body not in kind_of
    ]
    faults += [
        f"{forum.name}: {body} har indstillet {person} {times} gange."
        for (body, person), times in Counter((entry.body, entry.person) for entry in nominations).items()
        if times > 1
    ]
    if faults:
        raise MeetingError("\n".join(faults))
