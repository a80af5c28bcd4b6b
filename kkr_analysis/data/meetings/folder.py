"""The folder of a meeting as a whole: every file read, every fault of all of them told at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kkr_analysis.appointments.agreements import TOGETHER
from kkr_analysis.composition.election import LIST_COOPERATION, Declaration, in_order_received
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.load import load_result
from kkr_analysis.data.meetings.agenda import read_agenda
from kkr_analysis.data.meetings.appointments import ALSO_PROPOSED, APPOINTED, groups_for, read_appointments
from kkr_analysis.data.meetings.attendance import Attendance, ToldGroups, read_attendance, read_groups
from kkr_analysis.data.meetings.ballots import VOTED_FOR, read_ballots
from kkr_analysis.data.meetings.convening import elected_posts, members_against, read_convening
from kkr_analysis.data.meetings.events import NAMED_IN_EVENTS, Term, read_events
from kkr_analysis.data.meetings.lots import read_drawn
from kkr_analysis.data.meetings.members import read_deputies, read_members
from kkr_analysis.data.meetings.nominations import read_nominations
from kkr_analysis.data.meetings.package import read_package
from kkr_analysis.data.meetings.persons import Persons
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.project import Project, nearest_project
from kkr_analysis.data.publishing import complete_unfinished
from kkr_analysis.data.sources.declared import read_declared
from kkr_analysis.data.sources.region_files import APPOINTMENTS, BALLOTS, EVENTS
from kkr_analysis.data.sources.rows import Row
from kkr_analysis.errors import FaultyFilesError
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.meeting.fora import is_nominated_to, to_appoint_to
from kkr_analysis.meeting.members import contender_groups, with_owed


def folder_of(result: KkrResult) -> str:
    """Return the folder of a KKR's meeting below the data folder: "kv2021/midtjylland"."""
    return f"{result.election.slug}/{result.region.slug}"


def load_meeting(
    region: str,
    term: str = "",
    as_of: str = "",
    project: Project | None = None,
    folders: Path | None = None,
) -> Dossier:
    """
    Read everything noted about the meeting of a KKR, with the KKR that it is the meeting of.

    ``folders`` is where the folder of the meeting lies, below the election's: the project's ``data`` by
    default, or its ``examples``, whose figures are the project's too. The rest as in ``load_result``.
    Raises KkrError.
    """
    found = project or nearest_project()
    return read_meeting(folders or found.data, load_result(region, term, as_of=as_of, project=found))


def read_meeting(data: Path, result: KkrResult) -> Dossier:
    """
    Read what is noted about the meeting of a KKR.

    ``data`` is ``data/raw``, or another folder with the same below it, such as the example's. Any file may be
    missing: what it would say is then not noted yet. Row order changes nothing but the order in which a group
    picks, and that of events on one day.

    Raises FaultyFilesError with every fault of every file, changed files first.
    """
    return _whole(_reader(data, result), result)


def read_with_event(data: Path, result: KkrResult, event: Row) -> Dossier:
    """Read a meeting as ``read_meeting`` does, with one more event than its file has."""
    reader = _reader(data, result)
    reader.add_row(EVENTS, event)
    return _whole(reader, result)


def read_with_tables(data: Path, result: KkrResult, contents: Mapping[str, bytes]) -> Dossier:
    """Read a meeting as ``read_meeting`` would once these tables, by their files' names, were written."""
    reader = _reader(data, result)
    for name, content in contents.items():
        reader.read_instead(name, content)
    return _whole(reader, result)


def _reader(data: Path, result: KkrResult) -> MeetingReader:
    complete_unfinished(data / folder_of(result))
    return MeetingReader(data, folder_of(result))


def _whole(reader: MeetingReader, result: KkrResult) -> Dossier:
    dossier = _read(reader, result)
    if reader.number_of_faults:
        raise FaultyFilesError(reader.faults, of="mødets mappe")
    return dossier


def _read(reader: MeetingReader, result: KkrResult) -> Dossier:
    facts = read_convening(reader)
    day = facts.day or result.election.as_of
    deputies = read_deputies(reader, result)
    members = read_members(reader, result, deputies)
    persons = Persons(reader, result, members, deputies)
    persons.introduce(reader.rows(APPOINTMENTS), *APPOINTED)
    persons.introduce_with_place(reader.rows(APPOINTMENTS), ALSO_PROPOSED)
    persons.introduce(reader.rows(BALLOTS), VOTED_FOR)
    persons.introduce(reader.rows(EVENTS), *NAMED_IN_EVENTS)
    agenda = read_agenda(reader, result, day)
    attendance = read_attendance(reader, persons)
    told = read_groups(reader, persons, agenda)
    standing = told.whole_meeting
    if standing is None:
        names = result.figures.municipality_names
        standing = contender_groups(with_owed(result, members), names)
    ballots = read_ballots(reader, persons, agenda, _present(attendance, persons))
    appointments = read_appointments(reader, persons, agenda, told, standing, ballots)
    declarations = _declarations(reader, result)
    competing = {
        **{name: groups_for(name, told, standing, persons.members) for name in agenda.names},
        **{name: tuple({n for held in rounds for n in held.votes}) for name, rounds in ballots.items()},
        TOGETHER: groups_for("", ToldGroups(by_forum={}), standing, persons.members),
    }
    against = members_against(reader, facts, persons, attendance.attending)
    nominated = [
        rule for rule in to_appoint_to(result.rule_set, day, result.region.slug) if is_nominated_to(rule)
    ]
    term = Term(reader=reader, result=result, persons=persons, agenda=agenda)
    return Dossier(
        result=result,
        convening=facts.convening,
        declarations=declarations,
        members=members,
        deputies=deputies,
        council_members=persons.council_members,
        elected=elected_posts(reader, facts, persons),
        fora=agenda.fora,
        groups=told.whole_meeting,
        attending=attendance.attending,
        by_stand_in=attendance.by_stand_in,
        appointments=appointments,
        package=read_package(reader, agenda, competing[TOGETHER], against),
        nominated_fora=read_nominations(reader, nominated),
        lots=read_drawn(reader, result, competing, _contenders(result, declarations), facts.day),
        events=read_events(term, reader.rows(EVENTS)),
        is_example=facts.is_example,
        case_numbers=facts.case_numbers,
        sources=reader.sources,
    )


def _present(attendance: Attendance, persons: Persons) -> int:
    return len(persons.members if attendance.attending is None else attendance.attending)


def _declarations(reader: MeetingReader, result: KkrResult) -> tuple[Declaration, ...]:
    letters = [*(party.letter for party in result.figures.parties), LIST_COOPERATION]
    return in_order_received(read_declared(reader, result.election.slug, [result.region], letters))


def _contenders(result: KkrResult, declarations: tuple[Declaration, ...]) -> tuple[str, ...]:
    """Return who competes for the chair: each contender, and each alliance as its label."""
    return (*result.composition.seats, *(given.alliance.label for given in declarations))
