"""Break an operation at every call that changes a folder: by a kill, by a fault of the system, by Ctrl-C."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kkr_analysis.errors import KkrError

CHANGES = ("rename", "replace", "unlink", "link", "fsync", "mkdir", "rmdir")
"""The functions of ``os`` that everything written to a folder ends with."""
KILLED = 99


def counted(monkeypatch: pytest.MonkeyPatch, number: int, strike: Callable[[], None]) -> list[str]:
    """Strike before the change with that number; return the list of changes, which grows as they are made."""
    made: list[str] = []

    def striking(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*arguments: object, **options: object) -> object:
            made.append(name)
            if len(made) == number:
                strike()
            return real(*arguments, **options)

        return call

    for name in CHANGES:
        monkeypatch.setattr(os, name, striking(name))
    return made


def killed_at(number: int, operation: Callable[[], object]) -> bool:
    """Run an operation in a process that is killed before a change; False where it was done before that."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            counted(pytest.MonkeyPatch(), number, lambda: os._exit(KILLED))
            operation()
            code = 0
        finally:
            os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, KILLED), f"change {number}: the operation failed"
    return status == KILLED


def broken_at(number: int, operation: Callable[[], object], fault: BaseException) -> bool:
    """Run an operation with a fault at a change; False where it was done before that, and had none."""

    def strike() -> None:
        raise fault

    with pytest.MonkeyPatch.context() as patched:
        made = counted(patched, number, strike)
        with suppress(KkrError, OSError, KeyboardInterrupt):
            operation()
    return len(made) >= number


def full_disk() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


def seen(*folders: Path) -> dict[str, bytes]:
    """Return every file below the folders that an analyst sees, and what it holds."""
    return {
        str(path): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def hidden(*folders: Path) -> list[str]:
    """Return what was left behind."""
    return [str(path) for folder in folders for path in folder.rglob(".kkr-*")]
