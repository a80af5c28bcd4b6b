"""A meeting under way on a page: what it comes to so far, forum by forum, beside what its files say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kkr_analysis.allocation import DrawnLot, Tie
from kkr_analysis.danish import counted, listed
from kkr_analysis.meeting.proceedings import ForumOutcome, Proceedings
from kkr_analysis.meeting.under_way import PACKAGE, SoFar, changed
from kkr_analysis.presentation.blocks import Block, Heading, ParagraphKind, paragraph, strong, text
from kkr_analysis.presentation.markup import Html, html_of
from kkr_analysis.presentation.meeting.appointments import shared_out, standing
from kkr_analysis.presentation.meeting.attendance import attendance
from kkr_analysis.presentation.meeting.forum import group_sizes, own_groups, place
from kkr_analysis.presentation.meeting.frame import EXAMPLE, meeting_line
from kkr_analysis.presentation.meeting.lots import between, drawn_lot, possible_lots, what_about
from kkr_analysis.presentation.meeting.names import Names, short
from kkr_analysis.presentation.meeting.picks import order, picks
from kkr_analysis.presentation.meeting.procedure import quorum
from kkr_analysis.presentation.meeting.rounds import rounds
from kkr_analysis.presentation.table import Table

UNCHANGED = "uændret"
_MOST_WINNERS = 200
"""Falls of a lot that are given to choose between."""


def page(now: SoFar, before: SoFar) -> Html:
    """Return what a meeting comes to as HTML; ``before`` is what its files say as they stand."""
    return Html(html_of(_blocks(now, before)))


def in_short(now: SoFar, before: SoFar, *, is_saved: bool) -> str:
    """Say in a line who is there, how much is changed, and what is still wanted."""
    different = len(_changed(now, before))
    lots = len(wanted(now.held))
    parts = [
        _attending(now.held),
        f"Ændret: {counted(different, 'forum', 'fora')}." if different else "",
        f"Der mangler {counted(lots, 'lodtrækning', 'lodtrækninger')}." if lots else "",
        "" if is_saved else "Ikke gemt endnu.",
    ]
    return " ".join(filter(None, parts))


def wanted(held: Proceedings) -> tuple[tuple[str, Tie], ...]:
    """Return the lots that have to be drawn now, each with what it is about and between whom."""
    return tuple(
        (f"{lot.about}: {_about(held, lot.about, lot.tie)}", lot.tie)
        for lot in possible_lots(held)
        if lot.is_certain
    )


def falls(tie: Tie) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return how a lot can fall: those drawn, and how they are written; a reasonable number of them."""
    ways = list(zip(combinations(sorted(tie.tied), tie.places), range(_MOST_WINNERS), strict=False))
    return tuple((listed(map(short, winners)), winners) for winners, _ in ways)


def example_mark(held: Proceedings) -> str:
    """Return the mark of an example; "" for a meeting that is none."""
    return EXAMPLE if held.dossier.is_example else ""


def lot_in_words(lot: DrawnLot) -> str:
    """Say what a lot was about and how it fell."""
    return f"{lot.stage}: {drawn_lot(lot, short)}"


def _blocks(now: SoFar, before: SoFar) -> Iterator[Block]:
    names = Names.of(now.held.dossier)
    earlier = {outcome.name: outcome for outcome in before.held.fora}
    yield Heading(2, text("Udpegningerne, som det står nu"))
    yield paragraph(meeting_line(now.held), ".")
    yield paragraph(_attending(now.held), " ", _absent(now.held), _able(now.held))
    if now.held.owed:
        yield paragraph(" ".join(now.held.owed))
    yield paragraph(f"Grupperne er {group_sizes(now.held.standing_basis)}.")
    yield from _set_aside(now)
    yield _overview(now, before)
    for outcome in now.held.fora:
        yield Heading(3, text(f"{outcome.name}: {_seats(outcome)}"))
        yield from _forum(outcome, earlier.get(outcome.name), now.held, names)


def _forum(
    outcome: ForumOutcome, earlier: ForumOutcome | None, held: Proceedings, names: Names
) -> Iterator[Block]:
    anchor = place(outcome.name)
    if earlier and changed(earlier, outcome):
        yield paragraph(
            strong("Ændret."), f" Efter filerne: {_as_shared(earlier)}.", kind=ParagraphKind.CALCULATION
        )
    unknown = _groups_gone(outcome)
    if unknown:
        yield paragraph(
            strong("udpegninger.csv"),
            f" peger på {listed(map(short, unknown))}, som ikke er en gruppe her nu. Ret den, før du gemmer.",
            kind=ParagraphKind.ASSUMPTION,
        )
    if outcome.agreed:
        yield paragraph(f"Aftalt i enighed: {shared_out(outcome)} (regel U10).")
    if outcome.single:
        yield from rounds(outcome, f"{anchor}-omgange")
        return
    yield from own_groups(outcome, names, f"{anchor}-grupper")
    yield from picks(outcome, names, f"{anchor}-valg")
    yield from attendance(outcome, held, names)


def _overview(now: SoFar, before: SoFar) -> Block:
    earlier = {outcome.name: outcome for outcome in before.held.fora}
    different = _changed(now, before)
    return Table(
        header="Forum",
        rows=[
            {
                "Forum": outcome.name,
                "Grupperne vælger": _order(outcome),
                "Fordeling": shared_out(outcome) + (" (aftalt)" if outcome.agreed else ""),
                "Efter filerne": _as_shared(earlier[outcome.name])
                if outcome.name in different
                else UNCHANGED,
            }
            for outcome in now.held.fora
        ],
        columns=("Grupperne vælger", "Fordeling", "Efter filerne"),
        caption="Alle fora",
        anchor="alle-fora",
        emphasised=frozenset(different),
    ).written


def _changed(now: SoFar, before: SoFar) -> list[str]:
    earlier = {outcome.name: outcome for outcome in before.held.fora}
    return [
        outcome.name
        for outcome in now.held.fora
        if outcome.name in earlier and changed(earlier[outcome.name], outcome)
    ]


def _order(outcome: ForumOutcome) -> str:
    """Write the order of picks, and where a lot or a choice stops it; for one seat, what is held next."""
    if outcome.single:
        lot = f", lod mellem {between(outcome.single.tie)}" if outcome.single.tie else ""
        return f"flertalsvalg{lot}" if outcome.single.elected or lot else f"flertalsvalg, {standing(outcome)}"
    count = outcome.several
    if count is None:
        return "ingen er til stede"
    stop = f"lod mellem {between(count.tie, short)}" if count.tie else ""
    if count.choice:
        stop = f"{short(count.choice.group)} vælger slags"
    return ", ".join(filter(None, [order(outcome), stop]))


def _as_shared(outcome: ForumOutcome) -> str:
    shared = shared_out(outcome)
    return shared if outcome.single else f"{shared or 'ingen plads'} (valgt i ordenen {_order(outcome)})"


def _seats(outcome: ForumOutcome) -> str:
    kinds = [f"{kind.places} {kind.name}" for kind in outcome.forum.kinds if kind.name]
    if len(kinds) == 1:
        kinds = [outcome.forum.kinds[0].name]
    return counted(outcome.forum.seats, "plads", "pladser") + (f" ({listed(kinds)})" if kinds else "")


def _attending(held: Proceedings) -> str:
    assembly = held.dossier.assembly
    members = counted(len(assembly.members), "medlem", "medlemmer")
    if held.dossier.attending is None:
        return f"Fremmødet er ikke noteret, så alle {members} er regnet med."
    return f"{len(assembly.present)} af {members} er til stede."


def _absent(held: Proceedings) -> str:
    assembly = held.dossier.assembly
    absent = [name for name in assembly.members if name in assembly.absent]
    return f"Fraværende: {listed(absent)}. " if absent else ""


def _able(held: Proceedings) -> str:
    if held.is_quorate is not False:
        return ""
    needed = quorum(len(held.dossier.counted_members))
    return f"KKR kan ikke træffe beslutning: mindst {needed} skal være til stede (regel P4)."


def _set_aside(now: SoFar) -> Iterator[Block]:
    """Say what is noted and not counted, and what becomes of it."""
    for lot in now.unused_lots:
        yield paragraph(
            strong("Lod lagt til side:"),
            f" {lot_in_words(lot)} Det afgør ikke noget længere og bliver ikke gemt.",
            kind=ParagraphKind.ASSUMPTION,
        )
    for aside in now.set_aside:
        whose = "Den aftalte pakke: " if aside.forum == PACKAGE else ""
        yield paragraph(
            strong("Ikke regnet med:"),
            f" {whose}{' '.join(aside.why.splitlines())}",
            kind=ParagraphKind.ASSUMPTION,
        )
    if now.set_aside:
        yield paragraph("Det, der ikke er regnet med, står endnu i filerne. Ret dem, før du gemmer.")


def _groups_gone(outcome: ForumOutcome) -> list[str]:
    """Return the groups that persons are named for and that are not there."""
    if outcome.several is None:
        return []
    there = outcome.basis.votes
    return sorted({appointee.group for appointee in outcome.noted.named} - set(there))


def _about(held: Proceedings, about: str, tie: Tie) -> str:
    forum = next((outcome.forum for outcome in held.fora if outcome.name == about), None)
    what = f" om {what_about(tie, forum.seats)}" if forum and forum.seats > 1 else ""
    return f"{between(tie, short)}{what}"
