"""The enclosures (bilag) of regions, and the overview of all, in every format: written all or none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from kkr_analysis.composition.overview import Overview
from kkr_analysis.composition.result import KkrResult, refuse_hypothetical
from kkr_analysis.data.project import Project
from kkr_analysis.data.publishing import publish, sole_writer, staging
from kkr_analysis.data.sources import load_regions
from kkr_analysis.data.sources.cards import sha256_of
from kkr_analysis.documents.build.cards import card_of_result
from kkr_analysis.documents.build.documents import (
    NOTEBOOK,
    Files,
    Task,
    computed_of,
    make,
    modules_for,
    tasks_of,
)
from kkr_analysis.documents.build.index import index_of
from kkr_analysis.documents.build.names import report_files
from kkr_analysis.documents.build.order import COMPUTED, Order
from kkr_analysis.documents.build.unchanged import (
    BESIDE,
    LEDGER,
    Built,
    index_inputs,
    inputs_of,
    ledger_text,
    read_ledger,
    updated,
)
from kkr_analysis.documents.build.workers import Tell, collection_suspended, cores, drained, in_workers
from kkr_analysis.presentation.house_style import read_house_style
from kkr_analysis.rules import rule_set

Maker = Callable[[Collection[Task], Tell[Task]], AbstractContextManager[Iterator[tuple[Task, Files]]]]
"""Makes the files of tasks: each once, in any order."""


def build_enclosures(
    order: Order,
    results: Sequence[KkrResult],
    *,
    project: Project,
    output: Path,
    overview: Overview | None = None,
) -> tuple[Path, ...]:
    """
    Build and publish ``<output>/<term>/kkr-<region>.<format>``; return the files.

    ``results`` and ``overview`` (``landsoverblik.<format>``) are the order's, from ``compute`` and
    ``compute_overview``. Raises as ``build_tasks`` does.
    """
    tasks = tasks_of(order, results, overview, project)
    return build_tasks(tasks, order, project=project, output=output)


def build_tasks(
    tasks: Sequence[Task],
    order: Order,
    *,
    project: Project,
    output: Path,
    tell: Tell[Task] = lambda *_: None,
    maker: Maker | None = None,
) -> tuple[Path, ...]:
    """
    Make the files of tasks of one order and publish them with a new index page; return the files.

    Files of the same KKR with the other status are removed. ``maker`` is one worker per core, or this process
    where no format needs a notebook or a picture.

    Raises KkrError with a Danish message; nothing is written then.
    """
    results = [task.subject for task in tasks if isinstance(task.subject, KkrResult)]
    for result in results:
        refuse_hypothetical(result)
    if results and (order.needs_notebook or order.parameters):
        with collection_suspended():
            from kkr_analysis.documents.build.execute import refuse_unknown

        refuse_unknown(project.notebooks / NOTEBOOK, order.notebook_parameters(""))
    inputs = {task.slug: inputs_of(task) for task in tasks}
    made: dict[str, Built] = {}
    chosen = maker or (make_here if set(order.formats) <= set(COMPUTED) else maker_of())

    with staging(output) as folder:
        staged = folder / order.term
        staged.mkdir()
        with chosen(tasks, tell) as finished:
            for task, files in finished:
                _write(files, staged)
                made[task.slug] = Built(
                    inputs=inputs[task.slug], fingerprints=computed_of(task), files=_sums(files)
                )
        regions = load_regions(project.data, rule_set(order.term).election, order.as_of)
        style = read_house_style(project.root)
        with sole_writer(output):
            standing = output / order.term
            old = outdated(tasks, [region.slug for region in regions], standing)
            known = updated(read_ledger(standing), made)
            cards = {result.region.slug: card_of_result(result) for result in results}
            index = index_of(order.term, staged, standing, old, regions, style, known=known, cards=cards)
            _write(index.files, staged)
            beside = Built(inputs=index_inputs(style), fingerprints=(), files=_sums(index.files))
            text = ledger_text({**known, BESIDE: beside}, index.origins)
            (staged / LEDGER).write_text(text, encoding="utf-8")
            return tuple(path for path in publish(folder, output, outdated=old) if path.name != LEDGER)


def maker_of(jobs: int | None = None) -> Maker:
    """Return a maker with ``jobs`` workers at a time, by default one per core."""
    number = jobs or cores()

    def run(
        tasks: Collection[Task], tell: Tell[Task]
    ) -> AbstractContextManager[Iterator[tuple[Task, Files]]]:
        modules = modules_for({kind for task in tasks for kind in task.kinds})
        return in_workers(make, tasks, jobs=number, modules=modules, tell=tell)

    return run


@contextmanager
def make_here(tasks: Collection[Task], tell: Tell[Task]) -> Iterator[Iterator[tuple[Task, Files]]]:
    """Make the files of every task in this process."""
    yield ((task, drained(make(task), partial(tell, task))) for task in tasks)


def _sums(files: Files) -> dict[str, str]:
    return {path: sha256_of(content) for path, content in files}


def _write(files: Files, folder: Path) -> None:
    for path, content in files:
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)


def outdated(tasks: Sequence[Task], regions: Collection[str], folder: Path) -> list[Path]:
    """Return earlier files of the same KKR under the name of the other status, final or preliminary."""
    now_preliminary = {task.slug: task.is_preliminary for task in tasks}
    return [
        path
        for file, path in report_files(folder, regions)
        if file.is_preliminary is not None
        and now_preliminary.get(file.subject, file.is_preliminary) != file.is_preliminary
    ]
