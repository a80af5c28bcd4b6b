"""One KKR, or the overview of all, to be made in the formats of an order: all that a worker has to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kkr_analysis.composition.election import Election, FigureStatus
from kkr_analysis.composition.overview import SLUG, Overview
from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.editions import SHORT_FORMATS, Edition, Kind
from kkr_analysis.documents.build.order import COMPUTED, Order
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.presentation.house_style import HouseStyle, read_house_style

NOTEBOOK = "bilag.ipynb"
OVERVIEW = "landsoverblik.ipynb"
PAGES = frozenset({"html", "pdf", "docx", "ipynb"})
"""Formats that the notebook is run for."""
FIGURES, PICTURES, RUN, WORD = "tal", "billeder", "notebook", "Word"
PAGE = {Edition.FULL: "side", Edition.SHORT: "kort udgave"}
PDF = {Edition.FULL: "PDF", Edition.SHORT: "PDF af den korte udgave"}
"""The steps of making a document, by the words that an analyst sees."""

Files = tuple[tuple[str, bytes], ...]
"""What was made: paths below the folder of the task, and the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to make of a KKR or of the overview."""

    subject: KkrResult | Overview
    order: Order
    project: Project
    style: HouseStyle

    @property
    def folder(self) -> str:
        """The folder below the output that its files stand in: the term's."""
        return self.order.term

    @property
    def slug(self) -> str:
        """Whose files they are: a region's slug, or "landsoverblik"."""
        return SLUG if isinstance(self.subject, Overview) else self.subject.region.slug

    @property
    def name(self) -> str:
        """Whose files they are, as shown to the analyst."""
        return "hele landet" if isinstance(self.subject, Overview) else f"KKR {self.subject.region.name}"

    @property
    def kinds(self) -> frozenset[Kind]:
        """What to make of it: editions and their formats."""
        is_overview = isinstance(self.subject, Overview)
        return self.order.overview_kinds if is_overview else self.order.kinds

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that are made as pages, the full one first."""
        return _printed(self.kinds)

    @property
    def steps(self) -> tuple[str, ...]:
        """What is done to make it, in order."""
        return steps_of(self.kinds)

    @property
    def notebook(self) -> str:
        """The notebook that its pages are run from."""
        return OVERVIEW if isinstance(self.subject, Overview) else NOTEBOOK

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What the notebook is run with."""
        order = self.order
        if isinstance(self.subject, Overview):
            return {"term": order.term, "as_of": order.as_of.isoformat() if order.as_of else ""}
        return order.notebook_parameters(self.subject.region.slug)

    @property
    def elections(self) -> tuple[Election, ...]:
        """The elections that it rests on; an overview shows the term before as well."""
        if isinstance(self.subject, KkrResult):
            return (self.subject.election,)
        countries = (self.subject.now, self.subject.before)
        return tuple(country.election for country in countries if country)

    @property
    def made_at(self) -> datetime:
        """The moment in the metadata of its files. Raises BuildError."""
        return made_at(self.elections[0].as_of)

    @property
    def is_preliminary(self) -> bool:
        """Whether its figures can still change."""
        return self.subject.status is FigureStatus.PRELIMINARY

    @property
    def computed(self) -> tuple[str, ...]:
        """The fingerprint of every result that it shows."""
        results = self.subject.results if isinstance(self.subject, Overview) else (self.subject,)
        return tuple(str(fingerprint_of(result)) for result in results)

    @property
    def modules(self) -> frozenset[str]:
        """The slowest imports of making it and of running its notebook."""
        return frozenset(
            (
                "kkr_analysis.documents.build.documents",
                *(_FOR_OVERVIEWS if isinstance(self.subject, Overview) else _FOR_RESULTS),
                *modules_for(self.order.formats),
            )
        )


def steps_of(kinds: Collection[Kind]) -> tuple[str, ...]:
    """Return the steps of making a document in these kinds, in order."""
    formats = {format_ for _, format_ in kinds}
    return (
        *((FIGURES,) if formats & set(COMPUTED) else ()),
        *((PICTURES,) if formats & {"svg", "png", "docx"} else ()),
        *((RUN,) if formats & PAGES else ()),
        *(
            step
            for edition in _printed(kinds)
            for step in (PAGE[edition], *((PDF[edition],) if "pdf" in formats else ()))
        ),
        *((WORD,) if "docx" in formats else ()),
    )


def _printed(kinds: Collection[Kind]) -> tuple[Edition, ...]:
    """Return the editions that are made as pages, the full one first."""
    made = {edition for edition, format_ in kinds if format_ in SHORT_FORMATS}
    return tuple(edition for edition in (Edition.FULL, Edition.SHORT) if edition in made)


def modules_for(formats: Collection[str]) -> Sequence[str]:
    """Return the slowest imports of making pages, whatever they are of, and files in these formats."""
    wanted = set(formats)
    return (
        *(_FOR_PAGES if wanted & PAGES else ()),
        *(("kkr_analysis.presentation.charts.painting",) if wanted & {"png", "docx"} else ()),
        *(
            ("kkr_analysis.documents.build.weasyprint_loaded", "kkr_analysis.documents.build.pdf")
            if "pdf" in wanted
            else ()
        ),
        *(("kkr_analysis.documents.word.notebook",) if "docx" in wanted else ()),
        *(("kkr_analysis.documents.workbook",) if "xlsx" in wanted else ()),
    )


_FOR_PAGES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "kkr_analysis.data.load",
    "kkr_analysis.documents.build.execute",
    "kkr_analysis.documents.build.kernels",
    "kkr_analysis.documents.build.page",
)
_FOR_RESULTS = ("kkr_analysis.presentation.pictures", "kkr_analysis.presentation.prose")
_FOR_OVERVIEWS = (
    "kkr_analysis.presentation.overview.pictures",
    "kkr_analysis.presentation.overview.prose",
    "kkr_analysis.presentation.overview.tables",
)


def tasks_of(
    order: Order, results: Sequence[KkrResult], overview: Overview | None, project: Project
) -> tuple[Task, ...]:
    """Return what is to be made for an order. Raises HouseStyleError."""
    style = read_house_style(project.root)
    subjects: tuple[KkrResult | Overview, ...] = (*results, *((overview,) if overview else ()))
    return tuple(Task(subject=subject, order=order, project=project, style=style) for subject in subjects)
