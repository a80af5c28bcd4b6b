"""How often each result of a KKR stands in simulated elections. A what-if: never in the enclosure."""

from __future__ import annotations

from fractions import Fraction

from kkr_analysis.danish import chance, decimals, listed
from kkr_analysis.presentation.table import Footnote, Table
from kkr_analysis.presentation.tables.rows import framed
from kkr_analysis.presentation.uncertainty_wording import WHAT_IF, answered, draws, meaning
from kkr_analysis.whatif.uncertainty import Distribution, Estimate, Simulation

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


def uncertainty(simulation: Simulation) -> Table:
    """
    One row per result with the share in which it stands, its standard error and its interval of 95 %.

    The last column has what else was found, the most frequent first.
    """
    what = meaning(simulation.uncertainty, simulation.alliances)
    rows = [{HEADER: ALL, COMPUTED: "", **shares(simulation.unchanged), OTHERWISE: ""}]
    rows += [
        {
            HEADER: header(simulation, own),
            COMPUTED: answered(own.computed),
            **shares(own.stands),
            OTHERWISE: otherwise(own),
        }
        for own in simulation.distributions
    ]
    return Table(
        frame=framed(rows, HEADER),
        caption=f"{WHAT_IF}: usikkerhed om {simulation.computed.body} {simulation.computed.rule_set.label}",
        anchor="usikkerhed",
        numbers={STANDS: chance, ERROR: points, LOW: chance, HIGH: chance},
        footnotes=(
            Footnote(mark=None, text=f"{draws(simulation)} {what}"),
            Footnote(
                mark=ERROR,
                text="Den fejl, der kommer af kun at trække så mange valg. Om modellen er rigtig, siger den "
                "intet om.",
            ),
        ),
        emphasised=frozenset({ALL}),
    )


def shares(estimate: Estimate) -> dict[str, object]:
    """Return the exact numbers of a row."""
    low, high = estimate.interval
    return {STANDS: estimate.share, ERROR: estimate.standard_error * 100, LOW: low, HIGH: high}


def points(value: Fraction) -> str:
    """Write a number of percentage points with two decimals."""
    return decimals(value, 2)


def header(simulation: Simulation, own: Distribution) -> str:
    """Name a row: "A Socialdemokratiet: pladser", "Formand"."""
    kind = own.question.kind
    if own.question.contender is None:
        return kind.value.capitalize()
    names = {standing.letter: standing.name for standing in simulation.computed.eligibility.standings}
    letter = own.question.contender
    return f"{letter} {names[letter]}: {kind.value}"


def otherwise(own: Distribution) -> str:
    """List what else was found, the most frequent first: "11 i 41,9 % og 9 i 0,3 %"."""
    others = [(answer, hits) for answer, hits in own.hits if answer != own.computed]
    others.sort(key=lambda entry: -entry[1])
    return listed(f"{answered(answer)} i {chance(own.of(answer).share)}" for answer, _ in others)
