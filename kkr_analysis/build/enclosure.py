"""The enclosure (bilag) of one or more regions in every format, written all or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kkr_analysis.build.execute import own_ipython_folder, refuse_unknown, run_notebook
from kkr_analysis.build.index import INDEX, index_page
from kkr_analysis.build.kernels import Kernels
from kkr_analysis.build.order import FORMATS, Order
from kkr_analysis.build.page import page
from kkr_analysis.build.pdf import write_pdf
from kkr_analysis.contract import as_json
from kkr_analysis.fingerprint import fingerprint_of
from kkr_analysis.house_style import HouseStyle, read_house_style
from kkr_analysis.presentation import wording
from kkr_analysis.project import Project
from kkr_analysis.publishing import publish, staging
from kkr_analysis.result import PRELIMINARY_NAME, KkrResult
from kkr_analysis.workbook import write_workbook

NOTEBOOK = "bilag.ipynb"
KERNELS = 2
"""Notebooks that run at a time: each holds a kernel, and a kernel holds a core."""

Report = Callable[[str], None]


def build_enclosures(
    order: Order,
    results: Sequence[KkrResult],
    *,
    project: Project,
    output: Path,
    report: Report = lambda _: None,
) -> tuple[Path, ...]:
    """
    Build and publish ``<output>/<term>/kkr-<region>.<format>``; return the files.

    ``results`` are the order's, from ``compute``. Files of the same KKR with the other status are taken away.
    ``report`` is told the region's name when one is finished.

    Raises KkrError with a Danish message; nothing is written then.
    """
    if order.needs_notebook or order.parameters:
        refuse_unknown(project.notebooks / NOTEBOOK, order.notebook_parameters(""))

    kernels = Kernels()
    style = read_house_style(project.root)

    def build(result: KkrResult, folder: Path) -> None:
        build_one(result, folder / order.term / result.file_stem, order, project, kernels, style)
        report(result.region.name)

    with staging(output) as folder:
        (folder / order.term).mkdir()
        with own_ipython_folder(), ThreadPoolExecutor(KERNELS) as pool:
            try:
                running = [pool.submit(build, result, folder) for result in results]
                for finished in running:
                    finished.result()
            except BaseException:
                kernels.stop()
                raise
            finally:
                pool.shutdown(cancel_futures=True)
        old = outdated(results, output / order.term)
        regions = results[0].election.regions
        index = index_page(order.term, folder / order.term, output / order.term, old, regions, style)
        (folder / order.term / INDEX).write_text(index, encoding="utf-8")
        return publish(folder, output, outdated=old)


def outdated(results: Sequence[KkrResult], folder: Path) -> list[Path]:
    """Return what stands there of these KKR under the name for the other status: final, or preliminary."""
    stems = {
        stem
        for result in results
        for stem in (f"kkr-{result.region.slug}", f"kkr-{result.region.slug}{PRELIMINARY_NAME}")
        if stem != result.file_stem
    }
    return [
        path
        for stem in sorted(stems)
        for format_ in FORMATS
        if (path := folder / f"{stem}.{format_}").is_file()
    ]


def build_one(
    result: KkrResult, stem: Path, order: Order, project: Project, kernels: Kernels, style: HouseStyle
) -> None:
    """Write every format of one region beside ``stem``, and only those asked for."""
    if "json" in order.formats:
        stem.with_suffix(".json").write_text(as_json(result, str(fingerprint_of(result))), encoding="utf-8")
    if "xlsx" in order.formats:
        write_workbook(result, stem.with_suffix(".xlsx"), str(fingerprint_of(result)), style)
    if not order.needs_notebook:
        return
    executed = run_notebook(
        project.notebooks / NOTEBOOK,
        stem.with_suffix(".ipynb"),
        parameters=order.notebook_parameters(result.region.slug),
        folder=project.root,
        kernels=kernels,
    )
    html = page(
        executed,
        title=wording.title(result),
        description=wording.description(result),
        fingerprint=str(fingerprint_of(result)),
        style=style,
    )
    if "html" in order.formats:
        stem.with_suffix(".html").write_text(html, encoding="utf-8")
    if "pdf" in order.formats:
        write_pdf(html, stem.with_suffix(".pdf"), style.font)
    if "ipynb" not in order.formats:
        stem.with_suffix(".ipynb").unlink()
