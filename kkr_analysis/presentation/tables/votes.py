"""Vote totals: every contender's share, how far it is from the threshold, and the seats that it has."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from kkr_analysis import danish
from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.presentation.tables.rows import TOTAL, party

LOCAL, LOCAL_OUTSIDE = "Lokale lister", "Lokale lister uden for listesamarbejdet"
"""Those that no contender has: all of them, or all but those of the list cooperation."""
SHARE = "Andel af stemmer"
DISTANCE = "Til spærregrænsen"
SEAT_SHARE = "Andel af pladser"


def votes(result: KkrResult) -> Table:
    """
    Vote totals in print order, with share, distance to the threshold, seats and share of them.

    Rule: E3, E4, K7. Local lists outside the list cooperation share one row. A mayor that no contender has
    among its seats has one without votes.
    """
    eligibility, composed = result.eligibility, result.composition
    rows = [
        _row(
            result,
            party(standing),
            standing.votes,
            distance=standing.votes - eligibility.threshold_votes,
            seats=composed.seats.get(standing.letter, 0),
        )
        for standing in eligibility.standings
        if standing.votes
    ]
    local = LOCAL_OUTSIDE if result.election.list_cooperation else LOCAL
    rows.append(_row(result, local, eligibility.unassigned_votes))
    places = result.figures.municipality_names
    rows += [
        _row(
            result,
            f"Borgmesteren i {wording.mayor_outside(mayor, places[mayor.municipality])}",
            None,
            seats=1,
        )
        for mayor in eligibility.mayors_outside
    ]
    rows.append(_row(result, TOTAL, eligibility.valid_votes, seats=composed.total))
    return Table(
        header="Parti",
        rows=rows,
        caption=f"Stemmer i {wording.region_of(result)} ved {danish.lower_first(result.election.name)}",
        anchor="stemmer",
        numbers={
            "Stemmer": danish.whole,
            SHARE: danish.percent,
            DISTANCE: _to_threshold,
            "Pladser": danish.whole,
            SEAT_SHARE: danish.percent,
        },
        footnotes=tuple(_own_votes(result)),
        emphasised=frozenset({TOTAL}),
    )


def _row(
    result: KkrResult,
    name: str,
    votes: int | None,
    *,
    distance: int | None = None,
    seats: int | None = None,
) -> dict[str, Any]:
    return {
        "Parti": name,
        "Stemmer": votes,
        SHARE: None if votes is None else Fraction(votes, result.eligibility.denominator),
        DISTANCE: distance,
        "Pladser": seats,
        SEAT_SHARE: None if seats is None else Fraction(seats, result.composition.total),
    }


def _to_threshold(difference: int) -> str:
    """Write the word first, whichever it is, so that the digits end at one edge."""
    return f"{'over' if difference >= 0 else 'mangler'} {danish.whole(abs(difference))}"


def _own_votes(result: KkrResult) -> Iterable[Footnote]:
    """Say what it would take in fact, where a contender's own further votes raise the threshold. Rule: E3."""
    lacking = [
        sentence
        for standing in result.eligibility.standings
        if standing.votes and (sentence := _in_fact(standing, result))
    ]
    needed = danish.whole(result.eligibility.threshold_votes)
    said = f"Forskellen mellem partiets stemmer og spærregrænsen, {needed}."
    if lacking:
        said += (
            " Flere stemmer til et parti hæver dog også det samlede stemmetal. Regnes det med, og rundes der "
            f"op, manglede {danish.listed(lacking)}. Der deles med 49, fordi hver ny "
            "stemme også hæver grænsen med 1/50."
        )
    yield Footnote(mark=DISTANCE, text=said)


def _in_fact(standing: Standing, result: KkrResult) -> str:
    """Write the division that gives the votes lacking, own votes counted; empty where it changes nothing."""
    eligibility, reach = result.eligibility, result.threshold_margins[standing.letter].to_reach
    if reach is None or reach == eligibility.threshold_votes - standing.votes:
        return ""
    total, own = danish.whole(eligibility.denominator), danish.whole(standing.votes)
    return wording.on_one_line(f"{standing.letter} ({total} − 50 × {own}) ÷ 49 = {danish.whole(reach)}")
