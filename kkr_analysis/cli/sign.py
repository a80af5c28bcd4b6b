"""``kkr sign``: sign a PDF enclosure with the secretariat's own key."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kkr_analysis.cli.extras import require
from kkr_analysis.errors import UnknownChoiceError


@click.command
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path))
@click.option(
    "--key",
    metavar="FIL",
    required=True,
    type=click.Path(path_type=Path),
    help="Sekretariatets nøglefil med certifikat (.p12 eller .pfx).",
)
@click.option(
    "--output", metavar="FIL", type=click.Path(path_type=Path), help="Hvor den underskrevne fil skrives."
)
@click.option("--passphrase", metavar="KODE", help="Nøglens kode. [ellers: spørges der om den]")
def sign(path: Path, key: Path, output: Path | None, passphrase: str | None) -> None:
    """
    Underskriv et bilag som PDF med sekretariatets egen nøgle.

    FIL bliver ikke ændret. Den underskrevne fil begynder med de samme bytes, en PDF-læser viser
    underskriften, og kkr verify --certificate siger, om bilaget er uændret.
    """
    from kkr_analysis.documents.signing import sign as write_signed

    require("signatur")
    if passphrase is None:
        if not sys.stdin.isatty():
            raise UnknownChoiceError(
                "Nøglens adgangskode mangler, og her er ingen at spørge. Angiv den med --passphrase."
            )
        passphrase = click.prompt("Nøglens adgangskode", hide_input=True)
    target = output or path.with_name(f"{path.stem}-underskrevet{path.suffix}")
    signature = write_signed(path, target, key=key, passphrase=passphrase)
    click.echo(f"Skrev {target}")
    click.echo(f"Underskrevet af {signature.signer}. Certifikatets sha256 er {signature.certificate}.")
