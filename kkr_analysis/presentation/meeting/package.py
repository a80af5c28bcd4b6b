"""A package over several fora: the agreed one beside its benchmark, and the fairest one as a proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb

from kkr_analysis.allocation import Tie
from kkr_analysis.appointments import AgreedSeats, BothCounts, Distance, FairPackage, PackageRecord
from kkr_analysis.danish import counted, decimals, listed, signed, whole
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.blocks import Block, Heading, ParagraphKind, paragraph, text
from kkr_analysis.presentation.meeting.frame import Paper, steps
from kkr_analysis.presentation.meeting.lots import MOST_FALLS, between, how_to_enter
from kkr_analysis.presentation.meeting.names import Names
from kkr_analysis.presentation.table import Table

NAME = "pakke"
_HOW_COUNTED = (
    "Der er regnet med mødets grupper og uden de lod, der er trukket: hvor grupper står lige, står det "
    "færreste og det meste, en gruppe kan få. En enkelt plads er talt som de andre, selv om der vælges ved "
    "flertalsvalg."
)
FORUM_BY_FORUM, TOGETHER = "Forum for forum", "Under ét"


def paper(meeting: Proceedings) -> Paper | None:
    """Return the paper on packages; None where there is nothing to share out."""
    proposal = meeting.proposal
    if meeting.package is None and (proposal is None or len(meeting.fora) < 2):
        return None
    names = Names.of(meeting.dossier)
    return Paper(
        name=NAME,
        number="",
        title="Udpegningerne som én pakke",
        body=(
            paragraph(
                "Alle til stede kan blive enige om en fordeling over flere fora i stedet for et valg til "
                "hvert (regel U10). Den holdes her op imod to optællinger: forum for forum, som er det, "
                "loven giver, og under ét, hvor alle pladser fordeles på én gang. Under ét er ikke lov for "
                "et KKR, men et mål for, hvad der er rimeligt (regel U14)."
            ),
            *(_agreed(meeting.package, names) if meeting.package else ()),
            *(_proposed(proposal, meeting, names) if proposal else ()),
        ),
        rules=("U1", "U7", "U10", "U14"),
    )


def _agreed(package: PackageRecord, names: Names) -> Iterator[Block]:
    agreement = package.agreement
    yield Heading(2, text("Den aftalte pakke"))
    if agreement.is_unanimous:
        yield paragraph("Ingen til stede er imod aftalen, så den gælder (regel U10).")
    else:
        against = listed(name for name in sorted(agreement.against))
        yield paragraph(
            f"Imod aftalen er {against}. En aftale kræver, at alle til stede er enige, så den gælder ikke, "
            "og der vælges til hvert forum for sig (regel U10)."
        )
    groups = [distance.group for distance in package.distances]
    yield _distribution(agreement.distribution, groups, "Den aftalte fordeling", "pakke-aftalt")
    yield Table(
        header="Gruppe",
        rows=[_distance(distance, names) for distance in package.distances],
        caption="Aftalen ved siden af de to optællinger",
        anchor="pakke-afstand",
        numbers=dict.fromkeys(["Aftalt", FORUM_BY_FORUM, TOGETHER, "Afstand"], str),
    ).written
    yield paragraph(_how_far(package))


def _how_far(package: PackageRecord) -> str:
    if not package.seats_away:
        return "Hver gruppe har det, den ville have fået under ét."
    return (
        f"{counted(package.seats_away, 'plads', 'pladser')} skulle flyttes, for at hver gruppe fik det, den "
        "ville have fået under ét. Afstanden er pladser over (+) eller under (−)."
    )


def _distance(distance: Distance, names: Names) -> dict[str, str]:
    counts = _counts(distance, names)
    return {
        "Gruppe": counts.pop("Gruppe"),
        "Aftalt": whole(distance.seats),
        **counts,
        "Afstand": signed(distance.from_together),
    }


def _counts(own: BothCounts, names: Names) -> dict[str, str]:
    return {
        "Gruppe": names.group(own.group),
        FORUM_BY_FORUM: _range(own.forum_by_forum),
        TOGETHER: _range(own.together),
    }


def _range(fewest_and_most: tuple[int, int]) -> str:
    fewest, most = fewest_and_most
    return whole(fewest) if fewest == most else f"{whole(fewest)}–{whole(most)}"


def _proposed(proposal: FairPackage, meeting: Proceedings, names: Names) -> Iterator[Block]:
    yield Heading(2, text("Forslag: den mest ligelige fordeling"))
    yield paragraph(
        "Forslaget er fundet ved at se på én ting ad gangen, til der kun er én fordeling tilbage:",
        kind=ParagraphKind.LEAD,
    )
    yield steps(
        (
            "Hver gruppe får i alt det, den ville have fået under ét.",
            "Hvert forum ligner KKR mest muligt: afstandene mellem gruppens pladser og dens andel, ganget "
            "med sig selv og lagt sammen, er mindst mulig.",
            "Færrest mulige pladser afviger fra det, en optælling for hvert forum for sig ville give.",
            "Til sidst på skift: det største forum først, og i hvert forum begynder en ny gruppe med at få "
            "så mange pladser, som det foregående tillader.",
        )
    )
    if meeting.package is None or len(meeting.package.agreement.distribution) < len(meeting.fora):
        yield Table(
            header="Gruppe",
            rows=[_counts(own, names) for own in meeting.both_counts],
            caption="De to optællinger over alle fora",
            anchor="pakke-optaellinger",
            numbers=dict.fromkeys([FORUM_BY_FORUM, TOGETHER], str),
        ).written
    yield paragraph(_HOW_COUNTED)
    if proposal.tie is None:
        yield from _one(proposal, meeting, "Den foreslåede fordeling", "pakke-forslag")
        return
    yield paragraph(
        f"{between(proposal.tie)} står lige om {counted(proposal.tie.places, 'plads', 'pladser')} under ét. "
        "Vil KKR have ét forslag, trækkes der lod om dem.",
    )
    for number, fall in enumerate(_falls(proposal.tie, meeting), start=1):
        whom = listed(fall.lots[-1].winners)
        yield from _one(fall, meeting, f"Forslaget, hvis loddet falder på {whom}", f"pakke-forslag-{number}")
    yield from how_to_enter(proposal.tie, meeting.dossier.convening)


def _falls(tie: Tie, meeting: Proceedings) -> Iterator[FairPackage]:
    """Give the proposal for every fall of the lot, unless there are too many."""
    if comb(len(tie.tied), tie.places) <= MOST_FALLS:
        yield from sorted(meeting.proposals(), key=lambda fall: fall.lots[-1].winners)


def _one(proposal: FairPackage, meeting: Proceedings, caption: str, anchor: str) -> Iterator[Block]:
    groups = [name for name in _largest_first(meeting) if dict(proposal.together).get(name)]
    yield _distribution(proposal.distribution, groups, caption, anchor)
    yield paragraph(_how_fair(proposal))


def _how_fair(proposal: FairPackage) -> str:
    """Say how good the proposal is, and how many others were as good before the later criteria."""
    if proposal.equally_fair is None:
        others = "Hvor mange fordelinger der er lige så ligelige, tager for længe at tælle."
    elif proposal.equally_fair == 1:
        others = "Ingen anden fordeling er lige så ligelig."
    else:
        others = (
            f"I alt {whole(proposal.equally_fair)} fordelinger er lige så ligelige; de to sidste kriterier "
            "har valgt denne."
        )
    off = counted(proposal.seats_off_count, "plads", "pladser")
    return (
        f"Afstandene giver tilsammen {decimals(proposal.distance, 3)}, og {off} afviger fra optællingen af "
        f"hvert forum for sig. {others}"
    )


def _largest_first(meeting: Proceedings) -> list[str]:
    groups = meeting.dossier.standing_groups
    absent = meeting.dossier.assembly.absent
    size = {group.name: sum(name not in absent for name in group.members) for group in groups}
    alone = [name for name, _ in (meeting.proposal.together if meeting.proposal else ()) if name not in size]
    return [*sorted(size, key=lambda name: (-size[name], name)), *alone]


def _distribution(
    distribution: Sequence[AgreedSeats], groups: Sequence[str], caption: str, anchor: str
) -> Block:
    """A row for every forum and a column for every group, by its short name."""
    return Table(
        header="Forum",
        rows=[
            {"Forum": entry.forum}
            | {group: dict(entry.seats).get(group, 0) for group in groups}
            | {"I alt": sum(seats for _, seats in entry.seats)}
            for entry in distribution
        ],
        caption=caption,
        anchor=anchor,
        numbers=dict.fromkeys([*groups, "I alt"], _seats),
    ).written


def _seats(number: int) -> str:
    return whole(number) if number else "–"
