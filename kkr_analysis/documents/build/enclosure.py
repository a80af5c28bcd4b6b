"""The enclosures (bilag) of regions, and the overview of all, in every format: written all or none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kkr_analysis.composition.election import FigureStatus
from kkr_analysis.composition.overview import SLUG, Overview
from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.composition.result import KkrResult, refuse_hypothetical
from kkr_analysis.data.project import Project
from kkr_analysis.data.publishing import publish, sole_writer, staging
from kkr_analysis.documents.build.documents import Document, Workshop, write_documents
from kkr_analysis.documents.build.execute import refuse_unknown
from kkr_analysis.documents.build.index import write_index
from kkr_analysis.documents.build.kernels import Kernels
from kkr_analysis.documents.build.names import report_files
from kkr_analysis.documents.build.order import Order
from kkr_analysis.documents.contract import as_json
from kkr_analysis.documents.embedding import add_to_package
from kkr_analysis.documents.ipython_folder import own_ipython_folder
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.documents.workbook import write_workbook
from kkr_analysis.presentation import pictures, wording
from kkr_analysis.presentation.house_style import read_house_style
from kkr_analysis.presentation.overview import pictures as overview_pictures
from kkr_analysis.presentation.overview import wording as overview_wording

NOTEBOOK = "bilag.ipynb"
OVERVIEW = "landsoverblik.ipynb"
KERNELS = 2
"""Notebooks that run at a time: each holds a kernel, and a kernel holds a core."""

Report = Callable[[str], None]


def build_enclosures(
    order: Order,
    results: Sequence[KkrResult],
    *,
    project: Project,
    output: Path,
    overview: Overview | None = None,
    report: Report = lambda _: None,
) -> tuple[Path, ...]:
    """
    Build and publish ``<output>/<term>/kkr-<region>.<format>``; return the files.

    ``results`` and ``overview`` (``landsoverblik.<format>``) are the order's, from ``compute`` and
    ``compute_overview``. Files of the same KKR with the other status are removed. ``report`` is called with
    the region's name when one is finished.

    Raises KkrError with a Danish message; nothing is written then.
    """
    if order.regions and (order.needs_notebook or order.parameters):
        refuse_unknown(project.notebooks / NOTEBOOK, order.notebook_parameters(""))

    for result in results:
        refuse_hypothetical(result)
    workshop = Workshop(project=project, style=read_house_style(project.root), kernels=Kernels())

    with staging(output) as folder:
        staged = folder / order.term
        staged.mkdir()

        def build(result: KkrResult) -> None:
            _build_one(result, staged / result.file_stem, order, workshop)
            report(result.region.name)

        def build_overview(overview: Overview) -> None:
            write_documents(_overview_document(overview, staged, order, workshop), order.formats, workshop)
            report("hele landet")

        with own_ipython_folder(), ThreadPoolExecutor(KERNELS) as pool:
            try:
                running = [pool.submit(build, result) for result in results]
                running += [pool.submit(build_overview, overview)] if overview else []
                for finished in running:
                    finished.result()
            except BaseException:
                workshop.kernels.stop()
                raise
            finally:
                pool.shutdown(cancel_futures=True)
        everything = (*results, *(overview.now.results if overview else ()))
        regions = (*everything[0].election.regions, *everything[0].election.examples)
        with sole_writer(output):
            old = outdated(results, overview, [region.slug for region in regions], output / order.term)
            write_index(order.term, staged, output / order.term, old, regions, workshop.style)
            return publish(folder, output, outdated=old)


def outdated(
    results: Sequence[KkrResult], overview: Overview | None, regions: Collection[str], folder: Path
) -> list[Path]:
    """Return earlier files of the same KKR under the name of the other status, final or preliminary."""
    statuses = {result.region.slug: result.status for result in results}
    statuses |= {SLUG: overview.status} if overview else {}
    now_preliminary = {slug: status is FigureStatus.PRELIMINARY for slug, status in statuses.items()}
    return [
        path
        for file, path in report_files(folder, regions)
        if now_preliminary.get(file.subject, file.is_preliminary) != file.is_preliminary
    ]


def _build_one(result: KkrResult, stem: Path, order: Order, workshop: Workshop) -> None:
    """Write every format of one region beside ``stem``, and only those asked for."""
    mark = str(fingerprint_of(result))
    record = as_json(result)
    if "json" in order.formats:
        stem.with_suffix(".json").write_text(record, encoding="utf-8")
    if "xlsx" in order.formats:
        write_workbook(result, stem.with_suffix(".xlsx"), mark, workshop.style)
        add_to_package(stem.with_suffix(".xlsx"), record)
    if not order.needs_notebook:
        return
    document = Document(
        notebook=NOTEBOOK,
        parameters=order.notebook_parameters(result.region.slug),
        stem=stem,
        title=wording.title(result),
        description=wording.description(result),
        fingerprint=mark,
        record=record,
        computed=(mark,),
        charts=pictures.every_chart(result, look=workshop.style.look),
        made_at=made_at(result.election.as_of),
    )
    write_documents(document, order.formats, workshop)


def _overview_document(overview: Overview, folder: Path, order: Order, workshop: Workshop) -> Document:
    """Return the overview as a document; it has no fingerprint of its own, but names that of every KKR."""
    return Document(
        notebook=OVERVIEW,
        parameters={"term": order.term, "as_of": order.as_of.isoformat() if order.as_of else ""},
        stem=folder / overview.file_stem,
        title=overview_wording.title(overview),
        description=overview_wording.description(overview),
        fingerprint="",
        record="",
        computed=tuple(str(fingerprint_of(result)) for result in overview.results),
        charts=overview_pictures.every_chart(overview, workshop.style.look),
        made_at=made_at(overview.now.election.as_of),
    )
