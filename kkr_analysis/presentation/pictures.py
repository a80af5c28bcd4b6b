"""The pictures of the enclosure, drawn from one result."""

from __future__ import annotations

from kkr_analysis.charts import hemicycle as half_circle
from kkr_analysis.charts import votes_and_seats as bars
from kkr_analysis.charts.look import DEFAULT, Look
from kkr_analysis.charts.values import Chart, PartySeats
from kkr_analysis.model import Mayor
from kkr_analysis.result import KkrResult

NEUTRAL = "#6b7680"
"""Colour of a list that is not a party."""


def every_chart(result: KkrResult, look: Look = DEFAULT) -> tuple[Chart, ...]:
    """All pictures of the enclosure in the order of the page."""
    return hemicycle(result, look=look), votes_and_seats(result, look=look)


def hemicycle(result: KkrResult, *, look: Look = DEFAULT) -> Chart:
    """Every seat of the KKR with its letter, mayors and supplementary members told apart."""
    return half_circle.hemicycle(party_seats(result), body=result.body, look=look)


def votes_and_seats(result: KkrResult, *, look: Look = DEFAULT) -> Chart:
    """Every contender's share of the valid votes against its share of the seats."""
    return bars.votes_and_seats(
        party_seats(result), body=result.body, valid_votes=result.eligibility.valid_votes, look=look
    )


def party_seats(result: KkrResult) -> tuple[PartySeats, ...]:
    """Return the contenders with seats in print order, then the mayors whose list is not eligible."""
    composition = result.composition
    colours = {party.letter: party.colour for party in result.figures.parties}
    contenders = tuple(
        PartySeats(
            letter=standing.letter,
            name=standing.name,
            colour=colours.get(standing.letter, NEUTRAL),
            votes=standing.votes,
            seats=composition.seats[standing.letter],
            mayors=composition.mayors[standing.letter],
        )
        for standing in result.eligibility.eligible
    )
    return contenders + tuple(mayor_outside(mayor, colours) for mayor in result.eligibility.mayors_outside)


def mayor_outside(mayor: Mayor, colours: dict[str, str]) -> PartySeats:
    """Return a mayor outside the contenders' seats as a list with one seat and no votes (rule K7)."""
    return PartySeats(
        letter=mayor.letter,
        name=mayor.list_name,
        colour=colours.get(mayor.party or "", NEUTRAL),
        votes=0,
        seats=1,
        mayors=1,
    )
