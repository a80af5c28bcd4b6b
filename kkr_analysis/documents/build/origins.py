"""
Which figures every file in a term's folder was made from, so that no file is taken for newer than it is.

The ledger notes the fingerprints of what is built. A file whose bytes it does not know, being older than
the ledger or signed since, is searched for a fingerprint of its own; a picture carries none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kkr_analysis.composition.election import EXAMPLE
from kkr_analysis.composition.overview import SLUG as OVERVIEW
from kkr_analysis.composition.record import found_in
from kkr_analysis.documents.build.names import ReportFile, report_files
from kkr_analysis.documents.build.unchanged import ORIGINS, Ledger, entries_in, read_ledger
from kkr_analysis.documents.verify.reading import READERS, read_data

Fingerprints = tuple[str, ...]
"""One for a KKR, one for each KKR that an overview shows, none where they are unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The sha256 of a file, and the fingerprints of the figures that it was made from."""

    sha256: str
    fingerprints: Fingerprints


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFile:
    """A file in place, or about to be: what its name says, where it lies now, and its origin."""

    file: ReportFile
    path: Path
    size: int
    origin: Origin


def read_origins(folder: Path) -> Mapping[str, Origin]:
    """Return the origin of every file that the ledger of a term's folder knows, by its path."""
    return entries_in(folder, ORIGINS, _origin)


def _origin(entry: Any) -> Origin:
    return Origin(sha256=str(entry["sha256"]), fingerprints=tuple(entry["fingerprints"]))


def carried_by(content: bytes, format_: str) -> Fingerprints:
    """Return the fingerprint that a document carries; nothing for one that carries none."""
    if format_ not in READERS:
        return ()
    try:
        data = read_data(content, format_)
    except ValueError:
        return ()
    mark = found_in(data.identifying) or found_in(data.record or "")
    return (str(mark),) if mark else ()


def newest(ledger: Ledger, files: Collection[PlacedFile]) -> Mapping[str, Fingerprints]:
    """
    Return the fingerprints of the newest build of every KKR, and of the overview.

    Where the ledger has none, those of the JSON file are used, or those that all files agree on.
    """
    found: dict[str, Fingerprints] = {}
    for subject in dict.fromkeys(placed.file.subject for placed in files):
        of_subject = [placed for placed in files if placed.file.subject == subject]
        data = [placed.origin.fingerprints for placed in of_subject if placed.file.format == "json"]
        different = {placed.origin.fingerprints for placed in of_subject} - {()}
        if subject in ledger:
            found[subject] = ledger[subject].fingerprints
        elif data:
            found[subject] = data[0]
        elif len(different) == 1:
            found[subject] = different.pop()
    return found


def older(files: Collection[PlacedFile], newest_of: Mapping[str, Fingerprints]) -> frozenset[str]:
    """
    Return the paths of the files that were made from other figures than the newest build, or unknown ones.

    An overview is older, too, where it shows a KKR as it was; a computed example stands in no overview.
    """
    alone = {
        fingerprint
        for subject, fingerprints in newest_of.items()
        for fingerprint in fingerprints
        if subject != OVERVIEW and (mark := found_in(fingerprint)) and not mark.region.endswith(EXAMPLE)
    }
    return frozenset(
        placed.file.path
        for placed in files
        if not (made_from := placed.origin.fingerprints)
        or made_from != newest_of.get(placed.file.subject)
        or (placed.file.subject == OVERVIEW and not alone <= set(made_from))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderFiles:
    """The older files of a KKR, or of the overview, and the figures of its newest build."""

    subject: str
    files: tuple[ReportFile, ...]
    newest: Fingerprints


def older_in(folder: Path, regions: Collection[str]) -> list[OlderFiles]:
    """Return the older files in a term's folder, according to its ledger."""
    known = read_origins(folder)
    files = [
        PlacedFile(file=file, path=path, size=0, origin=known[file.path])
        for file, path in report_files(folder, regions)
        if file.path in known
    ]
    newest_of = newest(read_ledger(folder), files)
    old = older(files, newest_of)
    older_files = [placed.file for placed in files if placed.file.path in old]
    return [
        OlderFiles(
            subject=subject,
            files=tuple(file for file in older_files if file.subject == subject),
            newest=newest_of.get(subject, ()),
        )
        for subject in dict.fromkeys(file.subject for file in older_files)
    ]
