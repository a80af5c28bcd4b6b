"""``kkr new-election``: a folder with templates and a checklist."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click


@click.command("new-election")
@click.argument("election", metavar="VALG")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="MAPPE",
    help="Mappe med tal. [ellers: projektets data/raw]",
)
def new_election(election: str, data: Path | None) -> None:
    """
    Læg en mappe klar til et nyt valg, med skabeloner og tjekliste.

    VALG er kv og valgåret, for eksempel kv2029. Filer, der findes i forvejen, røres ikke.
    """
    from kkr_analysis.data.command import as_typed
    from kkr_analysis.data.importing.new_election import CHECKLIST, lay_out
    from kkr_analysis.data.project import find_project

    rules = rule_folder()
    laid_out = lay_out(election, data or find_project().data, rules)
    for file in laid_out.written:
        click.echo(f"Skrev {as_typed(file)}")
    for file in laid_out.kept:
        click.echo(f"Fandtes i forvejen: {as_typed(file)}")
    if rules is None:
        click.echo(
            f"Regelsættet for {laid_out.term} er ikke skrevet, for kkr er installeret som pakke. "
            "Hent projektet for at lave bilag for den valgperiode."
        )
    click.echo(f"Næste skridt står i {CHECKLIST}. Valgperioden hedder {laid_out.term}.")


def rule_folder() -> Path | None:
    """Return the package's folder of rule files, or None if the package is installed and no checkout."""
    package = Path(str(resources.files("kkr_analysis")))
    return package / "rules" if (package.parent / "pyproject.toml").is_file() else None
