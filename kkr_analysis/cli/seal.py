"""``kkr seal``: an intended change of a file of figures is confirmed on its source card."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kkr_analysis.danish_click import DanishCommand


@click.command(cls=DanishCommand)
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path))
@click.option(
    "--note", metavar="TEKST", required=True, help="Hvad der er ændret, og hvorfor. Skrives på kildekortet."
)
def seal(path: Path, note: str) -> None:
    """Bekræft en ændret fil i data/raw: kildekortet får filens nye sha256 og din note."""
    from kkr_analysis.sources import reseal

    reseal(path, note, date.today())
    click.echo(f"Kildekortet til {path} er opdateret.")
