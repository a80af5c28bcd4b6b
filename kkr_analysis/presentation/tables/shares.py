"""Shares of the votes held against shares of the seats."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kkr_analysis import danish
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.charts.wording import indices
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.presentation.tables.rows import TOTAL, figures_of, party

REST = "Øvrige lister"
"""Row of the lists whose votes give no seat: below the threshold, or local and on their own."""


def shares(result: KkrResult) -> Table:
    """
    Every contender's share of the valid votes and of the members, and the difference in percentage points.

    Rule: E4, K7. The mayors outside have a row each without votes, which stand among the other lists'.
    """
    composed, valid = result.composition, result.eligibility.valid_votes
    names = result.figures.municipality_names
    eligible = result.eligibility.eligible
    rest = valid - sum(standing.votes for standing in eligible)
    rows = [
        _row(result, party(standing), standing.votes, composed.seats[standing.letter])
        for standing in eligible
    ]
    rows += [
        _row(
            result, f"{mayor.letter} {mayor.list_name} (borgmesteren i {names[mayor.municipality]})", None, 1
        )
        for mayor in result.eligibility.mayors_outside
    ]
    rows += [_row(result, REST, rest, 0), _row(result, TOTAL, valid, composed.total)]
    return Table(
        figures=figures_of(rows, "Parti"),
        caption="Andel af stemmerne og andel af pladserne",
        anchor="andele",
        numbers={
            "Stemmer": danish.whole,
            "Andel af stemmer": danish.percent,
            "Pladser": danish.whole,
            "Andel af pladser": danish.percent,
            "Forskel i procentpoint": _signed_points,
        },
        footnotes=(
            Footnote(
                mark=None,
                text=f"{indices(result.disproportionality)} Alle gyldige stemmer og alle medlemmer er talt "
                "med, hver liste for sig; en borgmester uden for fordelingen er en plads til sin egen liste.",
            ),
        ),
        emphasised=frozenset({TOTAL}),
    )


def _row(result: KkrResult, name: str, votes: int | None, seats: int) -> dict[str, Any]:
    """Return one row; without votes there is no difference either."""
    of_votes = None if votes is None else Fraction(votes, result.eligibility.valid_votes)
    of_seats = Fraction(seats, result.composition.total)
    return {
        "Parti": name,
        "Stemmer": votes,
        "Andel af stemmer": of_votes,
        "Pladser": seats,
        "Andel af pladser": of_seats,
        "Forskel i procentpoint": None if of_votes is None or name == TOTAL else of_seats - of_votes,
    }


def _signed_points(difference: Fraction) -> str:
    """Write a difference between two shares in percentage points: +0,64 or −0,65."""
    written = danish.decimals(abs(difference) * 100, 2)
    if not written.strip("0,"):
        return written
    return f"{'+' if difference > 0 else '−'}{written}"
