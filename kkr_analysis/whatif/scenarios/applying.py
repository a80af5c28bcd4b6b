"""The election of a scenario: the same figures except for other votes and mayors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from kkr_analysis.composition.election import Election, ListResult, Mayor, Municipality
from kkr_analysis.danish import HYPOTHETICAL, did_you_mean, listed, whole
from kkr_analysis.errors import ScenarioError
from kkr_analysis.whatif.scenarios.values import MayorChange, Scenario, VoteChange

_INVENTED = "tænkt borgmester"


def hypothetical(election: Election, scenario: Scenario) -> Election:
    """
    Return the election with the scenario's votes and mayors, marked as hypothetical.

    Representation in the councils (rule E5) is unchanged. Recorded lots are dropped, since they were drawn
    between others.

    Raises ScenarioError for a municipality outside the region, or a list that did not stand there.
    """
    region = next((each for each in election.regions if each.slug == scenario.region), None)
    if region is None:
        known = ", ".join(each.slug for each in election.regions)
        raise ScenarioError(f"Regionen {scenario.region!r} er der ikke. Vælg mellem {known}.")
    here = [municipality for municipality in election.municipalities if municipality.region == region.name]
    _refuse_contradictions(scenario, here)
    lists, cast = election.lists, election.votes_cast
    for change in scenario.votes:
        rows = _changed_rows(change, here, lists)
        added = dict(_spread(_change_of(change, rows), rows))
        lists = tuple(
            replace(entry, votes=entry.votes + added[entry]) if entry in added else entry for entry in lists
        )
        more = {row.municipality: number for row, number in added.items()}
        cast = tuple(replace(entry, votes=entry.votes + more.get(entry.municipality, 0)) for entry in cast)
    mayors = election.mayors
    for wanted in scenario.mayors:
        new = _new_mayor(wanted, here, election)
        mayors = tuple(new if entry.municipality == new.municipality else entry for entry in mayors)
    return replace(election, lists=lists, votes_cast=cast, mayors=mayors, lots=(), is_hypothetical=True)


def _refuse_contradictions(scenario: Scenario, municipalities: Sequence[Municipality]) -> None:
    mayors = [_municipality(change.municipality, municipalities).name for change in scenario.mayors]
    for name in mayors:
        if mayors.count(name) > 1:
            raise ScenarioError(f"{name} har to borgmestre i eksemplet. Behold den ene.")
    places = [
        _municipality(change.municipality, municipalities).name if change.municipality else ""
        for change in scenario.votes
    ]
    for (one, here), (other, there) in permutations(zip(scenario.votes, places, strict=True), 2):
        if one.letter == other.letter and one.total is not None and (here == there or "" in (here, there)):
            raise ScenarioError(
                f"Liste {one.letter} har både et antal stemmer og en anden ændring det samme sted. "
                "Behold den ene."
            )


def _changed_rows(
    change: VoteChange, municipalities: Sequence[Municipality], lists: Sequence[ListResult]
) -> list[ListResult]:
    """
    Return the rows of the list whose votes change, largest first.

    For the whole region these are the rows of one party; a local list is a different list in each
    municipality.
    """
    codes = {place.code for place in municipalities}
    if change.municipality:
        codes = {_municipality(change.municipality, municipalities).code}
    rows = [entry for entry in lists if entry.municipality in codes and entry.letter == change.letter]
    if not rows:
        stood = sorted({entry.letter for entry in lists if entry.municipality in codes and entry.letter})
        where = change.municipality or "regionen"
        raise ScenarioError(
            f"Liste {change.letter} stillede ikke op i {where}. Der stillede {listed(stood)} op."
        )
    rows.sort(key=lambda entry: -entry.votes)
    return [entry for entry in rows if entry.party and entry.party == rows[0].party] or rows[:1]


def _change_of(change: VoteChange, rows: Sequence[ListResult]) -> int:
    votes = sum(row.votes for row in rows)
    added = change.change if change.change is not None else (change.total or 0) - votes
    if votes + added < 0:
        where = change.municipality or "regionen"
        raise ScenarioError(
            f"Liste {change.letter} har {whole(votes)} stemmer i {where} og kan ikke miste {whole(-added)}."
        )
    return added


def _spread(added: int, rows: Sequence[ListResult]) -> Iterator[tuple[ListResult, int]]:
    """Add votes to the first row, and take votes from as many rows as needed."""
    for row in rows:
        part = max(added, -row.votes)
        yield row, part
        added -= part


def _new_mayor(wanted: MayorChange, municipalities: Sequence[Municipality], election: Election) -> Mayor:
    place = _municipality(wanted.municipality, municipalities)
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
        name=_INVENTED,
        letter=stood.letter,
        list_name=stood.name,
        party=stood.party,
        source=HYPOTHETICAL.lower(),
        party_now=None,
    )


def _municipality(name: str, municipalities: Sequence[Municipality]) -> Municipality:
    for place in municipalities:
        if name.strip().casefold() in (place.name.casefold(), place.code):
            return place
    names = [place.name for place in municipalities]
    raise ScenarioError(
        f"{name} er ikke en kommune i regionen. {did_you_mean(name, names)}Der er: {', '.join(names)}."
    )
