"""One KKR, or the overview of all, made into the files that are asked for: the work of one worker."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.documents.build.editions import (
    EXPLORER_FORMAT,
    NOTE,
    Edition,
    keywords,
    shortened,
    stem_of,
)
from kkr_analysis.documents.build.names import figure_name
from kkr_analysis.documents.build.task import (
    ALLIANCES,
    FIGURES,
    PAGE,
    PAGES,
    PDF,
    PICTURES,
    RUN,
    WORD,
    Files,
    Task,
)
from kkr_analysis.documents.build.workers import end_with_parent
from kkr_analysis.documents.contract import as_json
from kkr_analysis.documents.embedding import add_to_package
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.carried import fingerprints_in
from kkr_analysis.presentation.charts.values import Chart

if TYPE_CHECKING:
    from nbformat import NotebookNode


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


def make(task: Task) -> Generator[str, None, Files]:
    """
    Make the files of a task, yielding each step as it begins.

    What a format needs is imported only on request: figures need neither a notebook nor a page.
    """
    manager = None
    if PAGES & set(task.order.formats) and task.order.needs_notebook:
        from kkr_analysis.documents.build.kernels import kernel_manager

        # Before there are threads, of which the line after starts one.
        manager = kernel_manager(task.project.environment)
        end_with_parent()
    with tempfile.TemporaryDirectory(prefix="kkr-") as name:
        folder = Path(name)
        document = document_of(task)
        if FIGURES in task.steps:
            yield from _write_figures(task, document, folder)
        if task.order.needs_notebook:
            yield from _write_documents(task, document, folder, manager)
        if task.has_explorer:
            from kkr_analysis.documents.build.explorer.page import explorer_page

            yield ALLIANCES
            target = folder / f"{stem_of(task.subject.file_stem, Edition.EXPLORER)}.{EXPLORER_FORMAT}"
            target.write_text(explorer_page(task.subject, task.style), encoding="utf-8")
        return tuple(
            (path.relative_to(folder).as_posix(), path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        )


def document_of(task: Task) -> Document:
    """Return the document of a task; the overview has no fingerprint of its own, but every KKR's."""
    subject, computed = task.subject, task.computed
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
    yield FIGURES
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
        yield PICTURES
        charts = _charts_of(task)
        images = {chart.name: chart.png for chart in charts} if formats & {"png", "docx"} else {}
        _write_pictures(task.subject.file_stem, charts, formats, images, folder)
    if not formats & PAGES:
        return
    from kkr_analysis.documents.build.execute import run_notebook

    yield RUN
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
    for edition in task.editions:
        shown = shortened(executed, task.notebook) if edition is Edition.SHORT else executed
        yield from _write_pages(shown, edition, task, document, folder)
    if "docx" in formats:
        from kkr_analysis.documents.word import Properties, write_document
        from kkr_analysis.documents.word.notebook import shown_in

        yield WORD
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

    yield PAGE[edition]
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

        yield PDF[edition]
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
