"""Kernels that read none of the analyst's own IPython settings."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kkr_analysis.data.holding import temporary_folder

KERNEL_CONFIGURATION = "c = get_config()\nc.IPKernelApp.log_level = 40\n"


def write_profile(folder: Path) -> None:
    """Write the settings of our kernels in an IPython folder."""
    profile = folder / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL_CONFIGURATION, encoding="utf-8")


@contextmanager
def own_ipython_folder() -> Iterator[None]:
    """
    Give the kernels an IPython folder of their own.

    The analyst's start-up files stay out, so that a report depends on none, and the kernel's remarks
    about itself stay off the terminal.
    """
    before = os.environ.get("IPYTHONDIR")
    with temporary_folder("kkr-kernel-", Path(tempfile.gettempdir())) as folder:
        write_profile(folder)
        os.environ["IPYTHONDIR"] = str(folder)
        try:
            yield
        finally:
            if before is None:
                os.environ.pop("IPYTHONDIR")
            else:
                os.environ["IPYTHONDIR"] = before
