"""Lists that cannot be matched to a party with certainty, as a proposal for review. Rule: E1, E2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kkr_analysis.composition.election import Party
from kkr_analysis.data.importing.delivery import DeliveredList
from kkr_analysis.data.sources.party_matching import PartyMatcher, Unmatched


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A list to be matched: ``party`` is the letter proposed, ``why`` says in Danish what is uncertain."""

    list: DeliveredList
    party: str
    why: str


def proposals(
    lists: Iterable[DeliveredList], matcher: PartyMatcher, entitled: Sequence[Party]
) -> tuple[Proposal, ...]:
    """Return a proposal for every list whose letter and name are not those of one party in the registry."""
    letters = {party.letter: party.name for party in entitled}
    unsure = []
    for one in lists:
        placed = matcher.match(one.letter, one.name, one.municipality)
        if not isinstance(placed, Unmatched):
            continue
        if one.letter in letters:
            why = f"Bogstavet er {letters[one.letter]}s, men navnet er nyt."
        else:
            why = "Navnet er et partis, men bogstavet er ikke."
        proposed = one.letter if placed.is_new_spelling else ""
        unsure.append(Proposal(list=one, party=proposed, why=why))
    return tuple(unsure)
