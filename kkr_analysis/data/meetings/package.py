"""A package that all present agreed on instead of the count, ``pakke.csv``."""

from __future__ import annotations

from collections.abc import Sequence

from kkr_analysis.appointments import AgreedSeats, Agreement
from kkr_analysis.danish import counted
from kkr_analysis.data.meetings.agenda import Agenda, forum_named
from kkr_analysis.data.meetings.attendance import TOLD_IN
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.meetings.written import number
from kkr_analysis.data.sources.region_files import PACKAGE
from kkr_analysis.data.sources.rows import Row


def read_package(
    reader: MeetingReader, agenda: Agenda, groups: Sequence[str], against: frozenset[str]
) -> Agreement | None:
    """
    Read the agreed distribution; None where there is none.

    Rule: U10. Each forum's seats add up to those it has. ``groups`` are the names of those of the whole
    meeting, and ``against`` the labels of who was.
    """
    seats: dict[str, dict[str, int]] = {}
    first: dict[tuple[str, str], Row] = {}
    last_row: dict[str, Row] = {}
    doubtful = set()
    is_every_forum_known = True
    for row in reader.rows(PACKAGE):
        entry = forum_named(reader, row, agenda)
        if row["gruppe"] not in groups:
            expected = "en af mødets grupper"
            reader.reject_unknown(row, "gruppe", groups, expected=expected, told_in=TOLD_IN)
            doubtful.add(row["forum"])
        places = number(reader, row, "pladser", least=0)
        if entry is None:
            is_every_forum_known = False
            continue
        if places is None:
            doubtful.add(entry.name)
            continue
        earlier = first.setdefault((entry.name, row["gruppe"]), row)
        if earlier is not row:
            reader.reject_second(row, "gruppe", earlier, expected="hver gruppe én gang i et forum")
            doubtful.add(entry.name)
            continue
        seats.setdefault(entry.name, {})[row["gruppe"]] = places
        last_row[entry.name] = row
    for forum, row in last_row.items() if is_every_forum_known else ():
        entry = agenda.find(forum)
        total = sum(seats[forum].values())
        if entry and forum not in doubtful and total != entry.forum.seats:
            there = counted(entry.forum.seats, "plads", "pladser")
            step = f"Pakken fordeler {total}. {reader.correct_and_seal(row.file)}"
            reader.reject(row, "pladser", expected=f"{there} i alt i {forum}", next_step=step)
    if not seats:
        return None
    return Agreement(
        distribution=tuple(
            AgreedSeats.of(entry.name, dict(sorted(seats[entry.name].items())))
            for entry in agenda.fora
            if entry.name in seats
        ),
        against=against,
    )
