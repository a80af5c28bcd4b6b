"""The nominations to the board of an Erhvervshus (agenda 1.6): what has come in, what is missing, by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kkr_analysis.appointments import Duty
from kkr_analysis.danish import counted, listed
from kkr_analysis.meeting.days import named_day
from kkr_analysis.meeting.nominations import NominationStatus, board_status
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.blocks import Block, Heading, ParagraphKind, paragraph, text
from kkr_analysis.presentation.meeting.forum import place
from kkr_analysis.presentation.meeting.frame import Paper, background, bullets, presentation, recommendation
from kkr_analysis.presentation.table import Table
from kkr_analysis.rules import ForumRule

NAME = "indstillinger"
NUMBER = "1.6"


def paper(meeting: Proceedings) -> Paper | None:
    """Return the item on nominations; None where no forum is filled after nomination."""
    if not meeting.nominations:
        return None
    fora = [status.forum for status in meeting.nominations]
    return Paper(
        name=NAME,
        number=meeting.dossier.nominated_fora[0].rule.agenda_item or NUMBER,
        title=f"Indstillinger til {listed(fora)}",
        body=(
            *background(
                paragraph(
                    "De ikke-politiske medlemmer udpeges af KKR efter indstilling fra organisationer. En "
                    "indstilling, der er modtaget på fristens dag, er rettidig."
                )
            ),
            *recommendation(
                meeting.dossier.result.body, ["tager status for indstillingerne til efterretning"]
            ),
            *presentation(*_presentation(meeting)),
        ),
        rules=("U11",),
    )


def _presentation(meeting: Proceedings) -> Iterator[Block]:
    for status in meeting.nominations:
        if len(meeting.nominations) > 1:
            yield Heading(3, text(status.forum))
        yield paragraph(f"Fristen for at indstille er {named_day(status.deadline)}.")
        yield from _status(status)
        yield from _board(status, meeting)


def _status(status: NominationStatus) -> Iterator[Block]:
    anchor = place(status.forum)
    yield Table(
        header="Slags",
        rows=[
            {
                "Slags": kind.kind,
                "Pladser": kind.places,
                "Indstillet": len(kind.nominated),
                "Mangler": kind.missing,
            }
            for kind in status.kinds
        ],
        caption=f"Indstillet til {status.forum}",
        anchor=f"{anchor}-slags",
        numbers=dict.fromkeys(["Pladser", "Indstillet", "Mangler"], str),
    ).written
    received = [entry for kind in status.kinds for entry in kind.nominated]
    if received:
        yield Table(
            header="Navn",
            rows=[
                {
                    "Navn": entry.person,
                    "Indstillet af": entry.body,
                    "Slags": kind.kind,
                    "Modtaget": named_day(entry.received),
                }
                for kind in status.kinds
                for entry in kind.nominated
            ],
            caption="Rettidige indstillinger",
            anchor=f"{anchor}-navne",
        ).written
    if not status.is_complete:
        missing = [
            f"{kind.kind}: {counted(kind.missing, 'plads', 'pladser')} uden indstilling"
            for kind in status.kinds
            if kind.missing
        ]
        yield paragraph("Der mangler:", kind=ParagraphKind.LEAD)
        yield bullets(f"{one}." for one in missing)
    silent = [f"{body} ({kind.kind})" for kind in status.kinds for body in kind.silent]
    if silent:
        yield paragraph(f"Endnu ikke indstillet har {listed(silent)}.")
    if status.late:
        late = listed(f"{entry.person} ({entry.body}, {named_day(entry.received)})" for entry in status.late)
        yield paragraph(f"Modtaget efter fristen og ikke regnet med: {late}.")
    yield from _women_and_men(status)


def _women_and_men(status: NominationStatus) -> Iterator[Block]:
    count = status.genders
    named = count.women + count.men
    if count.duty.duty is Duty.NONE:
        return
    so_far = (
        f" Blandt de indstillede er {counted(count.women, 'kvinde', 'kvinder')} og "
        f"{counted(count.men, 'mand', 'mænd')}."
        if named
        else ""
    )
    yield paragraph(
        f"Kvinder og mænd (ligestillingsloven {count.duty.rule.value}, regel U11): "
        f"{count.duty.duty.value}.{so_far}"
    )


def _board(status: NominationStatus, meeting: Proceedings) -> Iterator[Block]:
    """Put the whole board together from the fora that fill it."""
    parts, total = _parts(status.forum, meeting)
    if total is None:
        return
    board = board_status(total, parts, _found(status, meeting))
    yield Table(
        header="Del af bestyrelsen",
        rows=[
            {"Del af bestyrelsen": name, "Pladser": seats, "Fundet": found, "Mangler": max(seats - found, 0)}
            for name, seats, found in board.parts
        ],
        caption=f"Hele bestyrelsen: {total} medlemmer",
        anchor=f"{place(status.forum)}-bestyrelsen",
        numbers=dict.fromkeys(["Pladser", "Fundet", "Mangler"], str),
    ).written
    if board.unaccounted:
        yield paragraph(
            f"Kilderne siger ikke, hvem der besætter {counted(board.unaccounted, 'plads', 'pladser')} af de "
            f"{total}."
        )


def _parts(forum: str, meeting: Proceedings) -> tuple[list[ForumRule], int | None]:
    board = forum.partition(",")[0]
    rules = [
        rule
        for rule in meeting.dossier.result.rule_set.fora
        if rule.name.partition(",")[0] == board
        and rule.seats
        and rule.region in (None, meeting.dossier.region)
    ]
    return rules, next((rule.board for rule in rules if rule.board), None)


def _found(status: NominationStatus, meeting: Proceedings) -> Mapping[str, int]:
    found = Counter({kind.kind: min(len(kind.nominated), kind.places) for kind in status.kinds})
    for outcome in meeting.fora:
        found[outcome.name] += len(outcome.noted.named) + len(outcome.forum.by_office)
    return found
