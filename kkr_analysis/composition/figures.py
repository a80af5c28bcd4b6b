"""One region's figures picked out of an election, and added up by contender."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kkr_analysis import danish
from kkr_analysis.allocation.votes import Votes
from kkr_analysis.composition.election import (
    EXAMPLE,
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
from kkr_analysis.rules import MayorReading


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
    mayors_by: MayorReading = MayorReading.ELECTED_ON

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

    def contender_of_mayor(self, mayor: Mayor) -> str | None:
        """Return the contender that a mayor counts for; None for a list on its own or none. Rule: K10."""
        if mayor.party_now is not None and self.mayors_by is MayorReading.PARTY_NOW:
            return mayor.party_now.party
        return self.contender_of(mayor.municipality, mayor.letter, mayor.party)


def regional_figures(election: Election, region: str) -> RegionalFigures:
    """
    Pick out one region's figures.

    Rule: E6. Only municipalities that are members of KL count. ``region`` is a slug or a name, see
    ``region_named``. Raises UnknownChoiceError listing the regions that exist, and for a computed example on
    a day that it is not of.
    """
    chosen = region_in(election, region)
    if not chosen.is_there_on(election.as_of):
        raise UnknownChoiceError(
            f"KKR {chosen.name} er et beregnet eksempel for {_days_of(chosen)}, og bilaget beskriver "
            f"{danish.day(election.as_of)}. Vælg dagen med --date, for eksempel --date {chosen.first_day}."
        )
    return _figures_of(
        election,
        chosen,
        [m for m in election.municipalities if m.is_member and chosen.name in (m.region, *m.examples)],
    )


def region_in(election: Election, text: str) -> Region:
    """Return the region, or computed example, of an election that a text names: see ``region_named``."""
    return region_named(text, (*election.regions, *election.examples))


def region_named(text: str, regions: Iterable[Region]) -> Region:
    """
    Return the region that a text names.

    Its slug and its name are as good, with or without KKR or Region before it, in upper or lower case, with
    æ, ø and å or as they are written in ASCII. Raises UnknownChoiceError with the nearest, and all there are.
    """
    known = tuple(regions)
    wanted = _plain(text)
    for region in known:
        if wanted in (region.slug, region.slug.removesuffix(EXAMPLE), _plain(region.name)):
            return region
    slugs = [region.slug.removesuffix(EXAMPLE) for region in known]
    raise UnknownChoiceError(
        f"Ukendt region: {text!r}. {danish.did_you_mean(wanted, slugs)}Vælg mellem {', '.join(slugs)}."
    )


def _plain(text: str) -> str:
    """Return a region's name without what may differ."""
    folded = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return re.sub("^(kkr|region) ", "", folded).translate(danish.IN_ASCII)


def _days_of(region: Region) -> str:
    first = f"dagene fra {danish.day(region.first_day)}" if region.first_day else "dagene"
    return f"{first} til {danish.day(region.last_day)}" if region.last_day else first


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
    """Count the mayors of every contender, eligible or not. Rule: K1, K10."""
    owners = map(figures.contender_of_mayor, figures.mayors)
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
