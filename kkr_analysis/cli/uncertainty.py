"""``kkr uncertainty``: how often a result stands when the votes are uncertain."""

from __future__ import annotations

from pathlib import Path

import click

from kkr_analysis.cli.choosing import complete_regions, term_option
from kkr_analysis.cli.printing import show

DEFAULT_DRAWS = 10_000
DEFAULT_SEED = 2021
SHOWN = (0, 1, 2, 4, 5, 6)
"""The columns of the table that a terminal has room for: all but the standard error."""


@click.command
@click.argument("region", metavar="REGION", shell_complete=complete_regions)
@term_option
@click.option(
    "--recount", default="", metavar="TEKST", help="Spredning om stemmetallene: »0,5 %« eller »20«."
)
@click.option("--shift", "shifts", multiple=True, metavar="TEKST", help="Et skift: »B +1,5 %«; kan gentages.")
@click.option("--alliance", "alliances", multiple=True, metavar="C+V", help="Et valgforbund; kan gentages.")
@click.option(
    "--draws", type=int, metavar="ANTAL", default=DEFAULT_DRAWS, show_default=True, help="Simulerede valg."
)
@click.option(
    "--seed",
    type=int,
    metavar="TAL",
    default=DEFAULT_SEED,
    show_default=True,
    help="Frø: samme frø, samme svar.",
)
@click.option(
    "--picture", type=click.Path(path_type=Path), metavar="FIL", help="Gem billedet: .svg eller .png."
)
def uncertainty(
    region: str,
    term: str,
    recount: str,
    shifts: tuple[str, ...],
    alliances: tuple[str, ...],
    draws: int,
    seed: int,
    picture: Path | None,
) -> None:
    """
    Hvor sikkert er resultatet? Træk mange valg omkring det talte, og se, hvor ofte hvert resultat står.

    REGION er hovedstaden, sjaelland, syddanmark, midtjylland eller nordjylland. Angiv --recount for
    foreløbige stemmetal, --shift for et valgt skift for et parti, eller begge dele.
    """
    from kkr_analysis.danish import HYPOTHETICAL
    from kkr_analysis.data.load import load_result
    from kkr_analysis.data.publishing import write_whole
    from kkr_analysis.errors import UncertaintyError
    from kkr_analysis.presentation.house_style import house_style
    from kkr_analysis.presentation.uncertainty import picture as picture_of
    from kkr_analysis.presentation.uncertainty import table as table_of
    from kkr_analysis.whatif.scenarios.reading import alliances_of
    from kkr_analysis.whatif.uncertainty import Recount, Shift, Uncertainty, simulate

    if not recount and not shifts:
        raise UncertaintyError(
            "Der er intet usikkert. Skriv for eksempel --recount »0,5 %« eller --shift »B +1,5 %«."
        )
    if picture and picture.suffix not in (".svg", ".png"):
        raise UncertaintyError(f"{picture}: billedet gemmes som .svg eller .png. Giv filen et af de navne.")
    unsure = Uncertainty(
        recount=Recount.parse(recount) if recount else Recount(), shifts=tuple(map(Shift.parse, shifts))
    )
    labels = [alliance.label for alliance in alliances_of(alliances)]
    simulation = simulate(load_result(region, term, labels or None), unsure, draws=draws, seed=seed)
    table = table_of(simulation)
    header = (str(table.frame.index.name), *map(str, table.frame.columns))
    rows = [header, *((name, *cells) for name, cells in table.cells())]
    click.secho(table.caption, bold=True)
    show([[row[column] for column in SHOWN] for row in rows])
    click.echo(table.footnotes[0].text)
    if picture:
        chart = picture_of(simulation, look=house_style().look)
        write_whole(picture, chart.png if picture.suffix == ".png" else chart.svg)
        click.echo(f"Gemte {picture}", err=True)
    click.echo(f"\n{HYPOTHETICAL}. Intet af det er et resultat.")
