"""
A published file compared with the file that the figures produce.

The verdict is on the file as a whole, byte for byte. What looks right may still have been changed, so nothing
between "unchanged" and "not our file" counts as right; differences in a file's *data* are reported
beside it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from kkr_analysis import __version__
from kkr_analysis.composition.record import Fingerprint, fingerprint_of, found_in
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources.cards import sha256_of
from kkr_analysis.documents.build.editions import SHORT_FORMATS, Edition, edition_in, stem_of
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import Order, compute
from kkr_analysis.documents.build.task import PAGE, PDF, steps_of
from kkr_analysis.documents.build.unchanged import CHECKSUMS
from kkr_analysis.documents.contract import as_json, sha256_of_record
from kkr_analysis.documents.verify.reading import READERS, FileData, read_data
from kkr_analysis.documents.verify.telling import cell_differences, record_differences
from kkr_analysis.errors import DataError, reason
from kkr_analysis.files import read_bounded


class Standing(Enum):
    """What a file is."""

    UNCHANGED = "unchanged"
    """Byte for byte what these figures, rules and house style produce; only the caller's signer may add."""
    AS_LISTED = "as_listed"
    """It cannot be reproduced here, and ``sha256.txt`` beside it lists these very bytes."""
    AS_SIGNED = "as_signed"
    """It cannot be reproduced here, and nothing has changed since the caller's own certificate signed it."""
    NOT_OURS = "not_ours"
    UNCONFIRMED = "unconfirmed"
    """It cannot be reproduced here: other system libraries, another version, or figures changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    What a file is, and how its data differ from ours.

    ``obstacles`` say in Danish why the file cannot be reproduced here. ``differences`` are None where the
    file carries no data that could be compared.
    """

    name: str
    fingerprint: Fingerprint
    standing: Standing
    obstacles: tuple[str, ...]
    differences: tuple[str, ...] | None
    signer: str
    certificate: str
    """Who a valid signature names, and the sha256 of the certificate; empty without a signature."""

    @property
    def holds(self) -> bool:
        """Whether the file is unchanged."""
        return self.standing in (Standing.UNCHANGED, Standing.AS_LISTED, Standing.AS_SIGNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file to verify: its bytes, the data in them, and what these say that it was made from."""

    path: Path
    suffix: str
    content: bytes
    data: FileData
    fingerprint: Fingerprint
    edition: Edition


READING, COMPUTING, COMPARING = "læser filen", "regner KKR ud", "sammenligner"
_AS_FULL = {PAGE[Edition.SHORT]: PAGE[Edition.FULL], PDF[Edition.SHORT]: PDF[Edition.FULL]}


def steps_to_verify(path: Path) -> tuple[str, ...]:
    """Return what is done to verify a file, in order; which edition it is, is known only when it is read."""
    return READING, COMPUTING, *steps_of([(Edition.FULL, _suffix(path))]), COMPARING


def verify(
    path: Path, project: Project, certificate: str = "", tell: Callable[[str], None] = lambda _: None
) -> Verdict:
    """
    Rebuild a file from ``data/raw`` and compare the two; ``tell`` is called with each step as it begins.

    ``certificate`` is the sha256 of the certificate that the caller trusts, empty for none.

    Raises DataError for a file that cannot be read or does not say what it was made from, and KkrError where
    the KKR cannot be computed.
    """
    tell(READING)
    file = read_file(path)
    tell(COMPUTING)
    mark = file.fingerprint
    order = Order(
        regions=(mark.region,),
        term=mark.term,
        formats=(file.suffix,),
        editions=(file.edition,),
        as_of=mark.as_of,
    )
    results = compute(order, project)
    with tempfile.TemporaryDirectory(prefix="kkr-verify-") as folder:
        files = build_enclosures(
            order,
            results,
            project=project,
            output=Path(folder),
            tell=lambda _, step: tell(_AS_FULL.get(step, step)) if step else None,
        )
        name = f"{stem_of(results[0].file_stem, file.edition)}.{file.suffix}"
        built = next(each for each in files if each.name == name)
        tell(COMPARING)
        return held_against(file, built, results[0], certificate)


def held_against(file: FileRead, built: Path, result: KkrResult, certificate: str = "") -> Verdict:
    """Compare a file with the one that was ``built`` here from ``result``."""
    content, data, mark = file.content, file.data, file.fingerprint
    edition = ", kort udgave" if file.edition is Edition.SHORT else ""
    verdict = Verdict(
        name=f"{result.body} {result.rule_set.label}{edition}",
        fingerprint=mark,
        standing=Standing.UNCHANGED,
        obstacles=(),
        differences=(),
        signer=data.signer,
        certificate=data.certificate,
    )
    whole = read_bounded(built)
    is_trusted = certificate == data.certificate != ""
    if content == whole or (data.certificate and content.startswith(whole)):
        if is_trusted or (content == whole and not certificate):
            return verdict
        # Anything can lie between our bytes and a stranger's signature, even a new picture of a page.
        why = (
            "filen er uændret, men ikke underskrevet med det certifikat"
            if content == whole
            else "filen begynder med vores bytes; hvem der har skrevet under efter dem, afgør --certificate"
        )
        return replace(verdict, standing=Standing.UNCONFIRMED, obstacles=(why,))
    ours = read_data(whole, file.suffix)
    differences = _differences(data, ours, result)
    obstacles = tuple(_obstacles(data, ours, result, mark)) if _says_one_thing(data, mark) else ()
    standing = _standing(obstacles, is_signed=is_trusted, is_listed=_is_listed(file))
    if standing is Standing.AS_LISTED and (file.suffix != "pdf" or differences != ()):
        standing = Standing.UNCONFIRMED  # any other format is built alike everywhere
    return replace(verdict, standing=standing, obstacles=obstacles, differences=differences)


def read_file(path: Path) -> FileRead:
    """
    Read a file to verify, once.

    Raises DataError for one that cannot be read or does not say what it was made from.
    """
    suffix = _suffix(path)
    if suffix not in READERS:
        raise DataError(f"{path}: angiv et bilag som html, pdf, docx, xlsx eller json.")
    try:
        content = read_bounded(path)
        data = read_data(content, suffix)
    except OSError as fault:
        raise DataError(f"{path} kan ikke læses: {reason(fault)}. Angiv et bilag.") from None
    except ValueError:
        raise DataError(
            f"{path} kan ikke læses som {suffix}: den er i stykker, af en anden slags eller for stor til at "
            "være et bilag. Angiv bilaget, som kkr build skrev det."
        ) from None
    return FileRead(
        path=path,
        suffix=suffix,
        content=content,
        data=data,
        fingerprint=_mark_of(data, path),
        edition=edition_in(data.identifying) if suffix in SHORT_FORMATS else Edition.FULL,
    )


def _suffix(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def _mark_of(data: FileData, path: Path) -> Fingerprint:
    mark = found_in(data.identifying) or (found_in(data.record) if data.record else None)
    if mark is None:
        raise DataError(
            f"{path} har intet fingeraftryk fra kkr build, så det kan ikke siges, hvad filen er lavet af. "
            "Angiv bilaget for ét KKR som html, pdf, docx, xlsx eller json."
        )
    return mark


def _obstacles(data: FileData, ours: FileData, result: KkrResult, mark: Fingerprint) -> list[str]:
    """Say why the file could be ours and yet not be reproducible here."""
    told = []
    if fingerprint_of(result, mark.schema) != mark:
        told.append("tallene eller reglerne er andre i dag end dem, filen er lavet af")
    if data.record is not None and f'"version": "{__version__}"' not in data.record.replace('":"', '": "'):
        told.append(f"filen er lavet med en anden version af programmet end {__version__}")
    if data.made_with != ours.made_with:
        told.append("filen er sat med andre versioner af de programmer, der laver PDF")
    return told


def _says_one_thing(data: FileData, mark: Fingerprint) -> bool:
    """Whether the fingerprint is over the record that the file carries; one without a record says nothing."""
    return data.record is not None and sha256_of_record(data.record) == mark.sha256


def _standing(obstacles: tuple[str, ...], *, is_signed: bool, is_listed: bool) -> Standing:
    if not obstacles:
        return Standing.NOT_OURS
    if is_signed:
        return Standing.AS_SIGNED
    return Standing.AS_LISTED if is_listed else Standing.UNCONFIRMED


def _is_listed(file: FileRead) -> bool:
    """Whether ``sha256.txt`` beside a file lists it with these bytes."""
    try:
        lines = read_bounded(file.path.parent / CHECKSUMS).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return f"{sha256_of(file.content)}  {file.path.name}" in lines


def _differences(data: FileData, ours: FileData, result: KkrResult) -> tuple[str, ...] | None:
    if data.record is None and data.cells is None:
        return None
    told = record_differences(as_json(result), data.record) if data.record is not None else []
    if data.cells is not None and ours.cells is not None:
        told += cell_differences(ours.cells, data.cells)
    return tuple(told)
