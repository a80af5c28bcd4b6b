"""``kkr sign``: sign a PDF enclosure with the secretariat's own key."""

from __future__ import annotations

from pathlib import Path

import click


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
@click.password_option(
    "--passphrase",
    metavar="KODE",
    confirmation_prompt=False,
    prompt="Nøglens adgangskode",
    help="Nøglens kode.",
)
def sign(path: Path, key: Path, output: Path | None, passphrase: str) -> None:
    """
    Underskriv et bilag som PDF med sekretariatets egen nøgle.

    FIL bliver ikke ændret. Den underskrevne fil begynder med de samme bytes, en PDF-læser viser
    underskriften, og kkr verify --certificate siger, om bilaget er uændret.
    """
    from kkr_analysis.documents.signing import sign as write_signed

    target = output or path.with_name(f"{path.stem}-underskrevet{path.suffix}")
    signature = write_signed(path, target, key=key, passphrase=passphrase)
    click.echo(f"Skrev {target}")
    click.echo(f"Underskrevet af {signature.signer}. Certifikatets sha256 er {signature.certificate}.")
