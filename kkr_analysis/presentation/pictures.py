"""The pictures of the enclosure, drawn from one result."""

from __future__ import annotations

from dataclasses import replace

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation import tables
from kkr_analysis.presentation.charts import hemicycle as half_circle
from kkr_analysis.presentation.charts import mayors_and_supplementary as boxes
from kkr_analysis.presentation.charts import quotient_ranking as quotients
from kkr_analysis.presentation.charts import threshold as line
from kkr_analysis.presentation.charts import votes_and_seats as bars
from kkr_analysis.presentation.charts.look import DEFAULT, Look
from kkr_analysis.presentation.charts.values import Chart, Contender, LabelledQuotient, TableLink
from kkr_analysis.presentation.parties import NEUTRAL, body_label, colours_of, party_seats
from kkr_analysis.presentation.table import Table


def every_chart(result: KkrResult, *, look: Look = DEFAULT) -> tuple[Chart, ...]:
    """Return the pictures of the enclosure in the order of the page."""
    charts = (
        hemicycle(result, look=look),
        mayors_and_supplementary(result, look=look),
        ladder(result, look=look),
        threshold(result, look=look),
        votes_and_seats(result, look=look),
    )
    return tuple(chart for chart in charts if chart is not None)


def hemicycle(result: KkrResult, *, look: Look = DEFAULT) -> Chart:
    """Every seat of the KKR with its letter, mayors and supplementary members told apart."""
    chart = half_circle.hemicycle(party_seats(result), body=body_label(result), look=look)
    return with_table(chart, tables.composition(result))


def mayors_and_supplementary(result: KkrResult, *, look: Look = DEFAULT) -> Chart:
    """Every contender's mayors beside its supplementary members, those with most mayors first."""
    chart = boxes.mayors_and_supplementary(party_seats(result), body=body_label(result), look=look)
    return with_table(chart, tables.composition(result))


def ladder(result: KkrResult, *, look: Look = DEFAULT) -> Chart | None:
    """The quotients around the last seat; None where no seat depends on a quotient."""
    table = tables.last_seat(result) or tables.capped(result)
    if table is None or result.ranking.last is None:
        return None
    chart = quotients.quotient_ranking(
        _last_seat_rungs(result), body=body_label(result), nearest=result.nearest_to_a_seat, look=look
    )
    return with_table(chart, table)


def votes_and_seats(result: KkrResult, *, look: Look = DEFAULT) -> Chart:
    """Every contender's share of the valid votes against its share of the seats."""
    chart = bars.votes_and_seats(
        party_seats(result),
        body=body_label(result),
        valid_votes=result.eligibility.valid_votes,
        look=look,
    )
    return with_table(chart, tables.votes(result))


def threshold(result: KkrResult, *, look: Look = DEFAULT) -> Chart:
    """Every contender that stood, held against the threshold."""
    colours = colours_of(result)
    contenders = tuple(
        Contender(
            letter=standing.letter,
            name=standing.name,
            colour=colours.get(standing.letter, NEUTRAL),
            votes=standing.votes,
            is_represented=bool(standing.councils),
        )
        for standing in result.eligibility.standings
        if standing.votes
    )
    chart = line.threshold(
        contenders, body=body_label(result), denominator=result.eligibility.denominator, look=look
    )
    return with_table(chart, tables.votes(result))


def with_table(chart: Chart, table: Table) -> Chart:
    """Return the chart with the table that holds its figures."""
    return replace(chart, table=TableLink(anchor=table.anchor, title=table.caption))


def _last_seat_rungs(result: KkrResult) -> tuple[LabelledQuotient, ...]:
    """Return the rungs around the last seat, with the votes that each next one lacks. Rule: K3, K6."""
    found = result.ranking
    names = {standing.letter: standing.name for standing in result.eligibility.eligible}
    colours = colours_of(result)
    return tuple(
        LabelledQuotient(
            letter=claim.contender,
            name=names[claim.contender],
            colour=colours.get(claim.contender, NEUTRAL),
            seat=claim.seat,
            votes=claim.votes,
            divisor=claim.divisor,
            taken=claim.taken,
            quotient=claim.quotient,
            is_won=claim.is_won,
            is_by_lot=claim.is_by_lot,
            sets_price=found.sets_price(claim),
            lacking=result.votes_lacking(claim),
        )
        for claim in found.around()
    )
