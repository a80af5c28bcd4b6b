"""``kkr pacts``: what every set of alliances would give in one KKR."""

from __future__ import annotations

from functools import partial

import click

from kkr_analysis.cli.printing import show

CHAIR_AND_VICE_CHAIR = 2


@click.command
@click.argument("region", metavar="REGION")
@click.option("--term", metavar="PERIODE", default="2022-2026", show_default=True, help="Valgperiode.")
@click.option(
    "--posts",
    type=int,
    metavar="ANTAL",
    default=CHAIR_AND_VICE_CHAIR,
    show_default=True,
    help="Poster: formand og næstformand.",
)
@click.option("--places", multiple=True, type=int, metavar="ANTAL", help="Udpegning til så mange pladser.")
@click.option(
    "--alliance", "alliances", multiple=True, metavar="C+V", help="Et valgforbund at se nærmere på."
)
@click.option("--jobs", type=int, default=1, metavar="ANTAL", help="Processer; -1 er alle kerner.")
@click.option("--dask", metavar="ADRESSE", help="En Dask-klynge, der tæller: tcp://maskine:8786.")
def pacts(
    region: str,
    term: str,
    posts: int,
    places: tuple[int, ...],
    alliances: tuple[str, ...],
    jobs: int,
    dask: str | None,
) -> None:
    """
    Hvad kan valgforbund føre til? Prøv alle, og se, hvem der vinder, og hvem der betaler.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland eller nordjylland. Med --places handler det om
    en udpegning, som kan gentages for flere fora med de samme valgforbund.
    """
    from kkr_analysis.data.load import load_result
    from kkr_analysis.errors import ScenarioError
    from kkr_analysis.presentation.alliances import MARK, opening, sections
    from kkr_analysis.whatif.alliances.findings import find
    from kkr_analysis.whatif.alliances.sweep import sweep
    from kkr_analysis.whatif.scenarios.reading import alliances_of

    if posts != CHAIR_AND_VICE_CHAIR:
        raise ScenarioError(
            f"--posts er {posts}, men der er to poster: formand og næstformand. "
            "Brug --places til en udpegning."
        )
    if any(own < 1 for own in places):
        raise ScenarioError("Antallet af pladser skal være mindst 1.")
    if not places and (jobs != 1 or dask is not None):
        raise ScenarioError(
            "Formand og næstformand er talt på under et sekund her på maskinen. --jobs og --dask er til "
            "udpegninger: skriv også --places."
        )
    own = find(
        load_result(region, term),
        places,
        alliances_of(alliances),
        count=partial(sweep, jobs=jobs, dask=dask),
    )
    click.secho(opening(own), bold=True)
    for section in sections(own):
        click.echo()
        click.secho(section.heading, bold=True)
        show(section.rows)
        for line in section.lines:
            click.echo(line)
    click.echo(f"\n{MARK}. Intet af det er et resultat.")
