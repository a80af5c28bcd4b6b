"""``kkr seal``: confirm an intended change of a file of figures on its source card."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kkr_analysis.cli.choosing import own_project, project_option


@click.command("seal")
@click.argument("paths", metavar="FIL…", nargs=-1, required=True, type=click.Path(path_type=Path))
@project_option
@click.option(
    "--note", metavar="TEKST", required=True, help="Hvad der er ændret, og hvorfor. Skrives på kildekortet."
)
def seal_(paths: tuple[Path, ...], folder: Path | None, note: str) -> None:
    """
    Bekræft ændrede filer i data/raw: kildekortet får filens nye sha256 og din note.

    FIL er en eller flere filer, eller en mappe: så bekræftes alle filer i den, der er ændret. En ny fil, som
    sekretariatet selv har skrevet, får sit kildekort. Med --project er FIL i projektets mappe.
    """
    from kkr_analysis.data.sources.cards import fits_its_card
    from kkr_analysis.data.sources.sealing import changed_files, seal

    if folder:
        paths = tuple(own_project(folder).root / path for path in paths)
    changed = []
    for path in paths:
        files = changed_files(path) if path.is_dir() else (path,)
        if not files:
            click.echo(f"Alle filer i {path} svarer til deres kildekort. Der er ingen ændring at bekræfte.")
        for file in files:
            if len(paths) > 1 and fits_its_card(file):
                click.echo(f"{file} svarer allerede til sit kildekort.")
                continue
            changed.append(file)
    seal(changed, note, date.today())
    for file in changed:
        click.echo(f"Kildekortet til {file} er opdateret.")
