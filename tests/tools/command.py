"""The command ``kkr`` in this process, and what starts a process of its own where that is the point."""

from __future__ import annotations

import re
import sys
from contextlib import chdir
from pathlib import Path
from subprocess import CompletedProcess

from click.testing import CliRunner

from kkr_analysis.cli.entry import run

ENGLISH = re.compile(
    r"\b(usage|options?|error|show|try|no such|not|missing|invalid|directory|denied|the|required|default)\b",
    re.IGNORECASE,
)
"""Words of the libraries that speak to an analyst when nobody translates them."""


def answer(*arguments: str | Path, encoding: str = "utf-8", **environment: str) -> CompletedProcess[str]:
    """Run a command in this process and folder, with output in an encoding; a bug is raised as it is."""
    with CliRunner(charset=encoding, env=environment).isolation() as (output, errors, _):
        status = run(list(map(str, arguments)))
        sys.stderr.flush()
    shown = "utf-8" if encoding == "ascii" else encoding
    written = (stream.getvalue().decode(shown) for stream in (output, errors))
    return CompletedProcess(list(arguments), status, *written)


def kkr(
    folder: Path, *arguments: str | Path, encoding: str = "utf-8", **environment: str
) -> CompletedProcess[str]:
    """Run a command in this process, in a folder."""
    with chdir(folder):
        return answer(*arguments, encoding=encoding, **environment)


def command(*arguments: str | Path) -> list[str]:
    """Return what starts a process of its own."""
    return [sys.executable, "-m", "kkr_analysis.cli", *map(str, arguments)]


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return everything in a folder, hidden entries too: the bytes of a file, None for a folder."""
    return {
        str(entry.relative_to(folder)): None if entry.is_dir() else entry.read_bytes()
        for entry in folder.rglob("*")
    }


def refused(folder: Path, *arguments: str | Path) -> str:
    """Run a command that must be refused with one message and nothing written, and return the message."""
    before = contents(folder)
    done = kkr(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr.startswith("Fejl: ")
    assert done.stderr.count("Fejl: ") == 1
    assert not ENGLISH.search(done.stderr), done.stderr
    assert contents(folder) == before
    return done.stderr.removeprefix("Fejl: ").strip()
