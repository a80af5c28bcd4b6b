"""What a fault in the files quotes: text as found, and the command that confirms a change."""

from __future__ import annotations

import shlex
from pathlib import Path

from kkr_analysis.data.command import as_typed, kkr_command
from kkr_analysis.errors import TomlError

LONGEST_QUOTE = 80


def quoted(text: str) -> str:
    """The text as found, with invisible characters made visible, cut off where it is very long."""
    return repr(text) if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]!r} …"


def not_toml(error: TomlError) -> str:
    """Say that a file is not TOML, and where it fails."""
    return f"noget, der ikke er gyldig TOML i UTF-8{f' ({error.place})' if error.place else ''}"


def seal_command(path: Path) -> str:
    """Return the command that confirms a change of the file, as it can be typed in the current folder."""
    return f'{kkr_command()} seal {shlex.quote(as_typed(path).as_posix())} --note "hvorfor"'
