"""``kkr build``: the enclosures of one, several or all regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
from kkr_analysis.danish import counted, listed

if TYPE_CHECKING:
    from kkr_analysis.data.project import Project
    from kkr_analysis.documents.build.documents import Task
    from kkr_analysis.documents.build.order import Order


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
    "--edition",
    metavar="UDGAVE",
    help="Kun den korte udgave på to sider (kort), eller kun det fulde bilag (fuld). [ellers: begge]",
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
@click.option(
    "--force",
    is_flag=True,
    help="Byg også det, der er uændret: samme tal, regler, notebook, husstil og programmer.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="ANTAL",
    help="Hvor mange bilag der bygges ad gangen. [ellers: ét pr. kerne]",
)
def build(
    regions: tuple[str, ...],
    term: str,
    output: Path,
    formats: str,
    edition: str | None,
    as_of_text: str | None,
    alliances: tuple[str, ...],
    parameters: tuple[str, ...],
    force: bool,
    jobs: int | None,
) -> None:
    """
    Byg bilaget for en eller flere regioner, eller for alle.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland, nordjylland eller alle. Skriv landsoverblik for
    at få alle KKR og KL's bestyrelse side om side. Anmeldte valgforbund er en del af tallene: de står i
    valgforbund.csv i regionens mappe under valget.
    """
    from kkr_analysis.data.load import not_on_the_line
    from kkr_analysis.data.project import find_project
    from kkr_analysis.data.sources import load_regions
    from kkr_analysis.documents.build.editions import editions_given, formats_of
    from kkr_analysis.documents.build.order import FORMATS, Order
    from kkr_analysis.rules import rule_set

    project = find_project()
    rules = rule_set(term)
    as_of = day_given(as_of_text)
    every = load_regions(project.data, rules.election, as_of)
    known = {region.slug: region.name for region in every}
    slugs, with_overview = chosen_regions(regions, every)
    if alliances:
        raise not_on_the_line(project, rules.election, slugs, alliances)
    editions = editions_given(edition)
    order = Order(
        regions=slugs,
        overview=with_overview,
        term=term,
        formats=formats_of(editions, chosen(formats.split(","), FORMATS, what="format")),
        editions=editions,
        as_of=as_of,
        parameters=dict(parameter(text) for text in parameters),
    )
    carry_out(order, project, output, known=known, force=force, jobs=jobs)


def carry_out(
    order: Order,
    project: Project,
    output: Path,
    *,
    known: Mapping[str, str],
    force: bool,
    jobs: int | None = None,
    title: str = "Bygger bilag",
) -> None:
    """
    Make what an order asks for and is not there yet, and say what was written and what is to be known.

    ``known`` has the name of every region by its slug, ``title`` what is being done. Raises KkrError.
    """
    from kkr_analysis.data.load import chair_lot_needed
    from kkr_analysis.data.publishing import complete_unfinished
    from kkr_analysis.documents.build.documents import tasks_of
    from kkr_analysis.documents.build.order import compute, compute_overview
    from kkr_analysis.documents.build.unchanged import is_index_unchanged, left_to_make

    results, overview = compute(order, project), compute_overview(order, project)
    tasks, folder = tasks_of(order, results, overview, project), output / order.term
    complete_unfinished(output)
    left = tasks if force else left_to_make(tasks, folder)
    for task in tasks:
        if task not in left:
            click.echo(f"Uændret: {task.name}. Byg alligevel med --force.")
    if left or not is_index_unchanged(folder, tasks[0].style, list(known)):
        _build(left, order, project, output, jobs, title)
    lots = [notice for result in results if (notice := chair_lot_needed(project, result))]
    for notice in (*_older(folder, known), *lots):
        click.echo(f"Bemærk: {notice}", err=True)


def _older(folder: Path, known: Mapping[str, str]) -> list[str]:
    """Say which files of a KKR, or of the overview, were built from other figures than its newest."""
    from kkr_analysis.composition.record import found_in
    from kkr_analysis.documents.build.editions import Edition
    from kkr_analysis.documents.build.origins import older_in

    notices = []
    for older in older_in(folder, list(known)):
        name = f"KKR {known[older.subject]}" if older.subject in known else "hele landet"
        files = [file.path for file in older.files if not file.picture]
        pictures = len(older.files) - len(files)
        drawn = [counted(pictures, "figur", "figurer")] if pictures else []
        date = ""
        if len(older.newest) == 1 and (mark := found_in(older.newest[0])):
            date = f" --date {mark.as_of}"
        is_explorer = [file.edition is Edition.EXPLORER for file in older.files]
        commands = [*(["build"] if not all(is_explorer) else []), *(["explorer"] if any(is_explorer) else [])]
        again = " og ".join(f"kkr {own} {older.subject} --term {folder.name}{date}" for own in commands)
        notices.append(
            f"Disse filer for {name} er bygget på andre tal end de nyeste: {listed([*files, *drawn])}. "
            f"I index.html står de som ældre filer. Byg dem igen med: {again}"
        )
    return notices


def _build(
    tasks: Sequence[Task], order: Order, project: Project, output: Path, jobs: int | None, title: str
) -> None:
    """Build what is left, and say what was written."""
    # What is wrong with the choice or the figures has been said by now; the libraries take a second.
    from kkr_analysis.cli.progress import steps
    from kkr_analysis.documents.build.enclosure import build_tasks, maker_of

    maker = maker_of(jobs) if jobs else None
    with steps(title, total=len(tasks)) as tell:
        files = build_tasks(
            tasks,
            order,
            project=project,
            output=output,
            tell=lambda task, step: tell(task.name, step),
            maker=maker,
        )
    for line in _written(files):
        click.echo(f"Skrev {line}")


def _written(files: Sequence[Path]) -> list[str]:
    """Say which files were written: each document by itself, the pictures of a folder together."""
    from kkr_analysis.documents.build.names import FIGURES

    pictures = Counter(file.parent for file in files if file.parent.name == FIGURES)
    documents = [str(file) for file in files if file.parent not in pictures]
    return documents + [
        f"{counted(number, 'figur', 'figurer')} i {folder}" for folder, number in pictures.items()
    ]
