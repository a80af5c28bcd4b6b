"""One executed notebook as one self-contained HTML page, through the project's own nbconvert template."""

from __future__ import annotations

from importlib import resources

from nbconvert import HTMLExporter
from nbformat import NotebookNode

from kkr_analysis.documents.build.contents import with_contents
from kkr_analysis.documents.embedding import html_record
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.masthead import masthead
from kkr_analysis.presentation.style_sheet import css
from kkr_analysis.presentation.wording import unbroken


def page(
    notebook: NotebookNode, *, title: str, description: str, fingerprint: str, record: str, style: HouseStyle
) -> str:
    """
    Return the page; code stays out of it, and so do cells tagged ``analytiker`` or ``parameters``.

    ``record`` is the text of the JSON contract that the page carries, empty for a page without one.
    """
    with resources.as_file(resources.files("kkr_analysis.documents.build") / "templates") as templates:
        exporter = HTMLExporter(
            template_name="bilag",
            extra_template_basedirs=[str(templates)],
            language_code="da",
            exclude_anchor_links=True,
        )
        html, _ = exporter.from_notebook_node(
            notebook,
            resources={
                "title": title,
                "description": description,
                "fingerprint": fingerprint,
                "record": html_record(record) if record else "",
                "css": css(style),
                "author": style.author,
                "masthead": masthead(style).source,
            },
        )
    return with_contents(unbroken(str(html)))
