"""
What a meeting comes to: every item of the agenda computed from what is noted, in one value.

The papers print it, ``kkr meeting`` writes it as JSON, and the app shows it while it changes. Before the
meeting it says what will be asked and which lots may be wanted; afterwards, what was decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kkr_analysis.allocation import Tie
from kkr_analysis.allocation.lots import DrawnLot, refuse_stale
from kkr_analysis.appointments import (
    AgreedSeats,
    Appointee,
    Appointment,
    AttendanceEffect,
    Basis,
    BothCounts,
    FairPackage,
    Forum,
    GenderCount,
    OfficeSeat,
    PackageRecord,
    PersonDoubt,
    PersonFault,
    SingleAppointment,
    appoint_one,
    appoint_several,
    attendance_effect,
    both_counts,
    check_persons,
    count_genders,
    fair_package,
    fair_packages,
    gender_duty,
    hold_against,
    ties_ahead,
    voting_basis,
)
from kkr_analysis.appointments.agreements import TOGETHER
from kkr_analysis.composition.election import DeclarationStatus
from kkr_analysis.composition.result import CHAIR_STAGE
from kkr_analysis.errors import AppointmentError
from kkr_analysis.meeting.calendar import CalendarEntry, nomination_deadline, term_calendar
from kkr_analysis.meeting.chair import POSTS, ChairElection, chair_election
from kkr_analysis.meeting.days import Deadline, pact_deadline
from kkr_analysis.meeting.dossier import Convening, Dossier, ForumOnAgenda, NotedAppointment
from kkr_analysis.meeting.fora import MAYORS
from kkr_analysis.meeting.members import MemberFault, check_members, has_quorum, identity, owed
from kkr_analysis.meeting.nominations import NominationStatus, nomination_status
from kkr_analysis.meeting.pacts import JudgedDeclaration, accepted, judge_declarations, represented_in
from kkr_analysis.meeting.roster import Roster
from kkr_analysis.meeting.vacancies import follow_all
from kkr_analysis.rules import DeadlineReading, StandIns


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumOutcome:
    """
    The appointment to one forum: ``single`` for one representative, ``several`` for more.

    ``expected_ties`` are those that a lot may be wanted for, known before anything is chosen.
    """

    on_agenda: ForumOnAgenda
    forum: Forum
    """With the seats by virtue of an office in it."""
    noted: NotedAppointment
    basis: Basis
    single: SingleAppointment | None
    several: Appointment | None
    attendance: AttendanceEffect | None
    expected_ties: tuple[Tie, ...]
    agreed: AgreedSeats | None
    """The seats that all present agreed on instead; None where the count holds. Rule: U10."""
    faults: tuple[PersonFault, ...]
    genders: GenderCount | None
    """None for a forum that no rule is known for."""
    offices_expected: tuple[str, ...] = ()
    """The offices with a seat here that nobody is elected to yet: counted as the count gives them."""
    offices_waiting: tuple[str, ...] = ()
    """Those among them that wait for a lot: their seats are not in the count."""

    @property
    def name(self) -> str:
        """What the forum is called."""
        return self.on_agenda.name

    @property
    def tie(self) -> Tie | None:
        """The tie that waits for a lot."""
        count = self.single or self.several
        return count.tie if count else None

    @property
    def is_settled(self) -> bool:
        """Whether every seat has a person named to it, and nothing is wrong with any."""
        if self.agreed is None and self.single:
            return self.single.elected is not None
        decided = self.agreed is not None or (self.several is not None and self.several.is_complete)
        return decided and not self.faults and not self.unnamed and not self.offices_waiting

    @property
    def unnamed(self) -> dict[tuple[str, str], int]:
        """How many persons each group has still to name to its seats, by group and kind. Rule: U5, U10."""
        wanted, named = self._wanted(), Counter(map(self._seat_of, self.noted.named))
        return {seat: left for seat, number in wanted.items() if (left := number - named[seat]) > 0}

    @property
    def overnamed(self) -> dict[tuple[str, str], int]:
        """How many persons too many a group has named to seats that were agreed on, by group and kind."""
        if self.agreed is None:
            return {}
        wanted, named = self._wanted(), Counter(map(self._seat_of, self.noted.named))
        return {seat: over for seat, number in named.items() if (over := number - wanted[seat]) > 0}

    def _wanted(self) -> Counter[tuple[str, str]]:
        # The seats that persons are named to. An agreement says nothing of kinds.
        if self.agreed:
            wanted = Counter({(group, self._only_kind): seats for group, seats in self.agreed.seats})
            wanted.subtract(
                (self.basis.group_of(seat.holder), self._only_kind) for seat in self.forum.by_office
            )
            return wanted
        picks = self.several.picks if self.several else ()
        return Counter((pick.group, pick.kind) for pick in picks if not pick.is_waived)

    def _seat_of(self, appointee: Appointee) -> tuple[str, str]:
        if self.agreed is None:
            return appointee.group, appointee.kind
        # Where one is elected no group is written; agreed on, the seat is the group's that has it.
        only = self.agreed.seats[0][0] if len(self.agreed.seats) == 1 else ""
        return appointee.group or only, self._only_kind

    @property
    def _only_kind(self) -> str:
        return self.forum.kinds[0].name if len(self.forum.kinds) == 1 else ""


@dataclass(frozen=True, kw_only=True)
class Proceedings:
    """A meeting computed. The fair proposal takes longest, so it is made when it is first asked for."""

    dossier: Dossier
    deadline: Deadline | None
    """The last day for declaring an alliance; None while no day is set for the meeting."""
    declarations: tuple[JudgedDeclaration, ...]
    chair: ChairElection
    member_faults: tuple[MemberFault, ...]
    owed: tuple[str, ...]
    fora: tuple[ForumOutcome, ...]
    nominations: tuple[NominationStatus, ...]
    package: PackageRecord | None
    calendar: tuple[CalendarEntry, ...]
    roster: Roster
    """Who is what after the events noted."""

    @property
    def is_quorate(self) -> bool | None:
        """Whether enough attend to decide; None before the meeting. Rule: P4."""
        if self.dossier.attending is None:
            return None
        return has_quorum(len(self.dossier.attending), len(self.dossier.counted_members))

    @property
    def standing_basis(self) -> Basis:
        """The votes of the groups that vote together unless another is told for a forum. Rule: U2, U3."""
        return _standing_basis(self.dossier)

    @cached_property
    def chair_otherwise(self) -> tuple[tuple[DeadlineReading, ChairElection], ...]:
        """
        The count for chair and vice-chair under the other readings of D1 that give them to others.

        It is by the rules alone: an alliance that the KKR has accepted is judged by its day here as well.
        """
        convening = self.dossier.convening
        if convening is None:
            return ()
        undecided = [
            replace(one, status=DeclarationStatus.PENDING)
            if one.status is DeclarationStatus.ACCEPTED
            else one
            for one in self.dossier.declarations
        ]
        dossier = replace(self.dossier, declarations=tuple(undecided))
        held = {
            reading: chair_election(dossier.result, accepted(_judged(dossier, convening, reading)))
            for reading in dict.fromkeys(own for entry in self.declarations for own in entry.otherwise)
        }
        holders = [post.holder for post in self.chair.allied.posts]
        return tuple(
            (reading, chair)
            for reading, chair in held.items()
            if [post.holder for post in chair.allied.posts] != holders
        )

    @cached_property
    def proposal(self) -> FairPackage | None:
        """The fairest distribution of the seats of all fora; None without fora or members. Rule: U10, U14."""
        shared = [entry.forum for entry in self.fora]
        if not shared or not any(self.standing_basis.votes.values()):
            return None
        lots = [lot for lot in self.dossier.lots if lot.stage == TOGETHER]
        return fair_package(shared, self.standing_basis, lots)

    @cached_property
    def both_counts(self) -> tuple[BothCounts, ...]:
        """Every group's seats over all fora, one by one and under ét, the largest first. Rule: U14."""
        return both_counts([entry.forum for entry in self.fora], self.standing_basis)

    def proposals(self) -> Iterator[FairPackage]:
        """Give the fairest distribution for every fall of the lot about the last seats under ét."""
        shared = [entry.forum for entry in self.fora]
        return fair_packages(shared, self.standing_basis)


def hold(dossier: Dossier) -> Proceedings:
    """
    Compute every item of a meeting from what is noted.

    Rule: D1, D2, D3, P1, P4, U1, U3, U4, U6, U7, U8, U9, U10, U11, U12, U14, V1, V2.

    Raises MeetingError and AppointmentError for what cannot be, one sentence per fault and those of all fora
    together, and StaleLotError for a lot that settles nothing.
    """
    result, convening = dossier.result, dossier.convening
    readings = result.rule_set.meeting_readings
    judged = _judged(dossier, convening, readings.deadline) if convening else ()
    chair_lots = [lot for lot in dossier.lots if lot.stage.startswith(f"{CHAIR_STAGE}, ")]
    known = [entry.lot for entry in result.election.lots if entry.region == dossier.region]
    recorded = [lot for lot in known if lot.stage.startswith(f"{CHAIR_STAGE}, ")]
    _refuse_strangers(dossier, chair_lots)
    chair = chair_election(result, accepted(judged), lots=[*recorded, *chair_lots], elected=dossier.elected)
    fora = _fora(dossier, chair)
    _refuse_beside_the_tie(dossier, chair, fora)
    return Proceedings(
        dossier=dossier,
        deadline=pact_deadline(convening.day, readings.deadline) if convening else None,
        declarations=judged,
        chair=chair,
        member_faults=check_members(result, dossier.members, dossier.deputies) if dossier.members else (),
        owed=owed(result, dossier.members),
        fora=fora,
        nominations=tuple(_nominations(dossier)),
        package=_package(dossier, fora),
        calendar=term_calendar(
            result.election.day, convening.meetings if convening else (), readings.deadline
        ),
        roster=follow_all(_start(dossier, fora), dossier.events),
    )


def _judged(
    dossier: Dossier, convening: Convening, reading: DeadlineReading
) -> tuple[JudgedDeclaration, ...]:
    return judge_declarations(
        dossier.declarations,
        region=dossier.region,
        meeting=convening.day,
        represented=represented_in(dossier.result),
        reading=reading,
    )


def _standing_basis(dossier: Dossier) -> Basis:
    reading = dossier.result.rule_set.meeting_readings.basis
    return voting_basis(dossier.assembly, dossier.standing_groups, reading)


def _fora(dossier: Dossier, chair: ChairElection) -> tuple[ForumOutcome, ...]:
    outcomes, faults = [], []
    for entry in dossier.fora:
        try:
            outcomes.append(_with_offices(dossier, entry, chair))
        except AppointmentError as fault:
            faults.append(str(fault))
    if faults:
        raise AppointmentError("\n".join(faults))
    return tuple(outcomes)


def _with_offices(dossier: Dossier, entry: ForumOnAgenda, chair: ChairElection) -> ForumOutcome:
    """
    Appoint to a forum with its seats by virtue of an office: before the election the one entitled has it.

    The offices that nobody is elected to yet are noted, and those among them that wait for a lot.
    """
    holders = {post: _holder(dossier, post, chair) for post in entry.offices}
    seats = tuple(OfficeSeat(holder=holder) for holder in holders.values() if holder)
    elected = {own.title for own in dossier.elected}
    expected = tuple(post for post in holders if post not in elected)
    return replace(
        _outcome(dossier, entry, replace(entry.forum, by_office=seats)),
        offices_expected=expected,
        offices_waiting=tuple(post for post in expected if chair.tie and not holders[post]),
    )


def _holder(dossier: Dossier, post: str, chair: ChairElection) -> str | None:
    """Return the label of who has a post, or of a member of the contender that the count gives it to."""
    labels = dossier.labels
    number = POSTS.index(post) + 1
    elected = {entry.number: entry.person for entry in dossier.elected}.get(number)
    if elected is not None:
        return elected if elected in labels.values() else None
    entitled = {entry.number: entry.holder for entry in chair.allied.posts}.get(number)
    return next(
        (
            labels[identity(member.person)]
            for member in dossier.counted_members
            if member.contender == entitled
        ),
        None,
    )


def _outcome(dossier: Dossier, entry: ForumOnAgenda, forum: Forum) -> ForumOutcome:
    noted = dossier.noted(entry.name)
    groups = dossier.standing_groups if noted.groups is None else noted.groups
    basis = voting_basis(dossier.assembly, groups, dossier.result.rule_set.meeting_readings.basis)
    lots = [lot for lot in dossier.lots if is_about(lot, entry.name)]
    has_votes = any(basis.votes.values())
    single = several = effect = None
    if forum.seats == 1:
        single = appoint_one(entry.name, len(dossier.assembly.present), noted.rounds, lots)
    elif has_votes:
        several = appoint_several(
            forum,
            basis,
            choices=dict(noted.choices),
            waivers=noted.waivers,
            declining=noted.declining,
            lots=lots,
        )
        effect = attendance_effect(forum, basis) if dossier.assembly.absent else None
    rule, package = entry.rule, dossier.package
    agreed = {one.forum: one for one in package.distribution} if package and package.is_unanimous else {}
    proposed = [appointee.name for appointee in noted.named] + list(noted.alternates)
    sex = dict(noted.genders)
    outcome = ForumOutcome(
        on_agenda=entry,
        forum=forum,
        noted=noted,
        basis=basis,
        single=single,
        several=several,
        attendance=effect,
        expected_ties=ties_ahead(forum, basis) if several else (),
        agreed=agreed.get(entry.name),
        faults=_person_faults(dossier, several, noted, rule.stand_ins if rule else StandIns.NONE),
        genders=count_genders(
            gender_duty(rule.gender_rule, rule.seats),
            [sex.get(name) for name in proposed],
            special_reasons=noted.special_reasons,
        )
        if rule
        else None,
    )
    return replace(outcome, faults=_against_agreement(outcome)) if outcome.agreed else outcome


def _against_agreement(outcome: ForumOutcome) -> tuple[PersonFault, ...]:
    # The count's own numbers do not bind the groups where all have agreed on others (rule U10).
    numbers = (PersonDoubt.TOO_MANY, PersonDoubt.MISSING)
    kept = tuple(fault for fault in outcome.faults if fault.doubt not in numbers)
    return kept + tuple(
        PersonFault(
            forum=outcome.name, about=f"{group}, {kind}" if kind else group, doubt=PersonDoubt.TOO_MANY
        )
        for group, kind in outcome.overnamed
    )


def _person_faults(
    dossier: Dossier, several: Appointment | None, noted: NotedAppointment, stand_ins: StandIns
) -> tuple[PersonFault, ...]:
    # Before anybody is named nothing is wrong yet: the papers say what is owed.
    if several is None or not noted.named:
        return ()
    labels = dossier.labels
    mayors = {labels[identity(member.person)] for member in dossier.members if member.is_ex_officio}
    kinds = {kind.name for kind in several.forum.kinds} - {MAYORS}
    return check_persons(
        several,
        noted.named,
        eligible=dossier.eligible,
        of_kind=[
            *((MAYORS, name) for name in mayors),
            *((kind, appointee.name) for kind in kinds for appointee in noted.named),
        ],
        stand_ins=stand_ins,
    )


def _nominations(dossier: Dossier) -> Iterator[NominationStatus]:
    deadline = nomination_deadline(dossier.result.election.day)
    for forum in dossier.nominated_fora:
        yield nomination_status(forum.rule, forum.bodies, forum.nominations, deadline)


def _package(dossier: Dossier, fora: Sequence[ForumOutcome]) -> PackageRecord | None:
    if dossier.package is None:
        return None
    agreed = {entry.forum for entry in dossier.package.distribution}
    shared = [entry.forum for entry in fora if entry.name in agreed]
    return hold_against(dossier.package, shared, _standing_basis(dossier))


def _start(dossier: Dossier, fora: Sequence[ForumOutcome]) -> Roster:
    return Roster(
        members=dossier.members,
        deputies=dossier.deputies,
        posts=dossier.elected,
        appointees=tuple(appointee for outcome in fora for appointee in outcome.noted.named),
        municipality_names=dossier.result.figures.municipality_names,
    )


def is_about(lot: DrawnLot, forum: str) -> bool:
    """Whether a lot was drawn in the appointment to a forum."""
    return lot.stage == forum or lot.stage.startswith(f"{forum}, ")


def _refuse_strangers(dossier: Dossier, chair_lots: Sequence[DrawnLot]) -> None:
    names = [entry.name for entry in dossier.fora]
    strangers = [
        lot
        for lot in dossier.lots
        if lot not in chair_lots and lot.stage != TOGETHER and not any(is_about(lot, name) for name in names)
    ]
    refuse_stale(strangers, None)


def _refuse_beside_the_tie(dossier: Dossier, chair: ChairElection, fora: Sequence[ForumOutcome]) -> None:
    """Refuse lots of the very stage where a tie still waits: they were drawn between others, or for fewer."""
    waiting = {tie.stage for tie in (chair.tie, *(outcome.tie for outcome in fora)) if tie}
    used = (*chair.plain.lots, *chair.allied.lots)
    refuse_stale([lot for lot in dossier.lots if lot.stage in waiting and lot not in used], None)
