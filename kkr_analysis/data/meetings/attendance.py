"""Who came, ``fremmoede.csv``, and which groups vote together, ``grupper.csv``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from kkr_analysis.appointments import Group
from kkr_analysis.danish import listed
from kkr_analysis.data.meetings.agenda import BETWEEN, Agenda, forum_named
from kkr_analysis.data.meetings.persons import Persons
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.sources.fixed_words import fixed_word
from kkr_analysis.data.sources.region_files import ATTENDANCE, FORA, GROUPS, MEMBERS
from kkr_analysis.data.sources.rows import Row

TOLD_IN = (GROUPS, MEMBERS, FORA)
"""The files that say which groups there are."""


class Attended(Enum):
    """Whether a member came. The value is the word in the file."""

    NOT_NOTED = ""
    IN_PERSON = "ja"
    NOT = "nej"
    BY_STAND_IN = "stedfortræder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Those who came, by label; ``attending`` is None before the meeting."""

    attending: frozenset[str] | None = None
    by_stand_in: frozenset[str] = frozenset()


def read_attendance(reader: MeetingReader, persons: Persons) -> Attendance:
    """
    Read who came.

    Rule: U3. A file with no answer in it is of a meeting still to come; once one is noted, every member has
    to be, for who is not mentioned is neither here nor away.
    """
    rows = reader.rows(ATTENDANCE)
    if not any(row["moedt"] for row in rows):
        return Attendance()
    noted: dict[str, Attended] = {}
    first: dict[str, Row] = {}
    is_anybody_unknown = False
    for row in rows:
        label = persons.member(row, "medlem")
        answer = fixed_word(reader, row, "moedt", Attended)
        if answer is Attended.NOT_NOTED:
            reader.reject(row, "moedt", expected="ja, nej eller stedfortræder")
        if label is None:
            is_anybody_unknown = True
            continue
        earlier = first.setdefault(label, row)
        if earlier is not row:
            reader.reject_second(row, "medlem", earlier, expected="hvert medlem én gang")
            continue
        if answer is None:
            continue
        if answer is Attended.BY_STAND_IN and persons.labelled(label).stand_in is None:
            expected = "ja eller nej, for medlemmet har ingen stedfortræder i medlemmer.csv"
            reader.reject(row, "moedt", expected=expected)
        noted[label] = answer
    # Otherwise who is missing may be the one whose name was not understood, or should not be a member.
    if not is_anybody_unknown and not reader.has_faults(MEMBERS):
        _report_missing(reader, persons, first)
    return Attendance(
        attending=frozenset(label for label, answer in noted.items() if answer is not Attended.NOT),
        by_stand_in=frozenset(label for label, answer in noted.items() if answer is Attended.BY_STAND_IN),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldGroups:
    """The groups told to the chair: for the whole meeting, None where each contender is one, and by forum."""

    whole_meeting: tuple[Group, ...] | None = None
    by_forum: Mapping[str, tuple[Group, ...]]


def read_groups(reader: MeetingReader, persons: Persons, agenda: Agenda) -> ToldGroups:
    """
    Read the groups.

    Rule: U2. In ``medlem`` stands a member, or a contender's letter for all of its members.
    """
    told: dict[str, dict[str, list[str]]] = {}
    first: dict[tuple[str, str], Row] = {}
    for row in reader.rows(GROUPS):
        if row["forum"] and forum_named(reader, row, agenda) is None:
            continue
        if not row["gruppe"] or BETWEEN in row["gruppe"]:
            reader.reject(row, "gruppe", expected=f"gruppens navn, uden {BETWEEN!r} i")
            continue
        labels = persons.of_contender(row["medlem"])
        if not labels:
            label = persons.member(row, "medlem")
            labels = (label,) if label else ()
        for label in labels:
            earlier = first.setdefault((row["forum"], label), row)
            if earlier is not row:
                who = "" if label == row["medlem"] else f"; {label} er der allerede"
                expected = f"hvert medlem i én gruppe{who}"
                reader.reject_second(row, "medlem", earlier, expected=expected)
        told.setdefault(row["forum"], {}).setdefault(row["gruppe"], []).extend(labels)
        _reject_name_of_another(reader, row, persons, labels)
    groups = {
        forum: tuple(
            Group(name=name, members=tuple(sorted(members))) for name, members in sorted(of_forum.items())
        )
        for forum, of_forum in told.items()
    }
    return ToldGroups(
        whole_meeting=groups.get(""),
        by_forum={forum: of_forum for forum, of_forum in groups.items() if forum},
    )


def _report_missing(reader: MeetingReader, persons: Persons, noted: Collection[str]) -> None:
    """Record the members who are not mentioned; a seat that nobody is noted for needs no row."""
    missing = sorted(
        label
        for label in persons.members
        if label not in noted and persons.labelled(label).person.municipality
    )
    if missing:
        file = reader.path(ATTENDANCE)
        reader.report(
            file,
            found=f"ingen række for {listed(missing)}",
            expected="en række for hvert medlem, når fremmødet er noteret",
            next_step=f"Tilføj dem, og {reader.confirm(file)}",
        )


def _reject_name_of_another(
    reader: MeetingReader, row: Row, persons: Persons, labels: tuple[str, ...]
) -> None:
    """A group called as a member outside it would be two groups of one name."""
    if row["gruppe"] in persons.members and row["gruppe"] not in labels:
        reader.reject(row, "gruppe", expected="et andet navn end et medlems")
