"""Tables in a terminal, or in a log of a fixed width."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

WIDTH_IN_A_LOG = 160


def show(rows: Sequence[Sequence[str]]) -> None:
    """Print a table whose first row is the header; nothing where there are no rows."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    if not rows:
        return
    table = Table(box=SIMPLE)
    for heading in rows[0]:
        table.add_column(heading, overflow="fold")
    for row in rows[1:]:
        table.add_row(*map(escape, row))
    Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_IN_A_LOG).print(table)


@contextmanager
def counting(title: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with how many are counted and how many there are: a bar on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task(title, total=None)
        yield lambda counted, total: bar.update(task, completed=counted, total=total)
