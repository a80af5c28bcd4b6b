"""
What a secretariat has noted about one meeting of one KKR: all that the papers are made from.

``data`` fills it from the meeting's folder. Only the result is sure to be there: what is not noted yet is
empty, and ``owed`` and the papers say whose turn it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kkr_analysis.allocation import DrawnLot
from kkr_analysis.appointments import Agreement, Appointee, Assembly, Ballot, Forum, Gender, Group, Waiver
from kkr_analysis.composition.election import Declaration, SourceFile
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.meeting.chair import ElectedPost
from kkr_analysis.meeting.members import (
    Deputy,
    Member,
    contender_groups,
    identity,
    labels_of,
    with_owed,
)
from kkr_analysis.meeting.nominations import NominatingBody, Nomination
from kkr_analysis.meeting.roster import Event
from kkr_analysis.rules import ForumRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Convening:
    """The call to the meeting (indkaldelse): when, where, who calls, and the meetings planned after it."""

    day: date
    time: str = ""
    """As it is to be printed: "kl. 10.00"."""
    place: str = ""
    called_by: str = ""
    """The mayor who has sat longest, and leads the meeting until a chair is elected."""
    later_meetings: tuple[date, ...] = ()

    @property
    def meetings(self) -> tuple[date, ...]:
        """The constituent meeting and those after it."""
        return (self.day, *self.later_meetings)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumOnAgenda:
    """A forum to appoint to at the meeting, with its seats and the rule that it rests on."""

    forum: Forum
    """Its seats, without those by virtue of an office: who holds the office is known at the meeting."""
    rule: ForumRule | None
    """None for a forum that the rule set does not know: the secretariat has added it."""
    offices: tuple[str, ...] = ()
    """Posts of the KKR ("formand", "næstformand") whose holders have a seat by virtue of it. Rule: U7."""
    agenda_item: str = ""
    """The number on the agenda that the secretariat has given it; empty for the usual one."""

    @property
    def name(self) -> str:
        """What the forum is called."""
        return self.forum.name


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedAppointment:
    """
    What is noted about the appointment to one forum.

    ``groups`` are those told to the chair for this forum; None where nothing else is told than for the whole
    meeting. ``rounds`` belong to a forum of one seat, and the rest to one of several.
    """

    forum: str
    groups: tuple[Group, ...] | None = None
    rounds: tuple[Ballot, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The kinds of seats that a group chose, in the order of its picks."""
    waivers: tuple[Waiver, ...] = ()
    declining: frozenset[str] = frozenset()
    named: tuple[Appointee, ...] = ()
    alternates: tuple[str, ...] = ()
    """Those named beside, where a woman and a man are proposed for each seat. Rule: U11."""
    genders: tuple[tuple[str, Gender], ...] = ()
    """The sex of the persons named, where it is recorded."""
    special_reasons: str = ""
    """Why they are not equally many of each, as it is written to the appointer. Rule: U11."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominatedForum:
    """A forum whose seats are filled after nomination by bodies outside, and what has come in."""

    rule: ForumRule
    bodies: tuple[NominatingBody, ...]
    nominations: tuple[Nomination, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """
    Everything noted about a meeting.

    ``attending`` are the labels of those members who came, in person or by their stand-in; None before the
    meeting, when everybody is counted. ``lots`` are those drawn at the meeting. ``is_example`` marks invented
    names, and every paper says so.
    """

    result: KkrResult
    convening: Convening | None = None
    declarations: tuple[Declaration, ...] = ()
    members: tuple[Member, ...] = ()
    deputies: tuple[Deputy, ...] = ()
    council_members: frozenset[str] = frozenset()
    """Others, by name, who are noted to be on a council in the region: they can be appointed. Rule: U12."""
    elected: tuple[ElectedPost, ...] = ()
    fora: tuple[ForumOnAgenda, ...] = ()
    groups: tuple[Group, ...] | None = None
    """The groups told to the chair for the whole meeting; None where each contender is one."""
    attending: frozenset[str] | None = None
    by_stand_in: frozenset[str] = frozenset()
    """Those of the attending whose stand-in came."""
    appointments: tuple[NotedAppointment, ...] = ()
    package: Agreement | None = None
    nominated_fora: tuple[NominatedForum, ...] = ()
    lots: tuple[DrawnLot, ...] = ()
    events: tuple[Event, ...] = ()
    is_example: bool = False
    case_numbers: tuple[tuple[str, str], ...] = ()
    """The case number (sagsnummer) that the secretariat gives an item, by the item's number on the agenda."""
    sources: tuple[SourceFile, ...] = ()
    """The files of the folder, with what their cards say of them."""

    @property
    def region(self) -> str:
        """Slug of the region."""
        return self.result.region.slug

    @property
    def is_listed(self) -> bool:
        """Whether the members are sent in."""
        return bool(self.members)

    @property
    def counted_members(self) -> tuple[Member, ...]:
        """The members, and by number those that the composition gives and nobody is noted for yet."""
        return with_owed(self.result, self.members)

    @property
    def labels(self) -> Mapping[tuple[str, str], str]:
        """What every member is called in groups, attendance and appointments, by identity."""
        return labels_of(self.counted_members, self.result.figures.municipality_names)

    @property
    def assembly(self) -> Assembly:
        """The members by label, and who was absent."""
        everybody = tuple(self.labels.values())
        attending = frozenset(everybody) if self.attending is None else self.attending
        return Assembly(members=everybody, absent=frozenset(everybody) - attending)

    @property
    def standing_groups(self) -> tuple[Group, ...]:
        """The groups that vote together unless another is told for a forum. Rule: U2."""
        if self.groups is not None:
            return self.groups
        return contender_groups(self.counted_members, self.result.figures.municipality_names)

    @property
    def eligible(self) -> frozenset[str]:
        """Those who can be appointed, by name or label: all who are on a council in the region. Rule: U12."""
        persons = [member.person for member in self.members]
        persons += [member.stand_in for member in self.members if member.stand_in]
        persons += [deputy.person for deputy in self.deputies]
        in_region = {
            person.name for person in persons if person.municipality in self.result.figures.municipality_names
        }
        return frozenset({*in_region, *self.labels.values(), *self.council_members})

    def member_labelled(self, label: str) -> Member | None:
        """Return the member of that label."""
        labels = self.labels
        return next((one for one in self.counted_members if labels[identity(one.person)] == label), None)

    def noted(self, forum: str) -> NotedAppointment:
        """Return what is noted about the appointment to a forum; nothing yet is the ordinary case."""
        return next(
            (entry for entry in self.appointments if entry.forum == forum), NotedAppointment(forum=forum)
        )
