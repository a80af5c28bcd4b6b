"""``kkr verify``: a file of an enclosure held against the figures."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kkr_analysis.cli.danish_click import DanishCommand

DEVIATES = 1
LONGEST = 80


@click.command(cls=DanishCommand)
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path))
def verify(path: Path) -> None:
    """
    Efterprøv et bilag: regn det ud igen fra data/raw, og sig, om det stemmer.

    FIL er et bilag som html, pdf, xlsx eller json. Slutter med 0, når det stemmer, og ellers med 1.
    """
    from kkr_analysis.data.project import find_project
    from kkr_analysis.documents.verify.verify import verify as held_against_figures

    verdict = held_against_figures(path, find_project())
    click.echo(f"{verdict.name}, pr. {verdict.fingerprint.as_of.isoformat()}")
    if verdict.holds:
        click.echo("stemmer" if verdict.same_bytes else "stemmer: hvert ord og tal; filens bytes er andre")
        if not verdict.same_bytes:
            click.echo(
                "Filen er gemt igen eller lavet på en anden maskine. Dens udseende, for eksempel talformater "
                "i et regneark, er ikke efterprøvet."
            )
        return
    if not verdict.same_result:
        click.echo(
            "Resultatet er et andet i dag end det, filen er lavet af: tallene eller reglerne er ændret siden."
        )
    for own in verdict.deviations:
        click.echo(f"  {own.place}: fandt {quoted(own.found)}, ventede {quoted(own.expected)}")
    click.echo("stemmer ikke")
    sys.exit(DEVIATES)


def quoted(text: str) -> str:
    """Return a text in quotation marks, cut off where it is long; "ingenting" where there is none."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
    return f"»{shown}«" if text else "ingenting"
