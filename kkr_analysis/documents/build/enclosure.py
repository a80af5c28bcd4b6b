"""The enclosures (bilag) of regions, and the overview of all, in every format: written all or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kkr_analysis.composition.election import Region
from kkr_analysis.composition.overview import Overview
from kkr_analysis.composition.result import KkrResult, refuse_hypothetical
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import load_regions
from kkr_analysis.documents.build.cards import Card, card_of_result
from kkr_analysis.documents.build.delivery import Delivery, deliver, sums_of, write_files
from kkr_analysis.documents.build.importing import importing
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
from kkr_analysis.documents.build.workers import Tell
from kkr_analysis.presentation.house_style import HouseStyle, read_house_style
from kkr_analysis.rules import RuleSet


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
        with importing():
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
        if file.is_preliminary is not None
        and now_preliminary.get(file.subject, file.is_preliminary) != file.is_preliminary
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the index page of a term stands in front of: the folder as it is, and what is new or removed."""

    term: str
    staged: Path
    standing: Path
    outdated: tuple[Path, ...]
    regions: Sequence[Region]
    style: HouseStyle
    rules: RuleSet


def write_index(front: Front, made: Mapping[str, Built], cards: Mapping[str, Card]) -> None:
    """
    Write the index page with what lies beside it among the new files.

    ``made`` are the documents built now, with the ``cards`` of the KKR. The caller is the sole writer of the
    folder.
    """
    known = updated(read_ledger(front.standing), made)
    index = index_of(
        front.term,
        front.staged,
        front.standing,
        front.outdated,
        front.regions,
        front.style,
        known=known,
        cards=cards,
        rules=front.rules,
    )
    write_files(index.files, front.staged)
    inputs = index_inputs(front.style, front.standing, front.staged)
    told = {slug: replace(built, changes=index.changes.get(slug, "")) for slug, built in known.items()}
    beside = Built(inputs=inputs, fingerprints=(), files=sums_of(index.files))
    text = ledger_text({**told, BESIDE: beside}, index.origins)
    (front.staged / LEDGER).write_text(text, encoding="utf-8")


def _with_index(
    order: Order,
    tasks: Sequence[Task],
    project: Project,
    staged: Path,
    standing: Path,
    made: Mapping[str, Built],
) -> list[Path]:
    """Write the index page for the documents of an order; return what is outdated."""
    rules = project.rules.rule_set(order.term)
    regions = load_regions(project.data, rules.election, order.as_of)
    old = outdated(tasks, [region.slug for region in regions], standing)
    front = Front(
        term=order.term,
        staged=staged,
        standing=standing,
        outdated=tuple(old),
        regions=regions,
        style=read_house_style(project.root),
        rules=rules,
    )
    results = [task.subject for task in tasks if isinstance(task.subject, KkrResult)]
    write_index(front, made, {result.region.slug: card_of_result(result) for result in results})
    return old
