"""
All outcomes of a count of seats over every set of alliances, by one process, by several, or by a cluster.

The same answer as ``seat_outcomes``, whoever counts: a tally is exact, each chunk is taken in once, and what
is lost on the way is counted again. joblib, and ``whatif.alliances.cluster`` with Dask, are imported when
they are asked for.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager

from kkr_analysis.errors import SweepError
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.counting import Part, Parts, count
from kkr_analysis.whatif.alliances.partitions import Chunk, bell, chunks
from kkr_analysis.whatif.alliances.subsets import tables
from kkr_analysis.whatif.alliances.tally import SeatOutcome, Tally, outcomes

LARGEST = 60_000
"""So many sets in a chunk: some 20 ms and 20 MB, so that workers end together and little is lost with one."""
IDLE_SECONDS = 10
"""So long a process waits for the next sweep before it ends."""
MOST_BREAKS = 3
"""So many times new processes are started where some were stopped from outside."""


def silent(counted: int, total: int) -> None:
    """Say nothing of how far a sweep has come."""


def sweep(
    votes: Mapping[str, int],
    seats: int,
    *,
    jobs: int = 1,
    dask: str | None = None,
    report: Callable[[int, int], None] = silent,
) -> tuple[SeatOutcome, ...]:
    """
    Return every outcome of a count that some set of alliances brings about, the most frequent first.

    ``jobs`` is the number of processes on this machine, -1 for one per core; with 1 the count is made here.
    ``dask`` is the address of the scheduler of a cluster that runs already (``tcp://10.0.0.5:8786``), whose
    workers have the same version of kkr_analysis. ``report`` is told, as the count goes on, how many sets of
    alliances are counted and how many there are.

    Raises SweepError where the processes or the cluster cannot be used, otherwise as ``seat_outcomes`` does.
    """
    contenders = Contenders.of(votes)
    tables(contenders, seats)  # What cannot be counted is refused here, and not by a worker far away.
    if type(jobs) is not int or jobs == 0 or jobs < -1:
        raise SweepError(
            f"Antal processer: fandt {jobs!r}, ventede et helt tal fra 1 og op, eller -1 for én pr. kerne. "
            "Ret tallet, og prøv igen."
        )
    if dask is not None and jobs != 1:
        raise SweepError(
            f"Der er bedt om både {jobs} processer her og klyngen {dask}. Vælg det ene: på klyngen "
            "bestemmer den selv, hvor mange der regner."
        )
    waiting = chunks(len(contenders), largest=LARGEST)
    if dask is not None:
        parts = on_cluster(contenders, seats, waiting, dask)
    elif jobs == 1:
        parts = one_by_one(contenders, seats, waiting)
    else:
        parts = in_processes(contenders, seats, waiting, jobs)
    total, counted = Tally(sets={}, smallest={}), 0
    with closing(parts):
        for part in parts:
            total += part.tally
            counted += len(part.chunk)
            report(counted, bell(len(contenders)))
    return outcomes(contenders, total)


def one_by_one(contenders: Contenders, seats: int, waiting: Iterable[Chunk]) -> Parts:
    """Count every chunk in this process."""
    for chunk in waiting:
        yield count(contenders, seats, chunk)


def in_processes(contenders: Contenders, seats: int, waiting: Collection[Chunk], jobs: int) -> Parts:
    """
    Count the chunks in processes of this machine.

    Twice as many chunks as processes are on their way at a time. If a process is stopped from outside, the
    chunks that were not finished are counted by new ones.

    Raises SweepError where that happens again and again.
    """
    from joblib import Parallel, cpu_count, delayed

    left = dict.fromkeys(waiting)
    processes = min(jobs if jobs > 0 else cpu_count(), len(left))
    if processes == 1:
        yield from one_by_one(contenders, seats, waiting)
        return
    for _ in range(MOST_BREAKS):
        parallel = Parallel(
            n_jobs=processes,
            backend="loky",
            batch_size=1,
            pre_dispatch="2 * n_jobs",
            return_as="generator_unordered",
            max_nbytes=None,
            idle_worker_timeout=IDLE_SECONDS,
        )
        try:
            with ended(parallel(delayed(count)(contenders, seats, chunk) for chunk in tuple(left))) as parts:
                for part in parts:
                    del left[part.chunk]
                    yield part
        except BrokenProcessPool:
            continue
        return
    raise SweepError(
        f"Processerne blev stoppet udefra {MOST_BREAKS} gange, mens de regnede; som regel mangler der "
        f"hukommelse. Luk andre programmer, eller bed om færre processer end {processes}."
    )


@contextmanager
def ended(parts: Generator[Part, None, None]) -> Iterator[Iterator[Part]]:
    """Stop the processes of joblib's generator if it is left early: it warns of that, and we know."""
    try:
        yield parts
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parts.close()


def on_cluster(contenders: Contenders, seats: int, waiting: Collection[Chunk], address: str) -> Parts:
    """Count the chunks on a Dask cluster, see ``kkr_analysis.whatif.alliances.cluster``."""
    try:
        from kkr_analysis.whatif.alliances import cluster
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"dask", "distributed"}:
            raise
        raise SweepError(
            "For at regne på en klynge skal Dask være installeret, og det er det ikke. "
            "Installér det med pip install 'kkr-analysis[dask]', og prøv igen."
        ) from missing
    return cluster.parts(contenders, seats, waiting, address)
