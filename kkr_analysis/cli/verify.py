"""``kkr verify``: a published file held against the file that the figures give."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kkr_analysis.cli.choosing import data_option, project_option, project_to_read

if TYPE_CHECKING:
    from kkr_analysis.documents.verify.verify import Verdict

NOT_CONFIRMED = 1
MOST = 10
"""Differences that are told; of more, the number."""


@click.command
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path))
@project_option
@data_option
@click.option(
    "--certificate",
    metavar="SHA256",
    default="",
    help="Certifikatets sha256, som udgiveren oplyser det. Så kan en underskrevet PDF fra en anden "
    "maskine bekræftes.",
)
def verify(path: Path, folder: Path | None, data: Path | None, certificate: str) -> None:
    """
    Efterprøv et bilag: byg det igen af data/raw, og sig, om filen er uændret.

    FIL er et bilag som html, pdf, docx, xlsx eller json. Slutter med 0, når filen er uændret, ellers
    med 1.
    """
    from kkr_analysis.cli.progress import Plan, steps
    from kkr_analysis.documents.verify.verify import steps_to_verify
    from kkr_analysis.documents.verify.verify import verify as held_against_figures

    project, trusted = project_to_read(folder, data), _digest(certificate)
    plan = Plan(name=path.name, steps=steps_to_verify(path))
    with steps("Efterprøver", {path: plan}) as told:
        verdict = held_against_figures(path, project, trusted, lambda step: told(path, step))
    click.echo(f"{verdict.name}, pr. {verdict.fingerprint.as_of.isoformat()}")
    click.echo("\n".join(_told(verdict)))
    if not verdict.holds:
        sys.exit(NOT_CONFIRMED)


def _digest(written: str) -> str:
    """Return a sha256 as it is written in one word: ``openssl`` parts the bytes by colons."""
    from kkr_analysis.errors import UnknownChoiceError

    digest = written.replace(":", "").strip().lower()
    if digest and not re.fullmatch("[0-9a-f]{64}", digest):
        raise UnknownChoiceError(
            f"--certificate: fandt {written!r}, ventede certifikatets sha256: 64 tegn fra 0 til 9 og a til "
            "f, med eller uden kolon."
        )
    return digest


def _told(verdict: Verdict) -> list[str]:
    """Return the verdict as lines."""
    from kkr_analysis.documents.verify.verify import Standing

    because = f" ({'; '.join(verdict.obstacles)})" if verdict.obstacles else ""
    match verdict.standing:
        case Standing.UNCHANGED:
            signed = ", med en underskrift til sidst" if verdict.signer else ""
            return [
                f"uændret: byte for byte den fil, som tallene, reglerne og husstilen giver{signed}",
                *_signature(verdict),
            ]
        case Standing.AS_SIGNED:
            return [
                "uændret, siden udgiveren skrev under",
                f"Filen kan ikke bygges magen til her{because}.",
                *_signature(verdict),
                *_figures(verdict),
            ]
        case Standing.AS_LISTED:
            return [
                "uændret ifølge sha256.txt, der ligger ved siden af",
                f"Filen kan ikke bygges magen til her{because}.",
                *_figures(verdict),
            ]
        case Standing.UNCONFIRMED:
            return [
                f"kan ikke bekræftes her{because}",
                *_signature(verdict),
                *_figures(verdict),
                "Efterprøv filen, hvor den blev bygget, eller hold den op mod sha256.txt fra udgiveren.",
            ]
    mark = verdict.fingerprint
    again = f"kkr build {mark.region} --term {mark.term} --date {mark.as_of}"
    again += "".join(f" --alliance {alliance}" for alliance in mark.alliances)
    return [
        "ikke den fil, vi har bygget",
        *_figures(verdict),
        f"Udseendet er ikke undersøgt. Originalen kan bygges igen med: {again}",
    ]


def _signature(verdict: Verdict) -> list[str]:
    """Say whom a signature names; anybody can make a certificate with any name."""
    if not verdict.signer:
        return []
    return [
        f"Underskriften holder, og certifikatet er udstedt til: {verdict.signer}.",
        f"Hold certifikatets sha256 op mod udgiverens: {verdict.certificate}",
    ]


def _figures(verdict: Verdict) -> list[str]:
    """Say what the data of the file say differently."""
    if verdict.differences is None:
        return ["Filen har ingen data, der kan holdes op mod vores."]
    if not verdict.differences:
        return ["De data, som filen bærer, er de samme som vores; hvad den viser, er ikke undersøgt."]
    more = len(verdict.differences) - MOST
    return [
        "Filens data siger noget andet end vores (vores → filens):",
        *(f"  {line}" for line in verdict.differences[:MOST]),
        *([f"  og {more} til"] if more > 0 else []),
    ]
