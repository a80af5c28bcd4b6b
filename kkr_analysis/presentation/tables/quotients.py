"""The quotients that seats went by: who won one, who came next, and how many votes they lacked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kkr_analysis import danish
from kkr_analysis.allocation import Allocation, RemainderAllocation
from kkr_analysis.composition.ranking import QuotientRanking, RankedQuotient
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.charts.wording import A_SEAT_MORE, calculation, distance, size_of
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.presentation.tables.more_votes import enough
from kkr_analysis.presentation.tables.rows import parties

NEXT = 3
"""Quotients shown below the last seat of a capped KKR."""


def capped(result: KkrResult) -> Table | None:
    """
    The count that shares out a capped KKR; None where nothing was cut.

    Rule: K6. A row per quotient that won a seat, in the order of the count, and the first that did not; by
    largest remainder a row per contender.
    """
    cut = result.composition.cut
    if cut is None:
        return None
    if isinstance(cut.count, RemainderAllocation):
        return _remainders(cut.count, parties(result))
    found = result.ranking
    if found.last is None:
        return None
    return _ranked(
        result,
        (*found.won, *found.below[:NEXT]),
        caption="Pladserne ud over borgmestrene, i den rækkefølge de fordeles"
        if any(cut.count.held)
        else "Pladserne i den rækkefølge de fordeles",
        anchor="loft",
    )


def last_seat(result: KkrResult) -> Table | None:
    """
    The quotients around the last seat in falling order.

    Rule: K3, K6. None where no seat depends on a quotient, and where ``capped`` has them all.
    """
    if not has_last_seat(result):
        return None
    return _ranked(
        result,
        result.ranking.around(),
        caption="Kvotienterne omkring den sidste plads",
        anchor="sidste-plads",
    )


def has_last_seat(result: KkrResult) -> bool:
    """Whether there is a table of the quotients around the last seat."""
    cut = result.composition.cut
    return result.ranking.last is not None and (cut is None or not isinstance(cut.count, Allocation))


def _ranked(result: KkrResult, shown: Sequence[RankedQuotient], *, caption: str, anchor: str) -> Table:
    found, names = result.ranking, parties(result)
    numbered = list(enumerate(shown, start=found.claims.index(shown[0]) + 1))
    nearest = (found.last, found.next_in_line)
    return Table(
        header="Nr.",
        rows=[
            {
                "Nr.": str(number),
                "Parti": names[claim.contender],
                "Partiets plads": f"{claim.seat}.",
                "Regnestykke": calculation(claim),
                "Kvotient": size_of(claim.quotient),
                "Plads": _what_became(claim, found),
                "Mangler stemmer": _lacking(result, claim),
            }
            for number, claim in numbered
        ],
        caption=caption,
        anchor=anchor,
        numbers={
            "Partiets plads": str,
            "Regnestykke": str,
            "Kvotient": str,
            "Mangler stemmer": danish.whole,
        },
        footnotes=tuple(_nearest(result, shown)),
        emphasised=frozenset(str(number) for number, claim in numbered if claim in nearest),
    )


def _nearest(result: KkrResult, shown: Sequence[RankedQuotient]) -> Iterable[Footnote]:
    """Say who is next in line, how many votes would have changed that, and why so many."""
    following = result.ranking.next_in_line
    if following is not None:
        votes, fewest = result.votes_lacking(following), result.nearest_to_a_seat
        text = distance(
            following.contender, size_of(following.quotient), votes, fewest, gain=_gain(result, following)
        )
        yield Footnote(mark="Mangler stemmer", text=" ".join([text, *enough(result, shown)]))


def _gain(result: KkrResult, following: RankedQuotient) -> str:
    """Say what more votes would have given the next in line: under the cap it is somebody's seat."""
    last = result.ranking.last
    if result.composition.cut and last and last.contender != following.contender:
        return f"partiet den sidste plads i stedet for {last.contender}"
    return A_SEAT_MORE


def _what_became(claim: RankedQuotient, found: QuotientRanking) -> str:
    if claim == found.last:
        return "den sidste" + (", ved lodtrækning" if claim.is_by_lot else "")
    if claim == found.next_in_line:
        return "den næste"
    if found.sets_price(claim):
        return "sætter prisen"
    return ("ja" if claim.is_won else "nej") + (", lodtrækning" if claim.is_by_lot else "")


def _lacking(result: KkrResult, claim: RankedQuotient) -> int | None:
    """Return the votes that a contender's next seat lacks; None for seats won, and seats after the next."""
    return None if result.ranking.sets_price(claim) else result.votes_lacking(claim)


def _remainders(count: RemainderAllocation, names: dict[str, str]) -> Table:
    return Table(
        header="Parti",
        rows=[
            {
                "Parti": names[share.contender],
                "Andel": share.share,
                "Hele pladser": share.seats - share.got_one_more,
                "Plads for brøken": int(share.got_one_more),
                "Pladser": share.seats,
            }
            for share in count.shares
        ],
        caption="De øvrige pladser efter største brøks metode",
        anchor="loft",
        numbers={
            "Andel": danish.quotient,
            "Hele pladser": danish.whole,
            "Plads for brøken": danish.whole,
            "Pladser": danish.whole,
        },
    )
