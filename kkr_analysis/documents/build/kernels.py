"""The kernels that run the notebooks of one build, so that an interrupted build can end them at once."""

from __future__ import annotations

from typing import Any

from jupyter_client.manager import AsyncKernelManager


class Kernels:
    """
    Kernels started by managers of the class ``manager``.

    ``stop`` kills those that run, and lets no other start. A notebook whose kernel is killed fails.
    """

    def __init__(self) -> None:
        started: list[AsyncKernelManager] = []
        self._started = started
        self._is_stopped = False
        stop_late = self._stop_late

        class Manager(AsyncKernelManager):
            """Starts a kernel, and remembers it."""

            async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
                started.append(self)
                await super().start_kernel(**options)
                stop_late()

        self.manager = Manager

    def stop(self) -> None:
        """Kill every kernel that runs; one that is just starting is killed when it has started."""
        self._is_stopped = True
        for manager in self._started:
            process = getattr(manager.provisioner, "process", None)
            if process is not None:
                process.kill()

    def _stop_late(self) -> None:
        if self._is_stopped:
            self.stop()
