"""Voilà with the limits of a page for one analyst: this computer only, and a bounded number of kernels."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import HTTPError, RequestHandler
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

MOST_KERNELS = 10
"""Pages at once; each has a kernel of some 100 MB."""


class Application(Voila):  # type: ignore[misc]
    """Voilà that reports its address in Danish, opens no browser, and answers to loopback names only."""

    ready: Callable[[int], None]
    """Called with the port when the server listens."""
    beside: Mapping[str, Path]
    """Notebooks that are served beside the first, each at an address of its own: "moede"."""

    def launch_browser(self) -> None:
        """Report the port; Voilà calls this once it listens."""
        self.ready(self.port)

    def init_handlers(self) -> list[Any]:
        """Refuse other host names first: a site may point its own name here (DNS rebinding)."""
        pages = [
            (f"/{address}", TornadoVoilaHandler, self._page(path)) for address, path in self.beside.items()
        ]
        return [Rule(_OtherHost(), _Refused), *pages, *super().init_handlers()]

    def _page(self, notebook: Path) -> dict[str, Any]:
        """Return what Voilà's own page is made with, for another notebook of the same folder."""
        return {
            "notebook_path": os.path.relpath(notebook, self.root_dir),
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }


class BoundedKernels(AsyncMappingKernelManager):
    """Starts at most MOST_KERNELS kernels; the next visitor is asked to come back, in ``503.html``."""

    _starting = 0

    async def start_kernel(self, **options: Any) -> str:  # type: ignore[override]
        """Start a kernel. Raises HTTPError (503) at the limit, kernels on their way included."""
        if len(self) + self._starting >= MOST_KERNELS:
            raise HTTPError(503)
        self._starting += 1
        try:
            return await super().start_kernel(**options)
        finally:
            self._starting -= 1


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


class _OtherHost(Matcher):
    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return None if _is_loopback(request.host_name.lower()) else {}


class _Refused(RequestHandler):
    def prepare(self) -> None:
        self.set_status(403)
        self.finish("Siden vises kun på denne computer. Åbn adressen fra terminalen.")
