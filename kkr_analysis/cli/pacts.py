"""``kkr pacts``: what every set of alliances would give in one KKR."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kkr_analysis.cli.choosing import (
    complete_regions,
    data_option,
    project_option,
    project_to_read,
    term_option,
)
from kkr_analysis.cli.printing import counting, show


@click.command
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@term_option
@project_option
@data_option
@click.option("--places", multiple=True, type=int, metavar="ANTAL", help="Udpegning til så mange pladser.")
@click.option(
    "--alliance", "alliances", multiple=True, metavar="C+V", help="Et valgforbund at se nærmere på."
)
@click.option("--jobs", type=int, default=1, metavar="ANTAL", help="Processer; -1 er alle kerner.")
@click.option("--dask", metavar="ADRESSE", help="En Dask-klynge, der tæller: tcp://maskine:8786.")
def pacts(
    region: str,
    term: str,
    folder: Path | None,
    data: Path | None,
    places: tuple[int, ...],
    alliances: tuple[str, ...],
    jobs: int,
    dask: str | None,
) -> None:
    """
    Hvad kan valgforbund føre til? Prøv alle, og se, hvem der vinder, og hvem der betaler.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland eller nordjylland. Det gælder formand og
    næstformand, med --places en udpegning. Gentag --places for flere fora med de samme valgforbund.
    """
    from kkr_analysis.danish import HYPOTHETICAL
    from kkr_analysis.data.load import load_result
    from kkr_analysis.errors import ScenarioError
    from kkr_analysis.jobs import runner
    from kkr_analysis.presentation.alliances import opening, sections
    from kkr_analysis.whatif.alliances import every_result, find
    from kkr_analysis.whatif.scenarios.reading import alliances_of

    if any(number < 1 for number in places):
        raise ScenarioError("Antallet af pladser skal være mindst 1.")
    run = runner(jobs, dask)
    result = load_result(region, term, project=project_to_read(folder, data))
    pact = alliances_of(alliances)
    with counting("Tæller valgforbund") as report:
        found = find(result, places, pact, count=partial(every_result, run=run, report=report))
    click.secho(opening(found), bold=True)
    for section in sections(found):
        click.echo()
        click.secho(section.heading, bold=True)
        show(section.rows)
        for line in section.lines:
            click.echo(line)
    click.echo(f"\n{HYPOTHETICAL}. Intet af det er et resultat.")
