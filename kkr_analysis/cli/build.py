"""``kkr build``: the enclosures of one, several or all regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from kkr_analysis.cli.choosing import (
    chosen,
    chosen_regions,
    complete_formats,
    complete_regions,
    day_given,
    parameter,
    term_option,
)
from kkr_analysis.danish import counted

FIGURES = "figurer"
"""Folder of the pictures."""


@click.command
@click.argument("regions", metavar="REGION…", nargs=-1, required=True, shell_complete=complete_regions)
@term_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="MAPPE",
    default=Path("reports"),
    show_default=True,
    help="Mappe, som bilagene skrives i.",
)
@click.option(
    "--format",
    "formats",
    metavar="FORMATER",
    default="html,pdf,docx,xlsx,json,svg,png,ipynb",
    show_default=True,
    shell_complete=complete_formats,
    help="Formater, adskilt af komma.",
)
@click.option(
    "--date",
    "as_of_text",
    metavar="DATO",
    help="Dag, som bilaget beskriver, for eksempel 2022-01-19. [ellers: den i valg.toml]",
)
@click.option("--alliance", "alliances", multiple=True, metavar="C+V", hidden=True)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAVN=VÆRDI",
    help="En parameter til notebooken; kan gentages.",
)
def build(
    regions: tuple[str, ...],
    term: str,
    output: Path,
    formats: str,
    as_of_text: str | None,
    alliances: tuple[str, ...],
    parameters: tuple[str, ...],
) -> None:
    """
    Byg bilaget for en eller flere regioner, eller for alle.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland, nordjylland eller alle. Skriv landsoverblik for
    at få alle KKR og KL's bestyrelse side om side. Anmeldte valgforbund er en del af tallene: de står i
    valgforbund.csv i regionens mappe under valget.
    """
    from kkr_analysis.cli.progress import progress
    from kkr_analysis.data.load import chair_lot_needed, not_on_the_line
    from kkr_analysis.data.project import find_project
    from kkr_analysis.data.sources import load_regions
    from kkr_analysis.documents.build.order import FORMATS, Order, compute, compute_overview
    from kkr_analysis.rules import rule_set

    project = find_project()
    rules = rule_set(term)
    as_of = day_given(as_of_text)
    slugs, with_overview = chosen_regions(regions, load_regions(project.data, rules.election, as_of))
    if alliances:
        raise not_on_the_line(project, rules.election, slugs, alliances)
    order = Order(
        regions=slugs,
        overview=with_overview,
        term=term,
        formats=chosen(formats.split(","), FORMATS, what="format"),
        as_of=as_of,
        parameters=dict(parameter(text) for text in parameters),
    )
    results, overview = compute(order, project), compute_overview(order, project)

    # What is wrong with the choice or the figures has been said by now; papermill takes a second to import.
    from kkr_analysis.documents.build.enclosure import build_enclosures

    with progress("Bygger bilag", total=len(order.regions) + order.overview) as report:
        files = build_enclosures(
            order, results, project=project, output=output, overview=overview, report=report
        )
    for line in _written(files):
        click.echo(f"Skrev {line}")
    for result in results:
        if notice := chair_lot_needed(project, result):
            click.echo(f"Bemærk: {notice}", err=True)


def _written(files: Sequence[Path]) -> list[str]:
    """Say which files were written: each document by itself, the pictures of a folder together."""
    pictures = Counter(file.parent for file in files if file.parent.name == FIGURES)
    documents = [str(file) for file in files if file.parent not in pictures]
    return documents + [
        f"{counted(number, 'figur', 'figurer')} i {folder}" for folder, number in pictures.items()
    ]
