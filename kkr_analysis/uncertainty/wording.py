"""A simulation in Danish: what is uncertain, and how the answers are named."""

from __future__ import annotations

from fractions import Fraction

from kkr_analysis.danish import chance, decimals, listed, unpadded, whole
from kkr_analysis.uncertainty.estimates import Estimate
from kkr_analysis.uncertainty.model import Recount, Shift, ShiftUnit, Uncertainty
from kkr_analysis.uncertainty.simulation import Answer, Simulation, Unsettled

WHAT_IF = "Tænkt eksempel"
FIXED = "Borgmestre, og hvem der har plads i en kommunalbestyrelse, er som oplyst i alle simulerede valg."


def meaning(uncertainty: Uncertainty) -> str:
    """Say what is uncertain in the simulation, and what is not."""
    parts = [recounted(uncertainty.recount), *(shifted(shift) for shift in uncertainty.shifts)]
    return " ".join([*filter(None, parts), FIXED])


def recounted(recount: Recount) -> str:
    """Say how far the counted votes may be off; empty where nothing changes them."""
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


def shifted(shift: Shift) -> str:
    """Say what happens to one contender's votes."""
    number, spread = unpadded(abs(Fraction(shift.by))), unpadded(Fraction(shift.spread))
    if shift.unit is ShiftUnit.PERCENT:
        direction = "flere" if shift.by >= 0 else "færre"
        sentence = f"{shift.contender} får {number} % {direction} stemmer, og de andre beholder deres"
        unit = "%"
    else:
        direction = "større" if shift.by >= 0 else "mindre"
        sentence = (
            f"{shift.contender} får en andel af de gyldige stemmer, der er {number} procentpoint "
            f"{direction}, og de andre giver eller får i forhold til deres stemmer"
        )
        unit = "procentpoint"
    return f"{sentence} (spredning {spread} {unit})." if shift.spread else f"{sentence}."


def draws(simulation: Simulation) -> str:
    """Say how many elections were drawn, from which seed, and with which alliances."""
    allied = [own.label for own in simulation.alliances]
    pacts = f" Formand og næstformand er valgt med {listed(allied)} i valgforbund." if allied else ""
    return f"{whole(simulation.draws)} simulerede valg (frø {simulation.seed}).{pacts}"


def unchanged(simulation: Simulation) -> str:
    """Say how often the whole result stands, with the error of the simulation."""
    return (
        f"Hele det beregnede resultat står uændret i {chance(simulation.unchanged.share)} af dem "
        f"({interval(simulation.unchanged)})."
    )


def interval(estimate: Estimate) -> str:
    """Write the interval of a share: "95 %-interval 36,7–38,6 %"."""
    low, high = estimate.interval
    return f"95 %-interval {decimals(low * 100, 1)}–{decimals(high * 100, 1)} %"


def answered(answer: Answer) -> str:
    """Write an answer in a cell or on a bar: 10, A, ja, lodtrækning."""
    match answer:
        case Unsettled():
            return answer.value
        case bool():
            return "ja" if answer else "nej"
        case _:
            return str(answer)
