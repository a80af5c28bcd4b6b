"""The one form in which a fault in the files is told: where, what was found and expected, what to do."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from kkr_analysis.command import kkr_command

LONGEST_QUOTE = 80


def quoted(text: str) -> str:
    """The text as found, with invisible characters made visible and cut off where it is very long."""
    return repr(text) if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]!r} …"


def fault_sentence(
    file: str, *, found: str, expected: str, next_step: str, row: int | None = None, column: str | None = None
) -> str:
    """Return one fault as one Danish message. Row 1 is the header, so the first row of figures is row 2."""
    place = [file]
    if row is not None:
        place.append(f"række {row}")
    if column is not None:
        place.append(f"kolonne '{column}'")
    return f"{', '.join(place)}: fandt {found}, ventede {expected}. {next_step}"


def seal_command(path: Path) -> str:
    """Return the command that confirms a change of the file, as it can be typed in the current folder."""
    here = Path(os.path.relpath(path))
    shown = path if here.parts[:1] == ("..",) else here
    return f'{kkr_command()} seal {shlex.quote(shown.as_posix())} --note "hvorfor"'
