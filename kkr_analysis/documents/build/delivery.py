"""
What is published together, all or none: the documents of a term, or a scenario's pages.

    deliveries ──▶ every document, by one maker ──▶ the shelf of its delivery ──▶ published when all are there

The deliveries share the workers, so that all are busy until the last. What is made lies on the disk, never in
memory, and a delivery that is not whole when something goes wrong leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.data.publishing import publish, sole_writer, staging
from kkr_analysis.data.sources.cards import sha256_of
from kkr_analysis.documents.build.making import AnyTask, Maker
from kkr_analysis.documents.build.task import Files
from kkr_analysis.documents.build.unchanged import LEDGER, Built, inputs_of
from kkr_analysis.documents.build.workers import Tell

Beside = Callable[[Path, Path, Mapping[str, Built]], Sequence[Path]]
"""
Writes what lies beside the documents of a delivery: their ledger, and what lists them.

It is given the folder of the new files, the folder as it stands, and what was made, by slug; it returns the
files there that are outdated now. Nobody else writes there meanwhile.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Documents that are published together in one folder below the output."""

    folder: str
    tasks: tuple[AnyTask, ...]
    beside: Beside


def deliver(
    deliveries: Sequence[Delivery],
    *,
    output: Path,
    maker: Maker,
    tell: Tell[AnyTask] = lambda *_: None,
) -> Generator[tuple[Path, ...], None, None]:
    """
    Make the documents of all deliveries, publish each delivery when it is whole, and yield its files.

    Raises KkrError with a Danish message; what was yielded before stands, and nothing else is written.
    """
    tasks = [task for delivery in deliveries for task in delivery.tasks]
    inputs = {_key(task): inputs_of(task) for task in tasks}
    homes = {_key(task): place for place, delivery in enumerate(deliveries) for task in delivery.tasks}
    with staging(output), ExitStack() as underway:  # a folder that cannot be written to is refused now
        for delivery in deliveries:
            if not delivery.tasks:
                yield _Shelf(delivery, output, underway).publish()
        shelves = dict[int, _Shelf]()
        with maker(tasks, tell) as finished:
            for task, files in finished:
                place = homes[_key(task)]
                if place not in shelves:
                    shelves[place] = _Shelf(deliveries[place], output, underway)
                shelves[place].take(task, files, inputs[_key(task)])
                if shelves[place].is_whole:
                    yield shelves.pop(place).publish()


def write_files(files: Files, folder: Path) -> None:
    """Write files below a folder."""
    for path, content in files:
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)


def sums_of(files: Files) -> dict[str, str]:
    """Return the sha256 of files by their paths."""
    return {path: sha256_of(content) for path, content in files}


def _key(task: AnyTask) -> tuple[str, str]:
    """Return what a task is known by: a cluster gives back a copy of it."""
    return task.folder, task.slug


class _Shelf:
    """What is made of a delivery so far: the files on the disk, and a note of each document."""

    def __init__(self, delivery: Delivery, output: Path, underway: ExitStack) -> None:
        self._delivery, self._output = delivery, output
        self._held = underway.enter_context(ExitStack())
        self._staged = self._held.enter_context(staging(output))
        self._made = dict[str, Built]()
        (self._staged / delivery.folder).mkdir()

    def take(self, task: AnyTask, files: Files, inputs: str) -> None:
        """Keep the files of a document."""
        write_files(files, self._staged / self._delivery.folder)
        self._made[task.slug] = Built(inputs=inputs, fingerprints=task.computed, files=sums_of(files))

    @property
    def is_whole(self) -> bool:
        """Whether every document of the delivery is there."""
        return len(self._made) == len(self._delivery.tasks)

    def publish(self) -> tuple[Path, ...]:
        """Publish the delivery, clear the shelf, and return the new files."""
        folder = self._delivery.folder
        with self._held, sole_writer(self._output):
            old = self._delivery.beside(self._staged / folder, self._output / folder, self._made)
            published = publish(self._staged, self._output, outdated=old)
        return tuple(path for path in published if path.name != LEDGER)
