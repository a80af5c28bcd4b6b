"""
How long an analyst waits for the explorer: from the command to a picture, and from a tick to the answer.

The floor beside it is Voilà with a notebook that shows one picture and one box, and loads nothing of ours:
what the server, a kernel and the browser take whatever is computed. Needs Chromium.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
TICKS = 10
BAR_FIRST, BAR_CHANGE = 4.0, 0.2
FLAGS = ("--headless", "--no-sandbox", "--disable-background-networking", "--disable-component-update")
PICTURE = ".kkr-pictures img"
FLOOR = """
import base64, ipywidgets as widgets
svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="{}"/></svg>'
picture = widgets.HTML()
def draw(size):
    data = base64.b64encode(svg.format(size).encode()).decode()
    picture.value = f'<img alt="" src="data:image/svg+xml;base64,{data}">'
box = widgets.Checkbox(description="V i valgforbund 1", indent=False)
box.observe(lambda change: draw(3 + change["new"]), names="value")
draw(3)
picture.add_class("kkr-pictures")
widgets.VBox([box, picture])
"""


@contextmanager
def serving(command: list[str], folder: Path) -> Iterator[str]:
    """Start a server, and give the address that it says."""
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if found := re.search(r"http://\S+", line):
                    yield found[0]
                    return
            raise RuntimeError("the server said no address")
        finally:
            process.terminate()
            process.communicate(timeout=30)


def first_picture(page: Page, command: list[str], folder: Path, then: Callable[[Page], None]) -> float:
    """Return the seconds from the command to the first picture that stands."""
    start = time.perf_counter()
    with serving(command, folder) as address:
        page.goto(address, wait_until="commit")
        page.wait_for_function(f"document.querySelector({PICTURE!r})?.complete", timeout=60_000)
        seconds = time.perf_counter() - start
        then(page)
    return seconds


def changes(page: Page) -> list[float]:
    """Return the seconds from a click on a box to another picture, as the browser itself counts them."""
    page.wait_for_timeout(500)
    boxes = page.get_by_role("checkbox", name="C i valgforbund 1")
    if boxes.count():
        boxes.check()
        page.wait_for_timeout(1000)
    found = page.evaluate(
        """async ([picture, ticks]) => {
            const label = [...document.querySelectorAll('.widget-checkbox label')]
                .find(own => own.textContent.startsWith('V i valgforbund 1'));
            const box = label.querySelector('input'), took = [];
            for (let tick = 0; tick < ticks; tick++) {
                const before = document.querySelector(picture).src, start = performance.now();
                box.click();
                await new Promise(done => {
                    const look = () => document.querySelector(picture).src === before
                        || !document.querySelector(picture).complete ? requestAnimationFrame(look) : done();
                    look();
                });
                took.push((performance.now() - start) / 1000);
                await new Promise(done => setTimeout(done, 400));
            }
            return took;
        }""",
        [PICTURE, TICKS],
    )
    return [float(seconds) for seconds in found]


def measured(browser: Browser, command: list[str], folder: Path) -> tuple[float, float, float]:
    """Return the median of the first picture, and the median and largest of the changes."""
    firsts: list[float] = []
    took: list[float] = []
    for run in range(RUNS):
        context = browser.new_context()
        last = run == RUNS - 1
        firsts.append(
            first_picture(
                context.new_page(),
                command,
                folder,
                lambda page: took.extend(changes(page)) if last else None,  # noqa: B023 - called at once
            )
        )
        context.close()
    return statistics.median(firsts), statistics.median(took), max(took)


def floor_notebook(folder: Path) -> Path:
    """Write the notebook that computes nothing."""
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": FLOOR.strip(), "outputs": []}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": [cell | {"execution_count": None}],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = folder / "floor.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def main() -> None:
    """Measure both, and print them beside each other."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("\nValgforbund i en browser: ikke målt, for her er ingen Chromium")
        return
    python = [sys.executable, "-m"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        floor = [*python, "voila", str(floor_notebook(Path(folder))), "--no-browser", "--port", "8798"]
        ours = measured(browser, [*python, "kkr_analysis.cli", "app", "--no-browser", "--port", "8799"], ROOT)
        bare = measured(browser, floor, Path(folder))
        browser.close()
    print(f"\nValgforbund i en browser ({RUNS} starter, {TICKS} kryds; medianer)")
    print(f"  kommando til første billede    {ours[0]:.2f} s (mål {BAR_FIRST:.0f} s)", end="")
    print(f"   Voilà uden noget at regne {bare[0]:.2f} s: {ours[0] / bare[0]:.2f} × det")
    print(
        f"  kryds til nyt billede          {ours[1]:.3f} s, højst {ours[2]:.3f} s (mål {BAR_CHANGE} s)",
        end="",
    )
    print(f"   uden noget at regne {bare[1]:.3f} s")


if __name__ == "__main__":
    main()
