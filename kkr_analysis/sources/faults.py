"""What a fault in the files quotes: text as found, and the command that confirms a change."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from kkr_analysis.command import kkr_command

LONGEST_QUOTE = 80


def quoted(text: str) -> str:
    """The text as found, with invisible characters made visible and cut off where it is very long."""
    return repr(text) if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]!r} …"


def seal_command(path: Path) -> str:
    """Return the command that confirms a change of the file, as it can be typed in the current folder."""
    here = Path(os.path.relpath(path))
    shown = path if here.parts[:1] == ("..",) else here
    return f'{kkr_command()} seal {shlex.quote(shown.as_posix())} --note "hvorfor"'
