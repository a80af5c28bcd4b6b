"""Where a project keeps its figures, notebooks and reports: the nearest folder that contains ``data/raw``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.errors import ProjectNotFoundError


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of a project; ``root`` is absolute."""

    root: Path

    @property
    def data(self) -> Path:
        """The figures as received."""
        return self.root / "data" / "raw"

    @property
    def examples(self) -> Path:
        """The example of a meeting: a folder with what ``data`` has below an election, for a region."""
        return self.root / "data" / "eksempel"

    @property
    def notebooks(self) -> Path:
        """The notebooks that reports are made from."""
        return self.root / "notebooks"


def find_project(start: Path | None = None) -> Project:
    """
    Return the project of a folder (the current one by default) or the nearest folder above it.

    Raises ProjectNotFoundError.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "data" / "raw").is_dir() and (folder / "notebooks").is_dir():
            return Project(folder)
    raise ProjectNotFoundError(
        f"Fandt ingen mappe med både data/raw og notebooks i {here} eller en mappe over den. "
        "Gå til projektets mappe med cd, og prøv igen."
    )
