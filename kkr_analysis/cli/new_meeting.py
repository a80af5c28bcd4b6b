"""``kkr new-meeting``: the folder of a meeting with a row to fill in for every seat."""

from __future__ import annotations

from pathlib import Path

import click

from kkr_analysis.cli.choosing import (
    complete_regions,
    data_option,
    day_given,
    own_project,
    project_option,
    term_option,
)


@click.command("new-meeting")
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@term_option
@project_option
@data_option
@click.option("--date", "day", metavar="DATO", help="Mødets dag, for eksempel 2026-01-19.")
@click.option("--time", default="", metavar="TID", help='Mødets tid, for eksempel "kl. 10.00".')
@click.option("--place", default="", metavar="STED", help="Hvor mødet holdes.")
@click.option("--called-by", default="", metavar="NAVN", help="Borgmesteren, der indkalder til mødet.")
def new_meeting(
    region: str,
    term: str,
    folder: Path | None,
    data: Path | None,
    day: str | None,
    time: str,
    place: str,
    called_by: str,
) -> None:
    """
    Læg en mappe klar til et KKR's konstituerende møde, med en række for hver plads.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland eller nordjylland. Borgmestrene er skrevet ind.
    Filer, der findes i forvejen, røres ikke, så kommandoen kan gentages: når alle medlemmer har navn, kommer
    fremmoede.csv til.
    """
    from kkr_analysis.data.command import as_typed, kkr_command
    from kkr_analysis.data.load import load_result
    from kkr_analysis.data.meetings.new_meeting import Call, lay_out_meeting
    from kkr_analysis.data.sources.faults import seal_command

    project = own_project(folder, data)
    result = load_result(region, term, project=project)
    call = Call(day=day_given(day), time=time, place=place, called_by=called_by)
    laid_out = lay_out_meeting(project.data, result, call)
    for file in laid_out.written:
        click.echo(f"Skrev {as_typed(file)}")
    for file in laid_out.kept:
        click.echo(f"Fandtes i forvejen: {as_typed(file)}")
    for file in laid_out.waiting:
        click.echo(f"Venter på medlemmernes navne: {as_typed(file)}")
    click.echo("\nNæste skridt:")
    if laid_out.seats_to_fill:
        click.echo(
            f"- Skriv de {laid_out.seats_to_fill} supplerende medlemmer og alle stedfortrædere i "
            "medlemmer.csv, og viceborgmestrene i viceborgmestre.csv."
        )
    click.echo(f"- Bekræft, hver gang du har rettet: {seal_command(laid_out.folder)}")
    click.echo(f"- Se, hvad der mangler: {kkr_command()} check {result.election.slug}")
    if laid_out.waiting:
        click.echo("- Kør så denne kommando igen: den lægger fremmoede.csv med alle navnene.")
