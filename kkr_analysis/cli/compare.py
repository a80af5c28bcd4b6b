"""``kkr compare``: what changed between two versions of a result, and why."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kkr_analysis.danish_click import DanishCommand


@click.command(cls=DanishCommand)
@click.argument("old", metavar="GAMMEL", type=click.Path(path_type=Path))
@click.argument("new", metavar="NY", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Skriv forskellene som JSON.")
def compare(old: Path, new: Path, as_json: bool) -> None:
    """
    Sammenlign to udgaver af et resultat, og se, hvad der er ændret og hvorfor.

    GAMMEL og NY er to filer kkr-<region>.json, eller to mappers bilag.
    """
    from kkr_analysis.versions.difference import difference
    from kkr_analysis.versions.pairs import pairs
    from kkr_analysis.versions.report import lines, values
    from kkr_analysis.versions.result_file import read_result

    found = pairs(old, new)
    differences = [difference(read_result(before), read_result(after)) for before, after in found.both]
    if as_json:
        only = {
            "only_old": [str(file) for file in found.only_old],
            "only_new": [str(f) for f in found.only_new],
        }
        report = {"results": [values(own) for own in differences], **only}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for own in differences:
        click.echo("\n".join(lines(own)))
    for file in found.only_old:
        click.echo(f"Kun i den gamle: {file}")
    for file in found.only_new:
        click.echo(f"Kun i den nye: {file}")
