"""``kkr compare``: what changed between two versions of a result, and why."""

from __future__ import annotations

from pathlib import Path

import click

from kkr_analysis.cli.printing import show_json


@click.command
@click.argument("old", metavar="GAMMEL", type=click.Path(path_type=Path))
@click.argument("new", metavar="NY", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Skriv forskellene som JSON.")
def compare(old: Path, new: Path, as_json: bool) -> None:
    """
    Sammenlign to udgaver af et resultat, og se, hvad der er ændret og hvorfor.

    GAMMEL og NY er to filer kkr-<region>.json eller to mapper med dem. Stemmer, borgmestre og læsninger
    af reglerne prøves hver for sig, så du kan se, hvad der flytter hvilke pladser.
    """
    from kkr_analysis.documents.compare.difference import Difference, difference
    from kkr_analysis.documents.compare.pairs import pairs
    from kkr_analysis.documents.compare.plain import values
    from kkr_analysis.documents.compare.read import printable, read_result
    from kkr_analysis.documents.compare.report import opening, sections

    def show(changes: Difference) -> None:
        click.secho(changes.new.kkr.body, bold=True)
        click.echo("\n".join(opening(changes)))
        for section in sections(changes):
            click.echo()
            click.secho(section.heading, bold=True)
            click.echo("\n".join(section.lines))
        click.echo()

    found = pairs(old, new)
    differences = [difference(read_result(before), read_result(after)) for before, after in found.both]
    only_old, only_new = ([printable(file) for file in files] for files in (found.only_old, found.only_new))
    if as_json:
        show_json({"results": list(map(values, differences)), "only_old": only_old, "only_new": only_new})
        return
    for changes in differences:
        show(changes)
    for word, files in (("gamle", only_old), ("nye", only_new)):
        for file in files:
            click.echo(f"Kun i den {word} mappe, og derfor ikke sammenlignet: {file}")
