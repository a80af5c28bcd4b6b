"""All papers of a meeting: the items in the order of the agenda, then those that go beside it."""

from __future__ import annotations

from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.meeting import (
    appointments,
    calendar,
    chair,
    leader,
    members,
    minutes,
    nominations,
    not_appointed,
    package,
    pacts,
    procedure,
    vacancies,
)
from kkr_analysis.presentation.meeting.frame import Paper


def papers_of(meeting: Proceedings) -> tuple[Paper, ...]:
    """Return every paper that there is something to say in; raises nothing of its own."""
    on_the_agenda = [
        members.paper(meeting),
        pacts.paper(meeting),
        chair.paper(meeting),
        *appointments.papers(meeting),
        nominations.paper(meeting),
        calendar.paper(meeting),
        procedure.paper(meeting),
    ]
    beside = [
        package.paper(meeting),
        vacancies.paper(meeting),
        not_appointed.paper(meeting),
        leader.paper(meeting),
        minutes.paper(meeting),
    ]
    items = [paper for paper in on_the_agenda if paper]
    items.sort(key=lambda paper: minutes.in_agenda_order(paper.number))
    return (*items, *(paper for paper in beside if paper))
