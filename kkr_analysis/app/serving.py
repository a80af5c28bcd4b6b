"""Serve the explorer's notebook through Voilà, on this machine alone."""

from __future__ import annotations

import logging
import os
import secrets
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from kkr_analysis.documents.ipython_folder import own_ipython_folder
from kkr_analysis.errors import BuildError

if TYPE_CHECKING:
    from traitlets.config import Config

ADDRESS = "127.0.0.1"
PORT = 8866
TEMPLATE = "kkr"
WIDGETS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]
"""The extensions that the page needs; others that are installed are left out."""
SILENT = ("tornado.access", "tornado.general", "ServerApp", "jupyter_server")
"""Who writes an English line for every page that is refused or pinged; a fault of ours is told by others."""
IDLE_SECONDS = 600
"""After so long without a page, the kernel of a page that was closed is ended."""


def serve(notebook: Path, *, port: int = PORT, ready: Callable[[str], None]) -> None:
    """
    Serve a notebook until interrupted; ``ready`` is told the address when the page can be asked for.

    It listens on the loopback address only, and only who has the address with its token gets an answer:
    other users of the machine, and other pages in the browser, do not. Every page has a kernel of its own.
    Where the port is taken, one near it is used.

    Raises BuildError where the notebook is missing or nothing can be listened on.
    """
    if not notebook.is_file():
        raise BuildError(f"Notebooken {notebook} findes ikke. Hent projektet igen.")
    templates = str(resources.files("kkr_analysis.app"))
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [templates, os.environ.get("JUPYTER_PATH")]))
    os.environ["JUPYTER_NO_CONFIG"] = "1"

    token = secrets.token_urlsafe(24)

    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").addFilter(is_not_of_a_page_left)
    with own_ipython_folder(), warm_kernels(notebook.parent):
        from voila.app import Voila

        class Application(Voila):  # type: ignore[misc]
            """Voilà that says in Danish where it is, and opens nothing itself."""

            def launch_browser(self) -> None:
                """Tell the address; called when the server listens."""
                ready(f"http://{ADDRESS}:{self.port}/?token={token}")

        application = Application(config=settings(notebook, port=port, token=token))
        try:
            application.initialize([])
            application.start()
        except SystemExit as fault:
            raise BuildError(
                f"Ingen port ved {port} er ledig. Vælg en anden med --port, for eksempel --port 9000."
            ) from fault


def is_not_of_a_page_left(record: logging.LogRecord) -> bool:
    """Whether a line tells of anything but an answer that came when its page had been closed."""
    fault = record.exc_info[1] if record.exc_info else None
    return type(fault).__name__ not in ("WebSocketClosedError", "StreamClosedError")


@contextmanager
def warm_kernels(folder: Path) -> Iterator[None]:
    """Keep a loaded kernel waiting in ``folder`` for the next page; the first one before Voilà is loaded."""
    from kkr_analysis.app import warm

    warm.use(folder)
    try:
        yield
    finally:
        warm.WarmProvisioner.end_waiting()


def settings(notebook: Path, *, port: int, token: str) -> Config:
    """Return Voilà's settings: our page, no other files, and nothing of the analyst's own configuration."""
    from traitlets.config import Config

    return Config(
        {
            "Voila": {
                "notebook_path": str(notebook.resolve()),
                "ip": ADDRESS,
                "port": port,
                "token": token,
                "open_browser": True,
                "config_file_paths": [],
                "log_level": "CRITICAL",
            },
            "VoilaConfiguration": {
                "template": TEMPLATE,
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "file_allowlist": [],
                "extension_allowlist": WIDGETS,
            },
            "MappingKernelManager": {
                "cull_idle_timeout": IDLE_SECONDS,
                "cull_interval": IDLE_SECONDS // 10,
            },
        }
    )


def open_page(address: str) -> None:
    """Open the address in the analyst's browser, without waiting for it."""

    def opened() -> None:
        with suppress(webbrowser.Error):
            webbrowser.open(address)

    threading.Thread(target=opened, daemon=True).start()
