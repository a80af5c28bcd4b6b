"""From a computed meeting to the values of its JSON contract, the whole of it and the part of each paper."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kkr_analysis import __version__
from kkr_analysis.allocation import DrawnLot, Tie
from kkr_analysis.appointments import AgreedSeats, BothCounts, FairPackage, Gender, GenderCount
from kkr_analysis.appointments import PackageRecord as HeldPackage
from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.documents.meeting import contract as c
from kkr_analysis.meeting.chair import PostComparison
from kkr_analysis.meeting.fora import not_appointed_to
from kkr_analysis.meeting.members import Member, Person, genders, identity
from kkr_analysis.meeting.nominations import Nomination, NominationStatus
from kkr_analysis.meeting.proceedings import ForumOutcome, Proceedings
from kkr_analysis.presentation.meeting import (
    appointments,
    calendar,
    chair,
    members,
    nominations,
    not_appointed,
    package,
    pacts,
    procedure,
    vacancies,
)
from kkr_analysis.presentation.meeting.frame import Paper

HEAD = ("schema", "region", "term", "body", "example", "preliminary", "composition", "version", "meeting")
"""The keys that the file of every paper has."""
ITEMS: Mapping[str, tuple[str, ...]] = {
    members.NUMBER: ("members",),
    pacts.NUMBER: ("alliances",),
    chair.NUMBER: ("alliances", "chair"),
    calendar.NUMBER: ("calendar",),
    procedure.NUMBER: ("members",),
}
"""The keys of an item's file beyond the head, by its number; ``fora`` and ``nominations`` go by the forum."""
BESIDE: Mapping[str, tuple[str, ...]] = {
    package.NAME: ("package", "proposal"),
    vacancies.NAME: ("changes", "vacant"),
    not_appointed.NAME: ("not_appointed",),
}
"""The same for the papers beside the agenda, by name; the others have everything."""


def record_of(meeting: Proceedings, papers: Sequence[Paper]) -> c.MeetingRecord:
    """Return what is published of a meeting."""
    dossier, result = meeting.dossier, meeting.dossier.result
    convening = dossier.convening
    day = convening.day if convening else result.election.as_of
    return c.MeetingRecord(
        schema=c.SCHEMA,
        region=dossier.region,
        term=result.rule_set.term,
        body=result.body,
        example=dossier.is_example,
        preliminary=result.status is FigureStatus.PRELIMINARY,
        composition=str(fingerprint_of(result)),
        version=__version__,
        meeting=c.ConveningRecord(
            day=convening.day.isoformat(),
            time=convening.time,
            place=convening.place,
            called_by=convening.called_by,
            later_meetings=tuple(later.isoformat() for later in convening.later_meetings),
        )
        if convening
        else None,
        papers=tuple(
            c.PaperRecord(
                item=paper.number, title=paper.title, stem=paper.stem, publishable=not paper.intended_for
            )
            for paper in papers
        ),
        members=_members(meeting),
        alliances=_alliances(meeting),
        chair=_chair(meeting),
        fora=tuple(_forum(outcome) for outcome in meeting.fora),
        nominations=tuple(map(_nominated, meeting.nominations)),
        package=_package(meeting.package) if meeting.package else None,
        proposal=_proposal(meeting.proposal, meeting.both_counts) if meeting.proposal else None,
        calendar=tuple(
            c.DateRecord(
                first_day=entry.first_day.isoformat(),
                last_day=entry.last_day.isoformat(),
                title=entry.title,
                source=entry.source,
                deadline=entry.is_deadline,
                rule=entry.rule,
            )
            for entry in meeting.calendar
        ),
        changes=tuple(
            c.ChangeRecord(
                day=change.event.day.isoformat(),
                event=vacancies.named(change.event),
                changed=change.changed,
                unchanged=change.unchanged,
                to_do=change.to_do,
            )
            for change in meeting.roster.history
        ),
        vacant=tuple(_vacancies(meeting)),
        not_appointed=tuple(
            c.NotAppointedRecord(name=body.name, note=body.note, source=body.source, status=body.status.value)
            for body in not_appointed_to(result.rule_set, day, dossier.region)
        ),
        rules=_rules(meeting, papers),
        sources=tuple(c.SourceRecord(file=source.path, sha256=source.sha256) for source in dossier.sources),
    )


def values_of(record: c.MeetingRecord) -> dict[str, Any]:
    """Return the whole record as plain values."""
    return asdict(record)


def as_json(values: Mapping[str, Any]) -> str:
    """Write values as JSON text: UTF-8, two spaces, keys in order."""
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def part_of(values: Mapping[str, Any], paper: Paper) -> dict[str, Any]:
    """Return the file of one paper from the whole: the head, the paper itself, and the keys that it shows."""
    part = {key: values[key] for key in HEAD}
    part["paper"] = next(entry for entry in values["papers"] if entry["stem"] == paper.stem)
    keys = ITEMS.get(paper.number, ()) if paper.number else BESIDE.get(paper.name, ())
    part |= {key: values[key] for key in keys}
    if paper.name == appointments.NAME:
        part["fora"] = [forum for forum in values["fora"] if forum["item"] == paper.number]
    if paper.name == nominations.NAME:
        part["nominations"] = values["nominations"]
    if not paper.number and paper.name not in BESIDE:
        part |= {key: values[key] for key in values if key not in part and key not in ("papers", "rules")}
    part["rules"] = [rule for rule in values["rules"] if rule["number"] in paper.rules]
    return part


def _rules(meeting: Proceedings, papers: Sequence[Paper]) -> tuple[c.RuleRecord, ...]:
    used = {number for paper in papers for number in paper.rules}
    return tuple(
        c.RuleRecord(
            number=rule.number,
            title=rule.title,
            status=rule.standing,
            source=rule.source,
            reading=rule.reading,
        )
        for rule in meeting.dossier.result.rule_set.rules
        if rule.number in used
    )


def _members(meeting: Proceedings) -> c.MembersRecord:
    dossier, composed = meeting.dossier, meeting.dossier.result.composition
    number = genders(dossier.members)
    there = [own.contender for own in dossier.members if not own.is_ex_officio]
    return c.MembersRecord(
        total=composed.total,
        quorum=procedure.quorum(len(dossier.counted_members)),
        attending=None if dossier.attending is None else len(dossier.attending),
        quorate=meeting.is_quorate,
        women=number[Gender.WOMAN],
        men=number[Gender.MAN],
        contenders=tuple(
            c.SeatsRecord(
                letter=standing.letter,
                name=standing.name,
                seats=composed.seats[standing.letter],
                mayors=composed.mayors[standing.letter],
                supplementary=composed.supplementary[standing.letter],
                elected=there.count(standing.letter),
            )
            for standing in dossier.result.eligibility.eligible
            if composed.seats[standing.letter]
        ),
        members=tuple(_member(member, meeting) for member in dossier.members),
        owed=meeting.owed,
        faults=tuple(fault.text for fault in meeting.member_faults),
    )


def _member(member: Member, meeting: Proceedings) -> c.MemberRecord:
    dossier = meeting.dossier
    label = dossier.labels[identity(member.person)]
    came = "ja" if dossier.attending is not None and label in dossier.attending else "nej"
    attendance = "stedfortræder" if label in dossier.by_stand_in else came
    return c.MemberRecord(
        person=_person(member.person),
        contender=member.contender,
        ex_officio=member.is_ex_officio,
        stand_in=_person(member.stand_in) if member.stand_in else None,
        attendance=None if dossier.attending is None else attendance,
    )


def _person(person: Person) -> c.PersonRecord:
    return c.PersonRecord(
        name=person.name,
        municipality=person.municipality,
        letter=person.letter,
        gender=person.gender.value if person.gender else None,
    )


def _alliances(meeting: Proceedings) -> c.AlliancesRecord:
    deadline = meeting.deadline
    return c.AlliancesRecord(
        deadline=deadline.last_day.isoformat() if deadline else None,
        reading=deadline.reading.value if deadline else None,
        other_deadlines=tuple(
            c.OtherDeadline(reading=reading.value, day=day.isoformat())
            for reading, day in (deadline.others if deadline else ())
        ),
        declarations=tuple(
            c.DeclarationRecord(
                alliance=one.declaration.alliance.label,
                received=one.declaration.received.isoformat(),
                given_by=one.declaration.given_by,
                accepted=one.is_accepted,
                decision=one.declaration.status.value,
                text=one.text,
                other_readings=tuple(reading.value for reading in one.otherwise),
            )
            for one in meeting.declarations
        ),
    )


def _chair(meeting: Proceedings) -> c.ChairRecord:
    held = meeting.chair
    return c.ChairRecord(
        alliances=tuple(alliance.label for alliance in held.allied.alliances),
        posts=tuple(map(_post, held.posts)),
        margins=tuple(
            c.PostMargin(letter=letter, to_win=margin.to_win, to_lose=margin.to_lose)
            for letter, margin in held.margins.items()
        ),
        lots=_lots(held.allied.lots),
        tie=_tie(held.tie),
    )


def _post(post: PostComparison) -> c.PostRecord:
    elected = post.elected
    return c.PostRecord(
        post=post.title,
        without_alliances=post.plain.holder if post.plain else None,
        with_alliances=post.allied.holder if post.allied else None,
        decided_by_alliance=post.is_decided_by_alliance,
        elected=c.ElectedRecord(
            person=elected.person, contender=elected.contender, in_agreement=elected.is_in_agreement
        )
        if elected
        else None,
        as_counted=post.is_as_counted,
    )


def _forum(outcome: ForumOutcome) -> c.ForumRecord:
    rule, several = outcome.on_agenda.rule, outcome.several
    votes = outcome.basis.votes
    return c.ForumRecord(
        item=appointments.item_of(outcome),
        name=outcome.name,
        seats=outcome.forum.seats,
        kinds=tuple(c.KindRecord(kind=kind.name, places=kind.places) for kind in outcome.forum.kinds),
        offices=outcome.on_agenda.offices,
        stand_ins=rule.stand_ins.value if rule else None,
        appointer=rule.appointer if rule else None,
        source=rule.source if rule else None,
        groups=tuple(
            c.GroupRecord(group=group.name, members=group.members, votes=votes[group.name])
            for group in outcome.basis.groups
        ),
        single=_single(outcome),
        picks=tuple(
            c.PickRecord(
                number=pick.number,
                group=pick.group,
                kind=pick.kind,
                votes=pick.quotient.votes,
                divisor=pick.quotient.divisor,
                equal=tuple(sorted(pick.tied)),
                by_lot=pick.lot is not None,
                waived=pick.is_waived,
                instead_of=pick.instead_of,
            )
            for pick in (several.picks if several else ())
        ),
        distribution=_group_seats(several.seats().items() if several else ()),
        agreed=_group_seats(outcome.agreed.seats if outcome.agreed else ()),
        choice=c.ChoiceRecord(
            number=several.choice.number, group=several.choice.group, kinds=several.choice.kinds
        )
        if several and several.choice
        else None,
        lots=_lots(count.lots if (count := outcome.single or several) else ()),
        tie=_tie(outcome.tie),
        expected_ties=tuple(tie for own in outcome.expected_ties if (tie := _tie(own))),
        attendance=c.AttendanceRecord(
            has_effect=outcome.attendance.has_effect,
            changes=tuple(
                c.AttendanceChange(group=group, everybody=before, present=now)
                for group, before, now in outcome.attendance.changes
            ),
        )
        if outcome.attendance
        else None,
        persons=tuple(
            c.NamedRecord(name=own.name, group=own.group, kind=own.kind, stand_in=own.stand_in)
            for own in outcome.noted.named
        ),
        owed=tuple(
            c.OwedPersons(group=group, kind=kind, number=number)
            for (group, kind), number in outcome.unnamed.items()
        ),
        faults=tuple(fault.text for fault in outcome.faults),
        genders=_genders(outcome.genders) if outcome.genders else None,
        settled=outcome.is_settled,
    )


def _single(outcome: ForumOutcome) -> c.SingleRecord | None:
    held = outcome.single
    if held is None:
        return None
    return c.SingleRecord(
        majority=held.majority,
        rounds=tuple(
            c.RoundRecord(
                votes=tuple(c.CandidateVotes(name=name, votes=votes) for name, votes in ballot.votes.items()),
                blank=ballot.blank,
            )
            for ballot in held.rounds
        ),
        elected=held.elected,
        elected_by=held.by.value if held.by else None,
        next_round=held.next_round,
    )


def _genders(count: GenderCount) -> c.GenderRecord:
    return c.GenderRecord(
        duty=count.duty.duty.value,
        section=count.duty.rule.value,
        wanted_women=count.duty.women,
        wanted_men=count.duty.men,
        women=count.women,
        men=count.men,
        unknown=count.unknown,
        special_reasons=count.special_reasons,
        met=count.is_met,
    )


def _nominated(status: NominationStatus) -> c.NominatedRecord:
    return c.NominatedRecord(
        name=status.forum,
        deadline=status.deadline.isoformat(),
        complete=status.is_complete,
        kinds=tuple(
            c.NominatedKind(
                kind=kind.kind,
                places=kind.places,
                missing=kind.missing,
                nominated=tuple(map(_nomination, kind.nominated)),
                silent=kind.silent,
            )
            for kind in status.kinds
        ),
        late=tuple(map(_nomination, status.late)),
    )


def _nomination(entry: Nomination) -> c.NominationRecord:
    return c.NominationRecord(person=entry.person, body=entry.body, received=entry.received.isoformat())


def _package(held: HeldPackage) -> c.PackageRecord:
    return c.PackageRecord(
        unanimous=held.agreement.is_unanimous,
        against=tuple(sorted(held.agreement.against)),
        distribution=_distribution(held.agreement.distribution),
        distances=tuple(
            c.DistanceRecord(agreed=own.seats, distance=own.from_together, **_counts(own))
            for own in held.distances
        ),
        seats_away=held.seats_away,
    )


def _counts(own: BothCounts) -> dict[str, Any]:
    """Return the keys that a group's two counts have wherever they stand."""
    return {
        "group": own.group,
        "fewest_forum_by_forum": own.forum_by_forum[0],
        "most_forum_by_forum": own.forum_by_forum[1],
        "fewest_together": own.together[0],
        "most_together": own.together[1],
    }


def _proposal(proposal: FairPackage, counts: Sequence[BothCounts]) -> c.ProposalRecord:
    return c.ProposalRecord(
        distribution=_distribution(proposal.distribution),
        together=_group_seats(proposal.together),
        counts=tuple(c.CountsRecord(**_counts(own)) for own in counts),
        distance=str(proposal.distance),
        seats_off_count=proposal.seats_off_count,
        equally_fair=proposal.equally_fair,
        tie=_tie(proposal.tie),
    )


def _distribution(entries: Sequence[AgreedSeats]) -> tuple[c.ForumSeats, ...]:
    return tuple(c.ForumSeats(forum=entry.forum, seats=_group_seats(entry.seats)) for entry in entries)


def _vacancies(meeting: Proceedings) -> Iterator[c.VacancyRecord]:
    for open_ in meeting.roster.vacant_memberships:
        yield c.VacancyRecord(
            forum="",
            group=open_.contender,
            last_holder=open_.last_holder.name,
            acting=open_.acting.name if open_.acting else None,
        )
    for seat in meeting.roster.vacant_seats:
        yield c.VacancyRecord(forum=seat.forum, group=seat.group, last_holder=seat.last_holder, acting=None)


def _group_seats(seats: Iterable[tuple[str, int]]) -> tuple[c.GroupSeats, ...]:
    return tuple(c.GroupSeats(group=group, seats=number) for group, number in seats if number)


def _lots(lots: Sequence[DrawnLot]) -> tuple[c.LotRecord, ...]:
    return tuple(
        c.LotRecord(
            stage=lot.stage,
            tied=tuple(sorted(lot.tied)),
            winners=lot.winners,
            day=lot.drawn_on.isoformat() if lot.drawn_on else None,
        )
        for lot in lots
    )


def _tie(tie: Tie | None) -> c.TieRecord | None:
    if tie is None:
        return None
    return c.TieRecord(stage=tie.stage, tied=tuple(sorted(tie.tied)), places=tie.places)
