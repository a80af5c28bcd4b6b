"""The way in: an election, or the regions, from the files below ``data/raw``."""

from __future__ import annotations

from pathlib import Path

from kkr_analysis.errors import UnknownChoiceError
from kkr_analysis.model import Election, Region
from kkr_analysis.sources.ballot import read_ballot, read_list_cooperation, read_votes_cast
from kkr_analysis.sources.facts import read_facts
from kkr_analysis.sources.offices import read_council_seats, read_mayors
from kkr_analysis.sources.placing import Placing
from kkr_analysis.sources.reading import Reading
from kkr_analysis.sources.recorded_lots import read_lots
from kkr_analysis.sources.registry import read_regions, read_registry

COUNCIL_SIZES = "mandattal.csv"
"""Seats per council, which E5 was proved from. Not part of the calculation; a source all the same."""


def load_election(data: Path, slug: str) -> Election:
    """
    Read and verify everything known of an election; ``data`` is the folder ``data/raw``.

    Raises UnknownChoiceError for a slug without a folder, and FaultyFilesError with every fault of every
    file, changed files first.
    """
    _check_slug(data, slug)
    reading = Reading(data)
    registry = read_registry(reading)
    facts = read_facts(reading, slug)
    entitled = tuple(
        party for party in registry.parties or () if facts and party.is_entitled_on(facts.entitled_on)
    )
    placing = Placing(entitled) if registry.parties and facts else None
    municipalities = registry.municipalities
    ballot = read_ballot(reading, slug, municipalities, placing)
    mayors = read_mayors(reading, slug, municipalities, ballot)
    council_seats = read_council_seats(reading, slug, municipalities, ballot)
    list_cooperation = read_list_cooperation(reading, slug, municipalities, ballot)
    votes_cast = read_votes_cast(reading, slug, municipalities, ballot)
    lots = read_lots(reading, slug, registry.regions)
    if reading.has(f"{slug}/{COUNCIL_SIZES}"):
        reading.content(f"{slug}/{COUNCIL_SIZES}")
    reading.raise_faults()
    assert facts is not None  # noqa: S101 - here and below: what is missing was raised as a fault
    assert ballot is not None  # noqa: S101
    assert municipalities is not None  # noqa: S101
    return Election(
        slug=slug,
        name=facts.name,
        day=facts.day,
        count_status=facts.count_status,
        regions=registry.regions or (),
        municipalities=tuple(municipalities.values()),
        parties=entitled,
        lists=ballot.lists,
        mayors=mayors,
        list_cooperation=list_cooperation,
        list_cooperation_note=facts.list_cooperation_note,
        council_seats=council_seats,
        represented_basis=facts.represented_basis,
        votes_cast=votes_cast,
        lots=lots,
        sources=reading.sources,
    )


def load_regions(data: Path) -> tuple[Region, ...]:
    """
    Read the regions, in the order of the file; ``data`` is the folder ``data/raw``.

    Raises FaultyFilesError with every fault of the file.
    """
    reading = Reading(data)
    regions = read_regions(reading)
    reading.raise_faults()
    return regions or ()


def _check_slug(data: Path, slug: str) -> None:
    """Accept only the name of a folder that is there, so that no slug leads out of ``data``."""
    elections = sorted(path.name for path in data.iterdir() if path.is_dir()) if data.is_dir() else []
    if slug not in elections:
        choices = f"Vælg mellem: {', '.join(elections)}." if elections else f"Der er ingen valg i {data}."
        raise UnknownChoiceError(f"Der er intet valg, der hedder {slug!r}. {choices}")
