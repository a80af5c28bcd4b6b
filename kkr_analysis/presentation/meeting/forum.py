"""One forum as a section of an item: what it is, how its seats are shared out, and who is named to them."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.appointments import Basis
from kkr_analysis.danish import IN_ASCII, day, listed
from kkr_analysis.meeting.proceedings import ForumOutcome, Proceedings
from kkr_analysis.presentation.blocks import Block, Particulars, Text, paragraph, strong, text
from kkr_analysis.presentation.meeting.attendance import attendance
from kkr_analysis.presentation.meeting.lots import how_to_enter
from kkr_analysis.presentation.meeting.names import Names, seats_in_short
from kkr_analysis.presentation.meeting.persons import persons
from kkr_analysis.presentation.meeting.picks import picks
from kkr_analysis.presentation.meeting.rounds import rounds
from kkr_analysis.presentation.table import Table
from kkr_analysis.rules import StandIns


def section(outcome: ForumOutcome, meeting: Proceedings, names: Names) -> Iterator[Block]:
    """Give everything about the appointment to one forum, below its heading."""
    anchor = place(outcome.name)
    yield Particulars(tuple(_facts(outcome)))
    yield from _agreed(outcome)
    if outcome.single:
        yield from rounds(outcome, f"{anchor}-omgange")
    else:
        yield from own_groups(outcome, names, f"{anchor}-grupper")
        yield from picks(outcome, names, f"{anchor}-valg")
    if outcome.tie and not outcome.agreed:
        yield from how_to_enter(outcome.tie, meeting.dossier.convening)
    yield from attendance(outcome, meeting, names)
    yield from persons(outcome, names, f"{anchor}-personer")


def _agreed(outcome: ForumOutcome) -> Iterator[Block]:
    """Say what all agreed on, beside the count that follows. Rule: U10."""
    if outcome.agreed:
        yield paragraph(
            strong("Aftalt i enighed:"),
            f" {seats_in_short(outcome.agreed.seats)} (regel U10). "
            "Herunder står, hvad valget til dette forum for sig ville have givet.",
        )


def place(name: str) -> str:
    """Return the anchor of a forum: "uddannelsesudvalget-midtjylland"."""
    plain = "".join(
        letter if letter.isascii() and letter.isalnum() else "-"
        for letter in name.casefold().translate(IN_ASCII)
    )
    return "-".join(filter(None, plain.split("-")))


def _facts(outcome: ForumOutcome) -> Iterator[tuple[str, Text]]:
    rule, entry = outcome.on_agenda.rule, outcome.on_agenda
    yield "Pladser", text(seats(outcome))
    if entry.offices:
        yield "I kraft af hverv", text(listed(entry.offices).capitalize())
    if rule is None:
        yield "Grundlag", text("Sekretariatets egen oplysning i fora.csv")
        return
    if rule.stand_ins is not StandIns.NONE:
        yield "Stedfortrædere", text(rule.stand_ins.value)
    yield (
        "Udpeges af",
        text(rule.appointer if rule.appointer == "KKR" else f"{rule.appointer}, efter forslag fra KKR"),
    )
    if rule.first_day or rule.last_day:
        first = f"fra {day(rule.first_day)}" if rule.first_day else ""
        last = f"til {day(rule.last_day)}" if rule.last_day else ""
        yield "Periode", text(" ".join(filter(None, (first, last))))
    yield "Grundlag", text(f"{rule.source} ({rule.status.value})")
    if rule.note:
        yield "Bemærkning", text(rule.note)


def seats(outcome: ForumOutcome) -> str:
    """Say how many seats a forum has, and of which kinds."""
    kinds = [f"{kind.places} {kind.name}" for kind in outcome.forum.kinds if kind.name]
    if len(kinds) == 1:
        return kinds[0]
    return f"{outcome.forum.seats}{f', heraf {listed(kinds)}' if kinds else ''}"


def group_sizes(basis: Basis) -> str:
    """List the groups with their votes, the largest first: "V 9"."""
    sizes = sorted(basis.votes.items(), key=lambda entry: (-entry[1], entry[0]))
    return seats_in_short(sizes)


def own_groups(outcome: ForumOutcome, names: Names, anchor: str) -> Iterator[Block]:
    """Show the groups told to the chair for this forum alone. Rule: U2."""
    if outcome.noted.groups is None:
        return
    votes = outcome.basis.votes
    yield paragraph("Til denne udpegning er der meldt andre grupper end ellers (regel U2).")
    yield Table(
        header="Gruppe",
        rows=[
            {
                "Gruppe": names.group(group.name),
                "Medlemmer": len(group.members),
                "Tæller med": votes[group.name],
            }
            for group in sorted(outcome.basis.groups, key=lambda own: (-votes[own.name], own.name))
        ],
        caption=f"Grupperne ved udpegningen til {outcome.name}",
        anchor=anchor,
        numbers={"Medlemmer": str, "Tæller med": str},
    ).written
