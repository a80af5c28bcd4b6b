"""A simulation in Danish: its model, the table and the picture. A what-if: never in the enclosure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from kkr_analysis.allocation import Alliance
from kkr_analysis.danish import HYPOTHETICAL, chance, decimals, listed, unpadded, whole
from kkr_analysis.presentation.charts.look import DEFAULT, Look
from kkr_analysis.presentation.charts.values import Chart, PartySeats
from kkr_analysis.presentation.parties import NEUTRAL, seats_of, unmarked_label
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.whatif.uncertainty import (
    Answer,
    Distribution,
    Estimate,
    Recount,
    Shift,
    ShiftUnit,
    Simulation,
    Subject,
    Uncertainty,
    Unsettled,
)

if TYPE_CHECKING:
    from kkr_analysis.presentation.charts import uncertainty as bars

FIXED = "Borgmestrene og listernes pladser i kommunalbestyrelserne er de samme i alle simulerede valg."
HEADER = "Resultat"
ALL = "Hele resultatet"
COMPUTED, STANDS, ERROR, LOW, HIGH, OTHERWISE = (
    "Beregnet",
    "Står i",
    "Standardfejl (procentpoint)",
    "95 % fra",
    "95 % til",
    "Ellers",
)


def meaning(uncertainty: Uncertainty, alliances: Sequence[Alliance] = ()) -> str:
    """Say what is uncertain in a simulation, and what is not."""
    parts = [_recounted(uncertainty.recount), *(_shifted(shift) for shift in uncertainty.shifts)]
    return " ".join([*filter(None, parts), FIXED, *_allied(alliances)])


def _allied(alliances: Sequence[Alliance]) -> list[str]:
    labels = listed(alliance.label for alliance in alliances)
    return [f"Formand og næstformand er valgt med valgforbund: {labels}."] if alliances else []


def _recounted(recount: Recount) -> str:
    """Say how far off the counted votes may be; empty where nothing changes them."""
    if not recount.changes_votes:
        return ""
    size = (
        f"{whole(recount.votes)} stemmer"
        if recount.votes
        else f"{unpadded(Fraction(recount.percent))} % af det"
    )
    return (
        "Hver listes stemmetal i hver kommune ændres tilfældigt og uafhængigt af de andres, "
        f"med en spredning på {size}."
    )


def _shifted(shift: Shift) -> str:
    number, spread = unpadded(abs(Fraction(shift.by))), unpadded(Fraction(shift.spread))
    around = f"{shift.contender} får et stemmetal omkring det optalte"
    if shift.unit is ShiftUnit.PERCENT:
        direction = "flere" if shift.by > 0 else "færre"
        change = f"{shift.contender} får {number} % {direction} stemmer" if shift.by else around
        sentence = f"{change}, og de andre beholder deres"
        unit = "%"
    else:
        direction = "større" if shift.by > 0 else "mindre"
        share = f"{shift.contender} får en andel af de gyldige stemmer, der er {number} procentpoint"
        change = f"{share} {direction}" if shift.by else around
        sentence = f"{change}, og de andre giver eller får i forhold til deres stemmer"
        unit = "procentpoint"
    return f"{sentence} (spredning {spread} {unit})." if shift.spread else f"{sentence}."


def _draws(simulation: Simulation) -> str:
    return f"{whole(simulation.draws)} simulerede valg (frø {simulation.seed})."


def _answered(answer: Answer) -> str:
    """Write an answer for a cell or a bar: 10, A, ja, lodtrækning."""
    match answer:
        case Unsettled():
            return answer.value
        case bool():
            return "ja" if answer else "nej"
        case _:
            return str(answer)


def table(simulation: Simulation) -> Table:
    """
    One row per result: how often it stands, with standard error and 95 % interval, and what happens
    otherwise.

    The other answers are listed the most frequent first.
    """
    result = simulation.computed
    what = meaning(simulation.uncertainty, simulation.alliances)
    rows = [{HEADER: ALL, COMPUTED: "", **_shares(simulation.unchanged), OTHERWISE: ""}]
    rows += [
        {
            HEADER: _header(simulation, distribution),
            COMPUTED: _answered(distribution.computed),
            **_shares(distribution.stands),
            OTHERWISE: _otherwise(distribution),
        }
        for distribution in simulation.distributions
    ]
    return Table(
        header=HEADER,
        rows=rows,
        caption=f"{HYPOTHETICAL}: usikkerhed om {result.body} {result.rule_set.label}",
        anchor="usikkerhed",
        numbers={STANDS: chance, ERROR: _points, LOW: chance, HIGH: chance},
        footnotes=(
            Footnote(mark=None, text=f"{_draws(simulation)} {what}"),
            Footnote(
                mark=ERROR,
                text="Den usikkerhed, der skyldes, at der kun er trukket så mange valg. Den siger intet om, "
                "hvorvidt modellen er rigtig.",
            ),
        ),
        emphasised=frozenset({ALL}),
    )


def _points(value: Fraction) -> str:
    return decimals(value, 2)


def _shares(estimate: Estimate) -> dict[str, object]:
    low, high = estimate.interval
    return {STANDS: estimate.share, ERROR: estimate.standard_error * 100, LOW: low, HIGH: high}


def _header(simulation: Simulation, distribution: Distribution) -> str:
    subject = distribution.question.subject
    if distribution.question.contender is None:
        return subject.value.capitalize()
    names = {standing.letter: standing.name for standing in simulation.computed.eligibility.standings}
    letter = distribution.question.contender
    return f"{letter} {names[letter]}: {subject.value}"


def _otherwise(distribution: Distribution) -> str:
    """List the other answers, the most frequent first: "11 i 41,9 % og 9 i 0,3 %"."""
    others = [(answer, hits) for answer, hits in distribution.hits if answer != distribution.computed]
    others.sort(key=lambda entry: -entry[1])
    return listed(f"{_answered(answer)} i {chance(distribution.of(answer).share)}" for answer, _ in others)


def picture(simulation: Simulation, *, look: Look = DEFAULT) -> Chart:
    """
    Draw every contender's seats, the number of members, chair and vice-chair, with the share of each answer.

    Contenders that never have a seat are left out.
    """
    from kkr_analysis.presentation.charts import uncertainty as bars  # a table needs no matplotlib

    parties = {
        standing.letter: seats_of(standing, simulation.computed)
        for standing in simulation.computed.eligibility.standings
        if standing.letter in simulation.letters
    }
    seats = [simulation.seats(letter) for letter in simulation.letters]
    questions = [
        _question(distribution, parties)
        for distribution in [*seats, simulation.total, simulation.chair, simulation.vice_chair]
        if distribution.question.contender is None or _may_have_seats(distribution)
    ]
    return bars.uncertainty(
        questions,
        body=unmarked_label(simulation.computed),
        simulated=bars.Simulated(
            draws=simulation.draws,
            seed=simulation.seed,
            unchanged=simulation.unchanged.share,
            error=Estimate.largest_error(simulation.draws),
            meaning=meaning(simulation.uncertainty, simulation.alliances),
        ),
        look=look,
    )


def _may_have_seats(distribution: Distribution) -> bool:
    """Whether the contender had a seat as computed, or a seat or a lot for one in any draw."""
    return bool(distribution.computed) or any(
        answer is Unsettled.LOT or answer for answer, _ in distribution.hits
    )


def _question(distribution: Distribution, parties: Mapping[str, PartySeats]) -> bars.DividedBar:
    """Make a bar of the answers to one question, the computed one even where no draw had it."""
    from kkr_analysis.presentation.charts import uncertainty as bars

    answers = [answer for answer, _ in distribution.hits]
    if distribution.computed not in answers:
        answers.insert(0, distribution.computed)
    party = parties.get(distribution.question.contender or "")
    is_post = distribution.question.subject in (Subject.CHAIR, Subject.VICE_CHAIR)
    return bars.DividedBar(
        title=distribution.question.subject.value.capitalize(),
        party=party,
        parts=tuple(
            bars.BarPart(
                label=_answered(answer),
                share=distribution.of(answer).share,
                colour=parties[answer].colour
                if is_post and isinstance(answer, str)
                else party.colour
                if party
                else NEUTRAL,
                is_computed=answer == distribution.computed,
                is_settled=not isinstance(answer, Unsettled),
            )
            for answer in answers
        ),
    )
