"""``kkr app``: the explorer of alliances and the page of a meeting in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from kkr_analysis.cli.choosing import data_option, own_project, project_option
from kkr_analysis.cli.extras import require

_DEFAULT_PORT = 8866


@click.command
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    default=_DEFAULT_PORT,
    show_default=True,
    help="Den port, som siden åbnes på.",
)
@project_option
@data_option
@click.option("--no-browser", is_flag=True, help="Skriv kun adressen, og åbn ingen browser.")
def app(port: int, folder: Path | None, data: Path | None, no_browser: bool) -> None:
    """
    Prøv valgforbund af, og hold styr på mødet, i en browser, uden Jupyter.

    Der er to sider med et link imellem. De vises kun på denne computer og henter intet fra nettet. Stop med
    Ctrl+C.
    """
    require("app")
    from kkr_analysis.app.serving import open_page, serve

    def ready(address: str) -> None:
        if f":{port}/" not in address:
            click.echo(f"Port {port} er optaget, så siden har fået en anden.", err=True)
        click.echo(f"Åbn {address}\nKun denne computer kan se siden. Stop med Ctrl+C.")
        if not no_browser:
            open_page(address)

    project = own_project(folder, data)
    serve(
        project.notebooks / "valgforbund.ipynb",
        beside={"moede": project.notebooks / "moede.ipynb"},
        port=port,
        ready=ready,
        environment=project.environment,
    )
