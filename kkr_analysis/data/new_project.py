"""``kkr init``: a project of one's own, laid out from the one that came along with the package."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kkr_analysis.danish import listed
from kkr_analysis.data.project import RULES, what_came_along
from kkr_analysis.data.publishing import publish, sole_writer, staging
from kkr_analysis.errors import BuildError
from kkr_analysis.files import read_bounded
from kkr_analysis.rules import RuleShelf

COPIED = (
    "data/raw/*.csv",
    "data/raw/*.toml",
    "data/raw/*/*.csv",
    "data/raw/*/*.toml",
    "data/eksempel/**/*.*",
    "notebooks/*.ipynb",
    "scenarier/*.toml",
    "husstil.toml",
)
"""
What is copied; hatch_build.py puts the same files into the wheel.

Not the folders of meetings below an election: what a secretariat notes there has names, and stays with it.
"""
WRITTEN = {"README.md": "projekt.md", f"{RULES}/README.md": "regler.md", ".gitignore": "gitignore"}
"""What is written for a new project, and from which template."""
MAKES_A_PROJECT = ("data/raw", "notebooks")
"""Folders that are laid out whole or not at all: figures of two origins do not mix."""
_TEMPLATES = resources.files("kkr_analysis.data") / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """The files written, and those that existed already and were left alone; paths below the folder."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def lay_out_project(folder: Path) -> NewProject:
    """
    Write a project into a folder, new or not, all of it or nothing; no existing file is changed.

    Raises BuildError for a folder that is a project already or cannot be written, and ProjectNotFoundError
    where the package has lost what came along.
    """
    for part in MAKES_A_PROJECT:
        if os.path.lexists(folder / part):
            raise BuildError(
                f"{folder} har allerede {part}. Intet er skrevet. Brug det projekt, eller vælg en ny mappe."
            )
    files = _files(what_came_along().root)
    new = {name: content for name, content in files.items() if not os.path.lexists(folder / name)}
    with staging(folder, what="Projektet", option="kkr init MAPPE") as staged, sole_writer(folder):
        for name, content in new.items():
            target = staged / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        publish(staged, folder)
    return NewProject(written=tuple(new), kept=tuple(name for name in files if name not in new))


def _files(came_along: Path) -> Mapping[str, bytes]:
    """Return the files of a new project by their names below its folder."""
    found = {path for pattern in COPIED for path in came_along.glob(pattern)}
    copied = {
        path.relative_to(came_along).as_posix(): read_bounded(path)
        for path in sorted(found)
        if not any(part.startswith(".") for part in path.relative_to(came_along).parts)
    }
    terms = listed(term.replace("-", "–") for term in RuleShelf().known_terms())
    written = {
        name: (_TEMPLATES / template).read_text(encoding="utf-8").replace("{terms}", terms).encode()
        for name, template in WRITTEN.items()
    }
    return copied | written
