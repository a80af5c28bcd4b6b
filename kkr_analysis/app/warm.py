"""
Loaded kernels that wait for the next page, which then shows its first picture over a second sooner.

A page takes the one waiting, and another is started for the page after it. None serves two pages.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "kkr-warm"
PARENT = "JPY_PARENT_PID"
"""Tells a kernel the process to end with."""
LAUNCHER = "ipykernel_launcher"
PAUSE = 10.0
"""Seconds before the kernel for the next page is started, so as not to slow the page just opened."""
CAN_WAIT = sys.platform != "win32"
"""On Windows a kernel is given its parent at its start, so none can be started in advance."""


class WarmProvisioner(LocalProvisioner):
    """Hands out the waiting kernel, or starts one the ordinary way."""

    folder: ClassVar[Path | None] = None
    waiting: ClassVar[subprocess.Popen[str] | None] = None

    @classmethod
    def start_waiting(cls) -> None:
        """Start the kernel for the next page, unless one is waiting."""
        if CAN_WAIT and cls.folder is not None and (cls.waiting is None or cls.waiting.poll() is not None):
            cls.waiting = subprocess.Popen(
                [sys.executable, "-m", "kkr_analysis.app.waiting_kernel"],
                cwd=cls.folder,
                env=os.environ | {PARENT: str(os.getpid())},
                stdin=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )

    @classmethod
    def end_waiting(cls) -> None:
        """End the kernel that no page has taken."""
        cls.folder = None
        process, cls.waiting = cls.waiting, None
        if process is not None:
            process.kill()
            process.communicate()

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Give the waiting kernel its order; without one, start a kernel by the command."""
        process = self.taken() if cmd[:3] == [sys.executable, "-m", LAUNCHER] else None
        asyncio.get_running_loop().call_later(PAUSE, self.start_waiting)
        if process is None:
            return await super().launch_kernel(cmd, **options)
        environment = dict(options.get("env") or os.environ)
        order = {
            "arguments": cmd[3:],
            "environment": environment | {PARENT: str(os.getpid())},
            "folder": str(options.get("cwd") or Path.cwd()),
        }
        assert process.stdin is not None  # noqa: S101
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.close()
        self.process, self.pid, self.pgid = process, process.pid, os.getpgid(process.pid)
        return self.connection_info

    @classmethod
    def taken(cls) -> subprocess.Popen[str] | None:
        """Take the waiting kernel, if there is one and it is alive."""
        process, cls.waiting = cls.waiting, None
        return process if process is not None and process.poll() is None else None


def use(folder: Path) -> None:
    """Have every kernel of this process provisioned warm, and start the first one in ``folder``."""
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{WarmProvisioner.__name__}", KernelProvisionerFactory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME
    WarmProvisioner.folder = folder
    WarmProvisioner.start_waiting()
