"""The items where a KKR appoints (agenda 1.5, 1.7, 1.8 and the secretariat's own): one paper an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kkr_analysis.appointments import Duty
from kkr_analysis.danish import counted, listed, lower_first
from kkr_analysis.meeting.fora import is_for_many, to_appoint_to
from kkr_analysis.meeting.proceedings import ForumOutcome, Proceedings
from kkr_analysis.presentation.blocks import Block, Heading, paragraph, text
from kkr_analysis.presentation.meeting.forum import group_sizes, section
from kkr_analysis.presentation.meeting.frame import Paper, background, presentation, recommendation
from kkr_analysis.presentation.meeting.names import Names, short
from kkr_analysis.presentation.meeting.picks import by_size
from kkr_analysis.presentation.table import Table
from kkr_analysis.rules import ForumRule

NAME = "udpegninger"
OTHER = "1.7"
"""The item of a forum that neither the secretariat nor the rule set has given another."""
TITLES = {OTHER: "Øvrige udpegninger", "1.8": "Udpegninger på uddannelsesområdet"}


def papers(meeting: Proceedings) -> Iterator[Paper]:
    """Give a paper for every item that has a forum."""
    items = dict.fromkeys(item_of(outcome) for outcome in meeting.fora)
    for number in items:
        yield _paper(number, [own for own in meeting.fora if item_of(own) == number], meeting)


def item_of(outcome: ForumOutcome) -> str:
    """Return the item that a forum is appointed to under."""
    rule = outcome.on_agenda.rule
    return outcome.on_agenda.agenda_item or (rule.agenda_item if rule else "") or OTHER


def _paper(number: str, fora: Sequence[ForumOutcome], meeting: Proceedings) -> Paper:
    names = Names.of(meeting.dossier)
    title = TITLES.get(number) or (f"Udpegning til {fora[0].name}" if len(fora) == 1 else "Udpegninger")
    return Paper(
        name=NAME,
        number=number,
        title=title,
        body=(
            *background(*_background(fora)),
            *recommendation(
                meeting.dossier.result.body,
                [f"udpeger {outcome.forum.seats} til {outcome.name}" for outcome in fora],
            ),
            *presentation(*_presentation(number, fora, meeting, names)),
        ),
        rules=tuple(_rules(fora)),
    )


def _background(fora: Sequence[ForumOutcome]) -> Iterator[Block]:
    if any(outcome.single is None for outcome in fora):
        yield paragraph(
            "To eller flere til samme forum vælges ved ét forholdstalsvalg for det forum for sig (regel U1). "
            "En gruppe er de medlemmer, der over for mødelederen har sagt, at de stemmer sammen ved det "
            "valg; et medlem uden for grupperne er en gruppe på én (regel U2). Hver gruppes medlemmer deles "
            "med 1, 2, 3 og så videre, og kvotienterne giver den rækkefølge, grupperne vælger pladser i. Er "
            "de lige store, trækkes der kun lod, når rækkefølgen eller den sidste plads afhænger af det "
            "(regel U4)."
        )
    if any(outcome.single for outcome in fora):
        yield paragraph(
            "Én repræsentant vælges ved flertalsvalg i op til tre omgange. I 1. og 2. omgang kræves et "
            "flertal af de fremmødte; 3. omgang står mellem de to, der fik flest stemmer i 2. omgang "
            "(regel U9)."
        )
    yield paragraph(
        "Grupperne peger selv på personerne (regel U5). Kun medlemmer af en kommunalbestyrelse i regionen "
        "kan udpeges som politiske repræsentanter (regel U12). Alle til stede kan blive enige om en anden "
        "fordeling; aftalen og enigheden føres til referat (regel U10)."
    )


def _presentation(
    number: str, fora: Sequence[ForumOutcome], meeting: Proceedings, names: Names
) -> Iterator[Block]:
    yield paragraph(_basis(fora[0], meeting))
    if len(fora) > 1:
        yield _overview(number, fora)
    for outcome in fora:
        if len(fora) > 1:
            yield Heading(3, text(outcome.name))
        yield from section(outcome, meeting, names)
    if others := _by_school(number, meeting):
        yield paragraph(
            "Her udpeges én til hver skole. Skriv skolerne i fora.csv, så får hver sit eget afsnit: "
            f"{listed(lower_first(rule.name) for rule in others)}."
        )


def _basis(outcome: ForumOutcome, meeting: Proceedings) -> str:
    """Say whose votes count, and how large the groups of the meeting are."""
    assembly = meeting.dossier.assembly
    everybody = counted(len(assembly.members), "medlem", "medlemmer")
    if meeting.dossier.attending is None:
        said = f"Fremmødet er ikke noteret, så alle {everybody} er regnet med."
    elif assembly.absent:
        absent = listed(name for name in assembly.members if name in assembly.absent)
        said = f"Af {everybody} er {len(assembly.present)} til stede. Fraværende er {absent}."
    else:
        said = f"Alle {everybody} er til stede."
    if outcome.noted.groups is None:
        said += f" Grupperne er {group_sizes(outcome.basis)}."
    return said


def _overview(number: str, fora: Sequence[ForumOutcome]) -> Block:
    return Table(
        header="Forum",
        rows=[
            {
                "Forum": outcome.name,
                "Pladser": outcome.forum.seats,
                "Fordeling": shared_out(outcome),
                "Status": standing(outcome),
            }
            for outcome in fora
        ],
        caption="Fora under dette punkt",
        anchor=f"fora-{number.replace('.', '-')}",
        numbers={"Pladser": str},
    ).written


def shared_out(outcome: ForumOutcome) -> str:
    """Write the seats of the groups in short: "A 1, V 1, lod A/C"."""
    if outcome.agreed:
        return ", ".join(f"{short(group)} {seats}" for group, seats in outcome.agreed.seats)
    if outcome.single:
        return outcome.single.elected if outcome.single.elected else "flertalsvalg"
    if outcome.several is None:
        return ""
    sure = [f"{short(name)} {seats}" for name, seats in by_size(outcome.several) if seats]
    tie = outcome.several.tie
    return ", ".join([*sure, *([f"lod {'/'.join(map(short, sorted(tie.tied)))}"] if tie else [])])


def standing(outcome: ForumOutcome) -> str:
    """Say in a word or two what is left of an appointment."""
    if outcome.is_settled:
        return "på plads"
    if outcome.agreed:
        return "skal rettes" if outcome.faults else "aftalt, personer mangler"
    if outcome.tie:
        return "lod"
    if outcome.single:
        return f"{outcome.single.next_round}. omgang"
    if outcome.several is None or outcome.several.choice:
        return "valg af slags"
    return "skal rettes" if outcome.faults else "personer mangler"


def _by_school(number: str, meeting: Proceedings) -> list[ForumRule]:
    """Return the fora of an item that stand for many, one a school, and have no row of their own."""
    convening = meeting.dossier.convening
    if convening is None:
        return []
    there = {entry.rule.name for entry in meeting.dossier.fora if entry.rule}
    rules = to_appoint_to(meeting.dossier.result.rule_set, convening.day, meeting.dossier.region)
    return [
        rule for rule in rules if rule.agenda_item == number and is_for_many(rule) and rule.name not in there
    ]


def _rules(fora: Sequence[ForumOutcome]) -> Iterator[str]:
    several = [outcome for outcome in fora if outcome.single is None]
    if several:
        yield from ("U1", "U2", "U3", "U4", "U5")
        if any(outcome.noted.waivers for outcome in several):
            yield "U6"
        if any(outcome.forum.by_office for outcome in several):
            yield "U7"
        if any(len(outcome.forum.kinds) > 1 for outcome in several):
            yield "U8"
    if any(outcome.single for outcome in fora):
        yield "U9"
    yield "U10"
    if any(outcome.genders and outcome.genders.duty.duty is not Duty.NONE for outcome in fora):
        yield "U11"
    yield "U12"
