"""Output other than plain lines: tables for a terminal or a log, and JSON for another program."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

WIDTH_IN_A_LOG = 160


def show(rows: Sequence[Sequence[str]]) -> None:
    """Print a table whose first row is the header, or nothing if there are no rows."""
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


def show_json(values: object) -> None:
    """Print JSON. Readers expect UTF-8, so where the output has another encoding, letters are escaped."""
    import json

    is_utf_8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    click.echo(json.dumps(values, ensure_ascii=not is_utf_8, indent=2))


@contextmanager
def counting(title: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that takes how many are done and how many there are, and draws a bar on a terminal."""
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
