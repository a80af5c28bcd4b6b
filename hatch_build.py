"""
A whole project comes along in the wheel, so that ``pip install`` is enough to compute and to begin.

``kkr_analysis/data/project.py`` reads it, and ``kkr init`` lays out a copy. An editable install has none: it
runs from the checkout, which is a project itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INTO = "kkr_analysis/carried_along"
FILES = (
    "data/raw/*.csv",
    "data/raw/*.toml",
    "data/raw/*/*.csv",
    "data/raw/*/*.toml",
    "data/eksempel/**/*.*",
    "notebooks/*.ipynb",
    "scenarier/*.toml",
    "husstil.toml",
)
"""Not the folders of meetings below an election: the names that a secretariat notes there stay with it."""


class CarriedAlong(BuildHookInterface[Any]):
    """Names the files, and where they lie in the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add them to a wheel; hatchling calls this before it builds one."""
        if version == "editable":
            return
        root = Path(self.root)
        for pattern in FILES:
            for file in sorted(root.glob(pattern)):
                build_data["force_include"][str(file)] = f"{INTO}/{file.relative_to(root).as_posix()}"
