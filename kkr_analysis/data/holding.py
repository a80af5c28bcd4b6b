"""
Folders that a process holds while it lives: temporary ones of its own, and shared ones.

The system releases a hold when the process ends, however it ends; a folder that nobody holds was left by a
dead process.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from kkr_analysis.errors import BuildError

PATIENCE = 30.0
"""Seconds to wait for another process; publishing takes less than one."""

if sys.platform == "win32":

    def _hold(folder: Path) -> int:
        """Hold a folder by a file that the system deletes with the process; BlockingIOError if it is held."""
        try:
            return os.open(folder / ".kkr-i-brug", os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
        except (FileExistsError, PermissionError):
            raise BlockingIOError from None

else:
    import fcntl

    def _hold(folder: Path) -> int:
        """Hold a folder by a lock on the folder itself; BlockingIOError if another does."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(handle)
            raise
        return handle


@contextmanager
def temporary_folder(prefix: str, where: Path) -> Iterator[Path]:
    """
    Give a new folder below ``where``, and remove it whatever happens.

    Folders with this ``prefix`` that dead processes left there are removed first; on a disk without locks
    they cannot be told apart, and stay. Raises OSError if none can be made.
    """
    for left in where.glob(f"{prefix}*"):
        with suppress(OSError):
            os.close(_hold(left))
            shutil.rmtree(left, ignore_errors=True)
    with ExitStack() as held:
        while True:
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=where))
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            with suppress(OSError):
                held.callback(os.close, _hold(folder))
            if folder.is_dir():  # else another process removed it as left behind, before it was held
                break
        yield folder


@contextmanager
def held_alone(folder: Path) -> Iterator[None]:
    """
    Hold the folder so that no other process can, waiting for one that does.

    Raises BuildError if that takes too long.
    """
    until = time.monotonic() + PATIENCE
    with ExitStack() as held:
        while True:
            try:
                held.callback(os.close, _hold(folder))
            except BlockingIOError:
                if time.monotonic() > until:
                    raise BuildError(
                        f"Et andet kkr skriver i {folder}. Intet er ændret. Vent, til det er færdigt, "
                        "og prøv igen."
                    ) from None
                time.sleep(0.02)
                continue
            except OSError:  # a disk without locks
                pass
            break
        yield
