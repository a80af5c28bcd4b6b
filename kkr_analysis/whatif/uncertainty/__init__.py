"""
How sure a result is: elections drawn around the counted one, and the share of them in which it stands.

Seeded and exact: the same seed gives the same whole votes on every machine, each draw is decided by the
engine's rules, and a draw that hangs on a lot is counted as that. It needs NumPy, so ``import kkr_analysis``
does not load it.
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
