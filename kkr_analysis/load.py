"""From two words to a computed KKR: the one call that a notebook starts with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kkr_analysis.allocation import Alliance
from kkr_analysis.errors import AllianceError, UnknownChoiceError
from kkr_analysis.project import Project, find_project
from kkr_analysis.result import KkrResult, calculate
from kkr_analysis.rules import rule_set
from kkr_analysis.sources import load_election


def load_result(
    region: str,
    term: str,
    alliances: Sequence[str] = (),
    as_of: str = "",
    project: Project | None = None,
) -> KkrResult:
    """
    Read the figures of a term's election and compute the KKR of a region.

    ``region`` is a slug ("midtjylland"), ``term`` too ("2022-2026"); ``alliances`` are the declared ones,
    each as "C+V"; ``as_of`` is the day that the enclosure describes ("2022-01-19"), the election's own by
    default; ``project`` is the one of the current folder by default.

    Raises KkrError with a Danish message for everything that is wrong with the choice or the figures.
    """
    if isinstance(alliances, str) or not all(isinstance(text, str) for text in alliances or ()):
        raise AllianceError(
            f"alliances: fandt {alliances!r}, ventede en liste af tekster. "
            'Skriv for eksempel alliances = ["C+V", "A+F+Ø"], eller alliances = [] uden valgforbund.'
        )
    rules = rule_set(term)
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except (TypeError, ValueError):
        raise UnknownChoiceError(
            f'as_of: fandt {as_of!r}, ventede en dato som "2022-01-19" eller "".'
        ) from None
    election = load_election((project or find_project()).data, rules.election, day)
    return calculate(election, region, rules, alliances=[Alliance.parse(text) for text in alliances or ()])
