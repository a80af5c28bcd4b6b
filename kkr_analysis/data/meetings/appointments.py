"""Whom the groups point at, ``udpegninger.csv``: the order of a group's rows is that of its picks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from kkr_analysis.appointments import Appointee, Ballot, Gender, Group, Waiver
from kkr_analysis.data.meetings.agenda import Agenda, forum_named
from kkr_analysis.data.meetings.attendance import TOLD_IN, ToldGroups
from kkr_analysis.data.meetings.persons import Persons
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.meetings.written import gender
from kkr_analysis.data.sources.fixed_words import fixed_word
from kkr_analysis.data.sources.region_files import APPOINTMENTS, GROUPS
from kkr_analysis.data.sources.rows import Row
from kkr_analysis.meeting.dossier import ForumOnAgenda, NotedAppointment

APPOINTED = (("navn", "kommune"), ("stedfortraeder", "stedfortraeders_kommune"))
"""The columns with persons, each with the column of the municipality."""

ALSO_PROPOSED = "ogsaa_foreslaaet"
"""The column with the other one proposed, where there are to be a woman and a man for the seat. Rule: U11."""


class SeatWord(Enum):
    """What a group does with a seat. The value is the word in the column ``afkald``."""

    TAKEN = ""
    WAIVED = "ja"
    NOT_TAKEN_OVER = "overtager ikke"
    """The group declines a seat that another waives. Rule: U6."""


@dataclass(kw_only=True)
class _Noted:
    named: list[Appointee] = field(default_factory=list)
    kinds: dict[str, list[str]] = field(default_factory=dict)
    waivers: list[Waiver] = field(default_factory=list)
    declining: set[str] = field(default_factory=set)
    alternates: list[str] = field(default_factory=list)
    genders: dict[str, Gender] = field(default_factory=dict)


def groups_for(
    forum: str, told: ToldGroups, standing: Sequence[Group], members: Sequence[str]
) -> tuple[str, ...]:
    """Return the names of the groups of a forum, a member outside all of them among them. Rule: U2."""
    groups = told.by_forum.get(forum, tuple(standing))
    grouped = {label for group in groups for label in group.members}
    return (*(group.name for group in groups), *(label for label in members if label not in grouped))


def read_appointments(
    reader: MeetingReader,
    persons: Persons,
    agenda: Agenda,
    told: ToldGroups,
    standing: Sequence[Group],
    rounds: Mapping[str, tuple[Ballot, ...]],
) -> tuple[NotedAppointment, ...]:
    """
    Read what is noted about the appointment to each forum, in the order of the agenda.

    Rule: U2, U5, U6, U8, U11. A row with a forum alone, or a forum and a kind, is one to fill in. ``rounds``
    are the ballots by forum, ``standing`` the groups where none are told for the forum.
    """
    noted: dict[str, _Noted] = {}
    for row in reader.rows(APPOINTMENTS):
        if not any(row[column] for column in row.cells if column not in ("forum", "slags")):
            continue
        entry = forum_named(reader, row, agenda)
        if entry is not None:
            known = groups_for(entry.name, told, standing, persons.members)
            is_told = entry.name in told.by_forum
            _note(reader, row, persons, entry, known, is_told, noted.setdefault(entry.name, _Noted()))
    reasons = dict(agenda.special_reasons)
    return tuple(
        NotedAppointment(
            forum=entry.name,
            groups=told.by_forum.get(entry.name),
            rounds=rounds.get(entry.name, ()),
            choices=tuple((group, tuple(kinds)) for group, kinds in sorted(of_forum.kinds.items())),
            waivers=tuple(of_forum.waivers),
            declining=frozenset(of_forum.declining),
            named=tuple(of_forum.named),
            alternates=tuple(of_forum.alternates),
            genders=tuple(sorted(of_forum.genders.items(), key=lambda pair: pair[0])),
            special_reasons=reasons.get(entry.name, ""),
        )
        for entry in agenda.fora
        for of_forum in [noted.get(entry.name, _Noted())]
        if entry.name in {*noted, *told.by_forum, *rounds, *reasons}
    )


def _note(
    reader: MeetingReader,
    row: Row,
    persons: Persons,
    entry: ForumOnAgenda,
    groups: Sequence[str],
    is_told: bool,
    noted: _Noted,
) -> None:
    is_single = entry.forum.seats == 1
    word = fixed_word(reader, row, "afkald", SeatWord, empty="ingenting")
    kind = _kind(reader, row, entry, word)
    if row["gruppe"] not in groups and (row["gruppe"] or not is_single):
        expected = f"en gruppe ved valget til {entry.name}"
        if is_told:
            expected += f" (i {GROUPS} er der skrevet grupper for det; skriv også de andre dér)"
        reader.reject_unknown(row, "gruppe", groups, expected=expected, told_in=TOLD_IN)
        return
    if word is SeatWord.NOT_TAKEN_OVER:
        noted.declining.add(row["gruppe"])
    if word in (SeatWord.WAIVED, SeatWord.NOT_TAKEN_OVER):
        if row["navn"]:
            reader.reject(row, "navn", expected="ingenting, når gruppen giver afkald eller ikke overtager")
        if is_single:
            reader.reject(row, "afkald", expected="ingenting, for der vælges én ved flertalsvalg")
    if word is SeatWord.WAIVED and kind is not None:
        noted.waivers.append(Waiver(group=row["gruppe"], kind=kind))
    if len(entry.forum.kinds) > 1 and kind is not None and word is not SeatWord.NOT_TAKEN_OVER:
        noted.kinds.setdefault(row["gruppe"], []).append(kind)
    if word is SeatWord.TAKEN and kind is not None:
        _name(reader, row, persons, entry, kind, noted)


def _kind(reader: MeetingReader, row: Row, entry: ForumOnAgenda, word: SeatWord | None) -> str | None:
    """Return the kind of seat; where all are of one kind the cell may be left empty."""
    kinds = [kind.name for kind in entry.forum.kinds]
    if row["slags"] in kinds:
        return row["slags"]
    if not row["slags"] and (len(kinds) == 1 or word is SeatWord.NOT_TAKEN_OVER):
        return kinds[0]
    reader.reject_unknown(row, "slags", filter(None, kinds), expected="forummets slags plads")
    return None


def _name(
    reader: MeetingReader, row: Row, persons: Persons, entry: ForumOnAgenda, kind: str, noted: _Noted
) -> None:
    sex = gender(reader, row, "koen")
    other_sex = gender(reader, row, "ogsaa_koen")
    if not row["navn"]:
        reader.reject(row, "navn", expected="navnet på den, gruppen peger på")
        return
    if len(noted.named) == entry.forum.seats == 1:
        reader.reject(row, "navn", expected="én, for forummet har én plads")
        return
    person = persons.person(row, "navn", "kommune", sex=sex)
    stand_in = (
        persons.person(row, "stedfortraeder", "stedfortraeders_kommune") if row["stedfortraeder"] else None
    )
    if row["stedfortraeders_kommune"] and not row["stedfortraeder"]:
        reader.reject(row, "stedfortraeders_kommune", expected="ingenting, når der ingen stedfortræder er")
    if row["ogsaa_koen"] and not row[ALSO_PROPOSED]:
        reader.reject(row, "ogsaa_koen", expected="ingenting, når der ikke er foreslået flere")
    other = persons.person_or_with_place(row, ALSO_PROPOSED, sex=other_sex) if row[ALSO_PROPOSED] else None
    if person is None:
        return
    noted.named.append(
        Appointee(
            forum=entry.name,
            group=row["gruppe"],
            name=person.label,
            kind=kind,
            stand_in=stand_in.label if stand_in else None,
        )
    )
    if person.person.gender:
        noted.genders[person.label] = person.person.gender
    if other:
        noted.alternates.append(other.label)
        if other.person.gender:
            noted.genders[other.label] = other.person.gender
