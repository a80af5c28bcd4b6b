"""One KKR, or the overview of all, made into the requested files: the work of one worker."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.composition.overview import Overview
from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.editions import NOTE, Edition, Kind, keywords, shortened, stem_of
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

    from kkr_analysis.documents.build.pdf import AttachedRecord

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
    def name(self) -> str:
        """Whose files they are, as shown to the analyst."""
        return "hele landet" if isinstance(self.subject, Overview) else f"KKR {self.subject.region.name}"

    @property
    def kinds(self) -> frozenset[Kind]:
        """What to make of it: editions and their formats."""
        is_overview = isinstance(self.subject, Overview)
        return self.order.overview_kinds if is_overview else self.order.kinds

    @property
    def is_preliminary(self) -> bool:
        """Whether its figures can still change."""
        return self.subject.status is FigureStatus.PRELIMINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    A notebook with its parameters, and the metadata of its files.

    ``stem`` is what its files are called without the ending: a name may have no dot of its own.
    """

    notebook: str
    parameters: Mapping[str, Any]
    stem: str
    title: str
    description: str
    fingerprint: str
    record: str
    """Text of the JSON contract, which every file carries; empty where there is none."""
    computed: tuple[str, ...]
    """Fingerprints of the results that the notebook has to be computed from."""
    made_at: datetime

    @property
    def attachment(self) -> AttachedRecord | None:
        """The record as a PDF carries it."""
        from kkr_analysis.documents.build.pdf import AttachedRecord

        if not self.record:
            return None
        return AttachedRecord(name=f"{self.stem}.json", text=self.record, moment=self.made_at)


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
    if PAGES & set(task.order.formats):
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
    subject, order = task.subject, task.order
    if isinstance(subject, KkrResult):
        mark = str(fingerprint_of(subject))
        return Document(
            notebook=NOTEBOOK,
            parameters=order.notebook_parameters(subject.region.slug),
            stem=subject.file_stem,
            title=wording.title(subject),
            description=wording.description(subject),
            fingerprint=mark,
            record=as_json(subject),
            computed=computed_of(task),
            made_at=made_at(subject.election.as_of),
        )
    from kkr_analysis.presentation.overview import wording as overview_wording

    return Document(
        notebook=OVERVIEW,
        parameters={"term": order.term, "as_of": order.as_of.isoformat() if order.as_of else ""},
        stem=subject.file_stem,
        title=overview_wording.title(subject),
        description=overview_wording.description(subject),
        fingerprint="",
        record="",
        computed=computed_of(task),
        made_at=made_at(subject.now.election.as_of),
    )


def modules_for(formats: Collection[str]) -> Sequence[str]:
    """Return the slowest imports of making these formats and running our notebooks."""
    wanted = set(formats)
    return (
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
    yield "tal"
    if "json" in task.order.formats:
        (folder / f"{document.stem}.json").write_text(document.record, encoding="utf-8")
    if "xlsx" in task.order.formats:
        from kkr_analysis.documents.workbook import write_workbook

        target = folder / f"{document.stem}.xlsx"
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
        _write_pictures(document.stem, charts, formats, images, folder)
    if not formats & PAGES:
        return
    from kkr_analysis.documents.build.execute import run_notebook

    yield "notebook"
    executed = run_notebook(
        task.project.notebooks / document.notebook,
        parameters=document.parameters,
        folder=task.project.root,
        manager=manager,
    )
    _refuse_other_figures(executed, document)
    stem = folder / document.stem
    if "ipynb" in formats:
        import nbformat

        nbformat.write(executed, stem.with_suffix(".ipynb"))
    if (Edition.FULL, "html") in task.kinds or (Edition.FULL, "pdf") in task.kinds:
        yield from _write_pages(executed, Edition.FULL, task, document, folder)
    if (Edition.SHORT, "html") in task.kinds or (Edition.SHORT, "pdf") in task.kinds:
        two_pages = shortened(executed, document.notebook)
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
            created=document.made_at,
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
    stem = folder / stem_of(document.stem, edition)
    if "html" in task.order.formats:
        stem.with_suffix(".html").write_text(html, encoding="utf-8")
    if "pdf" in task.order.formats:
        from kkr_analysis.documents.build.pdf import write_pdf

        yield _PDF[edition]
        write_pdf(html, stem.with_suffix(".pdf"), task.style.font, document.attachment)


def _refuse_other_figures(executed: NotebookNode, document: Document) -> None:
    if sorted(fingerprints_in(executed.cells)) != sorted(document.computed):
        raise BuildError(
            f"{document.notebook} har regnet på andre tal, end der bygges af, eller siger ikke hvilke. Intet "
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
