"""One region's figures picked out of an election, and added up by contender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis.allocation.votes import Votes
from kkr_analysis.composition.election import (
    LIST_COOPERATION,
    CouncilSeat,
    Election,
    ElectionVotes,
    ListResult,
    Mayor,
    Municipality,
    Party,
    Region,
)
from kkr_analysis.errors import UnknownChoiceError


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalFigures:
    """An election's figures in one region: what everything else in a KKR is computed from."""

    region: Region
    municipalities: tuple[Municipality, ...]
    parties: tuple[Party, ...]
    lists: tuple[ListResult, ...]
    mayors: tuple[Mayor, ...]
    list_cooperation: frozenset[tuple[str, str]]
    """Municipality code and letter of the lists in the list cooperation."""
    council_seats: tuple[CouncilSeat, ...]
    votes_cast: int | None
    """None where the source does not have the votes cast of every municipality."""

    @property
    def valid_votes(self) -> int:
        """Valid votes of all lists."""
        return sum(result.votes for result in self.lists)

    @property
    def municipality_names(self) -> Mapping[str, str]:
        """The names of the municipalities by code."""
        return {municipality.code: municipality.name for municipality in self.municipalities}

    def contender_of(self, municipality: str, letter: str, party: str | None) -> str | None:
        """Return the letter of the contender that a list counts for; None for a list on its own."""
        if party is not None:
            return party
        return LIST_COOPERATION if (municipality, letter) in self.list_cooperation else None


def regional_figures(election: Election, region: str) -> RegionalFigures:
    """
    Pick out one region's figures.

    Rule: E6. Only municipalities that are members of KL count. ``region`` is a slug ("sjaelland").
    Raises UnknownChoiceError listing the regions that exist.
    """
    chosen = next((known for known in election.regions if known.slug == region), None)
    if chosen is None:
        slugs = ", ".join(known.slug for known in election.regions)
        raise UnknownChoiceError(f"Der er ingen region {region!r}. Vælg en af disse: {slugs}.")
    return _figures_of(
        election, chosen, [m for m in election.municipalities if m.region == chosen.name and m.is_member]
    )


def national_figures(election: ElectionVotes) -> RegionalFigures:
    """
    Take the whole country as one region: what KL's own bodies are computed from.

    Rule: B1, B2, E6. There are no mayors in the figures of an election of which only the votes are known.
    """
    return _figures_of(
        election, Region(slug="danmark", name="Danmark"), [m for m in election.municipalities if m.is_member]
    )


def _figures_of(
    election: ElectionVotes, region: Region, municipalities: Sequence[Municipality]
) -> RegionalFigures:
    codes = {m.code for m in municipalities}
    cast = {entry.municipality: entry.votes for entry in election.votes_cast}
    mayors = election.mayors if isinstance(election, Election) else ()
    return RegionalFigures(
        region=region,
        municipalities=tuple(municipalities),
        parties=election.parties,
        lists=tuple(result for result in election.lists if result.municipality in codes),
        mayors=tuple(mayor for mayor in mayors if mayor.municipality in codes),
        list_cooperation=frozenset(
            (member.municipality, member.letter)
            for member in election.list_cooperation
            if member.municipality in codes
        ),
        council_seats=tuple(seat for seat in election.council_seats if seat.municipality in codes),
        votes_cast=sum(cast[code] for code in codes) if codes <= cast.keys() else None,
    )


def votes_by_contender(figures: RegionalFigures) -> Votes:
    """Add up the votes of every contender that stood. Rule: E1, E2."""
    totals: Counter[str | None] = Counter()
    for result in figures.lists:
        totals[figures.contender_of(result.municipality, result.letter, result.party)] += result.votes
    return Votes.of({name: cast for name, cast in totals.items() if name is not None})


def mayors_by_contender(figures: RegionalFigures) -> Mapping[str, int]:
    """Count the mayors of every contender, eligible or not. Rule: K1."""
    owners = (figures.contender_of(mayor.municipality, mayor.letter, mayor.party) for mayor in figures.mayors)
    return Counter(owner for owner in owners if owner is not None)


def councils_by_contender(figures: RegionalFigures) -> Mapping[str, tuple[str, ...]]:
    """Return the municipalities in whose council each contender is known to have a seat. Rule: E5."""
    party_of = {(result.municipality, result.letter): result.party for result in figures.lists}
    seated = {(seat.municipality, seat.letter) for seat in figures.council_seats}
    councils: dict[str, tuple[str, ...]] = {}
    for municipality in figures.municipalities:
        holders = {
            figures.contender_of(code, letter, party_of.get((code, letter)))
            for code, letter in seated
            if code == municipality.code
        }
        for contender in holders - {None}:
            councils[str(contender)] = (*councils.get(str(contender), ()), municipality.name)
    return councils
