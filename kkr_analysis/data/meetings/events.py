"""What happens in the term, ``haendelser.csv``: one row for each event, in order of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.meetings.agenda import BETWEEN, Agenda, forum_named
from kkr_analysis.data.meetings.persons import Persons
from kkr_analysis.data.meetings.reader import MeetingReader
from kkr_analysis.data.meetings.written import contender_of, day, gender, list_letter, municipality
from kkr_analysis.data.sources.fixed_words import fixed_word
from kkr_analysis.data.sources.rows import Row
from kkr_analysis.meeting.members import Deputy, Person
from kkr_analysis.meeting.roster import (
    AwayAMonth,
    Event,
    LeftCouncil,
    LeftParty,
    MayorReplaced,
    MemberElected,
    PostFilled,
    Resigned,
    SeatFilled,
)

NAMED_IN_EVENTS = (("navn", "kommune"), ("stedfortraeder", "stedfortraeders_kommune"))


class Happening(Enum):
    """What can happen. The value is the word in the file."""

    LEFT_COUNCIL = "udtrådt af kommunalbestyrelsen"
    LEFT_PARTY = "forladt partiet"
    MAYOR_REPLACED = "ny borgmester"
    MEMBER_ELECTED = "nyt medlem"
    RESIGNED = "udtrådt af forum"
    AWAY_A_MONTH = "fraværende en måned"
    SEAT_FILLED = "ny udpeget"
    NEW_CHAIR = "ny formand"
    NEW_VICE_CHAIR = "ny næstformand"


_NEEDED = {
    Happening.LEFT_COUNCIL: ("navn",),
    Happening.LEFT_PARTY: ("navn",),
    Happening.MAYOR_REPLACED: ("navn", "kommune", "bogstav"),
    Happening.MEMBER_ELECTED: ("navn", "kommune", "parti"),
    Happening.RESIGNED: ("navn", "forum"),
    Happening.AWAY_A_MONTH: ("navn", "forum"),
    Happening.SEAT_FILLED: ("navn", "forum"),
    Happening.NEW_CHAIR: ("navn",),
    Happening.NEW_VICE_CHAIR: ("navn",),
}
_ALLOWED = {
    Happening.LEFT_COUNCIL: ("kommune",),
    Happening.LEFT_PARTY: ("kommune",),
    Happening.MAYOR_REPLACED: ("koen", "stedfortraeder"),
    Happening.MEMBER_ELECTED: ("bogstav", "koen", "stedfortraeder", "stedfortraeders_kommune"),
    Happening.RESIGNED: ("kommune",),
    Happening.AWAY_A_MONTH: ("kommune",),
    Happening.SEAT_FILLED: ("gruppe", "kommune", "stedfortraeder", "stedfortraeders_kommune"),
    Happening.NEW_CHAIR: ("kommune",),
    Happening.NEW_VICE_CHAIR: ("kommune",),
}
"""The columns that an event needs, and those it may have besides; any other is a doubt."""
_OF_EVERY_EVENT = ("dag", "haendelse", "bemaerkning")


@dataclass(frozen=True, kw_only=True)
class Term:
    """What an event is read against."""

    reader: MeetingReader
    result: KkrResult
    persons: Persons
    agenda: Agenda


def read_events(term: Term, rows: Sequence[Row]) -> tuple[Event, ...]:
    """
    Read the events in order of their days; those of one day in the order of the rows.

    Rule: P1, P2, P3, U13. Whether an event can happen, ``follow`` says: here only whether it can be read.
    """
    dated = [(happened, row) for row in rows if (happened := day(term.reader, row, "dag"))]
    dated.sort(key=lambda pair: (pair[0], pair[1].number))
    return tuple(event for happened, row in dated if (event := _event(term, row, happened)))


def _event(term: Term, row: Row, happened: date) -> Event | None:
    reader = term.reader
    word = fixed_word(reader, row, "haendelse", Happening)
    if word is None:
        return None
    needed, allowed = _NEEDED[word], _ALLOWED[word]
    is_short = False
    for column in row.cells:
        if column in needed and not row[column]:
            reader.reject(row, column, expected=f"noget: {word.value!r} kræver {' og '.join(needed)}")
            is_short = True
        if row[column] and column not in (*needed, *allowed, *_OF_EVERY_EVENT):
            reader.reject(row, column, expected=f"ingenting ved {word.value!r}")
    if is_short or (happened < term.result.election.day):
        if not is_short:
            expected = f"en dag efter valget {term.result.election.day}"
            reader.reject(row, "dag", expected=expected)
        return None
    return _READ[word](term, row, happened)


def _left_council(term: Term, row: Row, happened: date) -> Event | None:
    called = term.persons.person(row, "navn", "kommune")
    return LeftCouncil(day=happened, person=called.person) if called else None


def _left_party(term: Term, row: Row, happened: date) -> Event | None:
    called = term.persons.person(row, "navn", "kommune")
    return LeftParty(day=happened, person=called.person) if called else None


def _mayor_replaced(term: Term, row: Row, happened: date) -> Event | None:
    mayor = _newcomer(term, row, "bogstav")
    if mayor is None:
        return None
    deputies = row["stedfortraeder"].split(BETWEEN) if row["stedfortraeder"] else []
    return MayorReplaced(
        day=happened,
        mayor=mayor,
        contender=contender_of(term.result, mayor.municipality, mayor.letter),
        deputies=tuple(
            Deputy(
                person=term.persons.newcomer(
                    Person(name=name, municipality=mayor.municipality, letter="")
                ).person,
                rank=rank,
            )
            for rank, name in enumerate(deputies, start=1)
        ),
    )


def _member_elected(term: Term, row: Row, happened: date) -> Event | None:
    seated = term.result.composition.seats
    if row["parti"] not in seated:
        term.reader.reject_unknown(row, "parti", seated, expected="et parti med pladser i KKR")
        return None
    person = _newcomer(term, row, "bogstav", otherwise=row["parti"])
    stand_in = None
    if row["stedfortraeder"]:
        called = term.persons.person(row, "stedfortraeder", "stedfortraeders_kommune")
        if called is None:
            return None
        stand_in = called.person
    if person is None:
        return None
    return MemberElected(day=happened, contender=row["parti"], person=person, stand_in=stand_in)


def _newcomer(term: Term, row: Row, column: str, *, otherwise: str = "") -> Person | None:
    code = municipality(term.reader, row, "kommune", term.result)
    letter = list_letter(term.reader, row, column, code, term.result, otherwise=otherwise)
    sex = gender(term.reader, row, "koen")
    if code is None:
        return None
    if code not in term.result.figures.municipality_names:
        term.reader.reject(row, "kommune", expected=f"en kommune i {term.result.region.name}")
    person = Person(name=row["navn"], municipality=code, letter=letter, gender=sex)
    term.persons.newcomer(person)
    return person


def _resigned(term: Term, row: Row, happened: date) -> Event | None:
    found = _in_forum(term, row)
    return Resigned(day=happened, forum=found[0], name=found[1]) if found else None


def _away(term: Term, row: Row, happened: date) -> Event | None:
    found = _in_forum(term, row)
    return AwayAMonth(day=happened, forum=found[0], name=found[1]) if found else None


def _seat_filled(term: Term, row: Row, happened: date) -> Event | None:
    found = _in_forum(term, row)
    stand_in = (
        term.persons.person(row, "stedfortraeder", "stedfortraeders_kommune")
        if row["stedfortraeder"]
        else None
    )
    if found is None:
        return None
    return SeatFilled(
        day=happened,
        forum=found[0],
        group=row["gruppe"],
        name=found[1],
        stand_in=stand_in.label if stand_in else None,
    )


def _post_filled(term: Term, row: Row, happened: date, *, number: int) -> Event | None:
    called = term.persons.person(row, "navn", "kommune")
    return PostFilled(day=happened, number=number, name=called.label) if called else None


def _in_forum(term: Term, row: Row) -> tuple[str, str] | None:
    entry = forum_named(term.reader, row, term.agenda)
    called = term.persons.person(row, "navn", "kommune")
    return (entry.name, called.label) if entry and called else None


_READ: dict[Happening, Callable[[Term, Row, date], Event | None]] = {
    Happening.LEFT_COUNCIL: _left_council,
    Happening.LEFT_PARTY: _left_party,
    Happening.MAYOR_REPLACED: _mayor_replaced,
    Happening.MEMBER_ELECTED: _member_elected,
    Happening.RESIGNED: _resigned,
    Happening.AWAY_A_MONTH: _away,
    Happening.SEAT_FILLED: _seat_filled,
    Happening.NEW_CHAIR: partial(_post_filled, number=1),
    Happening.NEW_VICE_CHAIR: partial(_post_filled, number=2),
}

_WORDS: dict[type, Happening] = {
    LeftCouncil: Happening.LEFT_COUNCIL,
    LeftParty: Happening.LEFT_PARTY,
    MayorReplaced: Happening.MAYOR_REPLACED,
    MemberElected: Happening.MEMBER_ELECTED,
    Resigned: Happening.RESIGNED,
    AwayAMonth: Happening.AWAY_A_MONTH,
    SeatFilled: Happening.SEAT_FILLED,
}


_WORDS_OF_POSTS: dict[int, Happening] = {1: Happening.NEW_CHAIR, 2: Happening.NEW_VICE_CHAIR}


def word_for(event: Event) -> str:
    """Return what an event is called in the file."""
    if isinstance(event, PostFilled):
        return _WORDS_OF_POSTS[event.number].value
    return _WORDS[type(event)].value


def name_in(event: Event) -> str:
    """Return the name of whom an event is about."""
    match event:
        case LeftCouncil() | LeftParty() | MemberElected():
            return event.person.name
        case MayorReplaced():
            return event.mayor.name
        case _:
            return event.name
