"""The result server's ``kandidat-data``: the alliances, and the candidates of every list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kkr_analysis.data.importing.council import NO_BALLOT, Ballot
from kkr_analysis.data.importing.delivery import DeliveredAlliance, DeliveredCandidates
from kkr_analysis.data.importing.published import Published, other_lists
from kkr_analysis.errors import Fault


def nominations_of(
    files: Mapping[str, Published], ballots: Mapping[str, Ballot], faults: list[Fault]
) -> tuple[list[DeliveredAlliance], list[DeliveredCandidates]]:
    """Return alliances and candidates of every municipality, whose lists must be those on the ballot."""
    alliances: list[DeliveredAlliance] = []
    candidates: list[DeliveredCandidates] = []
    for code, published in files.items():
        nominated = _candidates_of(published, code, faults)
        alliances += _alliances_of(
            published, code, {key: candidates.letter for key, candidates in nominated.items()}, faults
        )
        candidates += nominated.values()
        lists, _ = ballots.get(code, NO_BALLOT)
        if lists and nominated:
            there = {(one.letter, one.name) for one in nominated.values()}
            faults += other_lists(published.file, there, lists, "kommunens resultater")
    return alliances, candidates


def _candidates_of(published: Published, code: str, faults: list[Fault]) -> dict[str, DeliveredCandidates]:
    candidates: dict[str, DeliveredCandidates] = {}
    for entry in _entries_of(published, "Kandidatlister", faults):
        match entry:
            case {
                "KandidatlisteId": str(key),
                "Bogstavbetegnelse": str() | None as letter,
                "Navn": str(name),
                "Kandidater": list(people),
            } if name.strip() and key not in candidates:
                candidates[key] = DeliveredCandidates(
                    municipality=code, letter=letter or "", name=name, candidates=len(people)
                )
            case _:
                expected = "hver kandidatliste én gang, med bogstav, navn og kandidater"
                faults.append(published.file.fault("en anden slags liste", expected, "Kandidatlister"))
    return candidates


def _alliances_of(
    published: Published, code: str, letters: Mapping[str, str], faults: list[Fault]
) -> list[DeliveredAlliance]:
    alliances = []
    seen: set[str] = set()
    for number, entry in enumerate(_entries_of(published, "Valgforbund", faults), start=1):
        match entry:
            case {"Navn": str(name), "KandidatlisteId": list(keys)}:
                pass
            case _:
                expected = "valgforbund med navn og lister"
                faults.append(published.file.fault("et andet valgforbund", expected, "Valgforbund"))
                continue
        for key in keys:
            if not isinstance(key, str) or key not in letters or key in seen:
                expected = "lister, der er opstillet, hver i højst ét valgforbund"
                faults.append(published.file.fault(f"{key!r} i {name!r}", expected, "Valgforbund"))
                continue
            seen.add(key)
            alliances.append(
                DeliveredAlliance(municipality=code, number=number, name=name, letter=letters[key])
            )
    return alliances


def _entries_of(published: Published, key: str, faults: list[Fault]) -> list[Any]:
    entries = published.entries[key]
    if not isinstance(entries, list) and entries is not None:
        faults.append(published.file.fault(f"{type(entries).__name__}", "en række", key))
    return entries if isinstance(entries, list) else []
