"""One notebook as documents: it is run, made a page, and the page is written in the formats asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.execute import run_notebook
from kkr_analysis.documents.build.kernels import Kernels
from kkr_analysis.documents.build.names import figure_name
from kkr_analysis.documents.build.page import page
from kkr_analysis.documents.build.pdf import AttachedRecord, write_pdf
from kkr_analysis.documents.embedding import add_to_package
from kkr_analysis.documents.word import Properties, shown_in, write_document
from kkr_analysis.errors import BuildError
from kkr_analysis.presentation.carried import fingerprints_in
from kkr_analysis.presentation.charts.values import Chart
from kkr_analysis.presentation.house_style import HouseStyle

PAGES = frozenset({"html", "pdf", "docx", "ipynb"})
"""Formats that the notebook is run for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    A notebook with its parameters, and what the metadata of its files say.

    ``stem`` is the path of its files without the ending: a name may have no dot of its own.
    """

    notebook: str
    parameters: Mapping[str, Any]
    stem: Path
    title: str
    description: str
    fingerprint: str
    record: str
    """Text of the JSON contract, which every file carries; empty where there is none."""
    computed: tuple[str, ...]
    """Fingerprints of the results that the notebook has to be computed from."""
    charts: tuple[Chart, ...]
    made_at: datetime

    @property
    def attachment(self) -> AttachedRecord | None:
        """The record as a PDF carries it."""
        if not self.record:
            return None
        return AttachedRecord(name=f"{self.stem.name}.json", text=self.record, moment=self.made_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What every document is made with."""

    project: Project
    style: HouseStyle
    kernels: Kernels


def write_documents(document: Document, formats: Collection[str], workshop: Workshop) -> None:
    """Write the pictures and, where a format needs it, run the notebook and write its page."""
    images = {chart.name: chart.png for chart in document.charts} if {"png", "docx"} & set(formats) else {}
    _write_pictures(document, formats, images)
    if not set(formats) & PAGES:
        return
    executed = run_notebook(
        workshop.project.notebooks / document.notebook,
        document.stem.with_suffix(".ipynb"),
        parameters=document.parameters,
        folder=workshop.project.root,
        kernels=workshop.kernels,
    )
    _refuse_other_figures(executed, document)
    html = page(
        executed,
        title=document.title,
        description=document.description,
        fingerprint=document.fingerprint,
        record=document.record,
        style=workshop.style,
    )
    if "html" in formats:
        document.stem.with_suffix(".html").write_text(html, encoding="utf-8")
    if "pdf" in formats:
        write_pdf(html, document.stem.with_suffix(".pdf"), workshop.style.font, document.attachment)
    if "docx" in formats:
        write_document(
            shown_in(executed),
            document.stem.with_suffix(".docx"),
            properties=Properties(
                title=document.title, description=document.description, keywords=document.fingerprint
            ),
            pictures=images,
            created=document.made_at,
            style=workshop.style,
        )
        if document.record:
            add_to_package(document.stem.with_suffix(".docx"), document.record)
    if "ipynb" not in formats:
        document.stem.with_suffix(".ipynb").unlink()


def _refuse_other_figures(executed: NotebookNode, document: Document) -> None:
    if sorted(fingerprints_in(executed.cells)) != sorted(document.computed):
        raise BuildError(
            f"{document.notebook} har regnet på andre tal, end der bygges af, eller siger ikke hvilke. Intet "
            "er skrevet. Den celle, der henter tallene, skal bruge alle parametre fra parametercellen og "
            "slutte med display(stylesheet(), carried(...))."
        )


def _write_pictures(document: Document, formats: Collection[str], images: Mapping[str, bytes]) -> None:
    folder = document.stem.parent
    for chart in document.charts:
        if "svg" in formats:
            target = folder / figure_name(document.stem.name, chart.name, "svg")
            target.parent.mkdir(exist_ok=True)
            target.write_text(chart.svg, encoding="utf-8")
        if "png" in formats:
            target = folder / figure_name(document.stem.name, chart.name, "png")
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(images[chart.name])
