"""What ``kkr build`` does once it is known what to build: it says what is unchanged, builds, and lists it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from kkr_analysis.composition.record import found_in
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import counted, listed
from kkr_analysis.data.load import chair_lot_needed, refused_by_rule
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import load_regions
from kkr_analysis.documents.build.editions import Edition
from kkr_analysis.documents.build.names import FIGURES
from kkr_analysis.documents.build.order import COMPUTED, Order, compute, compute_overview
from kkr_analysis.documents.build.origins import older_in
from kkr_analysis.documents.build.task import Task, tasks_of
from kkr_analysis.documents.build.unchanged import is_index_unchanged, left_to_make, what_ifs_left
from kkr_analysis.documents.build.what_ifs import FOLDER, WhatIfTask, what_ifs_in
from kkr_analysis.errors import BuildError, KkrError


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPlan:
    """What an order is for, and what of it is left to build."""

    order: Order
    project: Project
    tasks: tuple[Task, ...]
    left: tuple[Task, ...]
    is_index_left: bool
    regions: Mapping[str, str]
    """Names of the regions by their slugs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPlan:
    """The what-ifs that are asked for, and those left to build."""

    tasks: tuple[WhatIfTask, ...] = ()
    left: tuple[WhatIfTask, ...] = ()


def plan_terms(orders: Sequence[Order], project: Project, output: Path, *, force: bool) -> list[TermPlan]:
    """Compute everything that is ordered. Raises KkrError, for several terms with the faults of them all."""
    plans, faults = [], []
    for order in orders:
        try:
            plans.append(_plan(order, project, output, force=force))
        except KkrError as fault:
            if len(orders) == 1:
                raise
            faults.append(f"Valgperioden {order.term}: {fault}")
    if faults:
        raise BuildError("\n".join(faults))
    return plans


def _plan(order: Order, project: Project, output: Path, *, force: bool) -> TermPlan:
    tasks = tasks_of(order, compute(order, project), compute_overview(order, project), project)
    left = tasks if force else left_to_make(tasks, output / order.term)
    every = load_regions(project.data, project.rules.rule_set(order.term).election, order.as_of)
    regions = {region.slug: region.name for region in every}
    is_same = not left and is_index_unchanged(output / order.term, tasks[0].style, list(regions))
    return TermPlan(
        order=order, project=project, tasks=tasks, left=left, is_index_left=not is_same, regions=regions
    )


def plan_what_ifs(
    folder: Path, formats: Sequence[str], project: Project, output: Path, *, force: bool
) -> WhatIfPlan:
    """Read the scenarios of a folder. Raises KkrError with all that is wrong with them."""
    tasks = what_ifs_in(folder, formats, project)
    return WhatIfPlan(tasks=tasks, left=tasks if force else what_ifs_left(tasks, output / FOLDER))


def build_what_is_left(
    terms: Sequence[TermPlan], what_ifs: WhatIfPlan, *, output: Path, jobs: int | None, dask: str | None
) -> None:
    """Build what is left, and say what is unchanged, what was written and what should be looked at."""
    names = _names(terms)
    left = {(task.folder, task.slug) for plan in terms for task in plan.left}
    unchanged = [name for key, name in names.items() if key not in left]
    if same := len(what_ifs.tasks) - len(what_ifs.left):
        unchanged.append(counted(same, "tænkt eksempel", "tænkte eksempler"))
    for name in unchanged:
        click.echo(f"Uændret: {name}. Byg alligevel med --force.")
    if what_ifs.left or any(plan.is_index_left for plan in terms):
        _build(terms, what_ifs, names, output=output, jobs=jobs, dask=dask)
    for plan in terms:
        results = [task.subject for task in plan.tasks if isinstance(task.subject, KkrResult)]
        lots = [notice for result in results if (notice := chair_lot_needed(plan.project, result))]
        refused = [notice for result in results for notice in refused_by_rule(plan.project, result)]
        for notice in (*older_notices(output / plan.order.term, plan.regions), *lots, *refused):
            click.echo(f"Bemærk: {notice}", err=True)


def _names(terms: Sequence[TermPlan]) -> dict[tuple[str, str], str]:
    """Return the names of all that is ordered, with the term where there are several."""
    labels = {
        plan.order.term: f" {plan.project.rules.rule_set(plan.order.term).label}"
        for plan in terms
        if len(terms) > 1
    }
    return {
        (task.folder, task.slug): f"{task.name}{labels.get(task.folder, '')}"
        for plan in terms
        for task in plan.tasks
    }


def _build(
    terms: Sequence[TermPlan],
    what_ifs: WhatIfPlan,
    names: Mapping[tuple[str, str], str],
    *,
    output: Path,
    jobs: int | None,
    dask: str | None,
) -> None:
    """Build what is left, and say what was written, also where something stops it."""
    # What is wrong with the choice or the figures has been said by now; the libraries take a second.
    from kkr_analysis.cli.progress import Plan, steps
    from kkr_analysis.documents.build.delivery import deliver
    from kkr_analysis.documents.build.enclosure import enclosures
    from kkr_analysis.documents.build.making import make_here, maker_of
    from kkr_analysis.documents.build.what_if_pages import what_if_pages

    delivered = [enclosures(plan.order, plan.left, plan.project) for plan in terms if plan.is_index_left]
    deliveries = (*delivered, *what_if_pages(what_ifs.left))
    shown = {
        key: Plan(name=names.get(key, task.name), steps=task.steps)
        for delivery in deliveries
        for task in delivery.tasks
        for key in [(task.folder, task.slug)]
    }
    is_computed = not what_ifs.left and all(set(plan.order.formats) <= set(COMPUTED) for plan in terms)
    if dask is None:
        maker = make_here if is_computed and jobs is None else maker_of(jobs)
    else:
        from kkr_analysis.documents.build.cluster import maker_on

        maker = maker_on(dask, jobs)
    written: list[Path] = []
    try:
        with (
            steps("Bygger", shown) as told,
            closing(
                deliver(
                    deliveries,
                    output=output,
                    maker=maker,
                    tell=lambda task, step: told((task.folder, task.slug), step),
                )
            ) as published,
        ):
            for files in published:
                written += files
    except KkrError as fault:
        if not written:
            raise
        raise BuildError(f"{fault}\n{_STANDS}") from fault
    except KeyboardInterrupt as interrupt:
        raise KeyboardInterrupt(_STANDS if written else "") from interrupt
    finally:
        for line in _written(written):
            click.echo(f"Skrev {line}")


def older_notices(folder: Path, known: Mapping[str, str]) -> list[str]:
    """Say which files of a KKR, or of the overview, were built from other figures than its newest."""
    notices = []
    for older in older_in(folder, list(known)):
        name = f"KKR {known[older.subject]}" if older.subject in known else "hele landet"
        files = [file.path for file in older.files if not file.picture]
        pictures = len(older.files) - len(files)
        drawn = [counted(pictures, "figur", "figurer")] if pictures else []
        date = ""
        if len(older.newest) == 1 and (mark := found_in(older.newest[0])):
            date = f" --date {mark.as_of}"
        is_explorer = {file.edition is Edition.EXPLORER for file in older.files}
        commands = [word for word, made in (("build", False), ("explorer", True)) if made in is_explorer]
        again = " og ".join(f"kkr {word} {older.subject} --term {folder.name}{date}" for word in commands)
        notices.append(
            f"Disse filer for {name} er bygget på andre tal end de nyeste: {listed([*files, *drawn])}. "
            f"I index.html står de som ældre filer. Byg dem igen med: {again}"
        )
    return notices


def _written(files: Sequence[Path]) -> list[str]:
    """Say which files were written: each document by itself, pictures and what-ifs by their number."""
    many = Counter(file.parent for file in files if file.parent.name in _COUNTED)
    documents = [str(file) for file in files if file.parent not in many]
    return documents + [
        f"{counted(number, *_COUNTED[folder.name])} i {folder}" for folder, number in many.items()
    ]


_COUNTED = {
    FIGURES: ("figur", "figurer"),
    FOLDER: ("side med et tænkt eksempel", "sider med tænkte eksempler"),
}
"""Folders with many files of one kind."""
_STANDS = "De filer, der er nævnt ovenfor, var færdige og er skrevet; resten er ikke."
