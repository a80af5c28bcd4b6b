"""Kernels that read none of the analyst's own IPython settings."""

from __future__ import annotations

from pathlib import Path

KERNEL_CONFIGURATION = "c = get_config()\nc.IPKernelApp.log_level = 40\n"


def write_profile(folder: Path) -> None:
    """
    Write the settings of our kernels in an IPython folder of their own, for IPYTHONDIR.

    The analyst's start-up files stay out, so that a report depends on none, and the kernel's remarks
    about itself stay off the terminal.
    """
    profile = folder / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL_CONFIGURATION, encoding="utf-8")
