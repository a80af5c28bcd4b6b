"""
The chunks of a sweep on a Dask cluster that runs already.

The scheduler is told of a few chunks for each of the cluster's cores at a time. It gives the chunks of a
worker that is lost to another one; a result is taken in once, and released. This module needs the extra
``dask``, so it is imported by ``kkr_analysis.whatif.alliances.sweep`` alone.
"""

from __future__ import annotations

import asyncio
import logging
import pkgutil
import warnings
from collections.abc import Collection, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice

from distributed import Client, Future, KilledWorker, Security, wait
from distributed.comm.core import connect
from distributed.versions import VersionMismatchWarning

from kkr_analysis import __version__
from kkr_analysis.errors import SweepError
from kkr_analysis.whatif.alliances.contenders import Contenders
from kkr_analysis.whatif.alliances.counting import Part, Parts, count
from kkr_analysis.whatif.alliances.partitions import Chunk

CONNECT_SECONDS = 5
"""So long a scheduler has to answer."""
PATIENCE_SECONDS = 30
"""So long a cluster can be without workers: one that grows on demand needs some time for the first."""
CHUNKS_PER_CORE = 3
"""So many chunks are on their way for each core, so that none waits for the next."""
RETRIES = 2
"""So many times a chunk that failed on a worker is tried again."""


def parts(contenders: Contenders, seats: int, waiting: Collection[Chunk], address: str) -> Parts:
    """
    Give the chunks' parts as they are finished.

    Raises SweepError where the scheduler does not answer or is lost, where there are no workers, where any
    has another version of kkr_analysis, and where a chunk takes one worker after the other with it.
    """
    left, running = iter(waiting), set[Future[Part]]()
    with quiet(), connected(address) as client, lost_cluster_refused(address):
        refuse_other_versions(client, address)
        while True:
            room = CHUNKS_PER_CORE * max(sum(client.nthreads().values()), 1) - len(running)
            for chunk in islice(left, max(room, 0)):
                running.add(client.submit(count, contenders, seats, chunk, pure=False, retries=RETRIES))
            if not running:
                return
            try:
                with client.as_current():
                    done = wait(running, timeout=PATIENCE_SECONDS, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                refuse_no_workers(client, address)
                continue
            running -= done
            while done:
                yield of_this_version(done.pop().result(), address)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Dask's client from telling, in English, of each worker it lost: nothing is lost with them."""
    logger = logging.getLogger("distributed.client")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """
    Give a client of the cluster, and let go of all that it has under way there when it is left.

    Whatever goes wrong on the way to the scheduler, the address is the thing to look at: what answers there
    may be something else than Dask. A client by itself waits for ever for one who says nothing.
    """
    try:
        with ThreadPoolExecutor(max_workers=1) as aside:
            aside.submit(asyncio.run, answer(address)).result()
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


async def answer(address: str) -> None:
    """Wait for a scheduler's first word."""
    arguments = Security().get_connection_args("client")
    comm = await asyncio.wait_for(connect(address, CONNECT_SECONDS, **arguments), CONNECT_SECONDS)
    await comm.close()


@contextmanager
def lost_cluster_refused(address: str) -> Iterator[None]:
    """Say in Danish what took the cluster, or one worker after the other, away from us."""
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


def refuse_no_workers(client: Client, address: str) -> None:
    """Raise SweepError where nobody is there to count; where others keep the workers busy, we wait."""
    if not client.nthreads():
        raise SweepError(
            f"Klyngen {address} har haft 0 workers i {PATIENCE_SECONDS} sekunder. Start mindst én med "
            f"dask worker {address}, hvor kkr_analysis {__version__} er installeret, og prøv igen."
        )


def refuse_other_versions(client: Client, address: str) -> None:
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
            raise SweepError(other_version(address, who, "ingen udgave")) from version
        if isinstance(version, str) and version != __version__:
            raise SweepError(other_version(address, who, f"version {version}"))


def of_this_version(part: Part, address: str) -> Part:
    """Return the part if this version of kkr_analysis counted it: workers can come while the sweep runs."""
    if part.version != __version__:
        raise SweepError(other_version(address, "en worker", f"version {part.version}"))
    return part


def other_version(address: str, who: str, found: str) -> str:
    """Say who has not this version of kkr_analysis."""
    return (
        f"Klyngen {address}, {who}: fandt {found} af kkr_analysis, ventede version {__version__} som her. "
        "Installér samme version hos scheduleren, alle workers og her, start dem igen, og prøv så igen."
    )
