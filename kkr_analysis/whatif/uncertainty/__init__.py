"""
How certain a result is: elections drawn around the counted one, and how often the result holds.

The same seed gives the same whole votes on every machine. Each draw is decided exactly, by the engine's
rules, and a draw that depends on a lot is counted as undecided. NumPy is needed, so ``import kkr_analysis``
does not load this.
"""

from kkr_analysis.whatif.uncertainty.estimates import Estimate
from kkr_analysis.whatif.uncertainty.model import Recount, Shift, ShiftUnit, Uncertainty
from kkr_analysis.whatif.uncertainty.questions import Question, Subject
from kkr_analysis.whatif.uncertainty.simulation import (
    DRAWS,
    SEED,
    Answer,
    Distribution,
    Simulation,
    Unsettled,
    simulate,
)

__all__ = [
    "DRAWS",
    "SEED",
    "Answer",
    "Distribution",
    "Estimate",
    "Question",
    "Recount",
    "Shift",
    "ShiftUnit",
    "Simulation",
    "Subject",
    "Uncertainty",
    "Unsettled",
    "simulate",
]
