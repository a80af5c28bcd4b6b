"""``kkr new-election``: a folder with templates and a checklist."""

from __future__ import annotations

from pathlib import Path

import click

from kkr_analysis.cli.choosing import data_option, own_project, project_option


@click.command("new-election")
@click.argument("election", metavar="VALG")
@project_option
@data_option
def new_election(election: str, folder: Path | None, data: Path | None) -> None:
    """
    Læg en mappe klar til et nyt valg, med skabeloner og tjekliste.

    VALG er kv og valgåret, for eksempel kv2029. Regelsættet for den nye valgperiode skrives i projektets
    mappe regler. Filer, der findes i forvejen, røres ikke.
    """
    from kkr_analysis.data.command import as_typed
    from kkr_analysis.data.importing.new_election import CHECKLIST, lay_out

    project = own_project(folder, data)
    laid_out = lay_out(election, project.data, project.rules)
    for file in laid_out.written:
        click.echo(f"Skrev {as_typed(file)}")
    for file in laid_out.kept:
        click.echo(f"Fandtes i forvejen: {as_typed(file)}")
    click.echo(f"Næste skridt står i {CHECKLIST}. Valgperioden hedder {laid_out.term}.")
