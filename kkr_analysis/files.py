"""Reading files: the bytes of a regular file up to a limit, and TOML as its entries."""

from __future__ import annotations

import errno
import os
import re
import stat
import tomllib
from typing import Any

from kkr_analysis.errors import MissingFileError, TomlError, UnreadableFileError, reason

LARGEST_FILE = 50_000_000
"""Bytes, unless the caller has a lower limit. The largest official file is under one million."""
LARGEST_TOML = 1_000_000

_WITHOUT_WAITING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer is opened at once
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
"""The place of a fault in the messages of ``tomllib``."""
_ADVICE = "Skriv hver nøgle én gang, tekst i anførselstegn og hele tal uden punktum."


def read_bounded(path: str | os.PathLike[str], largest: int = LARGEST_FILE) -> bytes:
    """
    Return the bytes of a regular file, or of a link to one, of at most ``largest`` bytes.

    A pipe, a device or a socket is never opened: that can block for ever or set something off. Anything that
    takes the file's place in between is opened without blocking, and not read.

    Raises UnreadableFileError, or MissingFileError if nothing is there; each is a KkrError with a Danish
    message and an OSError.
    """
    try:
        _refuse_other(path, os.stat(path), largest)  # noqa: PTH116 - faster than Path, and thousands are read
        with open(os.open(path, _WITHOUT_WAITING), "rb") as file:  # noqa: PTH123
            state = os.fstat(file.fileno())
            _refuse_other(path, state, largest)
            content = file.read(state.st_size + 1)
    except UnreadableFileError:
        raise
    except FileNotFoundError as fault:
        raise MissingFileError(path, reason(fault)) from None
    except OSError as fault:
        raise UnreadableFileError(path, reason(fault)) from None
    except ValueError:
        raise UnreadableFileError(path, "navnet har et tegn, som ingen fil kan have") from None
    if len(content) != state.st_size:
        raise UnreadableFileError(path, "den ændrer sig, mens den læses")
    return content


def toml_entries(content: bytes, source: str) -> dict[str, Any]:
    """
    Return the entries of a TOML file; ``source`` is what messages call it.

    Raises TomlError with the place of the fault if the content is not TOML in UTF-8, or is nested too deeply.
    """
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        row = content[: fault.start].count(b"\n") + 1
        what = "filen er ikke UTF-8. Gem den som UTF-8."
        raise TomlError(source, place=f"række {row}", what=what) from fault
    except (ValueError, RecursionError) as fault:
        found = _PLACE.search(str(fault))
        place = f"række {found[1]}, tegn {found[2]}" if found else ""
        raise TomlError(source, place=place, what=f"filen er ikke gyldig TOML. {_ADVICE}") from fault


def _refuse_other(path: str | os.PathLike[str], state: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, "", path)
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableFileError(path, "det er et rør eller en enhed og ikke en fil")
    if state.st_size > largest:
        size = f"{largest // 1_000_000} MB" if largest >= 1_000_000 else f"{largest // 1_000} kB"
        raise UnreadableFileError(path, f"den er på over {size}")
