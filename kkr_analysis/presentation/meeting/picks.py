"""The order in which groups pick the seats of a forum: each quotient, the lots, and what is waived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kkr_analysis.allocation import Quotient
from kkr_analysis.appointments import Appointment, Pick, outcomes
from kkr_analysis.danish import counted, listed, lower_first, unpadded, whole
from kkr_analysis.meeting.proceedings import ForumOutcome
from kkr_analysis.presentation.blocks import Block, ParagraphKind, paragraph
from kkr_analysis.presentation.meeting.frame import bullets
from kkr_analysis.presentation.meeting.lots import (
    MOST_FALLS,
    between,
    drawn_lot,
    what_about,
    what_each_fall_gives,
)
from kkr_analysis.presentation.meeting.names import Names, seats_in_short, short
from kkr_analysis.presentation.table import Footnote, Table


def picks(outcome: ForumOutcome, names: Names, anchor: str) -> Iterator[Block]:
    """Show the order of the picks, who has how many seats, and what is still to be settled."""
    count = outcome.several
    if count is None:
        yield paragraph("Ingen er til stede, så der kan ikke vælges.")
        return
    if count.picks or count.tie:
        yield _table(count, names, anchor)
    said = distribution(count, names)
    yield paragraph(f"Uden aftalen: {lower_first(said)}" if outcome.agreed else said)
    yield from _by_office(count, names)
    yield from _offices_open(outcome)
    if outcome.agreed:
        return  # what the count alone would still want settled is nobody's to settle
    yield from _lots(count)
    yield from _waivers(outcome, count, names)
    yield from _undecided(outcome, count, names)


def order(outcome: ForumOutcome) -> str:
    """List the groups in the order that they pick: "A, V, A"; nothing for a forum of one seat."""
    if outcome.several is None:
        return ""
    return ", ".join(short(pick.group) for pick in outcome.several.picks if not pick.is_waived)


def distribution(count: Appointment, names: Names) -> str:
    """Say how many seats each group has, and which are still open."""
    sure = seats_in_short(by_size(count))
    said = f"Fordelingen er {sure}." if sure else "Ingen plads er fordelt endnu."
    if count.tie:
        places = counted(count.tie.places, "plads", "pladser")
        said += f" {places.capitalize()} afgøres ved lod mellem {between(count.tie, short)}."
    if count.choice:
        said += (
            f" {names.group(count.choice.group)} skal vælge, hvilken slags plads gruppen tager som valg "
            f"{count.choice.number}: {listed(count.choice.kinds, 'eller')}."
        )
    return said


def by_size(count: Appointment) -> list[tuple[str, int]]:
    """Return the groups with their seats, the most first, equal ones by name."""
    return sorted(count.seats().items(), key=lambda entry: (-entry[1], entry[0]))


def _table(count: Appointment, names: Names, anchor: str) -> Block:
    has_kinds = len(count.forum.kinds) > 1
    rows = [_row(pick, names, has_kinds=has_kinds) for pick in count.picks]
    rows += _tied_rows(count, names) or _nearest(count, names)
    numbers: dict[str, Any] = {"Regnestykke": str, "Kvotient": unpadded}
    return Table(
        header="Valg",
        rows=rows,
        caption=f"Rækkefølgen, grupperne vælger i: {count.forum.name}",
        anchor=anchor,
        numbers=numbers,
        footnotes=tuple(_equal_without_lot(count)),
    ).written


def _row(pick: Pick, names: Names, *, has_kinds: bool) -> dict[str, Any]:
    said = pick.kind if has_kinds else "plads"
    if pick.lot:
        said += ", efter lodtrækning"
    if pick.is_waived:
        said += ", afkald"
    if pick.instead_of:
        said += f", i stedet for valg {pick.instead_of}"
    return _cells(str(pick.number), names.group(pick.group), pick.quotient, said)


def _cells(number: str, group: str, claim: Quotient, said: str) -> dict[str, Any]:
    return {
        "Valg": number,
        "Gruppe": group,
        "Regnestykke": f"{whole(claim.votes)} ÷ {claim.divisor}",
        "Kvotient": claim.value,
        "Udfald": said,
    }


def _claims_next(count: Appointment) -> tuple[Quotient, ...]:
    """Return every claim to the seat after the last one picked, the largest first."""
    won = Counter(pick.group for pick in count.picks) + Counter(count.forum.by_group(count.basis))
    claims = [Quotient(name, votes, won[name] + 1) for name, votes in count.basis.votes.items() if votes]
    return tuple(sorted(claims, key=lambda claim: (-(claim.value or 0), claim.contender)))


def _tied_rows(count: Appointment, names: Names) -> list[dict[str, Any]]:
    if count.tie is None:
        return []
    return [
        _cells(str(count.tie.first_seat), names.group(claim.contender), claim, "lodtrækning")
        for claim in _claims_next(count)
        if claim.contender in count.tie.tied
    ]


def _nearest(count: Appointment, names: Names) -> list[dict[str, Any]]:
    """Return the largest quotient that gave no seat, so that the last one can be held against it."""
    if not count.is_complete or not count.picks:
        return []
    claims = _claims_next(count)
    if not claims:
        return []
    lot = count.picks[-1].lot
    is_tied = lot is not None and claims[0].contender in lot.tied
    said = "stod lige, tabte lodtrækningen" if is_tied else "nærmest"
    return [_cells("–", names.group(claims[0].contender), claims[0], said)]


def _equal_without_lot(count: Appointment) -> Iterator[Footnote]:
    """Say where equal quotients need no lot: all of them get a seat, and the order changes nothing."""
    seen: set[frozenset[str]] = set()
    for pick in count.picks:
        if pick.tied and pick.lot is None and pick.tied not in seen:
            seen.add(pick.tied)
            equal = listed(map(short, sorted(pick.tied)))
            yield Footnote(
                mark="Kvotient",
                text=f"{equal} har lige store kvotienter, men får alle en plads, så der trækkes ikke lod.",
            )


def _by_office(count: Appointment, names: Names) -> Iterator[Block]:
    for name, seats in count.forum.by_group(count.basis).items():
        yield paragraph(
            f"{counted(seats, 'plads følger', 'pladser følger')} af et hverv og regnes som "
            f"{'en' if seats == 1 else seats} af pladserne for {names.group(name)} (regel U7). Derfor deles "
            f"gruppens medlemmer med {seats + 1} allerede ved dens første valg."
        )


def _offices_open(outcome: ForumOutcome) -> Iterator[Block]:
    """Say what the seats by virtue of an office suppose before the election of chair and vice-chair."""
    if outcome.offices_waiting:
        posts = listed(outcome.offices_waiting).capitalize()
        yield paragraph(
            f"{posts} findes ved lod. Pladsen, der følger af det hverv, er ikke regnet med ovenfor, så "
            "rækkefølgen kan blive en anden, når loddet er noteret."
        )
    elif outcome.offices_expected:
        posts = listed(outcome.offices_expected)
        yield paragraph(
            f"Der er endnu ikke noteret, hvem der er valgt til {posts}. Der er regnet med dem, som "
            "optællingen giver posterne til; vælges andre, bliver rækkefølgen en anden."
        )


def _lots(count: Appointment) -> Iterator[Block]:
    if count.lots:
        yield bullets(drawn_lot(lot, short) for lot in count.lots)


def _waivers(outcome: ForumOutcome, count: Appointment, names: Names) -> Iterator[Block]:
    if not outcome.noted.waivers:
        return
    replaced = {pick.instead_of: pick for pick in count.picks if pick.instead_of}
    sentences = [
        f"{names.group(pick.group)} har givet afkald på pladsen i valg {pick.number}. "
        + (
            f"Pladsen går til {names.group(replaced[pick.number].group)} (regel U6)."
            if pick.number in replaced
            else "Hvem den går til, afgøres ved lod (regel U6)."
        )
        for pick in count.picks
        if pick.is_waived
    ]
    sentences += [
        f"{names.group(waiver.group)} har villet give afkald på en plads, men ingen anden gruppe er villig, "
        "så pladsen bliver i gruppen (regel U6)."
        for waiver in count.refused_waivers
    ]
    yield bullets(sentences)


def _undecided(outcome: ForumOutcome, count: Appointment, names: Names) -> Iterator[Block]:
    tie = count.tie
    if tie is None:
        return
    yield paragraph(
        f"{between(tie, names.group)} står lige om {what_about(tie, count.forum.seats)}, og der trækkes lod "
        "(regel U4).",
        kind=ParagraphKind.LEAD,
    )
    if len(count.forum.kinds) == 1 and not outcome.noted.waivers:
        falls = [
            (fall.lots[-1], seats_in_short(by_size(fall))) for fall in outcomes(outcome.forum, count.basis)
        ]
        if len(falls) <= MOST_FALLS:
            yield bullets(what_each_fall_gives(falls))
