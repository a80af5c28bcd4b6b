"""Run a notebook with papermill, and refuse parameters that it does not have."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from kkr_analysis.errors import BuildError, MissingFileError, UnknownChoiceError
from kkr_analysis.files import read_bounded

logging.getLogger("papermill").addHandler(logging.NullHandler())  # what goes wrong is said once, in Danish

INJECTED = "injected-parameters"
"""How papermill tags the cell that it puts in, with a new id each time."""
OPEN_IT = "Intet er skrevet. Åbn notebooken i JupyterLab, og kør cellerne én for én for at se fejlen."


def run_notebook(
    notebook: Path, *, parameters: Mapping[str, Any], folder: Path, manager: type[AsyncKernelManager]
) -> NotebookNode:
    """
    Run ``notebook`` in ``folder`` with ``parameters`` and return it, without times.

    ``manager`` is the class that starts its kernel.

    Raises UnknownChoiceError for a parameter that the notebook does not have, BuildError for a notebook
    that is missing, cannot be read or fails.
    """
    refuse_unknown(notebook, parameters)
    try:
        with closing(ensure_event_loop()):
            executed = papermill.execute_notebook(
                notebook,
                None,  # papermill would write it anew before and after every cell
                parameters=dict(parameters),
                kernel_name="python3",
                kernel_manager_class=manager,
                cwd=folder,
                progress_bar=False,
                shutdown_kernel="immediate",
            )
    except PapermillExecutionError as failure:
        raise BuildError(
            f"{notebook.name}, celle {failure.cell_index + 1}: {failure.ename}: {failure.evalue}. {OPEN_IT}"
        ) from failure
    except RuntimeError as failure:
        raise BuildError(f"{notebook.name}: kernen, der kører cellerne, er stoppet. {OPEN_IT}") from failure
    return _without_run(executed)


def _without_run(notebook: NotebookNode) -> NotebookNode:
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = f"{INJECTED}-{number}"
    return notebook


def refuse_unknown(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """
    Compare the parameters with those in the notebook's cell tagged ``parameters``.

    papermill itself only warns, and the notebook then runs with its defaults.
    """
    try:
        read_bounded(notebook)  # papermill reads it, but would wait for a pipe
        known = sorted(papermill.inspect_notebook(notebook))
    except MissingFileError:
        raise BuildError(
            f"Notebooken {notebook} findes ikke. Intet er skrevet. Lav et nyt projekt med "
            "kkr init MAPPE, og hent den dér."
        ) from None
    except (nbformat.ValidationError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BuildError(
            f"{notebook} kan ikke læses: filen er ikke en gyldig notebook. Intet er skrevet. Hent filen igen."
        ) from fault
    for name in parameters:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Mente du {near[0]!r}? " if near else ""
            raise UnknownChoiceError(
                f"{notebook.name} har ingen parameter {name!r}. {hint}Den har: {', '.join(known) or 'ingen'}."
            )
