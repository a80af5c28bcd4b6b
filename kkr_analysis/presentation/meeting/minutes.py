"""The minutes (referat) to fill in: what is known already is there, and the rest has lines to write on."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.danish import listed, lower_first
from kkr_analysis.meeting.chair import PostComparison
from kkr_analysis.meeting.members import by_contender, identity
from kkr_analysis.meeting.proceedings import ForumOutcome, Proceedings
from kkr_analysis.presentation.blocks import Block, FillIn, Heading, paragraph, text
from kkr_analysis.presentation.meeting import (
    appointments,
    calendar,
    chair,
    members,
    nominations,
    pacts,
    procedure,
)
from kkr_analysis.presentation.meeting.frame import Paper, bullets
from kkr_analysis.presentation.meeting.names import Names, seats_in_short
from kkr_analysis.presentation.meeting.picks import distribution
from kkr_analysis.presentation.table import Table

NAME = "referat"
_TO_RING = "ja · nej · stedfortræder"


def paper(meeting: Proceedings) -> Paper:
    """Return the minutes."""
    return Paper(
        name=NAME,
        number="",
        title="Referat",
        body=(*_attendance(meeting), *_items(meeting), *_end()),
        intended_for="referenten, til det er godkendt",
    )


def _attendance(meeting: Proceedings) -> Iterator[Block]:
    dossier, names = meeting.dossier, Names.of(meeting.dossier)
    labels = dossier.labels
    yield Heading(2, text("Fremmøde"))
    yield Table(
        header="Medlem",
        rows=[
            {
                "Medlem": member.person.name,
                "Parti": member.contender,
                "Personlig stedfortræder": names.stand_in(member),
                "Til stede": _came(labels[identity(member.person)], meeting),
            }
            for member in by_contender(dossier.counted_members, list(names.contenders))
        ],
        caption="Medlemmerne, og hvem der mødte"
        if dossier.attending is not None
        else "Medlemmerne; sæt ring om, hvem der mødte",
        anchor="referat-fremmoede",
    ).written
    yield FillIn("Andre til stede", 2)


def _came(label: str, meeting: Proceedings) -> str:
    attending = meeting.dossier.attending
    if attending is None:
        return _TO_RING
    if label in meeting.dossier.by_stand_in:
        return "stedfortræder"
    return "ja" if label in attending else "nej"


def _items(meeting: Proceedings) -> Iterator[Block]:
    found: list[tuple[str, str, list[Block]]] = [
        (members.NUMBER, "Medlemmer og stedfortrædere", [FillIn("Beslutning", 2)]),
        (pacts.NUMBER, "Valgforbund", list(_pacts(meeting))),
        (chair.NUMBER, "Formand og næstformand", list(_chair(meeting))),
    ]
    found += [
        (one.number, one.title, list(_fora(one.number, meeting))) for one in appointments.papers(meeting)
    ]
    if about := nominations.paper(meeting):
        found.append((about.number, about.title, [FillIn("Beslutning", 2)]))
    found += [
        (calendar.NUMBER, "Mødeplan og kalender", [FillIn("Beslutning", 2)]),
        (procedure.NUMBER, "Forretningsorden", [FillIn("Beslutning", 2)]),
    ]
    for number, title, blocks in sorted(found, key=lambda item: in_agenda_order(item[0])):
        yield Heading(2, text(f"{number} {title}"))
        yield from blocks


def in_agenda_order(number: str) -> tuple[tuple[int, str], ...]:
    """Return the sort key of a number on the agenda: 1.9 before 1.10."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in number.split("."))


def _pacts(meeting: Proceedings) -> Iterator[Block]:
    if not meeting.declarations:
        yield paragraph("Der var ikke anmeldt valgforbund.")
    for one in meeting.declarations:
        yield paragraph(f"{one.declaration.alliance.label}: {pacts.verdict(one)}.")
    yield FillIn("Beslutning")


def _chair(meeting: Proceedings) -> Iterator[Block]:
    names = Names.of(meeting.dossier)
    if meeting.chair.elected:
        yield bullets(_elected(post, names) for post in meeting.chair.posts if post.elected)
    for post in meeting.chair.posts:
        if post.elected is None:
            yield FillIn(post.title.capitalize())
            yield FillIn("Valgt i enighed eller efter optællingen")


def _elected(post: PostComparison, names: Names) -> str:
    assert post.elected is not None  # noqa: S101 - the caller has looked
    how = ", i enighed" if post.elected.is_in_agreement else ""
    who = f"{post.elected.person}, {names.contender(post.elected.contender)}"
    return f"Som {post.title} blev valgt {who}{how}."


def _fora(number: str, meeting: Proceedings) -> Iterator[Block]:
    names = Names.of(meeting.dossier)
    for outcome in meeting.fora:
        if appointments.item_of(outcome) == number:
            yield Heading(3, text(outcome.name))
            yield from _forum(outcome, meeting, names)


def _forum(outcome: ForumOutcome, meeting: Proceedings, names: Names) -> Iterator[Block]:
    if outcome.agreed:
        yield paragraph(f"Aftalt i enighed: {seats_in_short(outcome.agreed.seats)}.")
    elif outcome.single:
        if outcome.single.elected:
            yield paragraph(f"Valgt blev {outcome.single.elected}.")
        else:
            yield FillIn("Valgt i 1., 2. eller 3. omgang")
        return
    elif outcome.several:
        is_held = meeting.dossier.attending is not None
        said = distribution(outcome.several, names)
        yield paragraph(said if is_held else f"Hvis alle møder: {lower_first(said)}")
    if outcome.noted.named:
        yield paragraph(f"Udpeget blev {listed(one.name for one in outcome.noted.named)}.")
    for (group, kind), number in outcome.unnamed.items():
        label = f"{names.group(group)}{f', {kind}' if kind else ''}"
        yield FillIn(label, number)
    if outcome.several and outcome.several.tie and not outcome.agreed:
        yield FillIn("Lodtrækningen faldt på")


def _end() -> Iterator[Block]:
    yield Heading(2, text("Afslutning"))
    yield FillIn("Mødet sluttede kl.")
    yield FillIn("Referatet er godkendt (dato og underskrift)")
