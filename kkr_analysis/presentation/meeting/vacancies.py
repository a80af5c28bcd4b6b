"""What has happened in the term: each event with what it changed, what it did not, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.danish import day
from kkr_analysis.meeting.proceedings import Proceedings
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
from kkr_analysis.presentation.blocks import Block, Heading, paragraph, text
from kkr_analysis.presentation.meeting.frame import Paper, bullets
from kkr_analysis.presentation.meeting.names import Names

NAME = "aendringer"


def paper(meeting: Proceedings) -> Paper | None:
    """Return the paper on vacancies and their history; None where nothing has happened."""
    if not meeting.roster.history:
        return None
    return Paper(
        name=NAME,
        number="",
        title="Ændringer i valgperioden",
        body=(*_vacant(meeting), *_history(meeting)),
        rules=("P1", "P2", "P3", "U13"),
    )


def _vacant(meeting: Proceedings) -> Iterator[Block]:
    names, roster = Names.of(meeting.dossier), meeting.roster
    sentences = [
        f"{names.contender(open_.contender)} har en ledig plads i KKR efter {open_.last_holder.name}"
        + (f"; {open_.acting.name} møder som stedfortræder." if open_.acting else ".")
        for open_ in roster.vacant_memberships
    ]
    sentences += [
        f"{names.group(seat.group) or 'KKR'} har en ledig plads i {seat.forum} efter {seat.last_holder}."
        for seat in roster.vacant_seats
    ]
    sentences += [f"Posten som {post.title} er ledig efter {post.person}." for post in roster.vacant_posts]
    yield Heading(2, text("Ledige pladser"))
    yield bullets(sentences) if sentences else paragraph("Ingen plads er ledig.")


def _history(meeting: Proceedings) -> Iterator[Block]:
    yield Heading(2, text("Hvad der er sket"))
    for change in meeting.roster.history:
        yield Heading(3, text(f"{day(change.event.day)}: {named(change.event)}"))
        for lead, sentences in (
            ("Det ændrer:", change.changed),
            ("Det ændrer ikke:", change.unchanged),
            ("Nu skal:", change.to_do),
        ):
            if sentences:
                yield paragraph(lead)
                yield bullets(sentences)


def named(event: Event) -> str:
    """Say in short what happened."""
    match event:
        case LeftCouncil():
            return f"{event.person.name} har forladt kommunalbestyrelsen"
        case LeftParty():
            return f"{event.person.name} har forladt sit parti"
        case MayorReplaced():
            return f"{event.mayor.name} er ny borgmester"
        case MemberElected():
            return f"{event.person.name} er valgt til medlem"
        case Resigned():
            return f"{event.name} udtræder af {event.forum}"
        case AwayAMonth():
            return f"{event.name} er væk i en måned eller mere"
        case SeatFilled():
            return f"{event.name} følger efter i {event.forum}"
        case PostFilled():
            return f"{event.name} er valgt til {event.title}"
