"""
What all papers of a meeting cost beside one enclosure, and how long the fair proposal takes.

The papers of the example and the enclosure of the same KKR take turns in one run, so a busy machine slows
both. CPU is what the command and every process it waited for used, user and system together; a ratio is the
median of the pairs.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path

from bench_build import PAIRS, ROOT, TERM, Cost, beside, cost, cpu, kkr, line

from kkr_analysis.appointments import Assembly, Forum, Group, fair_packages, voting_basis

FORA, GROUPS, MEMBERS = 40, 9, 36
MOST_SECONDS = 2.0


def papers(place: Path) -> None:
    """Print the papers of a meeting beside one enclosure."""
    words = ["midtjylland", "--term", TERM, "--output"]

    def ours() -> Cost:
        return cost([kkr("meeting", *words, str(place / "moede"), "--example", "--force")], ROOT)

    def other() -> Cost:
        return cost([kkr("build", *words, str(place / "bilag"), "--force")], ROOT)

    line("kkr meeting beside kkr build, both midtjylland", beside(ours, other, cpu), 1.50, "cpu")


def proposal() -> None:
    """Print the fair proposal for many fora, and groups of several sizes: one fall where a lot is wanted."""
    took = []
    for seed in range(PAIRS):
        chosen = random.Random(seed)  # noqa: S311 - examples, not secrets
        cuts = sorted(chosen.sample(range(1, MEMBERS), GROUPS - 1))
        members = [f"{number}" for number in range(MEMBERS)]
        bounds = zip([0, *cuts], [*cuts, MEMBERS], strict=True)
        groups = [
            Group(name="ABCDFKOVØ"[number], members=tuple(members[first:last]))
            for number, (first, last) in enumerate(bounds)
        ]
        basis = voting_basis(Assembly(members=tuple(members)), groups)
        fora = [Forum.alike(f"Forum {number}", chosen.randint(1, 16)) for number in range(FORA)]
        started = time.perf_counter()
        package = next(fair_packages(fora, basis))
        took.append(time.perf_counter() - started)
        assert sum(seats for _, seats in package.together) == sum(forum.seats for forum in fora)
    slowest, usual = max(took), statistics.median(took)
    verdict = "ok" if slowest <= MOST_SECONDS else "OVER"
    print(
        f"  fair proposal, {FORA} fora and {GROUPS} groups: {usual:.2f} s, slowest {slowest:.2f} s "
        f"(≤ {MOST_SECONDS:.2f}) {verdict}"
    )


def main() -> None:
    """Print both."""
    print("\nMødets papirer: sekunder, forhold og loft")
    proposal()
    with tempfile.TemporaryDirectory() as name:
        papers(Path(name))


if __name__ == "__main__":
    main()
