"""
A job in chunks: by this process, by several, or by a Dask cluster. One answer, whoever works.

A runner takes the work and the chunks and gives each chunk with its result, in any order, each exactly once;
what is lost on the way is done again. joblib and Dask are imported when they are asked for.
"""

from __future__ import annotations

import asyncio
import logging
import pkgutil
import warnings
from collections.abc import Callable, Collection, Generator, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from kkr_analysis import __version__
from kkr_analysis.errors import SweepError

if TYPE_CHECKING:
    from distributed import Client

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")

IDLE_SECONDS = 10
"""So long a process waits for the next job before it ends."""
MOST_BREAKS = 3
"""So many times new processes are started where some were stopped from outside."""
CONNECT_SECONDS = 5
"""So long a scheduler has to answer."""
PATIENCE_SECONDS = 30
"""So long a cluster can be without workers: one that grows on demand needs some time for the first."""
CHUNKS_PER_CORE = 3
"""So many chunks are on their way for each core, so that none waits for the next."""
RETRIES = 2
"""So many times a chunk that failed on a worker is tried again."""


class Runner(Protocol):
    """Somebody who works on chunks."""

    def __call__(
        self, work: Callable[[Chunk], Result], chunks: Collection[Chunk], /
    ) -> AbstractContextManager[Iterator[tuple[Chunk, Result]]]:
        """Give every chunk with its result. Leaving the context ends what was started for it."""


def runner(jobs: int = 1, dask: str | None = None) -> Runner:
    """
    Return the runner for so many processes on this machine, or for a cluster.

    ``jobs`` of 1 is this process and -1 one process per core. ``dask`` is the address of the scheduler of a
    cluster that runs already (``tcp://10.0.0.5:8786``), whose workers have this version of kkr_analysis.

    Raises SweepError for what is no number of processes, and where both are asked for.
    """
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
    if dask is not None:
        return partial(_on_cluster, address=dask)
    return in_process if jobs == 1 else partial(in_processes, jobs=jobs)


@contextmanager
def in_process(
    work: Callable[[Chunk], Result], chunks: Collection[Chunk]
) -> Iterator[Iterator[tuple[Chunk, Result]]]:
    """Work on every chunk in this process."""
    yield ((chunk, work(chunk)) for chunk in chunks)


@contextmanager
def in_processes(
    work: Callable[[Chunk], Result], chunks: Collection[Chunk], *, jobs: int
) -> Iterator[Iterator[tuple[Chunk, Result]]]:
    """
    Work on the chunks in processes of this machine.

    Twice as many chunks as processes are on their way at a time. If a process is stopped from outside, the
    chunks that were not finished are done by new ones.

    Raises SweepError where that happens again and again.
    """
    with closing(_from_processes(work, chunks, jobs)) as results:
        yield results


def _from_processes(
    work: Callable[[Chunk], Result], chunks: Collection[Chunk], jobs: int
) -> Generator[tuple[Chunk, Result], None, None]:
    """Give the results of ``in_processes``."""
    from joblib import Parallel, cpu_count, delayed

    left = dict.fromkeys(chunks)
    processes = min(jobs if jobs > 0 else cpu_count(), len(left))
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
            with _ended(parallel(delayed(_done)(work, chunk) for chunk in tuple(left))) as results:
                for chunk, _, result in results:
                    del left[chunk]
                    yield chunk, result
        except BrokenProcessPool:
            continue
        return
    raise SweepError(
        f"Processerne blev stoppet udefra {MOST_BREAKS} gange, mens de regnede; som regel mangler der "
        f"hukommelse. Luk andre programmer, eller bed om færre processer end {processes}."
    )


def _done(work: Callable[[Chunk], Result], chunk: Chunk) -> tuple[Chunk, str, Result]:
    """Work on a chunk in whatever process this is, and say which version of kkr_analysis did."""
    return chunk, __version__, work(chunk)


@contextmanager
def _ended(results: Generator[Any, None, None]) -> Iterator[Iterator[Any]]:
    """Stop the processes of joblib's generator if it is left early: it warns of that, and we know."""
    try:
        yield results
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            results.close()


@contextmanager
def _on_cluster(
    work: Callable[[Chunk], Result], chunks: Collection[Chunk], *, address: str
) -> Iterator[Iterator[tuple[Chunk, Result]]]:
    """
    Work on the chunks on a Dask cluster that runs already.

    The scheduler is given a few chunks for each of the cluster's cores at a time. It passes the chunks of a
    worker that is lost to another one; a result is taken in once, and released.

    Raises SweepError where Dask is not installed, where the scheduler does not answer or is lost, where there
    are no workers, where any has another version of kkr_analysis, and where a chunk takes one worker after
    the other with it.
    """
    try:
        import distributed  # noqa: F401
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"dask", "distributed"}:
            raise
        raise SweepError(
            "For at regne på en klynge skal Dask være installeret, og det er det ikke. "
            "Installér det med pip install 'kkr-analysis[dask]', og prøv igen."
        ) from missing
    with closing(_from_cluster(work, chunks, address)) as results:
        yield results


def _from_cluster(
    work: Callable[[Chunk], Result], chunks: Collection[Chunk], address: str
) -> Generator[tuple[Chunk, Result], None, None]:
    """Give the results of ``_on_cluster``."""
    from distributed import wait

    left, running = iter(chunks), set[Any]()
    with _quiet(), _connected(address) as client, _lost_cluster_refused(address):
        _refuse_other_versions(client, address)
        while True:
            room = CHUNKS_PER_CORE * max(sum(client.nthreads().values()), 1) - len(running)
            for chunk in islice(left, max(room, 0)):
                running.add(client.submit(_done, work, chunk, pure=False, retries=RETRIES))
            if not running:
                return
            try:
                with client.as_current():
                    done = wait(running, timeout=PATIENCE_SECONDS, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                _refuse_no_workers(client, address)
                continue
            running -= done
            while done:
                chunk, version, result = done.pop().result()
                if version != __version__:  # Workers can come while the job runs.
                    raise SweepError(_other_version(address, "en worker", f"version {version}"))
                yield chunk, result


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's client from saying, in English, which workers it lost: nothing is lost with them."""
    logger = logging.getLogger("distributed.client")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """
    Give a client of the cluster, and drop all that it has under way there when it is left.

    Whatever goes wrong on the way to the scheduler, the address is the thing to look at: what answers there
    may be something else than Dask. A client by itself waits for ever for one that says nothing.
    """
    from distributed import Client
    from distributed.versions import VersionMismatchWarning

    try:
        with ThreadPoolExecutor(max_workers=1) as aside:
            aside.submit(asyncio.run, _first_word(address)).result()
        with warnings.catch_warnings():
            # Other versions of Python or NumPy count the same; kkr_analysis's own is looked at below.
            warnings.simplefilter("ignore", VersionMismatchWarning)
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as fault:
        raise SweepError(
            f"Ingen Dask-scheduler svarede på »{address}« inden for {CONNECT_SECONDS} sekunder. Skriv "
            "adressen, som dask scheduler viste, da den startede (tcp://maskine:8786), og se efter, at den "
            "kører og kan nås herfra."
        ) from fault
    with client:
        yield client


async def _first_word(address: str) -> None:
    """Wait until a scheduler answers."""
    from distributed import Security
    from distributed.comm.core import connect

    arguments = Security().get_connection_args("client")
    comm = await asyncio.wait_for(connect(address, CONNECT_SECONDS, **arguments), CONNECT_SECONDS)
    await comm.close()


@contextmanager
def _lost_cluster_refused(address: str) -> Iterator[None]:
    """Say in Danish what took the cluster, or one worker after the other, away from us."""
    from distributed import KilledWorker

    try:
        yield
    except KilledWorker as fault:
        raise SweepError(
            f"Klyngen {address} mistede den ene worker efter den anden på samme del af arbejdet; som regel "
            "mangler de hukommelse. Giv dem mere, eller færre tråde hver, og prøv igen."
        ) from fault
    except (CancelledError, OSError) as fault:
        raise SweepError(
            f"Forbindelsen til klyngen {address} gik tabt undervejs. Se efter, at dens scheduler kører, og "
            "begynd igen."
        ) from fault


def _refuse_no_workers(client: Client, address: str) -> None:
    """Raise SweepError where nobody is there to work; where others keep the workers busy, we wait."""
    if not client.nthreads():
        raise SweepError(
            f"Klyngen {address} har haft 0 workers i {PATIENCE_SECONDS} sekunder. Start mindst én med "
            f"dask worker {address}, hvor kkr_analysis {__version__} er installeret, og prøv igen."
        )


def _refuse_other_versions(client: Client, address: str) -> None:
    """
    Raise SweepError unless the scheduler and all workers have this version of kkr_analysis.

    They are asked in the standard library's words, which those without the package understand too. The
    scheduler must have it because it reads what it passes on; a worker without it would be lost by its first
    chunk. A worker that does not answer is about to be lost anyway.
    """
    question = pkgutil.resolve_name, "kkr_analysis:__version__"
    try:
        found = {"scheduleren": client.run_on_scheduler(*question)}
    except ImportError as fault:
        found = {"scheduleren": fault}
    found |= client.run(*question, on_error="return")
    for who, version in found.items():
        if isinstance(version, Exception) and not isinstance(version, OSError):
            raise SweepError(_other_version(address, who, "ingen udgave")) from version
        if isinstance(version, str) and version != __version__:
            raise SweepError(_other_version(address, who, f"version {version}"))


def _other_version(address: str, who: str, found: str) -> str:
    """Say who has not this version of kkr_analysis."""
    return (
        f"Klyngen {address}, {who}: fandt {found} af kkr_analysis, ventede version {__version__} som her. "
        "Installér samme version hos scheduleren, alle workers og her, start dem igen, og prøv så igen."
    )
