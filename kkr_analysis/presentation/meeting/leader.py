"""The sheet for whoever leads the meeting: what to ask in which order, and which lots may be wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kkr_analysis.composition.election import DeclarationStatus
from kkr_analysis.danish import counted, listed
from kkr_analysis.meeting.days import named_day
from kkr_analysis.meeting.proceedings import ForumOutcome, Proceedings
from kkr_analysis.presentation.blocks import Block, Heading, ParagraphKind, paragraph, text
from kkr_analysis.presentation.meeting.appointments import item_of, shared_out
from kkr_analysis.presentation.meeting.frame import Paper, bullets, steps
from kkr_analysis.presentation.meeting.lots import (
    PossibleLot,
    between,
    possible_lots,
    row_to_enter,
    what_about,
)
from kkr_analysis.presentation.meeting.names import Names
from kkr_analysis.presentation.meeting.picks import order
from kkr_analysis.presentation.meeting.procedure import quorum
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.wording import POSTS
from kkr_analysis.rules import StandIns

NAME = "moedeleder"


def paper(meeting: Proceedings) -> Paper:
    """Return the sheet."""
    return Paper(
        name=NAME,
        number="",
        title="Mødelederens ark",
        body=(
            *_before(meeting),
            *_opening(meeting),
            *_pacts(meeting),
            *_chair(meeting),
            *_fora(meeting),
            *_lots(meeting),
        ),
        rules=(
            *("P4", "D2", "V1", "V7", "U2", "U4", "U5", "U6", "U9", "U10"),
            *(["U11"] if any(map(_asks_for_both, meeting.fora)) else []),
        ),
        intended_for="mødelederen",
    )


def _before(meeting: Proceedings) -> Iterator[Block]:
    missing = [*meeting.owed, *(fault.text for fault in meeting.member_faults)]
    if not meeting.dossier.is_listed:
        missing = ["Partierne skal melde deres supplerende medlemmer og stedfortrædere ind.", *meeting.owed]
    if missing:
        yield Heading(2, text("Før mødet"))
        yield paragraph("Det mangler eller skal rettes:", kind=ParagraphKind.LEAD)
        yield bullets(dict.fromkeys(missing))


def _opening(meeting: Proceedings) -> Iterator[Block]:
    dossier = meeting.dossier
    called_by = dossier.convening.called_by if dossier.convening else ""
    leads = called_by or "den borgmester, der har siddet længst"
    members = len(dossier.counted_members)
    yield Heading(2, text("Åbning"))
    yield steps(
        (
            f"Byd velkommen. Mødeleder, til formanden er valgt: {leads}.",
            "Hvem er til stede, og hvem møder som stedfortræder? Det skrives i fremmoede.csv, for grundlaget "
            "for udpegningerne er de fremmødte.",
            f"Er mindst {quorum(members)} af {members} til stede? Ellers kan KKR ikke beslutte noget (P4).",
            "Er der rettelser til listen over medlemmer og stedfortrædere (punkt 1.2)?",
        )
    )


def _pacts(meeting: Proceedings) -> Iterator[Block]:
    yield Heading(2, text("1.3 Valgforbund"))
    if not meeting.declarations:
        until = f" Fristen er {named_day(meeting.deadline.last_day)}." if meeting.deadline else ""
        yield paragraph(f"Der er ikke anmeldt valgforbund.{until}")
        return
    yield steps(
        f"Kan KKR godkende valgforbundet {one.declaration.alliance.label} (D2)?"
        if one.is_accepted
        else one.text
        for one in meeting.declarations
    )


def _chair(meeting: Proceedings) -> Iterator[Block]:
    names = Names.of(meeting.dossier)
    yield Heading(2, text("1.4 Formand og næstformand"))
    yield steps(
        [
            "Er alle enige om en formand og en næstformand? Så noteres det som valgt i enighed ved siden af "
            "optællingen.",
            *(
                f"Ellers peger {names.contender(post.allied.holder)} på en {post.title} (V1)."
                if post.allied
                else f"{post.title.capitalize()}: der trækkes lod (V7)."
                for post in meeting.chair.posts
            ),
            *_without_alliances(meeting, names),
            f"Den nye {POSTS[1]} overtager ledelsen af mødet.",
        ]
    )


def _without_alliances(meeting: Proceedings, names: Names) -> Iterator[str]:
    """Say who has the posts where the KKR does not approve an alliance that decides one. Rule: D2."""
    asked = [
        one.declaration.alliance.label
        for one in meeting.declarations
        if one.is_accepted and one.declaration.status is DeclarationStatus.PENDING
    ]
    posts = meeting.chair.posts
    if asked and any(post.is_decided_by_alliance for post in posts):
        holders = [f"{names.contender(post.plain.holder)} på en {post.title}" for post in posts if post.plain]
        yield f"Godkendes {listed(asked)} ikke (punkt 1.3), peger {listed(holders)}."


def _fora(meeting: Proceedings) -> Iterator[Block]:
    if not meeting.fora:
        return
    yield Heading(2, text("Udpegningerne"))
    yield paragraph(
        "Ved hvert forum med to eller flere pladser spørges i denne rækkefølge:", kind=ParagraphKind.LEAD
    )
    yield steps(
        (
            "Hvem stemmer sammen her? Er grupperne andre end ellers, skrives de i grupper.csv (U2).",
            "Er alle til stede enige om en anden fordeling? Så noteres aftalen og enigheden (U10).",
            "Skal der trækkes lod? Mødelederen trækker, og faldet skrives ned, som vist sidst på arket (U4).",
            "Grupperne vælger i rækkefølge og peger straks på personer (U5).",
            "Giver nogen afkald på en plads? Så spørges de andre grupper, om de er villige (U6).",
        )
    )
    several = [outcome for outcome in meeting.fora if outcome.single is None]
    if several:
        yield _several(several)
    single = [outcome for outcome in meeting.fora if outcome.single]
    if single:
        yield paragraph(
            f"Til {listed(outcome.name for outcome in single)} vælges én ved flertalsvalg (U9):",
            kind=ParagraphKind.LEAD,
        )
        majority = single[0].single.majority if single[0].single else 0
        yield bullets(
            (
                f"1. omgang: valgt er den, der får mindst {counted(majority, 'stemme', 'stemmer')}.",
                f"2. omgang: valgt er den, der får mindst {counted(majority, 'stemme', 'stemmer')}, eller "
                "som er den eneste, der er stemt på.",
                "3. omgang: mellem de to med flest stemmer i 2. omgang; står flere lige om at komme med, "
                "trækkes der lod. Valgt er den, der får flest; ved lige mange trækkes der lod.",
            )
        )


def _several(fora: Sequence[ForumOutcome]) -> Block:
    return Table(
        header="Forum",
        rows=[
            {
                "Forum": f"{item_of(outcome)} {outcome.name}",
                "Pladser": outcome.forum.seats,
                "Vælger i rækkefølgen": "aftalt (U10)" if outcome.agreed else order(outcome),
                "Fordeling": shared_out(outcome),
                "Der peges på": _asked_for(outcome),
            }
            for outcome in fora
        ],
        caption="Fora med to eller flere pladser",
        anchor="moedeleder-fora",
        numbers={"Pladser": str},
    ).written


def _asks_for_both(outcome: ForumOutcome) -> bool:
    return outcome.single is None and outcome.genders is not None and outcome.genders.duty.names > 0


def _asked_for(outcome: ForumOutcome) -> str:
    rule = outcome.on_agenda.rule
    with_stand_ins = rule is not None and rule.stand_ins is StandIns.PERSONAL
    asked = "medlemmer og personlige stedfortrædere" if with_stand_ins else "medlemmer"
    if _asks_for_both(outcome):
        asked += ", lige mange kvinder og mænd (U11)"
    return asked


def _lots(meeting: Proceedings) -> Iterator[Block]:
    found = list(possible_lots(meeting))
    yield Heading(2, text("Lod, der kan blive brug for"))
    if not found:
        yield paragraph("Som tallene er nu, er der ikke brug for lod.")
        return
    yield paragraph(
        "Mødelederen trækker selv loddet. Behold af de viste rækker den, loddet faldt på, og skriv den i "
        "lodtraekninger.csv. Et lod, der ikke er sikkert, afhænger af, hvilke pladser grupperne vælger først."
    )
    for lot in found:
        yield Heading(3, text(lot.about))
        yield paragraph(_about(lot, meeting), kind=ParagraphKind.LEAD)
        yield row_to_enter(lot.tie, meeting.dossier.convening)


def _about(lot: PossibleLot, meeting: Proceedings) -> str:
    names = Names.of(meeting.dossier)
    forum = next((outcome.forum for outcome in meeting.fora if outcome.name == lot.about), None)
    about = what_about(lot.tie, forum.seats) if forum else "posten"
    sure = "Der trækkes lod" if lot.is_certain else "Der kan blive brug for lod"
    return f"{sure} mellem {between(lot.tie, names.group)} om {about}:"
