"""The quotients around the last seat: who just won one, who came next, and how many votes they lacked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kkr_analysis import danish
from kkr_analysis.composition.ranking import QuotientRanking, RankedQuotient
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.charts.wording import calculation, distance, size_of
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.presentation.tables.rows import figures_of, parties


def last_seat(result: KkrResult) -> Table | None:
    """
    The quotients around the last seat in falling order; None where no seat depends on a quotient.

    Rule: K3, K6. A row for each of the last that won and the first that did not.
    """
    found = result.ranking
    if found.last is None:
        return None
    names, shown = parties(result), found.around()
    first = found.claims.index(shown[0]) + 1
    rows: list[dict[str, Any]] = [
        {
            "Nr.": number,
            "Parti": names[claim.contender],
            "Partiets plads": f"{claim.seat}.",
            "Regnestykke": calculation(claim),
            "Kvotient": size_of(claim.quotient),
            "Plads": _what_became(claim, found),
            "Mangler stemmer": _lacking(result, claim, found),
        }
        for number, claim in enumerate(shown, start=first)
    ]
    nearest = (found.last, found.next_in_line)
    return Table(
        figures=figures_of(rows, "Nr."),
        caption="Kvotienterne omkring den sidste plads",
        anchor="sidste-plads",
        numbers=dict.fromkeys(["Partiets plads", "Regnestykke", "Kvotient", "Mangler stemmer"], str),
        footnotes=tuple(_distance_note(result, found)),
        emphasised=frozenset(
            str(number) for number, claim in enumerate(shown, start=first) if claim in nearest
        ),
    )


def _distance_note(result: KkrResult, found: QuotientRanking) -> Iterable[Footnote]:
    """Say who is next in line, and how many votes would have changed that."""
    following = found.next_in_line
    if following is not None:
        votes, fewest = result.votes_lacking(following), result.nearest_to_a_seat
        text = distance(following.contender, size_of(following.quotient), votes, fewest)
        yield Footnote(mark=None, text=text)


def _what_became(claim: RankedQuotient, found: QuotientRanking) -> str:
    """Say what became of a claim."""
    if claim == found.last:
        return "den sidste" + (", ved lodtrækning" if claim.is_by_lot else "")
    if claim == found.next_in_line:
        return "den næste"
    if found.sets_price(claim):
        return "sætter prisen"
    return ("ja" if claim.is_won else "nej") + (", lodtrækning" if claim.is_by_lot else "")


def _lacking(result: KkrResult, claim: RankedQuotient, found: QuotientRanking) -> str:
    """Write the votes that a contender's next seat lacks; nothing for seats won, and seats after the next."""
    if found.sets_price(claim):
        return ""
    votes = result.votes_lacking(claim)
    return "" if votes is None else danish.whole(votes)
