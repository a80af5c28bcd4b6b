"""What an analyst types: the command ``kkr``, and files as they are named in the current folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def kkr_command() -> str:
    """Return "kkr" where that is on the PATH, as with conda, and otherwise its place after make."""
    return "kkr" if shutil.which("kkr") else ".venv/bin/kkr"


def as_typed(path: Path) -> Path:
    """Return a path relative to the current folder where it lies below it."""
    here = Path(os.path.relpath(path))
    return path if here.parts[:1] == ("..",) else here
