"""One representative: the votes of every round, what elected, and what is held or drawn next."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.appointments import ElectedBy, SingleAppointment
from kkr_analysis.danish import counted, listed
from kkr_analysis.meeting.proceedings import ForumOutcome
from kkr_analysis.presentation.blocks import Block, paragraph
from kkr_analysis.presentation.meeting.lots import between
from kkr_analysis.presentation.table import Table

BLANK = "Blanke stemmer"
_LINKS = {
    ElectedBy.MAJORITY: "af",
    ElectedBy.ALONE: "og",
    ElectedBy.MOST_VOTES: "med",
    ElectedBy.LOT: "ved",
}
"""The word before the clause that says what elected."""


def rounds(outcome: ForumOutcome, anchor: str) -> Iterator[Block]:
    """Show the rounds held to elect the one representative of a forum. Rule: U9."""
    election = outcome.single
    assert election is not None  # noqa: S101 - the caller has looked
    yield paragraph(
        f"Én repræsentant vælges ved flertalsvalg (regel U9). Der er {election.present} til stede, så i 1. "
        f"og 2. omgang kræves {counted(election.majority, 'stemme', 'stemmer')}."
    )
    if election.rounds:
        yield _table(election, anchor)
    yield paragraph(_result(election))


def _table(election: SingleAppointment, anchor: str) -> Block:
    candidates = list(dict.fromkeys(name for ballot in election.rounds for name in ballot.votes))
    order = sorted(candidates, key=lambda name: (-election.rounds[0].votes.get(name, 0), name))
    headings = [f"{number}. omgang" for number in range(1, len(election.rounds) + 1)]
    rows = [
        {"Navn": name}
        | {heading: ballot.votes.get(name) for heading, ballot in zip(headings, election.rounds, strict=True)}
        for name in order
    ]
    rows.append(
        {"Navn": BLANK}
        | {heading: ballot.blank for heading, ballot in zip(headings, election.rounds, strict=True)}
    )
    return Table(
        header="Navn",
        rows=rows,
        caption=f"Stemmerne ved valget til {election.forum}",
        anchor=anchor,
        numbers=dict.fromkeys(headings, str),
    ).written


def _result(election: SingleAppointment) -> str:
    if election.elected and election.by:
        return f"{election.elected} er valgt {_LINKS[election.by]} {election.by.value}."
    if election.tie:
        return f"{between(election.tie)} står lige, og der trækkes lod."
    if not election.rounds:
        return "Der er ikke stemt endnu."
    between_two = f" mellem {listed(election.finalists)}" if election.next_round == 3 else ""
    return f"Ingen er valgt. Nu holdes {election.next_round}. omgang{between_two}."
