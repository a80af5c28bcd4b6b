"""``kkr uncertainty``: how often a result stands when the votes are uncertain."""

from __future__ import annotations

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

_DEFAULT_DRAWS = 10_000
_DEFAULT_SEED = 2021
_SHOWN = (0, 1, 2, 4, 5, 6)
"""The columns that fit a terminal: all but the standard error."""


@click.command
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@term_option
@project_option
@data_option
@click.option(
    "--recount", default="", metavar="TEKST", help="Spredning om stemmetallene: »0,5 %« eller »20«."
)
@click.option(
    "--shift", "shifts", multiple=True, metavar="TEKST", help="Et partis fremgang: »B +1,5 %«; kan gentages."
)
@click.option("--alliance", "alliances", multiple=True, metavar="C+V", help="Et valgforbund; kan gentages.")
@click.option(
    "--draws", type=int, metavar="ANTAL", default=_DEFAULT_DRAWS, show_default=True, help="Simulerede valg."
)
@click.option(
    "--seed",
    type=int,
    metavar="TAL",
    default=_DEFAULT_SEED,
    show_default=True,
    help="Frø: samme frø, samme svar.",
)
@click.option("--jobs", type=int, default=1, metavar="ANTAL", help="Processer; -1 er alle kerner.")
@click.option("--dask", metavar="ADRESSE", help="En Dask-klynge, der regner: tcp://maskine:8786.")
@click.option(
    "--picture", type=click.Path(path_type=Path), metavar="FIL", help="Gem billedet: .svg eller .png."
)
def uncertainty(
    region: str,
    term: str,
    folder: Path | None,
    data: Path | None,
    recount: str,
    shifts: tuple[str, ...],
    alliances: tuple[str, ...],
    draws: int,
    seed: int,
    jobs: int,
    dask: str | None,
    picture: Path | None,
) -> None:
    """
    Hvor sikkert er resultatet? Træk mange valg omkring det optalte, og se, hvor ofte hvert resultat holder.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland eller nordjylland. Angiv --recount for
    foreløbige stemmetal, --shift for et valgt skift for et parti, eller begge dele.
    """
    from kkr_analysis.danish import HYPOTHETICAL
    from kkr_analysis.data.load import load_result
    from kkr_analysis.data.publishing import write_whole
    from kkr_analysis.errors import UncertaintyError
    from kkr_analysis.jobs import runner
    from kkr_analysis.presentation.house_style import read_house_style
    from kkr_analysis.presentation.uncertainty import picture as picture_of
    from kkr_analysis.presentation.uncertainty import table as table_of
    from kkr_analysis.whatif.scenarios.reading import alliances_of
    from kkr_analysis.whatif.uncertainty import Recount, Shift, Uncertainty, simulate

    if not recount and not shifts:
        raise UncertaintyError(
            "Angiv, hvad der er usikkert, for eksempel --recount »0,5 %« eller --shift »B +1,5 %«."
        )
    if picture and picture.suffix not in (".svg", ".png"):
        raise UncertaintyError(f"{picture}: billedet gemmes som .svg eller .png. Giv filen et af de navne.")
    unsure = Uncertainty(
        recount=Recount.parse(recount) if recount else Recount(), shifts=tuple(map(Shift.parse, shifts))
    )
    labels = [alliance.label for alliance in alliances_of(alliances)]
    run = runner(jobs, dask)
    project = project_to_read(folder, data)
    result = load_result(region, term, labels or None, project=project)
    with counting("Trækker valg") as report:
        simulation = simulate(result, unsure, draws=draws, seed=seed, run=run, report=report)
    table = table_of(simulation)
    header = [column.header for column in table.written.columns]
    rows = [header, *(row.cells for row in table.written.rows)]
    click.secho(table.caption, bold=True)
    show([[row[column] for column in _SHOWN] for row in rows])
    click.echo(table.footnotes[0].text)
    if picture:
        chart = picture_of(simulation, look=read_house_style(project.root).look)
        write_whole(picture, chart.png if picture.suffix == ".png" else chart.svg)
        click.echo(f"Gemte {picture}", err=True)
    click.echo(f"\n{HYPOTHETICAL}. Intet af det er et resultat.")
