"""The enclosure (bilag) of one or more regions in every format, written all or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kkr_analysis.allocation import Alliance
from kkr_analysis.build.execute import own_ipython_folder, refuse_unknown, run_notebook
from kkr_analysis.build.kernels import Kernels
from kkr_analysis.build.page import page
from kkr_analysis.build.pdf import write_pdf
from kkr_analysis.build.publish import publish, staging
from kkr_analysis.contract import as_json
from kkr_analysis.presentation import wording
from kkr_analysis.project import Project
from kkr_analysis.result import KkrResult, calculate
from kkr_analysis.rules import rule_set
from kkr_analysis.sources import load_election

FORMATS = ("html", "pdf", "json", "ipynb")
NOTEBOOK = "bilag.ipynb"
KERNELS = 2
"""Notebooks that run at a time: each holds a kernel, and a kernel holds a core."""

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    What to build: regions by slug, a term, formats.

    ``alliances`` are the declared ones ("C+V"); ``parameters`` are the notebook's beyond region, term and
    alliances.
    """

    regions: Sequence[str]
    term: str
    formats: Sequence[str] = FORMATS
    alliances: Sequence[str] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def notebook_parameters(self, region: str) -> dict[str, Any]:
        """Return what the notebook is run with for a region."""
        chosen = {"region": region, "term": self.term, "alliances": list(self.alliances)}
        return chosen | dict(self.parameters)

    @property
    def needs_notebook(self) -> bool:
        """Whether a format is asked for that comes from the notebook; the JSON does not."""
        return any(format_ != "json" for format_ in self.formats)


def build_enclosures(
    order: Order, *, project: Project, output: Path, report: Report = lambda _: None
) -> tuple[Path, ...]:
    """
    Build and publish ``<output>/<term>/kkr-<region>.<format>``; return the files.

    ``report`` is told the region's name when one is finished.

    Raises KkrError with a Danish message; nothing is written then.
    """
    rules = rule_set(order.term)
    election = load_election(project.data, rules.election)
    alliances = [Alliance.parse(text) for text in order.alliances]
    results = [calculate(election, region, rules, alliances=alliances) for region in order.regions]
    if order.needs_notebook or order.parameters:
        refuse_unknown(project.notebooks / NOTEBOOK, order.notebook_parameters(""))

    kernels = Kernels()

    def build(result: KkrResult, folder: Path) -> None:
        build_one(result, folder / order.term / f"kkr-{result.region.slug}", order, project, kernels)
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
        return publish(folder, output)


def build_one(result: KkrResult, stem: Path, order: Order, project: Project, kernels: Kernels) -> None:
    """Write every format of one region beside ``stem``, and only those asked for."""
    if "json" in order.formats:
        stem.with_suffix(".json").write_text(as_json(result), encoding="utf-8")
    if not order.needs_notebook:
        return
    executed = run_notebook(
        project.notebooks / NOTEBOOK,
        stem.with_suffix(".ipynb"),
        parameters=order.notebook_parameters(result.region.slug),
        folder=project.root,
        kernels=kernels,
    )
    html = page(executed, title=wording.title(result))
    if "html" in order.formats:
        stem.with_suffix(".html").write_text(html, encoding="utf-8")
    if "pdf" in order.formats:
        write_pdf(html, stem.with_suffix(".pdf"))
    if "ipynb" not in order.formats:
        stem.with_suffix(".ipynb").unlink()
