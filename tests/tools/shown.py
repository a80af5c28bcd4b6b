"""What a notebook of the app shows once it is run, by a kernel of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient


def shown_by(notebook: Path) -> list[Any]:
    """Run a notebook in the current folder, and return the outputs of all its cells."""
    read = nbformat.read(notebook, as_version=4)
    NotebookClient(read, kernel_name="python3", shutdown_kernel="immediate").execute()
    return [output for cell in read.cells for output in cell.get("outputs", [])]
