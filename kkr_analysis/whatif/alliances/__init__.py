"""
Every set of alliances (valgforbund) at once: what they can bring about, who gains, and how to answer.

The figures are those of the traced engine, and tests hold them to it. There can be at most 13 contenders.
NumPy is needed, so ``import kkr_analysis`` does not load this.
"""

from kkr_analysis.whatif.alliances.answers import (
    CounterPacts,
    Prospects,
    Taken,
    best_and_worst,
    counter_pacts,
)
from kkr_analysis.whatif.alliances.contenders import MOST_CONTENDERS, Contenders
from kkr_analysis.whatif.alliances.contests import Appointment, Appointments, ChairAndViceChair, Values
from kkr_analysis.whatif.alliances.findings import Findings, find
from kkr_analysis.whatif.alliances.partitions import bell
from kkr_analysis.whatif.alliances.power import Banzhaf, ChairPower, banzhaf, decides_chair, shapley_shubik
from kkr_analysis.whatif.alliances.results import PossibleResult, every_result, most_frequent
from kkr_analysis.whatif.alliances.seats import SeatBatch, count_partitions, every_partition, single_pacts
from kkr_analysis.whatif.alliances.stability import Departure, departures, stable_sets
from kkr_analysis.whatif.alliances.takeovers import Takeover, takeovers

__all__ = [
    "MOST_CONTENDERS",
    "Appointment",
    "Appointments",
    "Banzhaf",
    "ChairAndViceChair",
    "ChairPower",
    "Contenders",
    "CounterPacts",
    "Departure",
    "Findings",
    "PossibleResult",
    "Prospects",
    "SeatBatch",
    "Taken",
    "Takeover",
    "Values",
    "banzhaf",
    "bell",
    "best_and_worst",
    "count_partitions",
    "counter_pacts",
    "decides_chair",
    "departures",
    "every_partition",
    "every_result",
    "find",
    "most_frequent",
    "shapley_shubik",
    "single_pacts",
    "stable_sets",
    "takeovers",
]
