"""The app of a project of its own, served as ``kkr app`` does, from its first line to its last."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from places import ROOT

APP = (
    "from kkr_analysis.app import server; server.MOST_KERNELS = {}; from kkr_analysis.cli import main; main()"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Where the app answers, its token, the project, the process, and the folder for temporary files."""

    address: str
    token: str
    root: Path
    pid: int
    temporary: Path


@contextmanager
def served_app(
    folder: Path, *, most_kernels: int = 10, end: signal.Signals = signal.SIGTERM
) -> Iterator[Served]:
    """Serve until the block ends; then nothing was said, and nothing is left of it."""
    root, temporary = folder / "projekt med mellemrum", folder / "tmp"
    for part in ("data", "notebooks"):
        shutil.copytree(ROOT / part, root / part)
    temporary.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with subprocess.Popen(
        [sys.executable, "-c", APP.format(most_kernels), "app", "--no-browser", "--port", port],
        cwd=root,
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"(http://127\.0\.0\.1:\d+)/\?token=(\S+)", line)
            assert found, line + (process.stderr.read() if process.stderr else "")
            yield Served(address=found[1], token=found[2], root=root, pid=process.pid, temporary=temporary)
        finally:
            process.send_signal(end)
            _, said = process.communicate(timeout=30)
    assert said.replace("Afbrudt. Intet er skrevet.", "").strip() == "", said
    assert list(temporary.iterdir()) == []
