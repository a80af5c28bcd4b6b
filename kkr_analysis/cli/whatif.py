"""``kkr whatif``: a scenario beside the election as it was."""

from __future__ import annotations

from pathlib import Path

import click

from kkr_analysis.cli.choosing import complete_regions, data_option, project_option, project_to_read
from kkr_analysis.cli.printing import show_json


@click.command
@click.argument("file", metavar="[FIL]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--region", metavar="REGION", shell_complete=complete_regions, help="Regionen.  [ellers: midtjylland]"
)
@click.option("--term", metavar="PERIODE", help="Valgperiode.  [ellers: den nuværende]")
@project_option
@data_option
@click.option("--alliance", "alliances", multiple=True, metavar="C+V", help="Et valgforbund; kan gentages.")
@click.option(
    "--votes", multiple=True, metavar="TEKST", help="Andre stemmer: »B +1.000 i Aarhus«; kan gentages."
)
@click.option(
    "--mayor", "mayors", multiple=True, metavar="TEKST", help="En anden borgmester: »Struer A«; kan gentages."
)
@click.option(
    "--reading", "readings", multiple=True, metavar="K6=dhondt", help="En anden læsning af en regel."
)
@click.option(
    "--places", multiple=True, type=int, metavar="ANTAL", help="Udpegning til så mange pladser; kan gentages."
)
@click.option("--name", default="", metavar="NAVN", help="Hvad eksemplet hedder.")
@click.option("--json", "as_json", is_flag=True, help="Skriv udfaldet som JSON.")
@click.option(
    "--save", type=click.Path(path_type=Path), metavar="FIL", help="Gem eksemplet som en scenariefil."
)
def whatif(
    file: Path | None,
    region: str | None,
    term: str | None,
    folder: Path | None,
    data: Path | None,
    alliances: tuple[str, ...],
    votes: tuple[str, ...],
    mayors: tuple[str, ...],
    readings: tuple[str, ...],
    places: tuple[int, ...],
    name: str,
    as_json: bool,
    save: Path | None,
) -> None:
    """
    Hvad sker der, hvis …? Vis et tænkt eksempel ved siden af valget.

    FIL er et scenarie (scenarier/*.toml). Uden en fil siger tilvalgene, hvad der er anderledes.
    """
    from kkr_analysis.data.load import region_slug
    from kkr_analysis.data.publishing import write_whole
    from kkr_analysis.errors import ScenarioError
    from kkr_analysis.presentation.scenarios import lines, values
    from kkr_analysis.whatif.scenarios import as_toml, read_scenario
    from kkr_analysis.whatif.scenarios.loading import beside, election_of
    from kkr_analysis.whatif.scenarios.reading import scenario_from_words

    if file and not file.suffix and not file.exists():
        raise ScenarioError(
            f"Der er ingen scenariefil, der hedder {file}. Mente du --region {file}? Se kkr whatif --help."
        )
    if file and any((region, term, alliances, votes, mayors, readings, places, name)):
        raise ScenarioError("Angiv enten en scenariefil eller tilvalg, ikke begge dele.")
    project = project_to_read(folder, data)
    named = project.rules.term_named(term or "")
    scenario = (
        read_scenario(file)
        if file
        else scenario_from_words(
            region=region_slug(project, named, region or "midtjylland"),
            term=named,
            alliances=alliances,
            votes=votes,
            mayors=mayors,
            readings=readings,
            places=places,
            name=name,
        )
    )
    if save and save.suffix != ".toml":
        raise ScenarioError(f"{save} ender ikke på .toml. Vælg et andet navn.")
    if save and save.exists():
        raise ScenarioError(f"{save} er der allerede. Vælg et andet navn.")
    rules = project.rules.rule_set(scenario.term)
    found = beside(election_of(scenario, project), scenario, rules, source=str(file or ""))
    if as_json:
        show_json(values(found))
    else:
        click.echo("\n".join(lines(found)))
    if save:
        write_whole(save, as_toml(scenario))
        click.echo(f"Gemte {save}", err=True)
