"""Local lists that may be something else: a party without its letter, a total under an unknown name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from kkr_analysis.composition.election import Municipality
from kkr_analysis.danish import IN_ASCII, whole
from kkr_analysis.data.importing.delivery import DeliveredList, Question
from kkr_analysis.data.sources.party_matching import Matched, PartyMatcher

_MANY = 8
"""Municipalities. Movements with a letter stood in up to 26, but no name without a letter in this many."""


def doubt_local_lists(
    lists: Sequence[DeliveredList], matcher: PartyMatcher, municipalities: Mapping[str, Municipality]
) -> list[Question]:
    """Ask about lists without a letter that have half the votes of a municipality, or stand in many."""
    votes: Counter[str] = Counter()
    for one in lists:
        votes[one.municipality] += one.votes
    local = [
        one
        for one in lists
        if not one.letter and _is_local(matcher.match(one.letter, one.name, one.municipality))
    ]
    questions = [
        Question(
            name=f"uden-bogstav-{one.municipality}",
            text=f"»{one.name}« i {municipalities[one.municipality].name} har intet bogstav og "
            f"{whole(one.votes)} af de {whole(votes[one.municipality])} stemmer.",
        )
        for one in local
        if one.votes and 2 * one.votes >= votes[one.municipality]
    ]
    shown = {_folded(one.name): one.name for one in local}
    places = Counter(_folded(one.name) for one in local)
    return questions + [
        Question(
            name=f"lokal-{_ascii(name)}",
            text=f"»{shown[name]}« står uden bogstav i {number} kommuner. Er det et parti, så ret navnet "
            "eller bogstavet; er det ingen liste, så tag rækkerne ud.",
        )
        for name, number in sorted(places.items())
        if number >= _MANY and name
    ]


def _is_local(match: object) -> bool:
    return isinstance(match, Matched) and match.party is None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _ascii(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.translate(IN_ASCII)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "navn"
