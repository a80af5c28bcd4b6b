"""What ``kandidat-data`` of the result server says: the alliances, and the candidates on every list."""

from __future__ import annotations

from typing import Any

from kkr_analysis.errors import Fault
from kkr_analysis.importing.found import FoundAlliance, FoundCandidates
from kkr_analysis.importing.published import Published, fault_of

INCOMPLETE = "hele kandidatlister og valgforbund"


def candidates_of(published: Published, code: str, faults: list[Fault]) -> list[FoundCandidates]:
    """Return how many candidates each list of a municipality has."""
    try:
        return [
            FoundCandidates(
                municipality=code,
                letter=own["Bogstavbetegnelse"] or "",
                name=own["Navn"],
                candidates=len(own["Kandidater"]),
            )
            for own in published.entries["Kandidatlister"]
        ]
    except (KeyError, TypeError) as error:
        faults.append(fault_of(published.file, f"en kandidatliste uden {error}", INCOMPLETE))
        return []


def alliances_of(published: Published, code: str, faults: list[Fault]) -> list[FoundAlliance]:
    """Return every list of every alliance of a municipality."""
    try:
        letters: dict[Any, str] = {
            own["KandidatlisteId"]: own["Bogstavbetegnelse"] or ""
            for own in published.entries["Kandidatlister"]
        }
        return [
            FoundAlliance(municipality=code, number=number, name=alliance["Navn"], letter=letters[own])
            for number, alliance in enumerate(published.entries["Valgforbund"] or (), start=1)
            for own in alliance["KandidatlisteId"]
        ]
    except (KeyError, TypeError) as error:
        faults.append(fault_of(published.file, f"et valgforbund uden {error}", INCOMPLETE))
        return []
