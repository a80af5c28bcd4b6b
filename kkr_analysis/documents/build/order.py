"""What is to be built, and from which results: all that can be refused before a notebook runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kkr_analysis.composition.overview import Overview
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.danish import listed
from kkr_analysis.data.load import compute_kkr, overview_of
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import known_elections, load_election
from kkr_analysis.documents.build.editions import SHORT_FORMATS, Edition, Kind
from kkr_analysis.errors import UnknownChoiceError

FORMATS = ("html", "pdf", "docx", "xlsx", "json", "svg", "png", "ipynb")

COMPUTED = ("xlsx", "json")
"""Formats that come from the result itself; the overview has none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    What to build: regions by slug, the overview of all of them, a term, formats, editions of the enclosures.

    ``as_of`` is the day that the enclosure describes, by default the election's own; ``parameters`` are the
    notebook's beyond these.
    """

    regions: Sequence[str]
    term: str
    formats: Sequence[str] = FORMATS
    editions: Sequence[Edition] = tuple(Edition)
    as_of: date | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    overview: bool = False

    def notebook_parameters(self, region: str) -> dict[str, Any]:
        """Return what the notebook is run with for a region."""
        chosen = {"region": region, "term": self.term, "as_of": self.as_of.isoformat() if self.as_of else ""}
        return chosen | dict(self.parameters)

    @property
    def kinds(self) -> frozenset[Kind]:
        """What is made of a region: the editions in the formats that each of them has."""
        return frozenset(
            (edition, format_)
            for edition in self.editions
            for format_ in self.formats
            if edition is Edition.FULL or format_ in SHORT_FORMATS
        )

    @property
    def overview_kinds(self) -> frozenset[Kind]:
        """What is made of the overview, which has one edition."""
        return frozenset((Edition.FULL, format_) for format_ in self.formats if format_ not in COMPUTED)

    @property
    def needs_notebook(self) -> bool:
        """Whether a requested format comes from the notebook, or is a picture from it."""
        return any(format_ not in COMPUTED for format_ in self.formats)


def terms_with_figures(project: Project) -> tuple[str, ...]:
    """Return the terms whose election the project has, oldest first."""
    elections, rules = known_elections(project.data), project.rules
    return tuple(term for term in rules.known_terms() if rules.rule_set(term).election in elections)


def compute(order: Order, project: Project) -> tuple[KkrResult, ...]:
    """
    Read the figures and compute the KKR of every region of the order.

    Raises KkrError with a Danish message for anything wrong with the choice or the figures.
    """
    rules = project.rules.rule_set(order.term)
    election = load_election(project.data, rules.election, order.as_of, order.regions)
    return tuple(compute_kkr(project, election, region, rules) for region in order.regions)


def compute_overview(order: Order, project: Project) -> Overview | None:
    """
    Compute the overview of the order; None where none is asked for.

    Raises UnknownChoiceError where all formats are such that the overview has none of them, and KkrError. It
    has no short edition either.
    """
    if not order.overview:
        return None
    if Edition.FULL not in order.editions:
        raise UnknownChoiceError("Landsoverblikket har ingen kort udgave. Udelad --edition kort.")
    if not order.needs_notebook:
        known = listed((format_ for format_ in FORMATS if format_ not in COMPUTED), "eller")
        raise UnknownChoiceError(f"Landsoverblikket findes ikke som {listed(order.formats)}. Vælg {known}.")
    return overview_of(project, order.term, order.as_of)
