"""The enclosures (bilag) of regions, and the overview of all, in every format: written all or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from kkr_analysis.composition.overview import Overview
from kkr_analysis.composition.result import KkrResult, refuse_hypothetical
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import load_regions
from kkr_analysis.documents.build.cards import card_of_result
from kkr_analysis.documents.build.delivery import Delivery, deliver, sums_of, write_files
from kkr_analysis.documents.build.index import index_of
from kkr_analysis.documents.build.making import AnyTask, Maker, make_here, maker_of
from kkr_analysis.documents.build.names import report_files
from kkr_analysis.documents.build.order import COMPUTED, Order
from kkr_analysis.documents.build.task import NOTEBOOK, Task, tasks_of
from kkr_analysis.documents.build.unchanged import (
    BESIDE,
    LEDGER,
    Built,
    index_inputs,
    ledger_text,
    read_ledger,
    updated,
)
from kkr_analysis.documents.build.workers import Tell, collection_suspended
from kkr_analysis.presentation.house_style import read_house_style
from kkr_analysis.rules import rule_set


def build_enclosures(
    order: Order,
    results: Sequence[KkrResult],
    *,
    project: Project,
    output: Path,
    overview: Overview | None = None,
    tell: Tell[AnyTask] = lambda *_: None,
) -> tuple[Path, ...]:
    """
    Build and publish ``<output>/<term>/kkr-<region>.<format>``; return the files.

    ``results`` and ``overview`` (``landsoverblik.<format>``) are the order's, from ``compute`` and
    ``compute_overview``. Raises KkrError with a Danish message; nothing is written then.
    """
    delivery = enclosures(order, tasks_of(order, results, overview, project), project)
    [files] = deliver([delivery], output=output, maker=maker_for(order), tell=tell)
    return files


def enclosures(order: Order, tasks: Sequence[Task], project: Project) -> Delivery:
    """
    Return the delivery of tasks of one order, with a new index page of the term.

    Files of the same KKR with the other status are removed. Raises KkrError for a hypothetical result, and
    for parameters that the notebook does not have.
    """
    results = [task.subject for task in tasks if isinstance(task.subject, KkrResult)]
    for result in results:
        refuse_hypothetical(result)
    if results and (order.needs_notebook or order.parameters):
        with collection_suspended():
            from kkr_analysis.documents.build.execute import refuse_unknown

        refuse_unknown(project.notebooks / NOTEBOOK, order.notebook_parameters(""))
    return Delivery(folder=order.term, tasks=tuple(tasks), beside=partial(_with_index, order, tasks, project))


def maker_for(order: Order) -> Maker:
    """Return one worker per core, or this process where no format needs a notebook or a picture."""
    return make_here if set(order.formats) <= set(COMPUTED) else maker_of()


def outdated(tasks: Sequence[Task], regions: Collection[str], folder: Path) -> list[Path]:
    """Return earlier files of the same KKR under the name of the other status, final or preliminary."""
    now_preliminary = {task.slug: task.is_preliminary for task in tasks}
    return [
        path
        for file, path in report_files(folder, regions)
        if now_preliminary.get(file.subject, file.is_preliminary) != file.is_preliminary
    ]


def _with_index(
    order: Order,
    tasks: Sequence[Task],
    project: Project,
    staged: Path,
    standing: Path,
    made: Mapping[str, Built],
) -> list[Path]:
    """Write the index page with what lies beside it, and the ledger; return what is outdated."""
    regions = load_regions(project.data, rule_set(order.term).election, order.as_of)
    style = read_house_style(project.root)
    old = outdated(tasks, [region.slug for region in regions], standing)
    known = updated(read_ledger(standing), made)
    results = [task.subject for task in tasks if isinstance(task.subject, KkrResult)]
    cards = {result.region.slug: card_of_result(result) for result in results}
    index = index_of(order.term, staged, standing, old, regions, style, known=known, cards=cards)
    write_files(index.files, staged)
    beside = Built(inputs=index_inputs(style), fingerprints=(), files=sums_of(index.files))
    text = ledger_text({**known, BESIDE: beside}, index.origins)
    (staged / LEDGER).write_text(text, encoding="utf-8")
    return old
