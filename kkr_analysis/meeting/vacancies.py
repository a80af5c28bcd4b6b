"""
What happens in the term: a member leaves, a mayor is replaced, an appointee resigns, and who follows.

``follow`` is a pure function from a roster and an event to the next roster and a change, which says what the
event changes, what it does not, and who has to do what. The roster keeps its changes, so the history of the
term is part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kkr_analysis.appointments import Appointee, fill, vacate
from kkr_analysis.danish import day as written_day
from kkr_analysis.danish import listed
from kkr_analysis.errors import MeetingError
from kkr_analysis.meeting.chair import ElectedPost
from kkr_analysis.meeting.fora import MAYORS
from kkr_analysis.meeting.members import Member, Person, deputy_of, identity
from kkr_analysis.meeting.roster import (
    AwayAMonth,
    Change,
    Event,
    LeftCouncil,
    LeftParty,
    MayorReplaced,
    MemberElected,
    PostFilled,
    Resigned,
    Roster,
    SeatFilled,
    VacantMembership,
)


class ImpossibleEventError(MeetingError):
    """An event of the term that cannot be, with the event."""

    def __init__(self, sentence: str, *, event: Event) -> None:
        super().__init__(sentence)
        self.event = event


def follow(roster: Roster, event: Event) -> tuple[Roster, Change]:
    """
    Let one event happen.

    Rule: P1, P2, P3, U12, U13. Raises MeetingError for an event that cannot be: earlier than the last one,
    about somebody who is not there, or a vacancy that does not exist.
    """
    if roster.history and event.day < roster.history[-1].event.day:
        last = written_day(roster.history[-1].event.day)
        raise MeetingError(
            f"Hændelsen {written_day(event.day)} er før den seneste, {last}. Skriv dem i rækkefølge."
        )
    course = _Course(roster)
    _HAPPENS[type(event)](course, event)
    change = Change(
        event=event,
        changed=tuple(course.changed),
        unchanged=tuple(course.unchanged),
        to_do=tuple(course.to_do),
    )
    return replace(course.roster, history=(*roster.history, change)), change


def follow_all(roster: Roster, events: Iterable[Event]) -> Roster:
    """Let the events of a term happen one after the other; ImpossibleEventError for one that cannot."""
    for event in events:
        try:
            roster, _ = follow(roster, event)
        except MeetingError as error:
            raise ImpossibleEventError(str(error), event=event) from error
    return roster


class _Course:
    # The roster on its way through one event, and the sentences collected so far.

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.changed: list[str] = []
        self.unchanged: list[str] = []
        self.to_do: list[str] = []

    def member(self, person: Person) -> Member | None:
        return next(
            (known for known in self.roster.members if identity(known.person) == identity(person)), None
        )

    def left_council(self, event: LeftCouncil) -> None:
        member = self.member(event.person)
        if member and member.is_ex_officio:
            raise MeetingError(
                f"{event.person.name} er borgmester. Skriv i stedet, hvem der er ny borgmester."
            )
        before = self.roster
        self.roster = replace(
            before, deputies=tuple(d for d in before.deputies if identity(d.person) != identity(event.person))
        )
        if member:
            self._end_membership(member, "er ikke længere medlem af kommunalbestyrelsen")
            self._end_post(member)
        self._end_stand_in(event.person)
        self._end_appointments(event.person, lambda _: True)
        if self.roster == before:
            raise MeetingError(
                f"{event.person.name} er hverken medlem, stedfortræder eller udpeget. Ret navn eller kommune."
            )

    def left_party(self, event: LeftParty) -> None:
        member, name = self.member(event.person), event.person.name
        if member is None:
            raise MeetingError(f"{name} er ikke medlem. Ret navn eller kommune.")
        if member.is_ex_officio:
            self.unchanged.append(f"{name} er borgmester og bliver i KKR også uden partiet.")
        else:
            self._end_membership(member, f"har forladt {member.contender}")
            self._end_post(member)
        forums = self._fora_of(event.person)
        if forums:
            self.unchanged.append(
                f"{name} er stadig medlem af en kommunalbestyrelse og beholder pladsen i {listed(forums)}."
            )

    def mayor_replaced(self, event: MayorReplaced) -> None:
        municipality = event.mayor.municipality
        former = next(
            (m for m in self.roster.members if m.is_ex_officio and m.person.municipality == municipality),
            None,
        )
        if former is None or identity(former.person) == identity(event.mayor):
            where = self.roster.municipality_names.get(municipality, municipality)
            raise MeetingError(
                f"{event.mayor.name}: kommunen {where} har ingen anden borgmester at følge efter."
            )
        self.changed.append(f"{event.mayor.name} er født medlem i stedet for {former.person.name}.")
        self._without(former)
        if before := self.member(event.mayor):
            self._end_membership(before, "er nu født medlem som borgmester")
        others = tuple(d for d in self.roster.deputies if d.person.municipality != municipality)
        successor = Member(person=event.mayor, contender=event.contender, is_ex_officio=True)
        self.roster = replace(
            self.roster,
            members=(*self.roster.members, successor),
            deputies=(*others, *event.deputies),
        )
        self._end_stand_in(event.mayor)
        self._new_stand_in(successor)
        if former.contender != event.contender:
            self.to_do.append(
                f"Borgmesteren er nu af {event.contender} og ikke af {former.contender}. Ingen kilde "
                "siger, om antallet af supplerende medlemmer ændres i perioden: spørg KL."
            )
        self._end_post(former)
        self._end_appointments(former.person, lambda entry: entry.kind == MAYORS)
        if kept := self._fora_of(former.person):
            self.unchanged.append(
                f"{former.person.name} beholder pladsen i {listed(kept)}, så længe {former.person.name} er "
                "medlem af kommunalbestyrelsen."
            )

    def member_elected(self, event: MemberElected) -> None:
        vacancy = next(
            (open_ for open_ in self.roster.vacant_memberships if open_.contender == event.contender), None
        )
        if vacancy is None:
            raise MeetingError(f"{event.contender} har ingen ledig plads i KKR til {event.person.name}.")
        if self.member(event.person):
            raise MeetingError(f"{event.person.name} er medlem i forvejen.")
        member = Member(
            person=event.person, contender=event.contender, is_ex_officio=False, stand_in=event.stand_in
        )
        self.roster = replace(
            self.roster,
            members=(*self.roster.members, member),
            vacant_memberships=tuple(v for v in self.roster.vacant_memberships if v is not vacancy),
        )
        self.changed.append(
            f"{event.person.name} er supplerende medlem for {event.contender} efter "
            f"{vacancy.last_holder.name}."
        )
        self._end_stand_in(event.person)
        if event.stand_in is None:
            self.to_do.append(f"{event.contender} vælger en stedfortræder for {event.person.name}.")

    def resigned(self, event: Resigned) -> None:
        self._vacate(self._appointee(event.forum, event.name))
        self.unchanged.append(f"De andre pladser i {event.forum} røres ikke.")

    def away_a_month(self, event: AwayAMonth) -> None:
        entry = self._appointee(event.forum, event.name)
        self.unchanged.append(f"{event.name} har fortsat pladsen i {event.forum}.")
        self.to_do.append(f"{entry.group or _THE_KKR} kan sende en anden, så længe {event.name} er væk.")

    def seat_filled(self, event: SeatFilled) -> None:
        there = [open_ for open_ in self.roster.vacant_seats if open_.forum == event.forum]
        seat = next((open_ for open_ in there if open_.group == event.group), None)
        if seat is None:
            of = (
                f" Ledig er pladsen fra {listed(open_.group or _THE_KKR for open_ in there)}."
                if there
                else ""
            )
            raise MeetingError(f"{event.forum}: {event.group or _THE_KKR} har ingen ledig plads.{of}")
        self.roster = replace(
            self.roster,
            appointees=fill(self.roster.appointees, seat, event.name, event.stand_in),
            vacant_seats=tuple(open_ for open_ in self.roster.vacant_seats if open_ is not seat),
        )
        of_group = f" for {event.group}" if event.group else ""
        self.changed.append(f"{event.name} følger {seat.last_holder} i {event.forum}{of_group}.")

    def post_filled(self, event: PostFilled) -> None:
        vacant = next((post for post in self.roster.vacant_posts if post.number == event.number), None)
        if vacant is None:
            raise MeetingError(f"Posten som {event.title} er ikke ledig. Ret hændelsen, eller udelad den.")
        member = next(
            (one for one in self.roster.members if self.roster.is_called(event.name, one.person)), None
        )
        if member is None:
            raise MeetingError(
                f"{event.name} er ikke medlem af KKR og kan ikke være {event.title}. Ret navnet."
            )
        self._end_post(member)  # nobody holds both: whoever has the other one leaves it
        self.roster = replace(
            self.roster,
            posts=(
                *self.roster.posts,
                ElectedPost(
                    number=event.number,
                    person=event.name,
                    contender=member.contender,
                    is_in_agreement=False,
                ),
            ),
            vacant_posts=tuple(post for post in self.roster.vacant_posts if post is not vacant),
        )
        self.changed.append(f"{event.name} er {event.title} efter {vacant.person}.")
        self.changed.append(f"Pladser i kraft af hvervet som {event.title} følger med.")

    def _fora_of(self, person: Person) -> list[str]:
        return sorted(
            entry.forum for entry in self.roster.appointees if self.roster.is_called(entry.name, person)
        )

    def _appointee(self, forum: str, name: str) -> Appointee:
        for entry in self.roster.appointees:
            if (entry.forum, entry.name) == (forum, name):
                return entry
        raise MeetingError(f"{forum}: {name} er ikke udpeget. Ret navnet eller forummet.")

    def _end_membership(self, member: Member, why: str) -> None:
        # Only of a supplementary member: a mayor's seat goes with the office.
        self._without(member)
        vacancy = VacantMembership(
            contender=member.contender, last_holder=member.person, acting=member.stand_in
        )
        self.roster = replace(self.roster, vacant_memberships=(*self.roster.vacant_memberships, vacancy))
        self.changed.append(f"{member.person.name} {why} og udtræder som supplerende medlem.")
        if member.stand_in:
            self.changed.append(
                f"{member.stand_in.name} møder som stedfortræder, til et nyt medlem er valgt."
            )
        self.to_do.append(
            f"Kommunalbestyrelsesmedlemmerne fra {member.contender} vælger et nyt supplerende medlem."
        )
        self.unchanged.append(f"Det er fortsat {member.contender}, der har pladsen.")

    def _end_post(self, member: Member) -> None:
        for post in self.roster.posts:
            if self.roster.is_called(post.person, member.person):
                self.roster = replace(
                    self.roster,
                    posts=tuple(other for other in self.roster.posts if other is not post),
                    vacant_posts=(*self.roster.vacant_posts, post),
                )
                self.changed.append(f"Posten som {post.title} er ledig.")
                self.to_do.append(
                    f"KKR vælger en ny {post.title}, som også får pladserne i kraft af hvervet."
                )

    def _without(self, member: Member) -> None:
        self.roster = replace(
            self.roster, members=tuple(other for other in self.roster.members if other is not member)
        )

    def _end_stand_in(self, person: Person) -> None:
        # In the KKR, for a membership that is vacant, and in a forum.
        for member in self.roster.members:
            if member.stand_in and identity(member.stand_in) == identity(person):
                self.changed.append(f"{person.name} er ikke længere stedfortræder for {member.person.name}.")
                self._new_stand_in(member)
        self.roster = replace(
            self.roster,
            vacant_memberships=tuple(
                replace(open_, acting=None)
                if open_.acting and identity(open_.acting) == identity(person)
                else open_
                for open_ in self.roster.vacant_memberships
            ),
        )

    def _new_stand_in(self, member: Member) -> None:
        deputy = (
            deputy_of(member, self.roster.members, self.roster.deputies) if member.is_ex_officio else None
        )
        self.roster = replace(
            self.roster,
            members=tuple(
                replace(other, stand_in=deputy) if other is member else other for other in self.roster.members
            ),
        )
        name = member.person.name
        if deputy:
            self.changed.append(f"Viceborgmester {deputy.name} er stedfortræder for {name}.")
        elif member.is_ex_officio:
            self.to_do.append(f"Skriv, hvem der er viceborgmester og dermed stedfortræder for {name}.")
        else:
            self.to_do.append(f"{member.contender} vælger en ny stedfortræder for {name}.")

    def _end_appointments(self, person: Person, ends: Callable[[Appointee], bool]) -> None:
        for entry in self.roster.appointees:
            if self.roster.is_called(entry.name, person) and ends(entry):
                self._vacate(entry)
            elif entry.stand_in and self.roster.is_called(entry.stand_in, person) and ends(entry):
                alone = replace(entry, stand_in=None)
                self.roster = replace(
                    self.roster,
                    appointees=tuple(alone if e is entry else e for e in self.roster.appointees),
                )
                self.changed.append(
                    f"{person.name} er ikke længere stedfortræder for {entry.name} i {entry.forum}."
                )
                self.to_do.append(f"{_points_at(entry.group)} en ny stedfortræder til {entry.forum}.")

    def _vacate(self, entry: Appointee) -> None:
        appointees, seat = vacate(self.roster.appointees, entry.forum, entry.name)
        self.roster = replace(
            self.roster, appointees=appointees, vacant_seats=(*self.roster.vacant_seats, seat)
        )
        self.changed.append(f"{entry.name} udtræder af {entry.forum}.")
        if entry.stand_in:
            self.changed.append(f"{entry.stand_in} møder som stedfortræder, til pladsen er besat.")
        kind = f" Pladsen er til {seat.kind}." if seat.kind else ""
        self.to_do.append(f"{_points_at(seat.group)} en ny til {seat.forum}.{kind}")


_THE_KKR = "KKR"
"""Stands for the group of a seat that was filled by flertalsvalg: the whole KKR elected."""


def _points_at(group: str) -> str:
    return f"{group} peger på" if group else f"{_THE_KKR} vælger"


_HAPPENS: dict[type, Callable[..., None]] = {
    LeftCouncil: _Course.left_council,
    LeftParty: _Course.left_party,
    MayorReplaced: _Course.mayor_replaced,
    MemberElected: _Course.member_elected,
    Resigned: _Course.resigned,
    AwayAMonth: _Course.away_a_month,
    SeatFilled: _Course.seat_filled,
    PostFilled: _Course.post_filled,
}
