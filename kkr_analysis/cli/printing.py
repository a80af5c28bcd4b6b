"""Answers that are not plain lines: tables in a terminal or a log, and JSON for another program."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Sequence

import click

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


def show_json(values: object) -> None:
    """Print JSON: its readers expect UTF-8, so in any other encoding it has escapes and no letter is lost."""
    import json

    is_utf_8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    click.echo(json.dumps(values, ensure_ascii=not is_utf_8, indent=2))
