"""Who is named to the seats of a forum, who is still to be named, and the women and men among them."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.appointments import Duty, GenderCount
from kkr_analysis.danish import counted, listed
from kkr_analysis.meeting.proceedings import ForumOutcome
from kkr_analysis.presentation.blocks import Block, ParagraphKind, paragraph
from kkr_analysis.presentation.meeting.frame import bullets
from kkr_analysis.presentation.meeting.names import Names
from kkr_analysis.presentation.table import Table
from kkr_analysis.rules import StandIns


def persons(outcome: ForumOutcome, names: Names, anchor: str) -> Iterator[Block]:
    """Show the persons named to a forum, what is missing, and what the act on equality asks."""
    if outcome.noted.named:
        yield _named(outcome, names, anchor)
    if outcome.noted.alternates:
        also = listed(outcome.noted.alternates)
        yield paragraph(f"Desuden er foreslået {also}.")
    if missing := [
        f"{names.group(group)} mangler at pege på {counted(number, 'person', 'personer')}"
        f"{f' ({kind})' if kind else ''}."
        for (group, kind), number in outcome.unnamed.items()
    ]:
        yield paragraph("Grupperne peger selv på personerne (regel U5):", kind=ParagraphKind.LEAD)
        yield bullets(missing)
    if outcome.faults:
        yield paragraph("Skal rettes:", kind=ParagraphKind.LEAD)
        yield bullets(fault.text.removeprefix(f"{outcome.name}: ") for fault in outcome.faults)
    if outcome.genders is not None:
        yield from _women_and_men(outcome.genders)


def _named(outcome: ForumOutcome, names: Names, anchor: str) -> Block:
    rule = outcome.on_agenda.rule
    has_kinds = len(outcome.forum.kinds) > 1
    has_stand_ins = (rule is not None and rule.stand_ins is not StandIns.NONE) or any(
        one.stand_in for one in outcome.noted.named
    )
    columns = ["Udpeget af", *(["Slags"] if has_kinds else []), *(["Stedfortræder"] if has_stand_ins else [])]
    rows = [
        {"Navn": one.name}
        | {
            column: {
                "Udpeget af": names.group(one.group) or "KKR",
                "Slags": one.kind,
                "Stedfortræder": one.stand_in if one.stand_in else "mangler",
            }[column]
            for column in columns
        }
        for one in outcome.noted.named
    ]
    return Table(
        header="Navn", rows=rows, caption=f"Udpeget til {outcome.name}", anchor=anchor, columns=tuple(columns)
    ).written


def _women_and_men(count: GenderCount) -> Iterator[Block]:
    """Say what the act asks of the proposer, and what is missing. Rule: U11."""
    duty = count.duty
    if duty.duty is Duty.NONE:
        return
    said = f"Kvinder og mænd (ligestillingsloven {duty.rule.value}, regel U11): {duty.duty.value}"
    if duty.duty is Duty.EQUALLY_MANY:
        said += (
            f", her {counted(duty.women, 'kvinde', 'kvinder')} og {counted(duty.men, 'mand', 'mænd')}, så "
            "den, der udpeger, kan vælge"
        )
    yield paragraph(" ".join([f"{said}.", *_so_far(count)]))


def _so_far(count: GenderCount) -> Iterator[str]:
    named = count.women + count.men + count.unknown
    if not named:
        return
    if not count.women + count.men:
        yield "Kønnet er ikke noteret for de foreslåede."
    else:
        yield (
            f"Foreslået er {counted(count.women, 'kvinde', 'kvinder')} og "
            f"{counted(count.men, 'mand', 'mænd')}."
        )
        if count.unknown:
            yield f"For {counted(count.unknown, 'person', 'personer')} er kønnet ikke noteret."
    if count.special_reasons:
        yield f"Særlige grunde til en anden fordeling: {count.special_reasons.rstrip('.')}."
        return
    women, men = count.missing
    missing = [
        counted(number, one, several)
        for number, one, several in ((women, "kvinde", "kvinder"), (men, "mand", "mænd"))
        if number
    ]
    if missing:
        yield f"Der mangler forslag om {listed(missing)}, eller særlige grunde skriftligt."
