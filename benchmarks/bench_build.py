"""
What a build costs beside the same build of an earlier commit, and beside the three commands it replaces.

Ours and the earlier one take turns in one run, so a busy machine slows both. CPU is what the command and
every process it waited for used, user and system together; a ratio is the median of the pairs. The earlier
commit is checked out for the occasion, which needs the history of the repository.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
EARLIER = "5b5dbbf"
PAIRS = 3
SIZES = {"html": 250, "docx": 450, "pdf": 150}
"""The largest that a file of Midtjylland may be, in kB."""
TERM = "2022-2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds that a command took: by the clock, and of processor time."""

    wall: float
    cpu: float


@contextmanager
def checkout(commit: str) -> Iterator[Path]:
    """Give a folder with the project as it was at a commit."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "earlier"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=True)
        try:
            yield folder
        finally:
            subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def start(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a command with the package of ``folder``, not the installed one, and with its bytecode kept."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment | {"PYTHONPATH": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def cost(commands: Sequence[Sequence[str]], folder: Path) -> Cost:
    """Run commands one after the other; raises CalledProcessError for one that fails."""
    started, cpu = time.perf_counter(), 0.0
    for command in commands:
        process = start(command, folder)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        cpu += usage.ru_utime + usage.ru_stime
    return Cost(wall=time.perf_counter() - started, cpu=cpu)


def kkr(*words: str) -> list[str]:
    """Return the command line of ``kkr`` as this interpreter runs it."""
    return [sys.executable, "-m", "kkr_analysis.cli", *words]


def beside(
    ours: Callable[[], Cost], other: Callable[[], Cost], measure: Callable[[Cost], float]
) -> tuple[float, float, float]:
    """Return the medians of ours, of the other and of their ratio; a first pair warms up and is dropped."""
    pairs = [(measure(ours()), measure(other())) for _ in range(PAIRS + 1)][1:]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return mine, theirs, statistics.median(own / peer for own, peer in pairs)


def line(what: str, found: tuple[float, float, float], bar: float | None, unit: str) -> None:
    """Print one comparison, with its bar where it has one."""
    mine, theirs, ratio = found
    verdict = "" if bar is None else f"(≤ {bar:.2f}) {'ok' if ratio <= bar else 'OVER'}"
    print(f"  {what:<46} {mine:>6.2f} s  {theirs:>6.2f} s  {ratio:>5.2f} {unit:<4} {verdict}")


def against_earlier(earlier: Path, place: Path) -> None:
    """Print every command beside itself at the earlier commit."""
    forced = ["--force"]

    def compare(what: str, words: list[str], bar: float, measure: Callable[[Cost], float], unit: str) -> None:
        def at(folder: Path, extra: list[str]) -> Cost:
            output = ["--term", TERM, "--output", str(place / folder.name)]
            return cost([kkr("build", *words, *output, *extra)], folder)

        line(what, beside(lambda: at(ROOT, forced), lambda: at(earlier, []), measure), bar, unit)

    compare("kkr build midtjylland", ["midtjylland"], 0.35, cpu, "cpu")
    compare("  --format html,pdf", ["midtjylland", "--format", "html,pdf"], 0.30, cpu, "cpu")
    compare("  --format json", ["midtjylland", "--format", "json"], 1.0, cpu, "cpu")
    compare("kkr build alle landsoverblik", ["alle", "landsoverblik"], 0.35, wall, "wall")

    def verify(folder: Path) -> Cost:
        return cost([kkr("verify", str(place / folder.name / TERM / "kkr-midtjylland.pdf"))], folder)

    line(
        "kkr verify kkr-midtjylland.pdf",
        beside(lambda: verify(ROOT), lambda: verify(earlier), cpu),
        0.35,
        "cpu",
    )


def against_the_chain(earlier: Path, place: Path) -> None:
    """
    Print our command beside papermill, nbconvert and WeasyPrint typed one after the other.

    The bar was set when the notebook was the earlier one. Today's is quicker to print by hand as well; ours
    makes the short edition besides.
    """
    tools = Path(sys.executable).parent
    executed, page = place / "chain.ipynb", place / "chain.html"
    parameters = ["-p", "region", "midtjylland", "-p", "term", TERM]
    words = ["midtjylland", "--term", TERM, "--format", "html,pdf", "--force", "--output", str(place / "own")]

    def chain(folder: Path) -> Cost:
        notebook = folder / "notebooks" / "bilag.ipynb"
        commands = [
            [str(tools / "papermill"), "--no-progress-bar", *parameters, str(notebook), str(executed)],
            [str(tools / "jupyter"), "nbconvert", "--to", "html", "--no-input", str(executed)],
            [str(tools / "weasyprint"), str(page), str(place / "chain.pdf")],
        ]
        return cost(commands, folder)

    for what, folder, bar in (("as it was", earlier, 0.35), ("of today", ROOT, None)):
        found = beside(lambda: cost([kkr("build", *words)], ROOT), partial(chain, folder), wall)
        line(f"html,pdf; by hand, the notebook {what}", found, bar, "wall")


def against_one(place: Path) -> None:
    """Print all regions and the overview beside one region."""

    def built(*words: str) -> Cost:
        output = str(place / "-".join(words))
        return cost([kkr("build", *words, "--term", TERM, "--output", output, "--force")], ROOT)

    found = beside(lambda: built("alle", "landsoverblik"), lambda: built("midtjylland"), wall)
    line("alle landsoverblik beside one region", found, 2.5, "wall")


def waiting(place: Path) -> None:
    """Print what an unchanged build, the help and an interrupt take by the clock."""
    build = kkr("build", "midtjylland", "--term", TERM, "--output", str(place / "same"))
    cost([build], ROOT)
    unchanged = statistics.median(cost([build], ROOT).wall for _ in range(PAIRS))
    print(f"  kkr build midtjylland, nothing changed: {unchanged:.2f} s (≤ 0.50)")
    helped = statistics.median(cost([kkr("--help")], ROOT).wall for _ in range(PAIRS))
    print(f"  kkr --help: {helped:.2f} s (≤ 0.15)")
    slowest = max(interrupted(place / "interrupted", after) for after in (0.3, 0.8, 1.3, 2.0, 2.5))
    print(f"  Ctrl-C until the prompt is back, the slowest of five moments: {slowest:.2f} s (≤ 1.00)")


def interrupted(output: Path, after: float) -> float:
    """Return the seconds from an interrupt of a build to its end; whatever it left running is an error."""
    process = start(kkr("build", "alle", "--term", TERM, "--output", str(output)), ROOT)
    time.sleep(after)
    sent = time.perf_counter()
    os.killpg(process.pid, signal.SIGINT)
    process.wait()
    took = time.perf_counter() - sent
    if left := [other for other in psutil.process_iter(["cmdline"]) if session(other) == process.pid]:
        raise RuntimeError(f"still running after the interrupt: {left}")
    if output.exists() and any(output.iterdir()):
        raise RuntimeError(f"written by a build that was interrupted: {sorted(output.iterdir())}")
    return took


def session(process: psutil.Process) -> int:
    """Return the session of a process; 0 where it has just ended."""
    try:
        return os.getsid(process.pid)
    except ProcessLookupError:
        return 0


def sizes(place: Path) -> None:
    """Print how large the files of one region are."""
    for ending, most in SIZES.items():
        size = (place / "same" / TERM / f"kkr-midtjylland.{ending}").stat().st_size / 1000
        print(f"  kkr-midtjylland.{ending}: {size:.0f} kB (≤ {most})")


def suites(earlier: Path) -> None:
    """Print the processor time of both test suites; ours may take longer to start than the other to end."""
    command = [sys.executable, "-m", "pytest", "-q", "--numprocesses", "2"]
    mine, theirs = cost([[*command, "--dist", "loadgroup"]], ROOT), cost([command], earlier)
    line("make test", (mine.cpu, theirs.cpu, mine.cpu / theirs.cpu), 0.35, "cpu")


def cpu(found: Cost) -> float:
    """Return the processor time."""
    return found.cpu


def wall(found: Cost) -> float:
    """Return the time by the clock."""
    return found.wall


def main() -> None:
    """Print every comparison; with ``--tests`` of both test suites too (a quarter of an hour)."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("--tests", action="store_true")
    arguments.add_argument("--earlier", default=EARLIER, metavar="COMMIT")
    chosen = arguments.parse_args()
    if shutil.which("git") is None:
        sys.exit("\nGit mangler, så der er ingen tidligere udgave at måle imod.")
    print(f"\nEt bilag nu og ved {chosen.earlier}: sekunder, forhold og loft")
    with checkout(chosen.earlier) as earlier, tempfile.TemporaryDirectory() as name:
        place = Path(name)
        against_earlier(earlier, place)
        against_one(place)
        against_the_chain(earlier, place)
        waiting(place)
        sizes(place)
        if chosen.tests:
            suites(earlier)


if __name__ == "__main__":
    main()
