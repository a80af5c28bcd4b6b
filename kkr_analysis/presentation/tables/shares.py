"""Shares of the votes held against shares of the seats."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kkr_analysis import danish
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.presentation.tables.rows import TOTAL, party

DIFFERENCE = "Forskel i procentpoint"
REST = "Øvrige lister"
"""Row of the lists whose votes give no seat: below the threshold, or local and on their own."""


def shares(result: KkrResult) -> Table:
    """
    Every contender's share of the valid votes and of the members, and the difference in percentage points.

    Rule: E4, K7. A mayor outside is a seat of the list that he or she was elected on, which has a row of its
    own.
    """
    composed, valid = result.composition, result.eligibility.valid_votes
    listed = [
        (party(standing), standing.votes, composed.seats[standing.letter])
        for standing in result.eligibility.eligible
    ]
    listed += _lists_of_mayors_outside(result)
    rest = valid - sum(votes for _, votes, _ in listed)
    rows = [_row(result, *row) for row in (*listed, (REST, rest, 0), (TOTAL, valid, composed.total))]
    index = danish.decimals(result.disproportionality.loosemore_hanby * 100, 2)
    return Table(
        header="Parti",
        rows=rows,
        caption="Andel af stemmerne og andel af pladserne",
        anchor="andele",
        numbers={
            "Stemmer": danish.whole,
            "Andel af stemmer": danish.percent,
            "Pladser": danish.whole,
            "Andel af pladser": danish.percent,
            DIFFERENCE: _signed_points,
        },
        footnotes=(
            Footnote(
                mark=DIFFERENCE,
                text=f"Lægges forskellene sammen uden fortegn, er halvdelen af summen {index} procentpoint: "
                "Loosemore-Hanbys indeks.",
            ),
        ),
        emphasised=frozenset({TOTAL}),
    )


def _lists_of_mayors_outside(result: KkrResult) -> list[tuple[str, int, int]]:
    """Return name, votes and members of every list that only its mayors give seats. Rule: K7."""
    figures = result.figures
    standings = {standing.letter: standing for standing in result.eligibility.standings}
    found: dict[str, tuple[int, int]] = {}
    for mayor in result.eligibility.mayors_outside:
        contender = figures.contender_of(mayor.municipality, mayor.letter, mayor.party)
        if contender is not None:
            name, votes = party(standings[contender]), standings[contender].votes
        else:
            name = f"{mayor.letter} {mayor.list_name} ({figures.municipality_names[mayor.municipality]})"
            votes = sum(
                own.votes
                for own in figures.lists
                if own.municipality == mayor.municipality
                and (own.letter or own.name) == (mayor.letter or mayor.list_name)
            )
        found[name] = votes, found.get(name, (0, 0))[1] + 1
    return [(name, votes, members) for name, (votes, members) in found.items()]


def _row(result: KkrResult, name: str, votes: int, seats: int) -> dict[str, Any]:
    of_votes = Fraction(votes, result.eligibility.valid_votes)
    of_seats = Fraction(seats, result.composition.total)
    return {
        "Parti": name,
        "Stemmer": votes,
        "Andel af stemmer": of_votes,
        "Pladser": seats,
        "Andel af pladser": of_seats,
        DIFFERENCE: None if name == TOTAL else of_seats - of_votes,
    }


def _signed_points(difference: Fraction) -> str:
    """Write a difference between two shares in percentage points: +0,64 or −0,65."""
    written = danish.decimals(abs(difference) * 100, 2)
    if not written.strip("0,"):
        return written
    return f"{'+' if difference > 0 else '−'}{written}"
