"""How to name things to an analyst: the command ``kkr``, and files relative to the current folder."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path


def kkr_command() -> str:
    """Return "kkr" if it is on the PATH, as with conda; otherwise as it was called, or where make puts it."""
    if shutil.which("kkr"):
        return "kkr"
    called = Path(sys.argv[0])
    return shlex.quote(str(as_typed(called))) if called.stem == "kkr" else ".venv/bin/kkr"


def as_typed(path: Path) -> Path:
    """Return a path relative to the current folder if it is below it; otherwise unchanged."""
    here = Path(os.path.relpath(path))
    return path if here.parts[:1] == ("..",) else here
