"""Confirming an intended change of a file: its card gets the new sha256 and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kkr_analysis.data.publishing import complete_unfinished, renew
from kkr_analysis.data.sources.cards import (
    CARD_SUFFIX,
    NOT_RETRIEVED,
    SourceCard,
    card_path,
    card_text,
    fits_its_card,
    read_card,
    sha256_of,
)
from kkr_analysis.data.sources.faults import not_toml
from kkr_analysis.data.sources.headers import headings
from kkr_analysis.data.sources.own_files import SECRETARIAT_FILES, is_own
from kkr_analysis.data.sources.region_files import SEPARATORS, is_of_region
from kkr_analysis.data.sources.rows import faults_of_text, read_table
from kkr_analysis.errors import DataError, Fault, FaultyFilesError, TomlError, reason
from kkr_analysis.files import read_bounded, toml_entries


def seal(paths: Sequence[Path], note: str, day: date) -> tuple[SourceCard, ...]:
    """
    Confirm changed files: each card gets the new sha256 and a dated line with the reason.

    A new file of the secretariat's own gets its card. Nothing is confirmed where one of the files cannot be.

    Raises DataError where there is no reason, no file or nothing to confirm, and for a received file without
    a card, since nobody here knows where it came from; FaultyFilesError for a file that could not be read as
    what it is, and for a malformed card.
    """
    for folder in {folder for path in paths for folder in (path.parent, path.parent.parent)}:
        complete_unfinished(folder)
    cards = [_sealed(path, note, day) for path in paths]
    for path, card in zip(paths, cards, strict=True):
        try:
            renew(card_path(path), card_text(card))
        except OSError as fault:
            raise DataError(
                f"{card_path(path)} kan ikke skrives: {reason(fault)}. Kortet er uændret. Giv adgang til "
                "mappen, og prøv igen."
            ) from None
    return tuple(cards)


def secretariat_card(title: str, *, treatment: str, sha256: str) -> SourceCard:
    """Return the card of a file whose source is the secretariat."""
    return SourceCard(
        title=title,
        publisher="Sekretariatet",
        retrieved=NOT_RETRIEVED,
        treatment=treatment,
        sha256=sha256,
        licence="ikke oplyst",
        notes="",
    )


def changed_files(folder: Path) -> tuple[Path, ...]:
    """
    Return the files in a folder that no longer match their cards, sorted by name.

    Those in the folders of an election's regions come after it, new ones without a card last. The folder may
    be a region's own.

    Raises FaultyFilesError for a card that is malformed.
    """
    here, below = sorted(folder.iterdir()), sorted(folder.glob("*/*"))
    of_regions = [path for path in below if is_of_region(path)]
    new = [path for path in (*here, *of_regions) if is_own(path) and not card_path(path).exists()]
    changed = tuple(
        path
        for path in (*here, *of_regions)
        if path.is_file()
        and not path.name.endswith(CARD_SUFFIX)
        and card_path(path).exists()
        and not fits_its_card(path)
    )
    return (*changed, *new)


def _sealed(path: Path, note: str, day: date) -> SourceCard:
    """Return the new card of a file."""
    why = " ".join(note.split())
    if not why:
        raise DataError("En ændring bekræftes med en begrundelse. Skriv i noten, hvorfor filen er ændret.")
    if path.name.endswith(CARD_SUFFIX):
        raise DataError(f"{path.name} er selv et kildekort. Angiv filen med tallene, som kortet hører til.")
    try:
        content = read_bounded(path)
    except OSError as fault:
        raise DataError(f"{path} kan ikke læses: {reason(fault)}. Angiv en fil under data/raw.") from None
    if card_path(path).exists():
        card = read_card(card_path(path), card_path(path).name)
    elif path.name in SECRETARIAT_FILES or is_of_region(path):
        card = secretariat_card(path.name, treatment="", sha256="")
    else:
        raise DataError(
            f"{path.name} har intet kildekort. Angiv en fil med tal under data/raw, eller hent filen igen "
            "sammen med sit kort."
        )
    sha256 = sha256_of(content)
    if sha256 == card.sha256:
        raise DataError(f"{path.name} svarer allerede til sit kildekort. Der er ingen ændring at bekræfte.")
    faults = _faults_of_form(path, content)
    if faults:
        raise FaultyFilesError(faults)
    treatment = f"{card.treatment.rstrip()}\n{day.isoformat()}: {why}".lstrip()
    return replace(card, sha256=sha256, treatment=treatment)


def _faults_of_form(path: Path, content: bytes) -> Sequence[Fault]:
    """
    Return what is wrong with a file whatever its figures are: to confirm it would hide it until it is read.

    Another encoding, semicolons, other headings, a row that is cut short, no TOML.
    """
    name, columns = path.name, headings(path)
    if columns:
        return read_table(name, content, *columns, SEPARATORS if is_of_region(path) else ",").faults
    if name.endswith(".toml"):
        try:
            toml_entries(content, name)
        except TomlError as fault:
            return [Fault(name, found=not_toml(fault), expected="en TOML-fil", next_step="Ret filen.")]
    if name.endswith(".csv"):
        return faults_of_text(name, content)
    return ()
