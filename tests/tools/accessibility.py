"""Accessibility of built HTML as axe-core judges it in Chromium, and what the page asks the network for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

import psutil
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Route, ViewportSize, sync_playwright

from tools.kept import count, kept

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
JUDGED = {"exclude": [["svg text"]]}
"""axe cannot tell what a text of a chart stands on; TestContrast holds their colours against each other."""
Found = TypeVar("Found")
A4_WIDE = ViewportSize(width=1000, height=1400)


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeReport:
    """
    What axe-core found in one page, and every address outside the file that the page asked for.

    ``violations`` and ``incomplete`` (what axe leaves to a human) hold one line per rule and element.
    """

    violations: tuple[str, ...]
    incomplete: tuple[str, ...]
    requests: tuple[str, ...]


def find_browser() -> str | None:
    """Path of the first Chromium on this machine."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@cache
def _in_its_thread() -> ThreadPoolExecutor:
    """Where Playwright works: in a thread where it runs, nobody else can run an event loop."""
    return kept.enter_context(ThreadPoolExecutor(max_workers=1))


@cache
def _browser() -> tuple[Browser, psutil.Process]:
    """Chromium, and the process that has started it."""
    executable = find_browser()
    if executable is None:
        raise RuntimeError(f"none of {BROWSERS} is installed")
    others = set(psutil.Process().children())
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
    kept.callback(_in_its_thread().submit, playwright.stop)
    kept.callback(_in_its_thread().submit, browser.close)
    [driver] = set(psutil.Process().children()) - others
    return browser, driver


def axe_reports(pages: Sequence[Path]) -> dict[Path, AxeReport]:
    """
    Open HTML files and judge each.

    The network is cut off: a request is recorded, not made.

    Raises RuntimeError where no Chromium is installed.
    """
    return in_browser(partial(_judged, files=pages))


def in_browser(work: Callable[[Browser], Found]) -> Found:
    """
    Return what ``work`` finds with the Chromium that is kept, whose CPU is counted.

    Raises RuntimeError where no Chromium is installed.
    """

    def counted() -> Found:
        browser, driver = _browser()
        try:
            return work(browser)
        finally:
            count(driver)

    return _in_its_thread().submit(counted).result()


def _judged(browser: Browser, files: Sequence[Path]) -> dict[Path, AxeReport]:
    """Judge each in the same tab: a new one takes as long as a small page."""
    requests: list[str] = []

    def refuse(route: Route) -> None:
        requests.append(route.request.url)
        route.abort()

    page = browser.new_page(viewport=A4_WIDE)
    page.route(lambda url: url.startswith(("http:", "https:")), refuse)
    found = {}
    for file in files:
        requests.clear()
        page.goto(file.resolve().as_uri())
        response: dict[str, Any] = Axe().run(page, context=JUDGED).response
        found[file] = AxeReport(
            violations=tuple(_lines(response["violations"])),
            incomplete=tuple(_lines(response["incomplete"])),
            requests=tuple(requests),
        )
    page.close()
    return found


def _lines(rules: Iterable[dict[str, Any]]) -> Iterable[str]:
    for rule in rules:
        for node in rule["nodes"]:
            yield f"{rule['id']}: {rule['help']}: {node['html'][:120]}"
