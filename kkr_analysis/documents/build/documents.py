"""One KKR, or the overview of all, made into the requested files: the work of one worker."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.composition.overview import SLUG, Overview
from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.editions import (
    EXPLORER_FORMAT,
    NOTE,
    Edition,
    Kind,
    keywords,
    shortened,
    stem_of,
)
from kkr_analysis.documents.build.names import figure_name
from kkr_analysis.documents.build.order import Order
from kkr_analysis.documents.build.workers import end_with_parent
from kkr_analysis.documents.contract import as_json
from kkr_analysis.documents.embedding import add_to_package
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.carried import fingerprints_in
from kkr_analysis.presentation.charts.values import Chart
from kkr_analysis.presentation.house_style import HouseStyle, read_house_style

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOK = "bilag.ipynb"
OVERVIEW = "landsoverblik.ipynb"
PAGES = frozenset({"html", "pdf", "docx", "ipynb"})
"""Formats that the notebook is run for."""

_PAGE = {Edition.FULL: "side", Edition.SHORT: "kort udgave"}
_PDF = {Edition.FULL: "PDF", Edition.SHORT: "PDF af den korte udgave"}

Files = tuple[tuple[str, bytes], ...]
"""What was made: paths below the folder of the term, and the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One KKR, or the overview, to be made in the formats of an order: all that a worker has to know."""

    subject: KkrResult | Overview
    order: Order
    project: Project
    style: HouseStyle

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
    def made_at(self) -> datetime:
        """The moment in the metadata of its files. Raises BuildError."""
        subject = self.subject
        return made_at((subject.now if isinstance(subject, Overview) else subject).election.as_of)

    @property
    def is_preliminary(self) -> bool:
        """Whether its figures can still change."""
        return self.subject.status is FigureStatus.PRELIMINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The metadata of the files of a task, and the record that they carry."""

    title: str
    description: str
    fingerprint: str
    record: str
    """Text of the JSON contract, which every file carries; empty where there is none."""
    computed: tuple[str, ...]
    """Fingerprints of the results that the notebook has to be computed from."""


def tasks_of(
    order: Order, results: Sequence[KkrResult], overview: Overview | None, project: Project
) -> tuple[Task, ...]:
    """Return what is to be made for an order. Raises HouseStyleError."""
    style = read_house_style(project.root)
    subjects: tuple[KkrResult | Overview, ...] = (*results, *((overview,) if overview else ()))
    return tuple(Task(subject=subject, order=order, project=project, style=style) for subject in subjects)


def make(task: Task) -> Generator[str, None, Files]:
    """
    Make the files of a task, yielding each step as it begins.

    What a format needs is imported only on request: figures need neither a notebook nor a page.
    """
    manager = None
    if PAGES & set(task.order.formats) and task.order.needs_notebook:
        from kkr_analysis.documents.build.kernels import kernel_manager

        manager = kernel_manager()  # before there are threads, of which the next line starts one
        end_with_parent()
    with tempfile.TemporaryDirectory(prefix="kkr-") as name:
        folder = Path(name)
        document = document_of(task)
        if isinstance(task.subject, KkrResult):
            yield from _write_figures(task, document, folder)
        if task.order.needs_notebook:
            yield from _write_documents(task, document, folder, manager)
        if (Edition.EXPLORER, EXPLORER_FORMAT) in task.kinds:
            from kkr_analysis.documents.build.explorer.page import explorer_page

            yield "valgforbund"
            target = folder / f"{stem_of(task.subject.file_stem, Edition.EXPLORER)}.{EXPLORER_FORMAT}"
            target.write_text(explorer_page(task.subject, task.style), encoding="utf-8")
        return tuple(
            (path.relative_to(folder).as_posix(), path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        )


def computed_of(task: Task) -> tuple[str, ...]:
    """Return the fingerprint of every result that a task shows."""
    results = task.subject.results if isinstance(task.subject, Overview) else (task.subject,)
    return tuple(str(fingerprint_of(result)) for result in results)


def document_of(task: Task) -> Document:
    """Return the document of a task; the overview has no fingerprint of its own, but every KKR's."""
    subject, computed = task.subject, computed_of(task)
    if isinstance(subject, KkrResult):
        return Document(
            title=wording.title(subject),
            description=wording.description(subject),
            fingerprint=computed[0],
            record=as_json(subject),
            computed=computed,
        )
    from kkr_analysis.presentation.overview import wording as overview_wording

    return Document(
        title=overview_wording.title(subject),
        description=overview_wording.description(subject),
        fingerprint="",
        record="",
        computed=computed,
    )


def modules_for(kinds: Collection[Kind]) -> Sequence[str]:
    """Return the slowest imports of making these kinds of file and running our notebooks."""
    wanted = {format_ for edition, format_ in kinds if edition is not Edition.EXPLORER}
    explorer = any(edition is Edition.EXPLORER for edition, _ in kinds)
    return (
        *(("kkr_analysis.documents.build.explorer.page",) if explorer else ()),
        "kkr_analysis.presentation.overview.pictures",
        "kkr_analysis.presentation.pictures",
        *(_FOR_PAGES if wanted & PAGES else ()),
        *(
            ("kkr_analysis.documents.build.weasyprint_loaded", "kkr_analysis.documents.build.pdf")
            if "pdf" in wanted
            else ()
        ),
        *(("kkr_analysis.documents.word",) if "docx" in wanted else ()),
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
    "kkr_analysis.presentation.overview.prose",
    "kkr_analysis.presentation.overview.tables",
    "kkr_analysis.presentation.prose",
)


def _charts_of(task: Task) -> tuple[Chart, ...]:
    if isinstance(task.subject, KkrResult):
        from kkr_analysis.presentation import pictures

        return pictures.every_chart(task.subject, look=task.style.look)
    from kkr_analysis.presentation.overview import pictures as overview_pictures

    return overview_pictures.every_chart(task.subject, task.style.look)


def _write_figures(task: Task, document: Document, folder: Path) -> Generator[str, None, None]:
    """Write the formats that come from the result itself."""
    assert isinstance(task.subject, KkrResult)  # noqa: S101 - the overview has none of them
    stem = folder / task.subject.file_stem
    yield "tal"
    if "json" in task.order.formats:
        stem.with_suffix(".json").write_text(document.record, encoding="utf-8")
    if "xlsx" in task.order.formats:
        from kkr_analysis.documents.workbook import write_workbook

        target = stem.with_suffix(".xlsx")
        write_workbook(task.subject, target, document.fingerprint, task.style)
        add_to_package(target, document.record)


def _write_documents(
    task: Task, document: Document, folder: Path, manager: Any
) -> Generator[str, None, None]:
    """Write the pictures and, where a format needs it, run the notebook and write its page."""
    formats, style = set(task.order.formats), task.style
    images = {}
    if formats & {"svg", "png", "docx"}:
        yield "billeder"
        charts = _charts_of(task)
        images = {chart.name: chart.png for chart in charts} if formats & {"png", "docx"} else {}
        _write_pictures(task.subject.file_stem, charts, formats, images, folder)
    if not formats & PAGES:
        return
    from kkr_analysis.documents.build.execute import run_notebook

    yield "notebook"
    executed = run_notebook(
        task.project.notebooks / task.notebook,
        parameters=task.parameters,
        folder=task.project.root,
        manager=manager,
    )
    _refuse_other_figures(executed, task, document)
    stem = folder / task.subject.file_stem
    if "ipynb" in formats:
        import nbformat

        nbformat.write(executed, stem.with_suffix(".ipynb"))
    if (Edition.FULL, "html") in task.kinds or (Edition.FULL, "pdf") in task.kinds:
        yield from _write_pages(executed, Edition.FULL, task, document, folder)
    if (Edition.SHORT, "html") in task.kinds or (Edition.SHORT, "pdf") in task.kinds:
        two_pages = shortened(executed, task.notebook)
        yield from _write_pages(two_pages, Edition.SHORT, task, document, folder)
    if "docx" in formats:
        from kkr_analysis.documents.word import Properties, shown_in, write_document

        yield "Word"
        write_document(
            shown_in(executed),
            stem.with_suffix(".docx"),
            properties=Properties(
                title=document.title, description=document.description, keywords=document.fingerprint
            ),
            pictures=images,
            created=task.made_at,
            style=style,
        )
        if document.record:
            add_to_package(stem.with_suffix(".docx"), document.record)


def _write_pages(
    notebook: NotebookNode, edition: Edition, task: Task, document: Document, folder: Path
) -> Generator[str, None, None]:
    """Write an edition of an executed notebook as a page and as a PDF."""
    from kkr_analysis.documents.build.page import page

    yield _PAGE[edition]
    html = page(
        notebook,
        title=document.title,
        description=document.description,
        keywords=keywords(document.fingerprint, edition),
        record=document.record,
        style=task.style,
        note=NOTE if edition is Edition.SHORT else "",
    )
    stem = folder / stem_of(task.subject.file_stem, edition)
    if "html" in task.order.formats:
        stem.with_suffix(".html").write_text(html, encoding="utf-8")
    if "pdf" in task.order.formats:
        from kkr_analysis.documents.build.pdf import AttachedRecord, write_pdf

        yield _PDF[edition]
        name = f"{task.subject.file_stem}.json"
        attached = AttachedRecord(name=name, text=document.record, moment=task.made_at)
        write_pdf(
            html, stem.with_suffix(".pdf"), task.style.font, attached=attached if document.record else None
        )


def _refuse_other_figures(executed: NotebookNode, task: Task, document: Document) -> None:
    if sorted(fingerprints_in(executed.cells)) != sorted(document.computed):
        raise BuildError(
            f"{task.notebook} har regnet på andre tal, end der bygges af, eller siger ikke hvilke. Intet "
            "er skrevet. Den celle, der henter tallene, skal bruge alle parametre fra parametercellen og "
            "slutte med display(stylesheet(), carried(...))."
        )


def _write_pictures(
    stem: str, charts: Sequence[Chart], formats: Collection[str], images: Mapping[str, bytes], folder: Path
) -> None:
    for chart in charts:
        if "svg" in formats:
            target = folder / figure_name(stem, chart.name, "svg")
            target.parent.mkdir(exist_ok=True)
            target.write_text(chart.svg, encoding="utf-8")
        if "png" in formats:
            target = folder / figure_name(stem, chart.name, "png")
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(images[chart.name])
