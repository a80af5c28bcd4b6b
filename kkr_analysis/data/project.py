"""
Where a project keeps its figures, rules, notebooks and reports, and the one that came along with the package.

A project is a folder that has ``data/raw`` and ``notebooks``. Whoever writes works in one of their own, the
nearest; whoever only computes may do without one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kkr_analysis.errors import ProjectNotFoundError
from kkr_analysis.rules import RuleShelf

RULES = "regler"
FIGURES = "KKR_DATA"
"""
The environment variable that names another folder of figures than the project's own.

It is how the option ``--data`` reaches the kernel of a notebook, where ``load_result`` reads it.
"""
CARRIED = "carried_along"
"""The folder of the package where the wheel has a whole project: see pyproject.toml."""


@dataclass(frozen=True, slots=True)
class Project:
    """
    The folders of a project; ``root`` is absolute.

    ``figures`` is another folder of figures than its own.
    """

    root: Path
    figures: Path | None = None

    @property
    def data(self) -> Path:
        """The figures as received."""
        return self.figures or self.root / "data" / "raw"

    @property
    def examples(self) -> Path:
        """The example of a meeting: a folder with what ``data`` has below an election, for a region."""
        return self.root / "data" / "eksempel"

    @property
    def notebooks(self) -> Path:
        """The notebooks that reports are made from."""
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        """Where reports are written, unless another folder is asked for; it need not be there."""
        return self.root / "reports"

    @property
    def rule_files(self) -> Path:
        """The project's own rule files, each named after its term; the folder need not be there."""
        return self.root / RULES

    @property
    def rules(self) -> RuleShelf:
        """The rules that count here: the project's own before those of the package."""
        return RuleShelf(self.rule_files)

    @property
    def environment(self) -> dict[str, str]:
        """What a process that starts in ``root`` has to be told to read the same files."""
        return {FIGURES: str(self.figures)} if self.figures else {}


def find_project(start: Path | str | None = None) -> Project:
    """
    Return the project of a folder (the current one by default) or the nearest folder above it.

    Raises ProjectNotFoundError.
    """
    here = Path(start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if _is_project(folder) and folder != _carried():
            return Project(folder, _figures())
    raise ProjectNotFoundError(
        f"Fandt ingen mappe med både data/raw og notebooks i {here} eller en mappe over den. "
        "Gå til projektets mappe med cd, angiv den med --project, eller lav et projekt med kkr init MAPPE."
    )


def project_at(folder: Path) -> Project:
    """Return the project that is this very folder. Raises ProjectNotFoundError for one that is none."""
    if not _is_project(folder) or folder.resolve() == _carried():
        raise ProjectNotFoundError(
            f"{folder} er ikke et projekts mappe: en sådan har både data/raw og notebooks. Angiv en anden, "
            "eller lav et projekt med kkr init MAPPE."
        )
    return Project(folder.resolve(), _figures())


def what_came_along() -> Project:
    """
    Return the project that came with the package: the wheel's, or the checkout that the package runs from.

    It is for reading. Raises ProjectNotFoundError where the package has lost it.
    """
    for folder in (_carried(), _carried().parents[1]):
        if _is_project(folder):
            return Project(folder, _figures())
    raise ProjectNotFoundError(
        "Tallene, der følger med kkr, mangler. Installér igen med: pip install --force-reinstall kkr-analysis"
    )


def nearest_project(start: Path | None = None) -> Project:
    """Return the project of a folder or above it, and where there is none what came along; for reading."""
    try:
        return find_project(start)
    except ProjectNotFoundError:
        return what_came_along()


def _is_project(folder: Path) -> bool:
    return (folder / "data" / "raw").is_dir() and (folder / "notebooks").is_dir()


def _carried() -> Path:
    return Path(str(resources.files("kkr_analysis"))).resolve() / CARRIED


def _figures() -> Path | None:
    named = os.environ.get(FIGURES)
    return Path(named).resolve() if named else None
