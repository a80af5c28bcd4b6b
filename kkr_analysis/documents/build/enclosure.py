"""The enclosures (bilag) of regions, and the overview of all, in every format: written all or none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.composition.overview import SLUG, Overview
from kkr_analysis.composition.result import KkrResult, refuse_hypothetical
from kkr_analysis.data.project import Project
from kkr_analysis.data.publishing import publish, sole_writer, staging
from kkr_analysis.documents.build.documents import NOTEBOOK, Files, Task, make, modules_for
from kkr_analysis.documents.build.index import write_index
from kkr_analysis.documents.build.names import report_files
from kkr_analysis.documents.build.order import COMPUTED, Order
from kkr_analysis.documents.build.workers import cores, drained, in_workers
from kkr_analysis.presentation.house_style import read_house_style

Tell = Callable[[Task, str], None]
"""Called with what is built and what begins there; with an empty text when it is finished."""
Maker = Callable[[Collection[Task], Tell], AbstractContextManager[Iterator[tuple[Task, Files]]]]
"""Somebody who makes the files of tasks: each once, in any order."""


def build_enclosures(
    order: Order,
    results: Sequence[KkrResult],
    *,
    project: Project,
    output: Path,
    overview: Overview | None = None,
    tell: Tell = lambda *_: None,
    maker: Maker | None = None,
) -> tuple[Path, ...]:
    """
    Build and publish ``<output>/<term>/kkr-<region>.<format>``; return the files.

    ``results`` and ``overview`` (``landsoverblik.<format>``) are the order's, from ``compute`` and
    ``compute_overview``. Files of the same KKR with the other status are removed. ``maker`` is one worker per
    core where a format needs one.

    Raises KkrError with a Danish message; nothing is written then.
    """
    if order.regions and (order.needs_notebook or order.parameters):
        from kkr_analysis.documents.build.execute import refuse_unknown

        refuse_unknown(project.notebooks / NOTEBOOK, order.notebook_parameters(""))
    for result in results:
        refuse_hypothetical(result)
    style = read_house_style(project.root)
    tasks = [
        Task(subject=subject, order=order, project=project, style=style)
        for subject in (*results, *((overview,) if overview else ()))
    ]
    chosen = maker or (here if set(order.formats) <= set(COMPUTED) else on_cores())

    with staging(output) as folder:
        staged = folder / order.term
        staged.mkdir()
        with chosen(tasks, tell) as made:
            for _, files in made:
                _write(files, staged)
        everything = (*results, *(overview.now.results if overview else ()))
        regions = everything[0].election.regions
        with sole_writer(output):
            old = outdated(results, overview, [region.slug for region in regions], output / order.term)
            write_index(order.term, staged, output / order.term, old, regions, style)
            return publish(folder, output, outdated=old)


def on_cores(jobs: int = -1) -> Maker:
    """Return the maker with so many workers at a time; -1 is one per core."""
    number = jobs if jobs > 0 else cores()

    def run(tasks: Collection[Task], tell: Tell) -> AbstractContextManager[Iterator[tuple[Task, Files]]]:
        modules = modules_for({format_ for task in tasks for format_ in task.order.formats})
        return in_workers(make, tasks, jobs=number, modules=modules, tell=tell)

    return run


@contextmanager
def here(tasks: Collection[Task], tell: Tell) -> Iterator[Iterator[tuple[Task, Files]]]:
    """Make the files of every task in this process."""
    yield ((task, drained(make(task), partial(tell, task))) for task in tasks)


def _write(files: Files, folder: Path) -> None:
    for path, content in files:
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)


def outdated(
    results: Sequence[KkrResult], overview: Overview | None, regions: Collection[str], folder: Path
) -> list[Path]:
    """Return earlier files of the same KKR under the name of the other status, final or preliminary."""
    statuses = {result.region.slug: result.status for result in results}
    statuses |= {SLUG: overview.status} if overview else {}
    now_preliminary = {slug: status is FigureStatus.PRELIMINARY for slug, status in statuses.items()}
    return [
        path
        for file, path in report_files(folder, regions)
        if now_preliminary.get(file.subject, file.is_preliminary) != file.is_preliminary
    ]
