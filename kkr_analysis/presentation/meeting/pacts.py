"""The declared alliances (valgforbund, agenda 1.3): the deadline, and each accepted or refused."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.composition.election import DeclarationStatus
from kkr_analysis.danish import listed
from kkr_analysis.meeting.days import named_day
from kkr_analysis.meeting.pacts import JudgedDeclaration
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.blocks import Block, paragraph
from kkr_analysis.presentation.meeting.frame import (
    Paper,
    assumed,
    background,
    bullets,
    presentation,
    recommendation,
)
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.wording import POSTS
from kkr_analysis.rules import DeadlineReading, Rule

NUMBER = "1.3"


def paper(meeting: Proceedings) -> Paper:
    """Return the item on declared alliances."""
    return Paper(
        name="valgforbund",
        number=NUMBER,
        title="Valgforbund",
        body=(
            *background(
                paragraph(
                    "Partier og listesamarbejder, der er repræsenteret i KKR, kan gå sammen i valgforbund "
                    "ved valget af formand og næstformand. Hver kan være i ét, og KKR godkender dem (regel "
                    "D2). Et valgforbund anmeldes til sekretariatet senest tre hverdage før mødet (regel "
                    "D1), og anmeldelsen gælder det ene møde (regel D3)."
                )
            ),
            *recommendation(meeting.dossier.result.body, _proposals(meeting)),
            *presentation(*_presentation(meeting)),
        ),
        rules=("D1", "D2", "D3"),
    )


def _proposals(meeting: Proceedings) -> list[str]:
    judged = meeting.declarations
    if not judged:
        return ["tager til efterretning, at der ikke er anmeldt valgforbund"]
    return [
        f"{verb} {'valgforbundet' if len(labels) == 1 else 'valgforbundene'} {listed(labels)}"
        for verb, labels in (
            ("godkender", [one.declaration.alliance.label for one in judged if one.is_accepted]),
            ("afviser", [one.declaration.alliance.label for one in judged if not one.is_accepted]),
        )
        if labels
    ]


def _presentation(meeting: Proceedings) -> Iterator[Block]:
    rule = meeting.dossier.result.rule_set.rule("D1")
    if meeting.deadline is None:
        yield paragraph("Fristen følger af mødets dag, som ikke er fastsat endnu.")
        return
    yield paragraph(f"Fristen for at anmelde valgforbund er {named_day(meeting.deadline.last_day)}.")
    if meeting.deadline.others:
        yield assumed(rule, list(other_days(meeting)))
    if not meeting.declarations:
        yield paragraph("Der er ikke anmeldt valgforbund.")
        return
    yield Table(
        header="Valgforbund",
        rows=[
            {
                "Valgforbund": one.declaration.alliance.label,
                "Modtaget": named_day(one.declaration.received),
                "Anmeldt af": one.declaration.given_by,
                "Afgørelse": verdict(one),
            }
            for one in meeting.declarations
        ],
        caption="Anmeldte valgforbund i den rækkefølge, de er modtaget",
        anchor="valgforbund-anmeldt",
    ).written
    yield bullets(sentence for one in meeting.declarations for sentence in _reasons(one, rule))


def verdict(one: JudgedDeclaration) -> str:
    """Say in a word or two what becomes of a declaration."""
    if not one.is_accepted:
        return "afvises"
    return "godkendt" if one.declaration.status is DeclarationStatus.ACCEPTED else "kan godkendes"


def other_days(meeting: Proceedings) -> Iterator[str]:
    """Say how the deadline is counted, and the day under every reading that gives another. Rule: D1."""
    deadline = meeting.deadline
    if deadline is None:
        return
    readings = dict(meeting.dossier.result.rule_set.rule("D1").readings)
    yield f"Fristen er regnet sådan: {readings[deadline.reading.value]}."
    for reading, day in deadline.others:
        yield f"Med læsningen »{readings[reading.value]}« er den {named_day(day)}."
    for reading, chair in meeting.chair_otherwise:
        posts = listed(f"{POSTS[post.number]} {post.holder}" for post in chair.allied.posts)
        yield f"Med læsningen »{readings[reading.value]}« ville posterne desuden gå til andre: {posts}."


def _reasons(one: JudgedDeclaration, rule: Rule) -> Iterator[str]:
    """Give the verdict as a sentence, the ground noted, and the readings under which it is another."""
    ground = one.declaration.ground.rstrip(".")
    yield " ".join([one.text, *([f"{ground}."] if ground else []), *_otherwise(one.otherwise, rule)])


def _otherwise(readings: tuple[DeadlineReading, ...], rule: Rule) -> Iterator[str]:
    for reading in readings:
        said = dict(rule.readings)[reading.value]
        yield f"Med læsningen »{said}« ville svaret på fristen være det modsatte."
