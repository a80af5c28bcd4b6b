"""How far a command has come: a bar on a terminal, and silence in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


Key = TypeVar("Key", bound=Hashable)


@contextmanager
def progress(title: str, *, total: int) -> Iterator[Callable[[str], None]]:
    """Give a function that is told the name of each of the ``total`` things when it is finished."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import MofNCompleteColumn, TimeElapsedColumn

    with _bar(MofNCompleteColumn(), TimeElapsedColumn()) as bar:
        task = bar.add_task(title, total=total)
        yield lambda name: bar.update(task, advance=1, description=f"{title}: {name} er færdig")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One of the things to be done: its name, and the steps that it takes, in order."""

    name: str
    steps: Sequence[str]


@contextmanager
def steps(title: str, plans: Mapping[Key, Plan]) -> Iterator[Callable[[Key, str], None]]:
    """
    Give a function that is told which step begins for which of the things; an empty text ends it.

    The bar counts steps. Of one thing it names the step, of several the one that began last, with how many
    are finished and the time left. A step may begin again.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.progress import MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    one = next(iter(plans.values())) if len(plans) == 1 else None
    left = (TimeRemainingColumn(), TextColumn("tilbage"))
    columns = (MofNCompleteColumn(), TimeElapsedColumn()) if one else left
    doing, finished, done = dict[Key, int](), 0, 0
    with _bar(*columns) as bar:
        alone = f"{title} {one.name}" if one else title
        task = bar.add_task(alone, total=sum(len(plan.steps) for plan in plans.values()))
        bar.refresh()

        def tell(key: Key, step: str) -> None:
            nonlocal finished, done
            doing.pop(key, None)
            plan = plans[key]
            if step in plan.steps:
                doing[key] = plan.steps.index(step)
            else:
                finished, done = finished + 1, done + len(plan.steps)
            now = [(plans[other], begun) for other, begun in doing.items()][-1:]
            words = alone if one else f"{title} {finished} af {len(plans)}"
            said = [_said(plan, plan.steps[begun], one) for plan, begun in now]
            bar.update(
                task,
                completed=done + sum(doing.values()),
                description=": ".join([words, *said]),
                refresh=True,
            )

        yield tell


def _said(plan: Plan, step: str, one: Plan | None) -> str:
    """Say which step it is, and of what where there are several; a thing may be called as its only step."""
    return step if one or step == plan.name else f"{plan.name}, {step}"


def _bar(*columns: ProgressColumn) -> Progress:
    """
    Return a bar that is drawn when it is told something: without a thread, processes can be forked.

    Its words are cut off where the line ends; the bar and the times keep their places.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.table import Column

    return Progress(
        TextColumn("{task.description}", table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")),
        BarColumn(bar_width=16),
        *columns,
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        expand=True,
    )
