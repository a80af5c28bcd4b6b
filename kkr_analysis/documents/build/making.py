"""
Who makes documents: this process, workers on this machine, or a cluster that runs already.

    tasks ──▶ maker ──▶ each task with its files, in any order, each once

Whoever makes a document, its bytes are the same, and nothing of it stays behind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from kkr_analysis.documents.build.documents import make
from kkr_analysis.documents.build.task import Files, Task
from kkr_analysis.documents.build.what_ifs import WhatIfTask, make_what_if
from kkr_analysis.documents.build.workers import Tell, cores, drained, in_workers

AnyTask = Task | WhatIfTask
Finished = AbstractContextManager[Iterator[tuple[AnyTask, Files]]]
Maker = Callable[[Collection[AnyTask], Tell[AnyTask]], Finished]
"""Makes the files of tasks: each once, in any order."""


def made(task: AnyTask) -> Generator[str, None, Files]:
    """Make the files of a task, yielding each step as it begins."""
    return make_what_if(task) if isinstance(task, WhatIfTask) else make(task)


def maker_of(jobs: int | None = None) -> Maker:
    """Return a maker with ``jobs`` workers at a time, by default one per core."""
    number = jobs or cores()

    def run(tasks: Collection[AnyTask], tell: Tell[AnyTask]) -> Finished:
        modules = frozenset[str]().union(*(task.modules for task in tasks))
        return in_workers(made, tasks, jobs=number, modules=sorted(modules), tell=tell)

    return run


@contextmanager
def make_here(tasks: Collection[AnyTask], tell: Tell[AnyTask]) -> Iterator[Iterator[tuple[AnyTask, Files]]]:
    """Make the files of every task in this process."""
    yield ((task, drained(made(task), partial(tell, task))) for task in tasks)
