"""Who is what in a KKR on a day of the term, the events that change it, and what each one changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from kkr_analysis.appointments import Appointee, VacantSeat
from kkr_analysis.meeting.chair import POSTS, ElectedPost
from kkr_analysis.meeting.members import Deputy, Member, Person, identity, with_municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftCouncil:
    """Somebody is no longer a member of a municipal council."""

    day: date
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftParty:
    """Somebody has left the party that elected him or her, and is still on the council."""

    day: date
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class MayorReplaced:
    """A municipality has another mayor; ``deputies`` are those it has now."""

    day: date
    mayor: Person
    contender: str
    deputies: tuple[Deputy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberElected:
    """A contender has elected a supplementary member to a vacant membership."""

    day: date
    contender: str
    person: Person
    stand_in: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resigned:
    """An appointee has resigned from a forum."""

    day: date
    forum: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayAMonth:
    """An appointee is away for a month or more."""

    day: date
    forum: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFilled:
    """A group has named somebody to a vacant seat in a forum."""

    day: date
    forum: str
    group: str
    name: str
    stand_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFilled:
    """The KKR has elected a member to a vacant post: ``number`` 1 is the chair, 2 the vice-chair."""

    day: date
    number: int
    name: str

    @property
    def title(self) -> str:
        """What the post is called in Danish."""
        return POSTS[self.number - 1]


Event: TypeAlias = (
    LeftCouncil | LeftParty | MayorReplaced | MemberElected | Resigned | AwayAMonth | SeatFilled | PostFilled
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VacantMembership:
    """A supplementary membership without a member; the stand-in attends until there is one."""

    contender: str
    last_holder: Person
    acting: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What followed from one event, in Danish: what is changed, what is not, and what is to be done."""

    event: Event
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    to_do: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who is what in a KKR on a day of the term, and how it came to be so."""

    members: tuple[Member, ...]
    deputies: tuple[Deputy, ...] = ()
    posts: tuple[ElectedPost, ...] = ()
    appointees: tuple[Appointee, ...] = ()
    vacant_memberships: tuple[VacantMembership, ...] = ()
    vacant_seats: tuple[VacantSeat, ...] = ()
    vacant_posts: tuple[ElectedPost, ...] = ()
    """Each as it was last held."""
    history: tuple[Change, ...] = ()
    municipality_names: Mapping[str, str] = field(default_factory=dict)
    """By code: two of one name are told apart by them."""

    def is_called(self, label: str, person: Person) -> bool:
        """Whether posts and appointments mean a person by this label: a name alone is a member's first."""
        if label == with_municipality(person, self.municipality_names):
            return True
        namesakes = {identity(one.person) for one in self.members if one.person.name == person.name}
        return label == person.name and not namesakes - {identity(person)}

    def label_of(self, person: Person) -> str:
        """Return the label that means this person and nobody else here."""
        if self.is_called(person.name, person):
            return person.name
        return with_municipality(person, self.municipality_names)
