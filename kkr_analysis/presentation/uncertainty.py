"""The picture of a simulation: its numbers put into bars. A what-if: never in the enclosure."""

from __future__ import annotations

from collections.abc import Mapping

from kkr_analysis.presentation.charts import uncertainty as bars
from kkr_analysis.presentation.charts.look import DEFAULT, Look
from kkr_analysis.presentation.charts.values import Chart, PartySeats
from kkr_analysis.presentation.parties import NEUTRAL, body_label
from kkr_analysis.presentation.uncertainty_wording import answered, meaning
from kkr_analysis.whatif.uncertainty import Distribution, Estimate, Kind, Simulation, Unsettled


def uncertainty(simulation: Simulation, *, look: Look = DEFAULT) -> Chart:
    """
    Draw every contender's seats, the members in all, chair and vice-chair, with the share of each outcome.

    Contenders that never have a seat are left out.
    """
    parties = {own.letter: own for own in contenders(simulation)}
    seats = [simulation.seats(letter) for letter in simulation.letters]
    questions = [
        question(own, parties)
        for own in [*seats, simulation.total, simulation.chair, simulation.vice_chair]
        if own.question.contender is None or may_have_seats(own)
    ]
    return bars.uncertainty(
        questions,
        body=body_label(simulation.computed),
        simulated=bars.Simulated(
            draws=simulation.draws,
            seed=simulation.seed,
            unchanged=simulation.unchanged.share,
            error=Estimate.largest_error(simulation.draws),
            meaning=meaning(simulation.uncertainty, simulation.alliances),
        ),
        look=look,
    )


def contenders(simulation: Simulation) -> tuple[PartySeats, ...]:
    """Return the contenders that stood, with the seats that were computed for them."""
    result = simulation.computed
    colours = {party.letter: party.colour for party in result.figures.parties}
    return tuple(
        PartySeats(
            letter=standing.letter,
            name=standing.name,
            colour=colours.get(standing.letter, NEUTRAL),
            votes=standing.votes,
            seats=result.composition.seats.get(standing.letter, 0),
            mayors=result.composition.mayors.get(standing.letter, 0),
        )
        for standing in result.eligibility.standings
        if standing.letter in simulation.letters
    )


def may_have_seats(own: Distribution) -> bool:
    """Whether the contender had a seat as computed, or in any draw, or a lot for one."""
    return bool(own.computed) or any(answer is Unsettled.LOT or answer for answer, _ in own.hits)


def question(own: Distribution, parties: Mapping[str, PartySeats]) -> bars.DividedBar:
    """Put the answers to one question into a bar, the computed one also where no draw had it."""
    answers = [answer for answer, _ in own.hits]
    if own.computed not in answers:
        answers.insert(0, own.computed)
    party = parties.get(own.question.contender or "")
    is_post = own.question.kind in (Kind.CHAIR, Kind.VICE_CHAIR)
    return bars.DividedBar(
        title=own.question.kind.value.capitalize(),
        party=party,
        parts=tuple(
            bars.BarPart(
                label=answered(answer),
                share=own.of(answer).share,
                colour=parties[answer].colour
                if is_post and isinstance(answer, str)
                else party.colour
                if party
                else NEUTRAL,
                is_computed=answer == own.computed,
                is_settled=not isinstance(answer, Unsettled),
            )
            for answer in answers
        ),
    )
