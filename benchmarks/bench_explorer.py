"""
How long a councillor waits for the explorer in one file, beside an analyst with the one that Voilà serves.

Both are opened in the same Chromium in the same run: to the first picture, from a tick to the answer, and the
memory that it takes: the page's own process, and for Voilà the kernel behind it as well. The page that has no
figures beside them says what the browser takes by itself. Needs Chromium.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from bench_app import FLAGS, PICTURE, ROOT, RUNS, changes, serving
from playwright.sync_api import Browser, Page, sync_playwright

TICKS = 40
BAR_FIRST, BAR_TICK, BAR_MEMORY = 0.3, 0.016, 60.0
LETTERS = ("C", "V", "A", "F", "Ø")
FIGURES = "#drawn-before tr"
BARE = "<!DOCTYPE html><html lang=da><title>Tom</title><p>Intet.</p>"


def renderers(browser: Browser) -> dict[int, float]:
    """Return the memory in MB that is each page process's own."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    own = (process["id"] for process in processes if process["type"] == "renderer")
    return {number: psutil.Process(number).memory_full_info().uss / 1e6 for number in own}


def megabytes(browser: Browser, before: dict[int, float]) -> float:
    """Return the memory of the page process that has come since."""
    return sum(size for number, size in renderers(browser).items() if number not in before)


def ticked(page: Page) -> tuple[list[float], list[float]]:
    """Return the seconds from a click to the answer laid out, and to the frame that shows it."""
    answered, shown = page.evaluate(
        """async ([letters, ticks]) => {
            const answered = [], shown = [];
            for (let tick = 0; tick < ticks; tick++) {
                const name = `${letters[tick % letters.length]} i valgforbund ${1 + (tick % 2)}`;
                const label = [...document.querySelectorAll('.ticks label')]
                    .find(own => own.textContent.trim() === name);
                await new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)));
                const start = performance.now();
                label.querySelector('input').click();
                document.body.getBoundingClientRect();
                answered.push((performance.now() - start) / 1000);
                await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                shown.push((performance.now() - start) / 1000);
            }
            return [answered, shown];
        }""",
        [LETTERS, TICKS],
    )
    return [float(each) for each in answered], [float(each) for each in shown]


def opened(page: Page, file: Path, figures: str) -> float:
    """Return the seconds from asking for a file to a frame with the figures."""
    start = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_selector(figures, state="visible")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    return time.perf_counter() - start


def of_file(browser: Browser, file: Path, figures: str) -> tuple[float, float, Page]:
    """Return the median of the first picture, the memory of the last page, and that page."""
    firsts = []
    for run in range(RUNS):
        before = renderers(browser)
        page = browser.new_context().new_page()
        firsts.append(opened(page, file, figures))
        if run < RUNS - 1:
            page.context.close()
    page.wait_for_timeout(500)
    return statistics.median(firsts), megabytes(browser, before), page


def of_voila(browser: Browser) -> tuple[float, float, float]:
    """Return the first picture, the median of the changes, and the memory of the page and its kernel."""
    command = [sys.executable, "-m", "kkr_analysis.cli", "app", "--no-browser", "--port", "8797"]
    before = renderers(browser)
    page = browser.new_context().new_page()
    start = time.perf_counter()
    with serving(command, ROOT) as address:
        page.goto(address, wait_until="commit")
        page.wait_for_function(f"document.querySelector({PICTURE!r})?.complete", timeout=60_000)
        first = time.perf_counter() - start
        took = statistics.median(changes(page))
        kernels = [
            own
            for own in psutil.Process().children(recursive=True)
            if any("kkr_analysis.app" in part or "ipykernel" in part for part in own.cmdline())
        ]
        kernel = max(own.memory_full_info().uss / 1e6 for own in kernels)
        memory = megabytes(browser, before) + kernel
    page.context.close()
    return first, took, memory


def main() -> None:
    """Measure both, and print them beside each other."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("\nValgforbund i én fil: ikke målt, for her er ingen Chromium")
        return
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "kkr_analysis.cli", "explorer", "midtjylland", "--output", name],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        written = time.perf_counter() - start
        [file] = folder.rglob("valgforbund-*.html")
        size = file.stat().st_size
        (folder / "tom.html").write_text(BARE, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        bare = of_file(browser, folder / "tom.html", "p")
        bare[2].context.close()
        first, memory, page = of_file(browser, file, FIGURES)
        answered, shown = ticked(page)
        heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
        page.context.close()
        voila = of_voila(browser)
        browser.close()
    tick = f"{statistics.median(answered):.4f} s, højst {max(answered):.4f} s (mål {BAR_TICK} s)"
    print(f"\nValgforbund i én fil ({size // 1000} kB), {RUNS} starter, {TICKS} kryds; medianer")
    print(f"  til første billede      {first:.3f} s (mål {BAR_FIRST} s)", end="")
    print(f"   en tom side {bare[0]:.3f} s   Voilà {voila[0]:.2f} s")
    print(f"  kryds til svar          {tick}", end="")
    print(f"   på skærmen {statistics.median(shown):.3f} s   Voilà {voila[1]:.3f} s")
    print(f"  hukommelse              {memory:.0f} MB (mål {BAR_MEMORY:.0f} MB)", end="")
    print(f"   scriptets {heap:.0f} MB   en tom side {bare[1]:.0f} MB   Voilà med kerne {voila[2]:.0f} MB")
    print(f"  at skrive filen         {written:.1f} s, en gang for alle")


if __name__ == "__main__":
    main()
