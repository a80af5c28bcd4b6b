"""The parties of a result for the charts, and the name of the body in a picture."""

from __future__ import annotations

from kkr_analysis.composition.election import LIST_COOPERATION, FigureStatus, Mayor
from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.presentation.charts.values import PartySeats
from kkr_analysis.presentation.wording import body_and_term

NEUTRAL = "#5a646d"
"""The colour of a list that is not a party."""


def body_label(result: KkrResult) -> str:
    """Name the body in a picture, which may leave its page: "KKR Midtjylland 2026–30 (foreløbige tal)"."""
    is_marked = result.is_hypothetical or result.region.example
    return body_and_term(result) if is_marked else unmarked_label(result)


def unmarked_label(result: KkrResult) -> str:
    """Name the body and the status of its figures in a picture that says by itself what it is."""
    status = f" ({FigureStatus.PRELIMINARY.value}e tal)" if result.status is FigureStatus.PRELIMINARY else ""
    return f"{result.body} {result.rule_set.label}{status}"


def colours_of(result: KkrResult) -> dict[str, str]:
    """Return the parties' colours by letter."""
    return {party.letter: party.colour for party in result.figures.parties}


def party_seats(result: KkrResult) -> tuple[PartySeats, ...]:
    """Return the contenders with seats in print order, then the mayors whose list is not eligible."""
    colours = colours_of(result)
    return (
        *(seats_of(standing, result) for standing in result.eligibility.eligible),
        *(_mayor_outside(mayor, colours) for mayor in result.eligibility.mayors_outside),
    )


def seats_of(standing: Standing, result: KkrResult) -> PartySeats:
    """Return one contender with its seats; none where it is not eligible."""
    return PartySeats(
        letter=standing.letter,
        name=standing.name,
        colour=colours_of(result).get(standing.letter, NEUTRAL),
        votes=standing.votes,
        seats=result.composition.seats.get(standing.letter, 0),
        mayors=result.composition.mayors.get(standing.letter, 0),
    )


def printed_standings(result: KkrResult) -> tuple[Standing, ...]:
    """Return the contenders with a column: those that stood in the region, and the list cooperation."""
    return tuple(
        standing
        for standing in result.eligibility.standings
        if standing.votes or standing.letter == LIST_COOPERATION
    )


def _mayor_outside(mayor: Mayor, colours: dict[str, str]) -> PartySeats:
    """Return a mayor outside the contenders' seats as a list with one seat and no votes (rule K7)."""
    return PartySeats(
        letter=mayor.letter,
        name=mayor.list_name,
        colour=colours.get(mayor.party or "", NEUTRAL),
        votes=0,
        seats=1,
        mayors=1,
    )
