"""The entry point: an election, or its votes alone, from the files below ``data/raw``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kkr_analysis.composition.election import (
    LIST_COOPERATION,
    Correction,
    CouncilSeat,
    Election,
    ElectionVotes,
    ListCooperationMember,
    Municipality,
    Party,
    Region,
)
from kkr_analysis.composition.figures import region_named
from kkr_analysis.data.publishing import complete_unfinished
from kkr_analysis.data.sources.ballot import Ballot, read_ballot, read_list_cooperation
from kkr_analysis.data.sources.corrections import corrected, read_corrections, report_unread
from kkr_analysis.data.sources.councils import read_council_seats, report_no_councils
from kkr_analysis.data.sources.declared import read_declared
from kkr_analysis.data.sources.facts import FACTS, SETTLED, ElectionFacts, check_settled, read_facts
from kkr_analysis.data.sources.faults import quoted
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.mayors import read_mayors
from kkr_analysis.data.sources.origin import faults_of_origin
from kkr_analysis.data.sources.own_files import LIST_COOPERATION_MEMBERS
from kkr_analysis.data.sources.party_matching import PartyMatcher
from kkr_analysis.data.sources.placements import read_placements, reject_unused
from kkr_analysis.data.sources.recorded_lots import read_lots
from kkr_analysis.data.sources.registry import Registry, read_regions, read_registry
from kkr_analysis.data.sources.totals import check_controls, read_totals
from kkr_analysis.data.sources.whence import refuse_empty
from kkr_analysis.errors import UnknownChoiceError


def load_election(data: Path, slug: str, as_of: date | None = None, regions: Sequence[str] = ()) -> Election:
    """
    Read and verify everything known of an election; ``data`` is the folder ``data/raw``.

    With ``regions``, slugs or names, mayors and declared alliances are read for these alone: a KKR needs no
    others. Votes are read for the whole country, which one import brings.

    Mayors, regions and members of KL are those of the day ``as_of``, by default the one in ``valg.toml``.

    Raises UnknownChoiceError for a slug without a folder and for a day of another term, DataError where
    ``data`` is empty, and FaultyFilesError with every fault of every file, changed files first.
    """
    start = _start(data, slug, as_of)
    reader, municipalities, ballot = start.reader, start.registry.municipalities, start.ballot
    wanted = _municipalities_of(start.registry, regions)
    letters = [party.letter for party in start.entitled]
    mayors = read_mayors(reader, slug, wanted, municipalities, ballot, letters, start.as_of)
    report_no_councils(reader, slug)
    council_seats = read_council_seats(reader, slug, municipalities, ballot)
    list_cooperation = read_list_cooperation(reader, slug, municipalities, ballot)
    _check_joined(start, list_cooperation)
    lots = read_lots(reader, slug, start.registry.region_slugs)
    declared = read_declared(
        reader,
        slug,
        _regions_of(start.registry, regions),
        [*letters, LIST_COOPERATION],
    )
    votes = start.finish(council_seats, list_cooperation)
    assert start.facts is not None  # noqa: S101 - what is missing was raised as a fault
    return Election(
        **votes,
        mayors=mayors,
        list_cooperation_note=start.facts.list_cooperation_note,
        list_cooperation_settled=start.facts.list_cooperation_settled,
        represented_note=start.facts.represented_note,
        lots=lots,
        declared=declared,
        sources=reader.sources,
    )


def _check_joined(start: _Start, joined: Sequence[ListCooperationMember]) -> None:
    """Report a list that joined in a region where it is said to be settled that none has a seat."""
    settled = dict(start.facts.list_cooperation_settled) if start.facts else {}
    names = {region.name for region in start.registry.regions or () if region.slug in settled}
    for member in joined:
        place = (start.registry.municipalities or {}).get(member.municipality)
        if place and place.region in names:
            start.reader.report(
                f"{start.slug}/{LIST_COOPERATION_MEMBERS}",
                column="listenavn",
                found=quoted(member.name),
                expected=f"ingen liste i {place.region}, for {SETTLED} i {FACTS} siger, at ingen har plads",
                next_step="Ret den af filerne, der er forkert.",
            )


def _regions_of(registry: Registry, named: Sequence[str]) -> tuple[Region, ...]:
    """Return the regions that are named, all of them where none is; computed examples are among them."""
    known = (*(registry.regions or ()), *registry.examples)
    return tuple(dict.fromkeys(region_named(text, known) for text in named)) if known and named else known


def _municipalities_of(registry: Registry, regions: Sequence[str]) -> Mapping[str, Municipality] | None:
    """Return the municipalities of some regions, all of them where no region is named."""
    if registry.municipalities is None or registry.regions is None or not regions:
        return registry.municipalities
    names = {region.name for region in _regions_of(registry, regions)}
    return {code: one for code, one in registry.municipalities.items() if names & {one.region, *one.examples}}


def load_votes(data: Path, slug: str) -> ElectionVotes:
    """
    Read and verify the votes of an election and who counts by them: enough for KL's bestyrelse (rule B1).

    Nothing that followed is read. Without a file of the list cooperation nobody joined it, and without the
    sizes of the councils a list has a seat where it would have one in the largest.

    Raises as ``load_election`` does.
    """
    start = _start(data, slug, None)
    reader, municipalities, ballot = start.reader, start.registry.municipalities, start.ballot
    council_seats = read_council_seats(reader, slug, municipalities, ballot)
    has_joined = reader.has(f"{slug}/{LIST_COOPERATION_MEMBERS}")
    joined = read_list_cooperation(reader, slug, municipalities, ballot) if has_joined else ()
    votes = start.finish(council_seats, joined)
    return ElectionVotes(**votes, sources=start.reader.sources)


def load_regions(data: Path, slug: str, as_of: date | None = None) -> tuple[Region, ...]:
    """
    Read the regions that there are on the day ``as_of``, by default the one in ``valg.toml``.

    The computed examples come last, also those of another day.

    Raises UnknownChoiceError for a slug without a folder and for a day of another term, and FaultyFilesError
    with every fault of the files.
    """
    refuse_unknown_election(data, slug)
    reader = FileReader(data)
    facts = read_facts(reader, slug)
    if facts and as_of:
        facts.refuse_other_term(as_of)
    regions = read_regions(reader, as_of or (facts.as_of if facts else None))
    reader.raise_faults()
    return regions


def known_elections(data: Path) -> tuple[str, ...]:
    """Slugs of the elections with a folder in ``data``, in order; unfinished ones are completed first."""
    complete_unfinished(data)
    folders = data.iterdir() if data.is_dir() else ()
    return tuple(sorted(path.name for path in folders if path.is_dir() and not path.name.startswith(".")))


def refuse_unknown_election(data: Path, slug: str) -> None:
    """Accept only the name of an existing folder, so that no slug can lead outside ``data``."""
    elections = known_elections(data)
    if slug not in elections:
        refuse_empty(data)
        none = f"Der er ingen valg i {data}. Læg et klar med: kkr new-election {slug}"
        choices = f"Vælg mellem: {', '.join(elections)}." if elections else none
        raise UnknownChoiceError(f"Der er intet valg, der hedder {slug!r}. {choices}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """What loading an election begins with: its facts, the registry and the votes."""

    slug: str
    reader: FileReader
    facts: ElectionFacts | None
    as_of: date | None
    registry: Registry
    ballot: Ballot | None
    corrections: tuple[Correction, ...]

    @property
    def entitled(self) -> tuple[Party, ...]:
        """The parties of the election. Rule: E1."""
        return self.registry.entitled_on(self.facts.entitled_on) if self.facts else ()

    def finish(
        self, council_seats: tuple[CouncilSeat, ...], list_cooperation: tuple[ListCooperationMember, ...]
    ) -> dict[str, Any]:
        """Read the totals, raise every fault so far, and return the fields of ElectionVotes but sources."""
        reader, registry, ballot, facts = self.reader, self.registry, self.ballot, self.facts
        votes_cast = read_totals(
            reader, self.slug, registry.municipalities, ballot, facts.count_status if facts else None
        )
        check_controls(reader, self.slug, registry.regions or (), registry.municipalities or {}, ballot)
        report_unread(reader, self.corrections, reader.tables_read)
        reader.add(faults_of_origin(reader.sources))
        reader.raise_faults()
        assert facts is not None  # noqa: S101 - here and below: what is missing was raised as a fault
        assert ballot is not None  # noqa: S101
        assert self.as_of is not None  # noqa: S101
        assert registry.municipalities is not None  # noqa: S101
        return {
            "slug": self.slug,
            "name": facts.name,
            "day": facts.day,
            "as_of": self.as_of,
            "count_status": facts.count_status,
            "regions": registry.regions or (),
            "examples": registry.examples,
            "municipalities": tuple(registry.municipalities.values()),
            "parties": self.entitled,
            "lists": ballot.lists,
            "votes_cast": votes_cast,
            "list_cooperation": list_cooperation,
            "council_seats": council_seats,
            "corrections": self.corrections,
        }


def _start(data: Path, slug: str, as_of: date | None) -> _Start:
    refuse_unknown_election(data, slug)
    reader = FileReader(data)
    facts = read_facts(reader, slug)
    if facts and as_of:
        facts.refuse_other_term(as_of)
    corrections = read_corrections(reader, slug)
    reader.mend = partial(corrected, reader, corrections)
    day = as_of or (facts.as_of if facts else None)
    registry = read_registry(reader, day)
    if facts and registry.region_slugs is not None:
        check_settled(reader, slug, facts, registry.region_slugs)
    entitled = registry.entitled_on(facts.entitled_on) if facts else ()
    placements = read_placements(reader, slug, registry.municipalities, entitled)
    matcher = PartyMatcher(entitled, {placement.key: placement.party for placement in placements})
    ballot = read_ballot(
        reader, slug, registry.municipalities, matcher if registry.parties and facts else None
    )
    reject_unused(reader, placements, ballot)
    return _Start(
        slug=slug,
        reader=reader,
        facts=facts,
        as_of=day,
        registry=registry,
        ballot=ballot,
        corrections=corrections,
    )
