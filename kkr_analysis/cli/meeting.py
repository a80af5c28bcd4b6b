"""``kkr meeting``: all papers of a KKR's constituent meeting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkr_analysis.cli.choosing import (
    complete_regions,
    data_option,
    output_option,
    own_project,
    place_of,
    project_option,
    term_option,
)
from kkr_analysis.cli.extras import require
from kkr_analysis.danish import counted

if TYPE_CHECKING:
    from kkr_analysis.data.project import Project
    from kkr_analysis.meeting.proceedings import Proceedings


@click.command
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@term_option
@project_option
@data_option
@output_option("Mappe, som papirerne skrives i")
@click.option("--example", is_flag=True, help="Eksemplet i data/eksempel.")
@click.option("--force", is_flag=True, help="Lav også papirer, der er uændrede.")
def meeting(
    region: str,
    term: str,
    folder: Path | None,
    data: Path | None,
    output: Path | None,
    example: bool,
    force: bool,
) -> None:
    """
    Lav alle papirer til et KKR's konstituerende møde.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland eller nordjylland. Hvert punkt bliver til en
    webside, en PDF, en Word-fil og en JSON-fil, og alle sammen til én PDF og en kalender. Det, der ikke er
    noteret i mødets mappe, står i papirerne som det, der mangler.
    """
    from kkr_analysis.data.meetings import load_meeting
    from kkr_analysis.data.meetings.held import held
    from kkr_analysis.data.publishing import complete_unfinished
    from kkr_analysis.documents.meeting.unchanged import is_meeting_unchanged
    from kkr_analysis.presentation.house_style import read_house_style

    project = own_project(folder, data)
    folders = project.examples if example else project.data
    dossier = load_meeting(region, term, project=project, folders=folders)
    computed = held(folders, dossier)
    require("bilag")
    place = place_of(output, project)
    complete_unfinished(place)
    if not force and is_meeting_unchanged(dossier, project, read_house_style(project.root), place):
        click.echo(f"Uændret: papirerne til mødet i {dossier.result.body}. Lav dem alligevel med --force.")
    else:
        _make(computed, project, place)
    for notice in _left(computed):
        click.echo(f"Bemærk: {notice}", err=True)


def _make(meeting: Proceedings, project: Project, output: Path) -> None:
    """Make all papers, and say where they are."""
    from kkr_analysis.cli.progress import Plan, steps

    # What is wrong with the choice or the folder has been said by now; the libraries take a second.
    from kkr_analysis.documents.meeting.building import build_meeting
    from kkr_analysis.documents.meeting.names import INDEX, combined_name
    from kkr_analysis.documents.meeting.papers import Step

    region = meeting.dossier.region
    plan = Plan(name=meeting.dossier.result.body, steps=tuple(step.value for step in Step))
    with steps("Laver mødets papirer", {region: plan}) as tell:
        files = build_meeting(
            meeting, project=project, output=output, tell=lambda _, step: tell(region, step)
        )
    place = files[0].parent
    click.echo(f"Skrev {counted(len(files), 'fil', 'filer')} i {place}")
    click.echo(f"Alle papirer i én fil: {place / combined_name(region)}")
    click.echo(f"Side med links til dem alle: {place / INDEX}")


def _left(held: Proceedings) -> Iterator[str]:
    """Say in a line each what the papers say is missing."""
    if not held.dossier.is_listed:
        yield "Medlemmerne er ikke meldt ind; papirerne siger, hvem der mangler at vælge hvor mange."
    elif held.owed or held.member_faults:
        faults = counted(len(held.owed) + len(held.member_faults), "ting", "ting")
        yield f"{faults} i listen over medlemmer mangler eller skal rettes; de står i punkt 1.2."
    if post := held.chair.waiting:
        yield f"Posten som {post.title} venter på lod; rækkerne står i mødelederens ark."
    if waiting := [entry.name for entry in held.fora if entry.tie and not entry.agreed]:
        yield f"{counted(len(waiting), 'forum', 'fora')} venter på lod; rækkerne står i mødelederens ark."
