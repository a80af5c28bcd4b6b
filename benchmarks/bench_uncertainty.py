"""
How fast simulated elections are decided, beside the traced engine on the same draws in the same run.

The KKR is the largest there is, with the most lists, and its cap binds: the slowest of the ten. The two ways
take turns and must give the same answers to every draw; nothing here fails for being slow.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from kkr_analysis.data.load import load_result
from kkr_analysis.data.project import Project
from kkr_analysis.whatif.uncertainty import DRAWS, SEED, Recount, Uncertainty, simulate
from kkr_analysis.whatif.uncertainty.drawing import Drawing
from kkr_analysis.whatif.uncertainty.questions import Facts
from kkr_analysis.whatif.uncertainty.traced import traced_answers
from kkr_analysis.whatif.uncertainty.vectorised import vectorised_answers

ROOT = Path(__file__).parents[1]
REGION, TERM = "hovedstaden", "2026-2030"
PRELIMINARY = Uncertainty(recount=Recount(percent=Fraction(3)))
SAMPLE = 1_000
REPETITIONS = 7


def seconds(run: Callable[[], object]) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Print the time of a whole simulation, and of the answers alone in both ways."""
    result = load_result(REGION, TERM, project=Project(ROOT))
    drawing = Drawing.of(result.figures, result.eligibility.reading, PRELIMINARY, SEED)
    facts, drawn = Facts.of(result, drawing.letters), drawing.drawn(0, SAMPLE)
    assert (vectorised_answers(facts, drawn) == traced_answers(facts, drawn)).all()
    whole = statistics.median(seconds(lambda: simulate(result, PRELIMINARY)) for _ in range(REPETITIONS))
    pairs = [
        (seconds(lambda: traced_answers(facts, drawn)), seconds(lambda: vectorised_answers(facts, drawn)))
        for _ in range(REPETITIONS)
    ]
    theirs, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"\nUsikkerhed: {result.body} {TERM}, {len(result.figures.lists)} lister i kommunerne")
    print(f"  {'hele simuleringen':<34} {DRAWS:>8} valg   {whole:>6.2f} s   højst {memory:.0f} MB i alt")
    print(f"  {'svarene alene':<34} {SAMPLE:>8} valg   sporet {theirs * 1e3:>6.1f} ms", end="")
    print(f"   vi {ours * 1e3:>6.1f} ms   {ratio:>7.0f} × det sporede")


if __name__ == "__main__":
    main()
