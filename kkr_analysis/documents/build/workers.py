"""
Work on documents in processes of their own: one loads the libraries, the others are forked from it.

    kkr build ──fork──▶ worker, one document ──fork──▶ kernel, its notebook
        ◀── steps, files ──        ◀── outputs over Jupyter's protocol ──

A worker starts with everything imported and ends with its document, so nothing is left over for the next
one. It reports its steps and finally sends the bytes of its files, which the caller writes. A process with
other threads cannot be forked safely: there a server without threads is started once and does the forking
(multiprocessing's forkserver). Where nothing can be forked, a worker is an ordinary new process.

A worker and all it started are one process group, which ends as a whole: when the answer is there, when the
build is interrupted, and when the caller is killed. What a worker had when something else stopped it, another
one does again.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TypeVar

from kkr_analysis.data.holding import temporary_folder
from kkr_analysis.documents.build.importing import importing
from kkr_analysis.documents.ipython_folder import write_profile
from kkr_analysis.errors import BuildError

Task = TypeVar("Task")
Result = TypeVar("Result")

Work = Callable[[Task], Generator[str, None, Result]]
"""Work that yields each step, in Danish, as it begins, and returns its result."""
Tell = Callable[[Task, str], None]
"""Called with a task and the step that begins; with an empty text when it is finished."""

SIGNALS = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
CAN_FORK = sys.platform == "linux"
"""macOS has ``fork`` too, but its own libraries do not survive it."""

MOST_LOST = 3
"""So many workers may be stopped from outside before it is taken for a lack of memory."""
GC_THRESHOLDS = (50_000, 20, 100)
"""How seldom a worker collects garbage (``gc.set_threshold``): it ends before there is much."""


@contextmanager
def in_workers(
    work: Work[Task, Result],
    tasks: Collection[Task],
    *,
    jobs: int,
    modules: Collection[str],
    tell: Tell[Task] = lambda *_: None,
) -> Iterator[Iterator[tuple[Task, Result]]]:
    """
    Work on ``jobs`` tasks at a time, each in a process that has ``modules`` imported; a ``jobs.Runner``.

    A task whose worker is stopped from outside is worked on again.

    Raises what the work raises, and BuildError where workers are stopped again and again.
    """
    with temporary_folder("kkr-bygger-", Path(tempfile.gettempdir())) as folder:
        environment = _environment(folder)
        context = _context(modules)
        serve = partial(_serve, work, environment=environment)
        with closing(_results(serve, tasks, jobs, tell, context)) as results:
            yield results


def drained(steps: Generator[str, None, Result], tell: Callable[[str], None] = lambda _: None) -> Result:
    """Do a piece of work in this process, and return its result."""
    while True:
        try:
            tell(next(steps))
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def end_with_parent() -> None:
    """End this process as soon as its parent has ended; starts a thread to watch."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def collect_nothing() -> None:
    """
    Look for no more garbage in this worker, for work that keeps all it makes until it is done.

    In any other process nothing changes: that one does not end with its work.
    """
    if multiprocessing.parent_process() is not None:
        gc.disable()


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context(modules: Collection[str]) -> Any:
    """Choose how workers are started, and preload what they need in the process that is forked."""
    if not CAN_FORK:
        return multiprocessing.get_context("spawn")
    if threading.active_count() > 1:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(sorted(modules))
        return context
    with importing():
        for name in modules:
            importlib.import_module(name)
    return multiprocessing.get_context("fork")


def _environment(folder: Path) -> Mapping[str, str]:
    """
    Return our environment, with temporary files of workers and kernels below ``folder``.

    A server that forks has the environment of the day it was started, so a worker is given ours. A killed
    process cleans up nothing, so whoever killed it removes the folder.
    """
    places = {"IPYTHONDIR": folder / "ipython", "JUPYTER_RUNTIME_DIR": folder / "kerner", "TMPDIR": folder}
    write_profile(places["IPYTHONDIR"])
    places["JUPYTER_RUNTIME_DIR"].mkdir(mode=0o700)
    return os.environ | {name: str(place) for name, place in places.items()}


def _results(
    serve: Callable[..., None], tasks: Iterable[Task], jobs: int, tell: Tell[Task], context: Any
) -> Generator[tuple[Task, Any], None, None]:
    """Yield the results of ``in_workers``; closing it ends every worker."""
    waiting, running, lost = iter(tasks), dict[Any, tuple[Task, Any]](), 0
    try:
        while True:
            for task in islice(waiting, jobs - len(running)):
                ours, theirs = context.Pipe(duplex=False)
                worker = context.Process(target=serve, args=(task, theirs))
                with _signals_wait():
                    worker.start()
                    running[ours] = task, worker
                theirs.close()
            if not running:
                return
            for connection in wait(list(running)):
                task, worker = running[connection]
                kind, value = _received(connection)
                if kind == "step":
                    tell(task, value)
                    continue
                del running[connection]
                status = _end(connection, worker)
                if kind == "lost":
                    lost += 1
                    if lost > MOST_LOST:
                        raise _stopped(status)
                    waiting = chain((task,), waiting)
                    continue
                tell(task, "")
                yield task, value
    finally:
        for connection, (_, worker) in running.items():
            _end(connection, worker)


def _received(connection: Any) -> tuple[str, Any]:
    """Return what a worker sends, or that it is lost; raise what it raised."""
    try:
        kind, value = connection.recv()
    except EOFError:
        return "lost", None
    if kind == "fault":
        raise value.raised
    return kind, value


def _stopped(status: int | None) -> BuildError:
    return BuildError(
        f"En proces, der byggede et bilag, blev stoppet udefra ({status}), for {MOST_LOST + 1}. gang; som "
        "regel mangler der hukommelse. Intet er skrevet. Luk andre programmer, eller byg færre ad gangen med "
        "--jobs 1."
    )


def _end(connection: Any, worker: Any) -> int | None:
    """End a worker and all that it started, finished or not; return its exit status."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(worker.pid, signal.SIGKILL)
    worker.kill()
    worker.join()
    status: int | None = worker.exitcode
    worker.close()
    connection.close()
    return status


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Hold signals back between a fork and our record of it, and until the worker is ready."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Work[Task, Any], task: Task, answers: Connection, *, environment: Mapping[str, str]) -> None:
    """Work on one task in a worker, and send its steps, its result or its fault."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # Ctrl-C is for whoever started us, who ends the group
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    gc.set_threshold(*GC_THRESHOLDS)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = environment["TMPDIR"]
    try:
        answers.send(("done", drained(work(task), lambda step: answers.send(("step", step)))))
    except Exception as fault:
        answers.send(("fault", as_sent(fault)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault as it is sent: pickle cannot rebuild an exception with an ``__init__`` of its own."""

    kind: type[Exception]
    arguments: tuple[Any, ...]
    attributes: Mapping[str, Any]
    traceback: str

    @property
    def raised(self) -> Exception:
        """The fault itself, with a note of where in the worker it was raised."""
        fault = self.kind.__new__(self.kind)
        fault.args = self.arguments
        for name, value in self.attributes.items():
            setattr(fault, name, value)
        fault.add_note(self.traceback)
        return fault


def as_sent(fault: Exception) -> Fault:
    """Return a fault in a form that can be sent; one that cannot be pickled is put into words."""
    told = "".join(traceback.format_exception(fault))
    known = {"name": fault.name} if isinstance(fault, ImportError) else {}  # no part of its ``vars``
    sent = Fault(kind=type(fault), arguments=fault.args, attributes=vars(fault) | known, traceback=told)
    try:
        pickle.loads(pickle.dumps(sent)).raised  # noqa: B018, S301 - tried here, where it can be told
    except Exception:
        return Fault(kind=RuntimeError, arguments=(str(fault),), attributes={}, traceback=told)
    return sent
