"""
How the cost of many documents grows: what-ifs built by ``kkr build --scenarios``, 5, 50 and 500 of them.

Every size is a build of its own, of as many scenarios: pacts of two and three parties, spread over all KKR
and both terms, so that no two pages are the same. CPU is what the command and every process it waited for
used. Memory is read from the system four times a second: proportional set size, in which what forked
processes share is counted once. Nothing here fails for being slow; a page that is missing does.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, islice, zip_longest
from math import log10
from pathlib import Path

import psutil

from kkr_analysis.allocation import Alliance
from kkr_analysis.danish import decimals, whole
from kkr_analysis.data.load import load_overview
from kkr_analysis.data.publishing import write_whole
from kkr_analysis.presentation.charts.look import DEFAULT, current_look
from kkr_analysis.presentation.charts.style import MARGIN, PAGE_WIDTH, Canvas
from kkr_analysis.presentation.charts.values import Chart
from kkr_analysis.rules import RuleShelf
from kkr_analysis.whatif.scenarios import Scenario, as_toml

ROOT = Path(__file__).resolve().parents[1]
SIZES = (5, 50, 500)
PICTURE = ROOT / "docs" / "billeder" / "maaling-mange.svg"
EVERY = 0.25
"""Seconds between two readings of the memory."""
MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a build of so many notebooks took: seconds, and at most so many bytes at any reading."""

    notebooks: int
    cpu: float
    wall: float
    parent: int
    """The command itself."""
    worker: int
    """The largest other process: a worker, or the kernel of its notebook."""
    together: int
    """All of them at once."""


def scenarios() -> Iterator[Scenario]:
    """Yield scenarios that differ, a KKR at a time in turn."""
    each = [
        [
            Scenario(
                region=result.region.slug,
                term=term,
                name=f"{'+'.join(pact)} i {result.body} {result.rule_set.label}",
                alliances=(Alliance.of(*pact),),
            )
            for size in (2, 3)
            for pact in combinations([own.letter for own in result.eligibility.eligible], size)
        ]
        for term in RuleShelf().known_terms()
        for result in load_overview(term).now.results
    ]
    for together in zip_longest(*each):
        yield from filter(None, together)


@dataclass(slots=True)
class Watch:
    """Reads the memory of a process and of all that it has started, until it is told to stop."""

    process: psutil.Process
    parent: int = 0
    worker: int = 0
    together: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Read until the end."""
        while not self.ended.wait(EVERY):
            try:
                others = [_memory(child) for child in self.process.children(recursive=True)]
                own = _memory(self.process)
            except psutil.Error:
                continue
            self.parent, self.worker = max(self.parent, own), max([self.worker, *others])
            self.together = max(self.together, own + sum(others))


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:  # it has just ended
        return 0


def build(number: int, formats: str, jobs: int | None) -> Cost:
    """Build so many what-ifs in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for place_in_row, scenario in enumerate(islice(scenarios(), number)):
            write_whole(place / "scenarier" / f"{place_in_row:04}.toml", as_toml(scenario))
        words = ["--scenarios", str(place / "scenarier"), "--format", formats, "--output", str(place / "ud")]
        words += ["--jobs", str(jobs)] if jobs else []
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "kkr_analysis.cli", "build", *words], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        watch = Watch(psutil.Process(process.pid))
        reading = threading.Thread(target=watch.run)
        reading.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        watch.ended.set()
        reading.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        pages = len(list((place / "ud" / "scenarier").glob("taenkt-eksempel-*")))
        assert (process.returncode, pages) == (0, number * len(formats.split(",")))
    return Cost(
        notebooks=number,
        cpu=usage.ru_utime + usage.ru_stime,
        wall=wall,
        parent=watch.parent,
        worker=watch.worker,
        together=watch.together,
    )


def table(costs: Sequence[Cost]) -> str:
    """Return the costs as a table in Markdown, in Danish."""
    header = ("notebooks", "CPU, s", "CPU pr. notebook, s", "ur, s", "ur pr. notebook, s")
    header += ("kommandoen selv, MB", "største anden proces, MB", "alle tilsammen, MB")
    rows = [
        (
            whole(cost.notebooks),
            *(
                text
                for seconds in (cost.cpu, cost.wall)
                for text in (_seconds(seconds), _seconds(seconds / cost.notebooks))
            ),
            *(whole(round(size / MEGA)) for size in (cost.parent, cost.worker, cost.together)),
        )
        for cost in costs
    ]
    lines = [header, ["---:"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _seconds(seconds: float) -> str:
    return decimals(Fraction(seconds), 1 if seconds >= 10 else 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a panel: its name, its values (one a size), and its colour."""

    name: str
    values: tuple[float, ...]
    colour: str


def chart(costs: Sequence[Cost]) -> Chart:
    """Draw time and memory against the number of notebooks."""
    time_lines = (
        Line(
            name="CPU pr. notebook", values=tuple(own.cpu / own.notebooks for own in costs), colour="#14406b"
        ),
        Line(
            name="ur pr. notebook", values=tuple(own.wall / own.notebooks for own in costs), colour="#a1521a"
        ),
    )
    memory_lines = (
        Line(name="alle tilsammen", values=tuple(own.together / MEGA for own in costs), colour="#14406b"),
        Line(name="kommandoen selv", values=tuple(own.parent / MEGA for own in costs), colour="#a1521a"),
        Line(name="største anden", values=tuple(own.worker / MEGA for own in costs), colour="#3f6b2f"),
    )
    sizes = [own.notebooks for own in costs]

    def draw() -> object:
        canvas = Canvas(210)
        canvas.title("kkr build --scenarios", "sekunder og MB, når der bygges flere")
        middle = PAGE_WIDTH / 2
        panel(canvas, sizes, time_lines, "Sekunder pr. notebook", left=MARGIN, right=middle - 12)
        panel(
            canvas,
            sizes,
            memory_lines,
            "Hukommelse på det højeste, MB",
            left=middle + 12,
            right=PAGE_WIDTH - MARGIN,
        )
        return canvas.figure

    said = "; ".join(f"{line.name} {_spoken(line, sizes)}" for line in (*time_lines, *memory_lines))
    alt = f"To kurver over antallet af notebooks, {whole(sizes[0])} til {whole(sizes[-1])}: {said}."
    return Chart(name="maaling-mange", alt=alt, draw=draw, look=DEFAULT)  # type: ignore[arg-type]


def _spoken(line: Line, sizes: Sequence[int]) -> str:
    pairs = zip(sizes, line.values, strict=True)
    return ", ".join(f"{_short(value)} ved {whole(size)}" for size, value in pairs)


def panel(
    canvas: Canvas, sizes: Sequence[int], lines: Sequence[Line], title: str, *, left: float, right: float
) -> None:
    """Draw lines over the sizes, which stand as far apart as their logarithms, from zero upwards."""
    low, high, ends = 34.0, canvas.top - 48, right - 92
    most = max(value for line in lines for value in line.values) * 1.12
    xs = [
        left + 26 + (ends - left - 26) * log10(size / sizes[0]) / log10(sizes[-1] / sizes[0])
        for size in sizes
    ]
    canvas.text(left, canvas.top - 32, title, size=8.5, weight="bold")
    canvas.line([left, right], [low, low], current_look().hairline, 0.8)
    for x, size in zip(xs, sizes, strict=True):
        canvas.note(x, low - 10, whole(size), size=7.5, align="center")
    canvas.note(left, low - 22, "antal notebooks", size=7.5)
    ys = {line.name: [low + (high - low) * value / most for value in line.values] for line in lines}
    for line in lines:
        canvas.line(xs, ys[line.name], line.colour, 1.8)
        for place, (x, y) in enumerate(zip(xs, ys[line.name], strict=True)):
            is_close = any(0 < ys[other.name][place] - y < 18 for other in lines)
            text = _short(line.values[place])
            canvas.text(x, y - 9 if is_close else y + 8, text, size=7, colour=line.colour, align="center")
    taken: list[float] = []
    for line in sorted(lines, key=lambda own: ys[own.name][-1]):
        y = max([ys[line.name][-1], *(other + 10 for other in taken)])
        taken.append(y)
        canvas.text(ends + 16, y, line.name, size=7.5, colour=line.colour)


def _short(value: float) -> str:
    return whole(round(value)) if value >= 20 else decimals(Fraction(value), 2)


def main() -> None:
    """Build every size once, print the table, and draw it."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("--sizes", default=",".join(map(str, SIZES)), metavar="5,50,500")
    arguments.add_argument("--format", default="html", metavar="html,pdf")
    arguments.add_argument("--jobs", type=int, help="workers at a time [one per core]")
    arguments.add_argument("--picture", type=Path, default=PICTURE)
    chosen = arguments.parse_args()
    costs = []
    for number in map(int, chosen.sizes.split(",")):
        costs.append(build(number, chosen.format, chosen.jobs))
        print(table(costs[-1:]).splitlines()[-1], file=sys.stderr, flush=True)
    print(table(costs))
    write_whole(chosen.picture, chart(costs).svg)
    print(f"\n{chosen.picture}", file=sys.stderr)


if __name__ == "__main__":
    main()
