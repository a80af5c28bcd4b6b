"""
How fast the engine counts, beside votelib and apportionment, and what ``import kkr_analysis`` costs.

Every repetition times all the engines in turn in the same process, so that whatever else the machine does
meets them all; read the ratios. Nothing here fails for being slow, but all must agree on the seats.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import timeit
from collections.abc import Callable, Mapping

import apportionment.methods as apportionment
from votelib.evaluate.proportional import HighestAverages

from kkr_analysis.allocation import highest_averages, seat_totals

THIRTEEN = {
    "A": 312_457,
    "B": 76_541,
    "C": 204_840,
    "D": 32_107,
    "F": 142_009,
    "I": 54_321,
    "K": 9_871,
    "M": 65_433,
    "O": 43_219,
    "V": 187_311,
    "Ø": 98_763,
    "Å": 21_998,
    "Æ": 15_433,
}
CASES: tuple[tuple[Mapping[str, int], int], ...] = (
    (THIRTEEN, 36),
    (dict(list(THIRTEEN.items())[:8]), 17),
    ({f"Liste {number}": 1_000_003 * number // 7 + number**3 for number in range(1, 21)}, 500),
)
REPETITIONS = 41
HEAVY = ("pandas", "numpy", "matplotlib")


def engines(votes: Mapping[str, int], seats: int) -> dict[str, Callable[[], object]]:
    """Return every engine, ready to share out the seats by d'Hondt."""
    evaluator = HighestAverages("d_hondt")
    totals = list(votes.values())
    return {
        "votelib": lambda: evaluator.evaluate(votes, seats),
        "kkr_analysis, alle trin": lambda: highest_averages(votes, seats).steps,
        "kkr_analysis, kun pladser": lambda: seat_totals(votes, seats),
        "apportionment, brøker": lambda: apportionment.compute("dhondt", totals, seats, fractions=True),
    }


def assert_agreement(votes: Mapping[str, int], seats: int) -> None:
    """Stop where the engines do not give everybody the same seats."""
    ours = seat_totals(votes, seats)
    traced = highest_averages(votes, seats)
    assert len(traced.steps) == seats
    assert traced.seats() == ours
    theirs = HighestAverages("d_hondt").evaluate(dict(votes), seats)
    assert {name: theirs.get(name, 0) for name in votes} == ours
    exact = apportionment.compute("dhondt", list(votes.values()), seats, fractions=True)
    assert dict(zip(votes, exact, strict=True)) == ours


def timed(counts: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Return the seconds of one count by every engine, as many times as there are repetitions."""
    seconds: dict[str, list[float]] = {name: [] for name in counts}
    numbers = {name: max(1, int(0.002 / timeit.timeit(count, number=1))) for name, count in counts.items()}
    for _ in range(REPETITIONS):
        for name, count in counts.items():
            seconds[name].append(timeit.timeit(count, number=numbers[name]) / numbers[name])
    return seconds


def print_case(votes: Mapping[str, int], seats: int) -> None:
    """Print the median of every engine, and how many times faster than votelib it was."""
    assert_agreement(votes, seats)
    seconds = timed(engines(votes, seats))
    print(f"\n{len(votes)} partier, {seats} pladser, d'Hondt")
    for name, own in seconds.items():
        ratios = [theirs / ours for theirs, ours in zip(seconds["votelib"], own, strict=True)]
        median, ratio = statistics.median(own) * 1e6, statistics.median(ratios)
        print(f"  {name:<26} {median:>10.1f} µs {ratio:>7.1f} × votelib")


def print_import() -> None:
    """Print what it costs a fresh process to import the package, and which heavy packages come along."""
    programs = {"python -c pass": "pass", "import kkr_analysis": "import kkr_analysis"}
    seconds = timed_programs(programs)
    print("\nOpstart af en ny proces")
    for name, own in seconds.items():
        print(f"  {name:<26} {statistics.median(own) * 1e3:>10.1f} ms")
    extra = [ours - bare for bare, ours in zip(*seconds.values(), strict=True)]
    print(f"  {'forskel':<26} {statistics.median(extra) * 1e3:>10.1f} ms")
    listing = f"import kkr_analysis, sys; print(*[name for name in {HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", listing], check=True, capture_output=True, text=True)
    print(f"  tunge pakker i sys.modules: {loaded.stdout.strip() or 'ingen'} (af {', '.join(HEAVY)})")


def timed_programs(programs: Mapping[str, str]) -> dict[str, list[float]]:
    """Return the seconds of every program in a fresh process, in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(11):
        for name, program in programs.items():
            command = [sys.executable, "-c", program]
            seconds[name].append(timeit.timeit(lambda c=command: subprocess.run(c, check=True), number=1))
    return seconds


if __name__ == "__main__":
    for votes, seats in CASES:
        print_case(votes, seats)
    print_import()
