"""``kkr check``: every check on the figures of one or all elections, as a table or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kkr_analysis.cli.choosing import complete_regions, data_option, project_option, project_to_read
from kkr_analysis.cli.printing import show_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkr_analysis.data.sources.checking import CheckReport
    from kkr_analysis.errors import Fault

_FAULTY = 2
_WIDTH_IN_A_LOG = 140
_SHOWN = 3
"""Faults shown of each kind; the rest are only counted."""


@click.command
@click.argument("election", metavar="[VALG]", required=False)
@project_option
@data_option
@click.option(
    "--region",
    metavar="REGION",
    shell_complete=complete_regions,
    help="Kontrollér kun det, som ét KKR skal bruge, for eksempel midtjylland. Kræver VALG.",
)
@click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
@click.option("--example", is_flag=True, help="Kontrollér kun eksemplet i data/eksempel.")
def check(
    election: str | None,
    region: str | None,
    folder: Path | None,
    data: Path | None,
    as_json: bool,
    example: bool,
) -> None:
    """
    Kontrollér tallene for et valg, eller for alle valg i data/raw, og mappen for hvert KKR's møde.

    VALG er valgets mappe, for eksempel kv2025. Alle fejl vises på én gang. Er kun nogle af borgmestrene
    kendt, så kontrollér ét KKR ad gangen med --region.
    """
    from kkr_analysis.danish import listed
    from kkr_analysis.data.command import kkr_command
    from kkr_analysis.data.meetings.checking import check_meetings
    from kkr_analysis.data.project import RULES
    from kkr_analysis.data.sources import known_elections
    from kkr_analysis.data.sources.checking import check_election
    from kkr_analysis.data.sources.whence import refuse_empty
    from kkr_analysis.errors import UnknownChoiceError

    if region is not None and election is None:
        raise UnknownChoiceError(f"Skriv også valget: {kkr_command()} check kv2025 --region {region}")
    project = project_to_read(folder, data)
    refuse_empty(project.data)
    terms = project.rules.known_terms()
    rules = {term: project.rules.rule_set(term) for term in terms}  # every fault of a file is told here
    slugs = [election] if election else known_elections(project.data)
    regions = [region] if region else []
    reports = []
    for slug in slugs:
        if not example:
            reports.append(check_election(project.data, slug, project.rules, regions))
        folders = project.examples if example else project.data
        reports += check_meetings(project.data, slug, folders, project.rules, regions)
    if as_json:
        show_json([values(report) for report in reports])
    else:
        if own := [rules[term].label for term in terms if project.rules.has_its_own(term)]:
            click.echo(f"Projektets egne regelsæt i {RULES}: {listed(own)}")
        for report in reports:
            show(report)
    if not all(report.is_in_order for report in reports):
        sys.exit(_FAULTY)


def show(report: CheckReport) -> None:
    """Print what is in order, what to know, and the faults in a table with a line for those of one kind."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_IN_A_LOG)
    console.print(f"[bold]{report.election}[/bold]")
    for sentence in report.passed:
        console.print(f"  [green]✓[/green] {escape(sentence)}")
    for sentence in report.remarks:
        console.print(f"  [yellow]![/yellow] {escape(sentence)}")
    if not report.is_checked:
        console.print()
        return
    if not report.faults:
        console.print("  Ingen fejl.\n")
        return
    console.print(f"  [red]{'1 fejl' if len(report.faults) == 1 else f'{len(report.faults)} fejl'}[/red]")
    table = Table(box=SIMPLE)
    for heading in ("Hvor", "Fandt", "Ventede"):
        table.add_column(heading, overflow="fold")
    groups = lines(report.faults)
    for group in groups:
        table.add_row(*map(escape, cells(group)))
    console.print(table)
    console.print("  Næste skridt")
    for step in dict.fromkeys(fault.next_step for group in groups for fault in group[:_SHOWN]):
        console.print(f"  - {escape(step)}", soft_wrap=True)
    console.print()


def lines(faults: Sequence[Fault]) -> list[tuple[Fault, ...]]:
    """Group the faults that share a line of the table: those of one kind in one file."""
    from kkr_analysis.errors import of_one_kind

    files = dict.fromkeys(fault.file for fault in faults)
    return [group for file in files for group in of_one_kind([each for each in faults if each.file == file])]


def cells(faults: Sequence[Fault]) -> tuple[str, str, str]:
    """Return the line for faults of one kind: where they are, what was found, and what was expected."""
    shown, more = faults[:_SHOWN], len(faults) - _SHOWN
    and_more = f" og {more} til" if more > 0 else ""
    rows = ", ".join(str(fault.row) for fault in shown if fault.row is not None)
    column = faults[0].column
    place = [_as_named(faults[0].file), *([f"række {rows}{and_more}"] if rows else [])]
    found = ", ".join(dict.fromkeys(fault.found for fault in shown)) + and_more
    return ", ".join([*place, *([column] if column else [])]), found, faults[0].expected


def _as_named(file: str) -> str:
    """Return the name of a file; one in a region's folder keeps its path: the election may have one too."""
    return file if file.count("/") > 1 else file.rpartition("/")[2]


def values(report: CheckReport) -> dict[str, Any]:
    """Return a report as plain values, for JSON."""
    return {
        "election": report.election,
        "in_order": report.is_in_order,
        "passed": list(report.passed),
        "remarks": list(report.remarks),
        "faults": [_fault_values(fault) for fault in report.faults],
    }


def _fault_values(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "found": fault.found,
        "expected": fault.expected,
        "next_step": fault.next_step,
        "message": str(fault),
    }
