"""An election as a scenario has it: the same figures but for other votes and mayors."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace

from kkr_analysis.danish import listed, whole
from kkr_analysis.errors import ScenarioError
from kkr_analysis.model import Election, ListResult, Mayor, Municipality
from kkr_analysis.scenarios.values import MayorChange, Scenario, VoteChange

INVENTED = "tænkt borgmester"


def hypothetical(election: Election, scenario: Scenario) -> Election:
    """
    Return the election with the scenario's votes and mayors, marked as hypothetical.

    Which lists have a seat in a council (rule E5) stays as it was, and no recorded lot is taken over: it
    was drawn between others.

    Raises ScenarioError for a municipality outside the region, or a list that did not stand there.
    """
    region = next((own for own in election.regions if own.slug == scenario.region), None)
    if region is None:
        known = ", ".join(own.slug for own in election.regions)
        raise ScenarioError(f"Regionen {scenario.region!r} er der ikke. Vælg mellem {known}.")
    own = [municipality for municipality in election.municipalities if municipality.region == region.name]
    lists, cast = election.lists, election.votes_cast
    for change in scenario.votes:
        place = place_of_votes(change, own, lists)
        added = change_of(change, place)
        lists = tuple(
            replace(entry, votes=entry.votes + added) if entry is place else entry for entry in lists
        )
        cast = tuple(
            replace(entry, votes=entry.votes + added) if entry.municipality == place.municipality else entry
            for entry in cast
        )
    mayors = election.mayors
    for wanted in scenario.mayors:
        new = mayor(wanted, own, election)
        mayors = tuple(new if entry.municipality == new.municipality else entry for entry in mayors)
    return replace(election, lists=lists, votes_cast=cast, mayors=mayors, lots=(), is_hypothetical=True)


def place_of_votes(
    change: VoteChange, municipalities: Sequence[Municipality], lists: Sequence[ListResult]
) -> ListResult:
    """Return the list's row whose votes change."""
    codes = {own.code for own in municipalities}
    if change.municipality:
        codes = {found(change.municipality, municipalities).code}
    rows = [entry for entry in lists if entry.municipality in codes and entry.letter == change.letter]
    if not rows:
        stood = sorted({entry.letter for entry in lists if entry.municipality in codes and entry.letter})
        where = change.municipality or "regionen"
        raise ScenarioError(
            f"Liste {change.letter} stillede ikke op i {where}. Der stillede {listed(stood)} op."
        )
    return max(rows, key=lambda entry: entry.votes)


def change_of(change: VoteChange, row: ListResult) -> int:
    """Return how many votes more the list gets there. Raises ScenarioError where fewer than none are left."""
    added = change.change if change.change is not None else (change.total or 0) - row.votes
    if row.votes + added < 0:
        raise ScenarioError(
            f"Liste {row.letter} har {whole(row.votes)} stemmer dér og kan ikke miste {whole(-added)}."
        )
    return added


def mayor(wanted: MayorChange, municipalities: Sequence[Municipality], election: Election) -> Mayor:
    """Return the mayor thought of: of a list that stood in the municipality."""
    place = found(wanted.municipality, municipalities)
    lists = [entry for entry in election.lists if entry.municipality == place.code]
    stood = next((entry for entry in lists if entry.letter == wanted.letter), None)
    if stood is None:
        letters = sorted(entry.letter for entry in lists if entry.letter)
        raise ScenarioError(
            f"Liste {wanted.letter} stillede ikke op i {place.name}. Der stillede {listed(letters)} op."
        )
    old = next(entry for entry in election.mayors if entry.municipality == place.code)
    return replace(
        old,
        name=INVENTED,
        letter=stood.letter,
        list_name=stood.name,
        party=stood.party,
        source="tænkt eksempel",
    )


def found(name: str, municipalities: Sequence[Municipality]) -> Municipality:
    """Return the municipality of a name or code. Raises ScenarioError with the nearest name."""
    for own in municipalities:
        if name.strip().casefold() in (own.name.casefold(), own.code):
            return own
    names = [own.name for own in municipalities]
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"Mente du {near[0]}? " if near else ""
    raise ScenarioError(f"{name} er ikke en kommune i regionen. {hint}Der er: {', '.join(names)}.")
