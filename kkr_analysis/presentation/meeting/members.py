"""The members and their personal stand-ins (agenda 1.2): who is in, what is owed, and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kkr_analysis.appointments import Gender
from kkr_analysis.danish import counted, listed, whole
from kkr_analysis.meeting.days import named_day
from kkr_analysis.meeting.members import Member, by_contender, by_municipality, deputy_of, genders, identity
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.blocks import Block, Heading, ParagraphKind, paragraph, text
from kkr_analysis.presentation.meeting.frame import (
    Paper,
    background,
    bullets,
    enclosed,
    presentation,
    recommendation,
)
from kkr_analysis.presentation.meeting.names import Names
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.rows import totalled

NUMBER = "1.2"
BORN, ELECTED = "født", "supplerende"


def paper(meeting: Proceedings) -> Paper:
    """Return the item on members and stand-ins."""
    names = Names.of(meeting.dossier)
    return Paper(
        name="medlemmer-og-stedfortraedere",
        number=NUMBER,
        title="Medlemmer og stedfortrædere",
        body=(
            *background(*_background(meeting)),
            *recommendation(
                meeting.dossier.result.body,
                ["tager listen over medlemmer og stedfortrædere til efterretning"],
            ),
            *presentation(*_presentation(meeting, names)),
        ),
        rules=("K1", "K4", "P1", "P2"),
    )


def _background(meeting: Proceedings) -> Iterator[Block]:
    result = meeting.dossier.result
    composed = result.composition
    yield paragraph(
        f"{result.body} har {counted(composed.total, 'medlem', 'medlemmer')} i {result.rule_set.label}: "
        f"{counted(composed.municipalities, 'borgmester', 'borgmestre')}, der er fødte medlemmer, og "
        f"{counted(composed.total - composed.municipalities, 'supplerende medlem', 'supplerende medlemmer')}"
        ", som partierne vælger, så KKR svarer til stemmerne ved kommunalvalget (regel K1 og K4)."
    )
    yield paragraph(
        "Hvert medlem har en personlig stedfortræder. En borgmesters er viceborgmesteren, uanset parti; er "
        "første viceborgmester selv medlem af KKR, er det den næste (regel P1). Et supplerende medlem og "
        "stedfortræderen vælges af kommunalbestyrelsesmedlemmerne fra partiet eller listesamarbejdet og "
        "sidder begge i en kommunalbestyrelse i regionen (regel P2)."
    )
    yield enclosed(f"{wording.title(result)} er vedlagt som bilag.")


def _presentation(meeting: Proceedings, names: Names) -> Iterator[Block]:
    dossier = meeting.dossier
    yield _seats(meeting)
    yield from _owed(meeting)
    if meeting.member_faults:
        yield Heading(3, text("Skal rettes i listen"))
        yield bullets(fault.text for fault in meeting.member_faults)
    if not dossier.is_listed:
        yield paragraph("Medlemmerne er ikke meldt ind endnu. Her står borgmestrene, som tallene har dem.")
    order = list(names.contenders)
    listed_members = dossier.members or [one for one in dossier.counted_members if one.is_ex_officio]
    yield Heading(3, text("Efter parti"))
    yield _by_party(by_contender(listed_members, order), names)
    yield Heading(3, text("Efter kommune"))
    yield _by_municipality(by_municipality(listed_members, names.municipalities), names)
    yield from _second_deputies(meeting, names)
    yield from _women_and_men(dossier.members)


def _seats(meeting: Proceedings) -> Block:
    """The seats of every contender, and how many of the supplementary ones are elected."""
    dossier, composed = meeting.dossier, meeting.dossier.result.composition
    there = Counter(one.contender for one in dossier.members if not one.is_ex_officio)
    rows = [
        {
            "Parti": name,
            "Pladser": composed.seats[letter],
            "Borgmestre": composed.mayors[letter],
            "Supplerende": composed.supplementary[letter],
            "Valgt": there[letter],
            "Mangler": max(composed.supplementary[letter] - there[letter], 0),
        }
        for letter, name in Names.of(dossier).contenders.items()
        if composed.seats[letter]
    ]
    if composed.mayors_outside:
        rows.append(
            {
                "Parti": "Borgmestre fra andre lister",
                "Pladser": composed.mayors_outside,
                "Borgmestre": composed.mayors_outside,
                "Supplerende": 0,
                "Valgt": 0,
                "Mangler": 0,
            }
        )
    return totalled(
        rows,
        ["Pladser", "Borgmestre", "Supplerende", "Valgt", "Mangler"],
        caption="Partiernes pladser, og hvor mange supplerende medlemmer der er valgt",
        anchor="medlemmer-pladser",
        write=whole,
    ).written


def _owed(meeting: Proceedings) -> Iterator[Block]:
    missing = list(meeting.owed)
    if not missing:
        return
    convening = meeting.dossier.convening
    until = f" til mødet {named_day(convening.day)}" if convening else ""
    yield paragraph(f"Der mangler{until}:", kind=ParagraphKind.LEAD)
    yield bullets(missing)


def _by_party(members: tuple[Member, ...], names: Names) -> Block:
    return Table(
        header="Medlem",
        rows=[
            {
                "Medlem": member.person.name,
                "Parti": member.contender,
                "Kommune": names.municipality(member.person.municipality),
                "Medlemskab": BORN if member.is_ex_officio else ELECTED,
                "Personlig stedfortræder": names.stand_in(member) or "mangler",
            }
            for member in members
        ],
        columns=("Parti", "Kommune", "Medlemskab", "Personlig stedfortræder"),
        caption="Medlemmer og stedfortrædere efter parti",
        anchor="medlemmer-efter-parti",
    ).written


def _by_municipality(members: tuple[Member, ...], names: Names) -> Block:
    return Table(
        header="Kommune",
        rows=[
            {
                "Kommune": names.municipality(member.person.municipality),
                "Medlem": f"{member.person.name} ({member.contender})",
                "Medlemskab": BORN if member.is_ex_officio else ELECTED,
                "Personlig stedfortræder": names.stand_in(member) or "mangler",
            }
            for member in members
        ],
        columns=("Medlem", "Medlemskab", "Personlig stedfortræder"),
        caption="Medlemmer og stedfortrædere efter kommune",
        anchor="medlemmer-efter-kommune",
    ).written


def _second_deputies(meeting: Proceedings, names: Names) -> Iterator[Block]:
    """Say where the stand-in is not the first deputy, because that one is a member. Rule: P1."""
    dossier = meeting.dossier
    rank = {identity(deputy.person): deputy.rank for deputy in dossier.deputies}
    later = [
        names.municipality(member.person.municipality)
        for member in dossier.members
        if member.is_ex_officio
        and (deputy := deputy_of(member, dossier.members, dossier.deputies))
        and rank[identity(deputy)] > 1
    ]
    if later:
        yield paragraph(
            f"I {listed(later)} er første viceborgmester selv medlem af KKR. Borgmesterens stedfortræder er "
            "derfor den næste viceborgmester (regel P1)."
        )


def _women_and_men(members: tuple[Member, ...]) -> Iterator[Block]:
    number = genders(members)
    women, men, unknown = number[Gender.WOMAN], number[Gender.MAN], number[None]
    if not women + men:
        return
    rest = f" For {counted(unknown, 'medlem', 'medlemmer')} er det ikke noteret." if unknown else ""
    yield paragraph(
        f"Blandt medlemmerne er der {counted(women, 'kvinde', 'kvinder')} og "
        f"{counted(men, 'mand', 'mænd')}.{rest}"
    )
