"""
How fast sets of alliances are counted, beside the same loop over votelib and a plain loop in C.

Ours starts cold each time: the tables and the partitions are made anew. votelib counts a sample spread evenly
over the same sets, and the time for all is the sample's per set. Nothing here fails for being slow, but all
must agree on the seats. The C loop is left out where there is no compiler.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from votelib.evaluate.proportional import HighestAverages

from kkr_analysis.allocation import Alliance
from kkr_analysis.whatif.alliances import (
    Appointment,
    ChairAndViceChair,
    Contenders,
    SeatBatch,
    bell,
    every_partition,
    every_result,
    most_frequent,
    single_pacts,
)
from kkr_analysis.whatif.alliances.partitions import partitions
from kkr_analysis.whatif.alliances.tables import seat_tables

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
TEN = dict(list(THIRTEEN.items())[:10])
MEMBERS = dict(zip(THIRTEEN, (9, 2, 6, 1, 4, 2, 1, 2, 1, 5, 3, 1, 1), strict=True))
ELECTIONS = {
    "formand og næstformand, 13 partier": ChairAndViceChair.of(THIRTEEN),
    "7 pladser på medlemmer, 13 grupper": Appointment(contenders=Contenders.of(MEMBERS), places=7),
    "7 pladser på stemmer, 13 partier": Appointment(contenders=Contenders.of(THIRTEEN), places=7),
}
SEATS = 36
SAMPLE = 300
REPETITIONS = 7
PEER = Path(__file__).with_name("peer_partitions.c")
EVALUATOR = HighestAverages("d_hondt")


def by_votelib(votes: dict[str, int], alliances: Sequence[Alliance]) -> dict[str, int]:
    """Count one set of alliances: among the alliances, then inside each."""
    inside = {name for own in alliances for name in own.members}
    entries = {name: cast for name, cast in votes.items() if name not in inside}
    entries |= {own.label: sum(votes[str(name)] for name in own.members) for own in alliances}
    won = dict(EVALUATOR.evaluate(entries, SEATS))
    for own in alliances:
        places = won.pop(own.label, 0)
        if places:
            won |= EVALUATOR.evaluate({str(name): votes[str(name)] for name in own.members}, places)
    return won


def cold(count: Callable[[], object]) -> float:
    """Return the seconds of a count that finds no tables from the one before."""
    for kept in (partitions, seat_tables):
        kept.cache_clear()
    return seconds(count)


def seconds(run: Callable[[], object]) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def votelib_per_set(batch: SeatBatch, votes: dict[str, int]) -> float:
    """Return votelib's seconds per set, over an even sample, and stop where it disagrees with ours."""
    rows = np.linspace(0, len(batch) - 1, SAMPLE).astype(int).tolist()
    sets = [batch.alliances(row) for row in rows]
    spent = seconds(lambda: [by_votelib(votes, alliances) for alliances in sets]) / len(sets)
    for row, alliances in zip(rows, sets, strict=True):
        assert not batch.ties(row)
        theirs = by_votelib(votes, alliances)
        assert {name: theirs.get(name, 0) for name in votes} == batch.seats_by_name(row)
    return spent


def print_against_votelib(name: str, votes: dict[str, int], count: Callable[[], SeatBatch]) -> None:
    """Print ours beside votelib's loop over as many sets."""
    batch = count()
    pairs = [(votelib_per_set(batch, votes) * len(batch), cold(count)) for _ in range(REPETITIONS)]
    theirs, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"  {name:<34} {len(batch):>8} sæt   votelib {theirs:>6.1f} s   vi {ours * 1e3:>6.1f} ms", end="")
    print(f"   {ratio:>7.0f} × votelib")


def print_against_c() -> None:
    """Print ours beside the plain loop in C over every set of ten contenders."""
    compiler = shutil.which("cc")
    if compiler is None:
        print("  ingen C-oversætter (cc): sløjfen i C er ikke målt")
        return
    weights = np.arange(1, len(TEN) + 1)
    checksum = int((every_partition(TEN, SEATS).seats.sum(axis=0, dtype=np.int64) * weights).sum())
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "peer"
        subprocess.run([compiler, "-O2", "-o", str(program), str(PEER)], check=True)
        command = [str(program), str(SEATS), "1", *map(str, TEN.values())]
        pairs = []
        for _ in range(REPETITIONS):
            done = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            assert [int(own) for own in done[1:]] == [bell(len(TEN)), checksum]
            pairs.append((float(done[0]), cold(lambda: every_partition(TEN, SEATS))))
    theirs, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(other / one for one, other in pairs)
    print(
        f"  {'samme sæt, sløjfe i C (-O2)':<34} {bell(len(TEN)):>8} sæt   C {theirs * 1e3:>11.1f} ms", end=""
    )
    print(f"   vi {ours * 1e3:>6.1f} ms   {ratio:>7.2f} × C's tid")


def print_every_result() -> None:
    """Print the time and memory of all results with thirteen contenders, each in a process of its own."""
    for name in ELECTIONS:
        done = subprocess.run([sys.executable, __file__, name], check=True, capture_output=True, text=True)
        spent, memory, sets = done.stdout.split()
        print(f"  {name:<34} {sets:>8} sæt   ", end="")
        print(f"{float(spent):.1f} s på én kerne, højst {float(memory):.0f} MB")


def every_result_once(name: str) -> None:
    """Count the results once, and print seconds of the processor, memory in MB and the number of sets."""
    election = ELECTIONS[name]
    start = time.process_time()
    found = every_result(election)
    most_frequent(election, found, 12)
    sets = int(found.sets.sum())
    assert sets == bell(len(THIRTEEN))
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, sets)


def main() -> None:
    """Print a line for each of the three questions, and one for the loop in C."""
    print(f"\nValgforbund: alle sæt på én gang, {SEATS} pladser, pladserne inden for valgforbund med")
    print_against_votelib(
        "ét valgforbund ad gangen, 13 partier", THIRTEEN, lambda: single_pacts(THIRTEEN, SEATS)
    )
    print_against_votelib("alle sæt af valgforbund, 10 partier", TEN, lambda: every_partition(TEN, SEATS))
    print_against_c()
    print_every_result()


if __name__ == "__main__":
    if sys.argv[1:]:
        every_result_once(sys.argv[1])
    else:
        main()
