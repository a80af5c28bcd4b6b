"""``kkr import`` as one call: received files in, the tables of an election out, all or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kkr_analysis import danish
from kkr_analysis.composition.election import FigureStatus, Municipality
from kkr_analysis.data.command import as_typed
from kkr_analysis.data.importing.delivery import Delivery, reasons
from kkr_analysis.data.importing.doubts import doubt_local_lists, doubt_turnout, refuse_unanswered
from kkr_analysis.data.importing.places import election_day
from kkr_analysis.data.importing.proposal import proposals
from kkr_analysis.data.importing.recognise import Report, read_delivery
from kkr_analysis.data.importing.restating import restate
from kkr_analysis.data.importing.tables import TABLES, NewFile, is_imported, new_files, proposal_table
from kkr_analysis.data.publishing import (
    complete_unfinished,
    publish,
    sole_writer,
    staging,
    write_whole,
)
from kkr_analysis.data.sources.cards import card_path, card_text, fits_its_card, read_card, sha256_of
from kkr_analysis.data.sources.facts import FACTS, read_facts
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.own_files import PLACEMENTS
from kkr_analysis.data.sources.party_matching import Matched, PartyMatcher
from kkr_analysis.data.sources.placements import PROPOSAL, read_placements
from kkr_analysis.data.sources.registry import Registry, read_registry
from kkr_analysis.data.sources.sealing import secretariat_card
from kkr_analysis.data.sources.whence import refuse_empty
from kkr_analysis.errors import DataError, UnplacedListsError
from kkr_analysis.files import read_bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The result of an import: what was read and written."""

    delivery: Delivery
    missing: tuple[Municipality, ...]
    """Municipalities without votes in the files."""
    parties: int
    """The number of lists that belong to parties."""
    files: tuple[Path, ...]
    removed: tuple[Path, ...]
    """Tables of an earlier import for which this one has no figures."""
    stated: FigureStatus | None
    """The status of the count that ``valg.toml`` had before; None if the folder has none."""
    is_restated: bool
    """Whether that was another than the files say, and now is theirs."""


def import_figures(
    path: Path,
    slug: str,
    data: Path,
    report: Callable[[int], Report] = lambda _: lambda _: None,
    accepted: Collection[str] = (),
) -> Imported:
    """
    Read the received files at ``path`` and write the figures of the election ``slug`` below ``data``.

    The format is recognised. ``report`` gets the number of files and returns what is called with each file
    read; ``accepted`` are the names of the questions that the analyst has confirmed.

    Raises FaultyFilesError with every fault of the files; UnplacedListsError for lists that cannot be matched
    to a party (only the proposal is then written); DataError for an unanswered question and for a table that
    was edited by hand; BuildError if nothing can be written.
    """
    day = election_day(slug)
    complete_unfinished(data)
    refuse_empty(data)
    reader = FileReader(data)
    has_facts = (data / slug / FACTS).exists()
    facts = read_facts(reader, slug) if has_facts else None
    registry = read_registry(reader, facts.as_of if facts else day)
    reader.raise_faults()
    municipalities = registry.municipalities or {}
    delivery = read_delivery(path, municipalities, facts.day if facts else day, report)
    _refuse_nothing_found(path, delivery, facts.day if facts else day)
    entitled = registry.entitled_on(date(day.year, 8, 1))
    notices, questions = doubt_turnout(delivery, municipalities, data, slug)
    questions += doubt_local_lists(delivery.lists, PartyMatcher(entitled, {}), municipalities)
    delivery = replace(
        delivery,
        notices=(*delivery.notices, *notices),
        questions=refuse_unanswered((*delivery.questions, *questions), accepted),
    )
    matcher = _matcher_of(reader, slug, registry, date(day.year, 8, 1))
    unsure = proposals(delivery.lists, matcher, registry.entitled_on(date(day.year, 8, 1)))
    if unsure:
        written = data / slug / PROPOSAL
        write_whole(written, proposal_table(unsure, municipalities))
        named = [
            f"{municipalities[proposal.list.municipality].name}: {proposal.list.letter} {proposal.list.name}"
            for proposal in unsure
        ]
        shown = "; ".join(named[:5])
        more = f" og {len(unsure) - 5} til" if len(unsure) > 5 else ""
        raise UnplacedListsError(
            f"{len(unsure)} af listerne kan ikke placeres med sikkerhed ({shown}{more}). Ingen tal er "
            f"skrevet. Se forslaget i {as_typed(written)}, ret kolonnen parti (et partibogstav eller lokal), "
            f"gem filen som {PLACEMENTS} samme sted, og kør igen.",
            [f"{name}. {proposal.why}" for name, proposal in zip(named, unsure, strict=True)],
        )
    election = facts.name if facts else f"kommunalvalget {day.year}"
    restated = restate(data / slug / FACTS, facts.count_status, delivery) if facts else None
    files, removed = _write_tables(data, slug, new_files(delivery, municipalities, election), restated)
    present = delivery.municipalities
    return Imported(
        delivery=delivery,
        missing=tuple(municipality for code, municipality in municipalities.items() if code not in present),
        parties=sum(
            isinstance(placed := matcher.match(one.letter, one.name, one.municipality), Matched)
            and placed.party is not None
            for one in delivery.lists
        ),
        files=files,
        removed=removed,
        stated=facts.count_status if facts else None,
        is_restated=restated is not None,
    )


def _refuse_nothing_found(path: Path, delivery: Delivery, day: date) -> None:
    if not delivery.lists:
        why = "".join(f" Ikke brugt: {reason}." for reason in reasons(delivery.left_out))
        raise DataError(
            f"{path} har ingen stemmer fra kommunalvalget {danish.day(day)}. Intet er skrevet.{why} "
            "Angiv mappen med det valgs filer, eller et andet valg."
        )


def _matcher_of(reader: FileReader, slug: str, registry: Registry, entitled_on: date) -> PartyMatcher:
    entitled = registry.entitled_on(entitled_on)
    _seal_placements(reader.data / slug / PLACEMENTS)
    placements = read_placements(reader, slug, registry.municipalities, entitled)
    reader.raise_faults()
    return PartyMatcher(entitled, {placement.key: placement.party for placement in placements})


def _seal_placements(path: Path) -> None:
    """To import with the analyst's file is to confirm it, so a card that does not fit is written anew."""
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


def _write_tables(
    data: Path, slug: str, files: tuple[NewFile, ...], facts: NewFile | None
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """
    Write the tables and their cards, all or none, and return those written and those removed.

    With them the election's facts, where the count has another status now.

    A table of an earlier import that this one has no figures for belongs to another count and is removed. One
    that was edited by hand, or came from no import, stops everything.
    """
    folder = data / slug
    with staging(data, what="Tallene", option="--data") as staged:
        (staged / slug).mkdir()
        for file in (*files, *([facts] if facts else [])):
            (staged / slug / file.name).write_bytes(file.content)
            card_path(staged / slug / file.name).write_bytes(card_text(file.card).encode())
        with sole_writer(data):
            removed = _outlived(folder, files)
            _refuse_changed([folder / file.name for file in files] + removed)
            _refuse_fewer(folder, files)
            outdated = [part for table in removed for part in _files_of(table)]
            outdated += [path for path in (folder / PROPOSAL,) if path.exists()]
            publish(staged, data, outdated=outdated)
    return tuple(folder / name for name in sorted(file.name for file in files)), tuple(removed)


def _outlived(folder: Path, files: tuple[NewFile, ...]) -> list[Path]:
    """
    Return the tables of an earlier import that this one does not renew: they belong to another count.

    Raises DataError for one that no import wrote: it is somebody's work.
    """
    names = {file.name for file in files}
    tables = [folder / table for table in TABLES if table not in names and _files_of(folder / table)]
    for path in tables:
        card = card_path(path)
        if path.exists() and not (card.exists() and is_imported(read_card(card, card.name))):
            raise DataError(
                f"{as_typed(path)} er ikke fra kkr import og hører til en anden optælling end filerne, der "
                "ikke har tal til den. Intet er skrevet. Flyt den og dens kildekort væk, og kør igen."
            )
    return tables


def _files_of(table: Path) -> list[Path]:
    return [path for path in (table, card_path(table)) if path.exists()]


def _refuse_changed(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.exists() and not fits_its_card(path):
            raise DataError(
                f"{path} er ændret i hånden, siden den blev importeret, og ville blive overskrevet. Intet "
                f"er skrevet. Skriv ændringen i rettelser.toml, og flyt filen væk, eller bekræft den med "
                f"kkr seal, og kør igen."
            )


def _refuse_fewer(folder: Path, files: tuple[NewFile, ...]) -> None:
    for file in files:
        path = folder / file.name
        if not path.exists():
            continue
        lost = sorted(_municipalities_in(read_bounded(path)) - _municipalities_in(file.content))
        if lost:
            raise DataError(
                f"{as_typed(path)} har {danish.counted(len(lost), 'kommune', 'kommuner')}, som der ingen tal "
                f"er for i filerne, for eksempel {lost[0]}. Intet er skrevet. Hent de sidste filer, eller "
                "flyt tabellen væk, hvis den skal erstattes, og kør igen."
            )


def _municipalities_in(content: bytes) -> set[str]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {row["kommune"] for row in rows}
