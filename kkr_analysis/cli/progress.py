"""How far a command has come: a bar on a terminal, and silence in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


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


@contextmanager
def steps(title: str, *, total: int) -> Iterator[Callable[[str, str], None]]:
    """
    Give a function that is told, for each of the ``total`` things, what begins there.

    An empty text says that it is finished. The bar shows what is being done, and the time left where there
    are several.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.progress import MofNCompleteColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (MofNCompleteColumn(), TimeRemainingColumn()) if total > 1 else (TimeElapsedColumn(),)
    doing = dict[str, str]()
    with _bar(*columns) as bar:
        task = bar.add_task(title, total=total if total > 1 else None)
        bar.refresh()

        def tell(name: str, step: str) -> None:
            doing.pop(name, None)
            if step:
                doing[name] = step
            now = ", ".join(f"{who}: {what}" for who, what in doing.items())
            bar.update(task, advance=not step, description=f"{title} ({now})" if now else title, refresh=True)

        yield tell


def _bar(*columns: ProgressColumn) -> Progress:
    """Return a bar that is drawn when it is told something: without a thread, processes can be forked."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        *columns,
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )
