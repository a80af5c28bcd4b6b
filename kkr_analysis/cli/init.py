"""``kkr init``: a project of one's own, with the figures that came along."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


@click.command
@click.argument("folder", metavar="MAPPE", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """
    Lav et projekt i en mappe: tal, notebooks, husstil, scenarier og en vejledning.

    MAPPE er ny, eller findes i forvejen. Ingen fil bliver skrevet over, og går noget galt, skrives intet.
    """
    from kkr_analysis.danish import counted, listed
    from kkr_analysis.data.new_project import lay_out_project

    laid_out = lay_out_project(folder)
    parts = dict.fromkeys(name.rpartition("/")[0] or name for name in laid_out.written)
    tops = [part for part in parts if not part.startswith("data/raw/")]
    click.echo(f"Skrev {counted(len(laid_out.written), 'fil', 'filer')} i {folder}: {listed(tops)}")
    for name in laid_out.kept:
        click.echo(f"Fandtes i forvejen og er ikke rørt: {folder / name}")
    go = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    click.echo(f"Næste skridt: {go}kkr build midtjylland. Resten står i README.md.")
