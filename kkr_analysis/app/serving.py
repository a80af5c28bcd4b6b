"""Serve the app's notebooks through Voilà, to this machine only."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kkr_analysis.documents.ipython_folder import write_profile
from kkr_analysis.errors import BuildError

if TYPE_CHECKING:
    from traitlets.config import Config

ADDRESS = "127.0.0.1"
PORT = 8866
TEMPLATE = "kkr"
WIDGETS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]
"""The extensions that the page needs; others that are installed stay out."""
SILENT = ("tornado.access", "tornado.general", "tornado.application", "ServerApp", "jupyter_server")
"""Loggers that write English lines, or a traceback, about every request refused or malformed."""
IDLE_SECONDS = 600
"""A kernel without a page is ended after this time."""


def serve(
    notebook: Path,
    *,
    port: int = PORT,
    ready: Callable[[str], None],
    beside: Mapping[str, Path] = MappingProxyType({}),
    environment: Mapping[str, str] | None = None,
) -> None:
    """
    Serve a notebook until interrupted; ``ready`` gets the address once the page can be requested.

    ``beside`` are notebooks of the same folder that are served too, each at its own address ("moede"); one
    that is not there, as in an older project, is not.
    ``environment`` is added to that of the kernels (``Project.environment``).

    Only the loopback address is listened on, only loopback names are answered, and only requests with the
    token: no other user of the machine and no other page in the browser gets in. Every page has its own
    kernel, up to a limit. Where the port is taken, one near it is used.

    Raises BuildError where the notebook is missing or no port is free.
    """
    if not notebook.is_file():
        raise BuildError(
            f"Notebooken {notebook} findes ikke. Lav et nyt projekt med kkr init MAPPE, og hent den dér."
        )
    templates = str(resources.files("kkr_analysis.app"))
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [templates, os.environ.get("JUPYTER_PATH")]))
    os.environ["JUPYTER_NO_CONFIG"] = "1"
    os.environ.update(environment or {})

    token = secrets.token_urlsafe(24)

    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").addFilter(_is_not_of_a_page_left)
    with _temporary_folder(), _warm_kernels(notebook.parent):
        from kkr_analysis.app.server import Application

        application = Application(config=_settings(notebook, port=port, token=token))
        application.beside = {address: path for address, path in beside.items() if path.is_file()}
        application.ready = lambda taken: ready(f"http://{ADDRESS}:{taken}/?token={token}")
        try:
            application.initialize([])
            if hasattr(signal, "SIGHUP"):  # a closed terminal ends the app as SIGTERM does
                signal.signal(signal.SIGHUP, signal.getsignal(signal.SIGTERM))
            application.start()
        except SystemExit as fault:
            raise BuildError(
                f"Ingen port ved {port} er ledig. Vælg en anden med --port, for eksempel --port 9000."
            ) from fault


@contextmanager
def _temporary_folder() -> Iterator[None]:
    """Collect the temporary files and the IPython settings of the kernels in one folder, and remove it."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="kkr-app-", ignore_cleanup_errors=True) as folder:
        ipython = Path(folder) / "ipython"
        write_profile(ipython)
        places = {**dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder), "IPYTHONDIR": str(ipython)}
        before_values = {name: os.environ.get(name) for name in places}
        tempfile.tempdir = folder
        os.environ.update(places)
        try:
            yield
        finally:
            tempfile.tempdir = before
            for name, value in before_values.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


def _is_not_of_a_page_left(record: logging.LogRecord) -> bool:
    """Whether a log record is about anything but an answer to a page that has been closed."""
    fault = record.exc_info[1] if record.exc_info else None
    return type(fault).__name__ not in ("WebSocketClosedError", "StreamClosedError")


@contextmanager
def _warm_kernels(folder: Path) -> Iterator[None]:
    """Keep a loaded kernel waiting in ``folder`` for the next page, the first before Voilà is loaded."""
    from kkr_analysis.app import warm

    warm.use(folder)
    try:
        yield
    finally:
        warm.WarmProvisioner.end_waiting()


def _settings(notebook: Path, *, port: int, token: str) -> Config:
    """Return Voilà's settings: our page, no other files, and none of the analyst's own configuration."""
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
                "multi_kernel_manager_class": "kkr_analysis.app.server.BoundedKernels",
            },
            "MappingKernelManager": {"cull_idle_timeout": IDLE_SECONDS, "cull_interval": IDLE_SECONDS // 10},
        }
    )


def open_page(address: str) -> None:
    """Open the address in the analyst's browser without waiting for it."""

    def opened() -> None:
        with suppress(webbrowser.Error):
            webbrowser.open(address)

    threading.Thread(target=opened, daemon=True).start()
