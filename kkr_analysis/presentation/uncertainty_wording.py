"""A simulation in Danish: what is uncertain, and how the answers are named."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kkr_analysis.allocation import Alliance
from kkr_analysis.danish import listed, unpadded, whole
from kkr_analysis.whatif.uncertainty.model import Recount, Shift, ShiftUnit, Uncertainty
from kkr_analysis.whatif.uncertainty.simulation import Answer, Simulation, Unsettled

WHAT_IF = "Tænkt eksempel"
FIXED = "Borgmestre, og hvem der har plads i en kommunalbestyrelse, er som oplyst i alle simulerede valg."


def meaning(uncertainty: Uncertainty, alliances: Sequence[Alliance] = ()) -> str:
    """Say what is uncertain in a simulation, and what is not."""
    parts = [recounted(uncertainty.recount), *(shifted(shift) for shift in uncertainty.shifts)]
    return " ".join([*filter(None, parts), FIXED, *allied(alliances)])


def allied(alliances: Sequence[Alliance]) -> list[str]:
    """Say which alliances chair and vice-chair were elected with."""
    labels = listed(own.label for own in alliances)
    return [f"Formand og næstformand er valgt med valgforbund: {labels}."] if alliances else []


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
    around = f"{shift.contender} får et stemmetal omkring det talte"
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


def draws(simulation: Simulation) -> str:
    """Say how many elections were drawn, and from which seed."""
    return f"{whole(simulation.draws)} simulerede valg (frø {simulation.seed})."


def answered(answer: Answer) -> str:
    """Write an answer in a cell or on a bar: 10, A, ja, lodtrækning."""
    match answer:
        case Unsettled():
            return answer.value
        case bool():
            return "ja" if answer else "nej"
        case _:
            return str(answer)
