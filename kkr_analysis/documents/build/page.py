"""One executed notebook as one self-contained HTML page, through the project's own nbconvert template."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from nbconvert import HTMLExporter, TemplateExporter
from nbformat import NotebookNode

from kkr_analysis.documents.build.contents import with_contents
from kkr_analysis.documents.whole_page import whole_page
from kkr_analysis.presentation.charts.drawing import in_page
from kkr_analysis.presentation.house_style import HouseStyle


class _PageExporter(HTMLExporter):
    """
    Fills the template, and leaves its result as it is.

    HTMLExporter parses the page once more to mark pictures as undescribed, which takes longer than the rest.
    """

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **options: Any) -> Any:
        return TemplateExporter.from_notebook_node(self, nb, resources, **options)


@cache
def _exporter() -> _PageExporter:
    """Return the exporter; its templates are compiled once for both editions."""
    with resources.as_file(resources.files("kkr_analysis.documents.build") / "templates") as templates:
        exporter = _PageExporter(  # type: ignore[no-untyped-call]
            template_name="bilag",
            extra_template_basedirs=[str(templates)],
            language_code="da",
            exclude_anchor_links=True,
            optimistic_validation=True,  # one check of the notebook, not one after each of a dozen steps
        )
        assert exporter.template.name  # noqa: S101 - read while the folder is there
        return exporter


def page(
    notebook: NotebookNode,
    *,
    title: str,
    description: str,
    keywords: str,
    record: str,
    style: HouseStyle,
    note: str = "",
) -> str:
    """
    Return the page, without code and without cells tagged ``analytiker`` or ``parameters``.

    ``record`` is the text of the JSON contract that the page carries, empty for a page without one. ``note``
    is printed at its foot.
    """
    body, _ = _exporter().from_notebook_node(notebook, resources={"drawing": in_page})
    return whole_page(
        with_contents(str(body)),
        title=title,
        description=description,
        keywords=keywords,
        record=record,
        style=style,
        note=note,
    )
