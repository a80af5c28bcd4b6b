"""The rounds of the election of one representative, ``afstemninger.csv``: the votes as counted."""

from __future__ import annotations

from collections.abc import Mapping

from kkr_analysis.appointments import Ballot
from kkr_analysis.appointments.majority import LAST_ROUND
from kkr_analysis.danish import counted
from kkr_analysis.data.meetings.agenda import Agenda, forum_named
from kkr_analysis.data.meetings.persons import Persons
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.meetings.written import number
from kkr_analysis.data.sources.region_files import ATTENDANCE, BALLOTS, MEMBERS
from kkr_analysis.data.sources.rows import Row

BLANK = "blank"
"""Written in place of a name for the blank votes."""
VOTED_FOR = ("navn", "kommune")


def read_ballots(
    reader: MeetingReader, persons: Persons, agenda: Agenda, present: int
) -> Mapping[str, tuple[Ballot, ...]]:
    """
    Read the rounds by forum.

    Rule: U9. ``present`` are the members attending: no round has more votes. What a round leads to is for
    ``appoint_one``.
    """
    votes: dict[str, dict[int, dict[str, int]]] = {}
    first: dict[tuple[str, int, str], Row] = {}
    last_row: dict[tuple[str, int], Row] = {}
    for row in reader.rows(BALLOTS):
        entry = forum_named(reader, row, agenda)
        held = number(reader, row, "omgang", least=1)
        cast = number(reader, row, "stemmer", least=0)
        name = _candidate(reader, row, persons)
        if entry is not None and entry.forum.seats > 1:
            expected = f"et forum med én plads; {entry.name} har {entry.forum.seats}, som fordeles"
            reader.reject(row, "forum", expected=expected)
            continue
        if held is not None and held > LAST_ROUND:
            reader.reject(row, "omgang", expected=f"højst {LAST_ROUND}")
            continue
        if entry is None or held is None or cast is None or name is None:
            continue
        earlier = first.setdefault((entry.name, held, name), row)
        if earlier is not row:
            reader.reject_second(row, "navn", earlier, expected="hver én gang i en omgang")
            continue
        last_row[entry.name, held] = row
        votes.setdefault(entry.name, {}).setdefault(held, {})[name] = cast
    for (forum, held), row in last_row.items():
        total = sum(votes[forum][held].values())
        if total > present and not reader.has_faults(ATTENDANCE, MEMBERS):
            at_most = counted(present, "stemme", "stemmer")
            expected = f"højst {at_most} i {held}. omgang, én for hvert medlem til stede"
            step = f"Tæl stemmerne igen: der er {total}. {reader.correct_and_seal(row.file)}"
            reader.reject(row, "stemmer", expected=expected, next_step=step)
        if held > 1 and held - 1 not in votes[forum]:
            reader.reject(row, "omgang", expected=f"{held - 1}. omgang før {held}.")
    return {forum: tuple(_ballot(rounds[held]) for held in sorted(rounds)) for forum, rounds in votes.items()}


def _candidate(reader: MeetingReader, row: Row, persons: Persons) -> str | None:
    if row["navn"] == BLANK:
        return BLANK
    if not row["navn"]:
        reader.reject(row, "navn", expected=f"den, der er stemt på, eller {BLANK!r}")
        return None
    called = persons.person(row, *VOTED_FOR)
    return called.label if called else None


def _ballot(votes: Mapping[str, int]) -> Ballot:
    named = {name: cast for name, cast in votes.items() if name != BLANK}
    return Ballot.of(named, votes.get(BLANK, 0))
