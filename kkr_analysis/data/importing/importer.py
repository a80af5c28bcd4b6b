"""``kkr import`` as one call: received files in, the tables of an election out, all of them or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kkr_analysis import danish
from kkr_analysis.composition.election import FigureStatus, Municipality
from kkr_analysis.data.command import as_typed
from kkr_analysis.data.importing.found import Found, FoundList, reasons
from kkr_analysis.data.importing.places import election_day
from kkr_analysis.data.importing.proposal import proposals
from kkr_analysis.data.importing.recognise import Report, read_delivery
from kkr_analysis.data.importing.tables import NewFile, new_files, proposal_table
from kkr_analysis.data.publishing import (
    complete_unfinished,
    publish,
    sole_writer,
    staging,
    write_whole,
)
from kkr_analysis.data.sources.cards import card_path, card_text, fits_its_card, sha256_of
from kkr_analysis.data.sources.facts import FACTS, read_facts
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.party_matching import Matched, PartyMatcher
from kkr_analysis.data.sources.placements import PLACEMENTS, PROPOSAL, read_placements
from kkr_analysis.data.sources.registry import Registry, read_registry
from kkr_analysis.data.sources.sealing import secretariat_card
from kkr_analysis.errors import DataError, Fault, FaultyFilesError
from kkr_analysis.files import read_bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import read and wrote."""

    found: Found
    missing: tuple[Municipality, ...]
    """Municipalities without votes in the files."""
    parties: int
    """How many of the lists are parties'."""
    files: tuple[Path, ...]
    stated: FigureStatus | None
    """What ``valg.toml`` says of the count; None where the folder has none."""


def import_figures(
    path: Path, slug: str, data: Path, report: Callable[[int], Report] = lambda _: lambda _: None
) -> Imported:
    """
    Read the received files at ``path`` and write the figures of the election ``slug`` below ``data``.

    The format is recognised. ``report`` is told how many files there are, and then each that is read.

    Raises FaultyFilesError with every fault of the files, and DataError where a list cannot be placed (the
    proposal is then written, and nothing else) or a table there was changed by hand; BuildError where nothing
    can be written.
    """
    day = election_day(slug)
    complete_unfinished(data)
    reader = FileReader(data)
    has_facts = (data / slug / FACTS).exists()
    facts = read_facts(reader, slug) if has_facts else None
    registry = read_registry(reader, facts.as_of if facts else day)
    reader.raise_faults()
    municipalities = registry.municipalities or {}
    found = read_delivery(path, municipalities, facts.day if facts else day, report)
    refuse_nothing_found(path, found, facts.day if facts else day)
    refuse_two_names(path, found.lists, municipalities)
    matcher = matcher_of(reader, slug, registry, date(day.year, 8, 1))
    unsure = proposals(found.lists, matcher, registry.entitled_on(date(day.year, 8, 1)))
    if unsure:
        written = data / slug / PROPOSAL
        write_whole(written, proposal_table(unsure, municipalities))
        shown = "; ".join(
            f"{municipalities[own.found.municipality].name}: {own.found.letter} {own.found.name}"
            for own in unsure[:5]
        )
        more = f" og {len(unsure) - 5} til" if len(unsure) > 5 else ""
        raise DataError(
            f"{len(unsure)} af listerne kan ikke placeres med sikkerhed ({shown}{more}). Ingen tal er "
            f"skrevet. Se forslaget i {as_typed(written)}, ret kolonnen parti (et partibogstav eller lokal), "
            f"gem filen som {PLACEMENTS} samme sted, og kør igen."
        )
    election = facts.name if facts else f"kommunalvalget {day.year}"
    files = write_tables(data, slug, new_files(found, municipalities, election))
    present = found.municipalities
    return Imported(
        found=found,
        missing=tuple(own for code, own in municipalities.items() if code not in present),
        parties=sum(
            isinstance(placed := matcher.match(one.letter, one.name, one.municipality), Matched)
            and placed.party is not None
            for one in found.lists
        ),
        files=files,
        stated=facts.count_status if facts else None,
    )


def refuse_nothing_found(path: Path, found: Found, day: date) -> None:
    """Raise DataError where the delivery has no votes of the election."""
    if not found.lists:
        why = "".join(f" Ikke brugt: {reason}." for reason in reasons(found.left_out))
        raise DataError(
            f"{path} har ingen stemmer fra kommunalvalget {danish.day(day)}. Intet er skrevet.{why} "
            "Angiv mappen med det valgs filer, eller et andet valg."
        )


def refuse_two_names(
    path: Path, lists: Iterable[FoundList], municipalities: Mapping[str, Municipality]
) -> None:
    """Raise FaultyFilesError where one letter has two names in a municipality."""
    names: dict[tuple[str, str], list[str]] = {}
    for one in lists:
        names.setdefault((one.municipality, one.letter), []).append(one.name)
    faults = [
        Fault(
            path.name,
            found=f"{letter} med navnene {' og '.join(map(repr, sorted(own)))} i {municipalities[code].name}",
            expected="ét navn til hvert bogstav i en kommune",
            next_step="Hent filerne igen, eller slå op på stemmesedlen, hvad listen hedder.",
        )
        for (code, letter), own in sorted(names.items())
        if letter and len(own) > 1
    ]
    if faults:
        raise FaultyFilesError(faults)


def matcher_of(reader: FileReader, slug: str, registry: Registry, entitled_on: date) -> PartyMatcher:
    """Return what places the lists: the registry, and the analyst's own file, which gets its card here."""
    entitled = registry.entitled_on(entitled_on)
    seal_placements(reader.data / slug / PLACEMENTS)
    placements = read_placements(reader, slug, registry.municipalities, entitled)
    reader.raise_faults()
    return PartyMatcher(entitled, {placement.key: placement.party for placement in placements})


def seal_placements(path: Path) -> None:
    """Write the card of the analyst's file where it does not fit: to import with it is to confirm it."""
    if not path.exists():
        return
    if fits_its_card(path):
        return
    card = secretariat_card(
        "Lister, der er placeret i hånden",
        treatment="Gennemset af sekretariatet og bekræftet ved importen.",
        sha256=sha256_of(read_bounded(path)),
    )
    write_whole(card_path(path), card_text(card))


def write_tables(data: Path, slug: str, files: tuple[NewFile, ...]) -> tuple[Path, ...]:
    """Write the tables and their cards, all or none; a table that was changed by hand stops it."""
    folder = data / slug
    with staging(data, what="Tallene", option="--data") as staged:
        (staged / slug).mkdir()
        for file in files:
            (staged / slug / file.name).write_bytes(file.content)
            card_path(staged / slug / file.name).write_bytes(card_text(file.card).encode())
        with sole_writer(data):
            refuse_changed(folder, files)
            refuse_fewer(folder, files)
            outdated = [path for path in (folder / PROPOSAL,) if path.exists()]
            publish(staged, data, outdated=outdated)
    return tuple(folder / name for name in sorted(file.name for file in files))


def refuse_changed(folder: Path, files: tuple[NewFile, ...]) -> None:
    """Raise DataError for a table that no longer fits its card: somebody's work would be lost."""
    for file in files:
        path = folder / file.name
        if not path.exists():
            continue
        if not fits_its_card(path):
            raise DataError(
                f"{path} er ændret i hånden, siden den blev importeret, og ville blive overskrevet. Intet "
                f"er skrevet. Skriv ændringen i rettelser.toml, og flyt filen væk, eller bekræft den med "
                f"kkr seal, og kør igen."
            )


def refuse_fewer(folder: Path, files: tuple[NewFile, ...]) -> None:
    """Raise DataError for a table with municipalities that the new one lacks: their figures would be lost."""
    for file in files:
        path = folder / file.name
        if not path.exists():
            continue
        lost = sorted(municipalities_in(read_bounded(path)) - municipalities_in(file.content))
        if lost:
            raise DataError(
                f"{as_typed(path)} har {danish.counted(len(lost), 'kommune', 'kommuner')}, som der ingen tal "
                f"er for i filerne, for eksempel {lost[0]}. Intet er skrevet. Hent de sidste filer, eller "
                "flyt tabellen væk, hvis den skal erstattes, og kør igen."
            )


def municipalities_in(content: bytes) -> set[str]:
    """Return the names of the municipalities that a table has rows for."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {row["kommune"] for row in rows}
