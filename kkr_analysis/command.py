"""How an analyst calls the command ``kkr``, for messages that say what to type."""

from __future__ import annotations

import shutil


def kkr_command() -> str:
    """Return "kkr" where that is on the PATH, as with conda, and otherwise its place after make."""
    return "kkr" if shutil.which("kkr") else ".venv/bin/kkr"
