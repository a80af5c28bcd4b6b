"""
Every set of alliances (valgforbund) at once: what pacts can bring about, who gains, and who can answer.

The fast path beside the traced engine, exact like it and held to it by tests. It needs NumPy, so
``import kkr_analysis`` does not load it. Full enumeration is for at most 13 contenders.
"""

from kkr_analysis.whatif.alliances.answers import CounterPacts, Prospects, best_and_worst, counter_pacts
from kkr_analysis.whatif.alliances.chair_outcomes import ChairOutcome, chair_outcomes
from kkr_analysis.whatif.alliances.contenders import MOST_CONTENDERS, Contenders
from kkr_analysis.whatif.alliances.contests import Appointments, Chair, ChairAndViceChair, Contest, Values
from kkr_analysis.whatif.alliances.hanging import PostHangsOn, posts_hang_on, seats_hang_on
from kkr_analysis.whatif.alliances.partitions import Chunk, bell, chunks, partitions
from kkr_analysis.whatif.alliances.power import Banzhaf, ChairPower, banzhaf, decides_chair, shapley_shubik
from kkr_analysis.whatif.alliances.seats import SeatBatch, count_partitions, every_partition, single_pacts
from kkr_analysis.whatif.alliances.stability import Departure, departures, is_stable, stable_sets
from kkr_analysis.whatif.alliances.tally import SeatOutcome, Tally, merged, outcomes, seat_outcomes, tally
from kkr_analysis.whatif.alliances.two_posts import two_posts

__all__ = [
    "MOST_CONTENDERS",
    "Appointments",
    "Banzhaf",
    "Chair",
    "ChairAndViceChair",
    "ChairOutcome",
    "ChairPower",
    "Chunk",
    "Contenders",
    "Contest",
    "CounterPacts",
    "Departure",
    "PostHangsOn",
    "Prospects",
    "SeatBatch",
    "SeatOutcome",
    "Tally",
    "Values",
    "banzhaf",
    "bell",
    "best_and_worst",
    "chair_outcomes",
    "chunks",
    "count_partitions",
    "counter_pacts",
    "decides_chair",
    "departures",
    "every_partition",
    "is_stable",
    "merged",
    "outcomes",
    "partitions",
    "posts_hang_on",
    "seat_outcomes",
    "seats_hang_on",
    "shapley_shubik",
    "single_pacts",
    "stable_sets",
    "tally",
    "two_posts",
]
