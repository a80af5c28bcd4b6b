"""
Kernels that run the notebooks: forked from a process that has loaded what they need, or started as usual.

``Kernel`` is forked before its process has any thread, socket or event loop, and waits. jupyter_client asks a
*provisioner* for every kernel that it starts; ours gives the order to the one that waits.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from kkr_analysis.documents.build.workers import CAN_FORK, end_with_parent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What a waiting kernel is given when it is needed."""

    arguments: Sequence[str]
    environment: dict[str, str]
    folder: Path


class _WaitingKernel:
    """A forked process that becomes a kernel on order; the other methods mirror ``subprocess.Popen``."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        orders, self._orders = context.Pipe(duplex=False)
        self._process = context.Process(target=_become_kernel, args=(orders,))
        self._process.start()
        orders.close()

    def become(self, order: _Order) -> None:
        """Give the process its order."""
        self._orders.send(order)

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid or 0

    def poll(self) -> int | None:
        """Return its exit status; None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for it to end, and return its exit status."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class _ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by giving its order to the process that waits."""

    waiting: _WaitingKernel

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Pass on what would have been its command line, environment and folder."""
        environment = dict(options.get("env") or os.environ)
        folder = Path(options.get("cwd") or Path.cwd())
        self.waiting.become(_Order(arguments=cmd[cmd.index("-f") :], environment=environment, folder=folder))
        self.process = self.waiting  # type: ignore[assignment]
        self.pid = self.waiting.pid
        return self.connection_info


def kernel_manager(environment: Mapping[str, str] | None = None) -> type[AsyncKernelManager]:
    """
    Return a class of managers for one kernel, forked now where that is safe: in a process with no threads.

    A kernel that is not forked is a new process with nothing loaded. ``environment`` is added to its own.
    """

    class Ordinary(AsyncKernelManager):
        """Manages a kernel whose environment has more than that of this process."""

        async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
            options["env"] = {**(options.get("env") or os.environ), **(environment or {})}
            await super().start_kernel(**options)

    if not CAN_FORK or threading.active_count() > 1:
        return Ordinary
    waiting_kernel = _WaitingKernel()

    class Manager(Ordinary):
        """Manages the kernel that waits."""

        async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
            self.kernel_id = self.kernel_id or str(uuid.uuid4())
            self.provisioner = _ForkedProvisioner(
                kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )
            self.provisioner.waiting = waiting_kernel
            await super().start_kernel(**options)

    return Manager


def _become_kernel(orders: Connection) -> None:
    """Wait for the order in the forked process, then serve as the kernel of one notebook."""
    end_with_parent()
    order: _Order = orders.recv()
    os.environ.clear()
    os.environ.update(order.environment)
    os.chdir(order.folder)

    # Nobody steps through a build, and ipykernel does without its debugger where there is none to import.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    from ipykernel.kernelapp import launch_new_instance

    # A kernel without a known parent prints on standard output how to connect to it.
    launch_new_instance([*order.arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
