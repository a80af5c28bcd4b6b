"""Workers: each task in a process of its own, which ends with all that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from tools import worked

from kkr_analysis.documents.build.workers import CAN_FORK, in_workers
from kkr_analysis.errors import BuildError, UnreadableFileError

TESTS = Path(worked.__file__).parents[1]


@pytest.fixture(params=["alone", "beside a thread"])
def anywhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """A process that can be forked itself, and one whose server is forked instead."""
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    if request.param != "alone":
        other.start()
    yield
    end.set()
    if request.param != "alone":
        other.join()


def done(work: Any, tasks: Collection[Any], jobs: int = 2, **words: Any) -> dict[Any, Any]:
    with in_workers(work, tasks, jobs=jobs, modules=["nbformat"], **words) as results:
        return dict(results)


def wait_until(claim: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not claim() and time.monotonic() < end:
        time.sleep(0.02)
    return claim()


def is_running(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


@pytest.mark.usefixtures("anywhere")
class TestWorkers:
    def test_every_task_has_its_result_and_its_steps(self):
        told: dict[int, list[str]] = {}
        results = done(
            worked.doubled, range(5), tell=lambda task, step: told.setdefault(task, []).append(step)
        )
        assert results == {number: 2 * number for number in range(5)}
        assert told == {number: ["begynder", "fordobler", ""] for number in range(5)}

    def test_a_fault_comes_as_itself_and_says_where_it_was(self):
        with pytest.raises(UnreadableFileError, match="tallet kan ikke læses: det er negativt") as caught:
            done(worked.doubled, [1, -1])
        assert "in doubled" in caught.value.__notes__[0]

    def test_a_worker_that_is_stopped_from_outside_loses_nothing(self, tmp_path):
        """It is done again, and what the others do is not disturbed."""
        places = [tmp_path / name for name in "abc"]
        for place in places:
            place.mkdir()
        (places[1] / "begyndt").mkdir()
        told: list[str] = []
        results = done(
            worked.stopped_once, places, tell=lambda task, step: told.append(f"{task.name} {step}")
        )
        assert results == dict.fromkeys(places, "anden gang")
        assert sorted(told) == sorted(
            ["a begynder", "a begynder", "a ", "b begynder", "b ", "c begynder", "c begynder", "c "]
        )

    def test_each_has_the_environment_as_it_is_now(self, monkeypatch):
        """A server that forks was started with an earlier one: SOURCE_DATE_EPOCH was passed over there."""
        for value in ("i går", "i dag"):
            monkeypatch.setenv("KKR_PRØVE", value)
            assert done(worked.variable, ["KKR_PRØVE"]) == {"KKR_PRØVE": value}
        monkeypatch.delenv("KKR_PRØVE")
        assert done(worked.variable, ["KKR_PRØVE"]) == {"KKR_PRØVE": None}

    def test_one_that_is_stopped_again_and_again_is_told(self):
        with pytest.raises(BuildError, match=r"blev stoppet udefra \(-9\), for 4\. gang"):
            done(worked.stopped, [1])

    def test_no_notebook_sees_what_another_has_left(self):
        """A variable of the notebook, and an attribute of a module that was loaded before both."""
        tasks = [worked.PLANTED, worked.LOOKED_FOR]
        assert done(worked.run_cell, tasks, jobs=1) == {
            worked.PLANTED: "planted\n",
            worked.LOOKED_FOR: "False False\n",
        }

    def test_leaving_early_ends_a_worker_and_what_it_started(self, tmp_path):
        with in_workers(worked.asleep, [tmp_path], jobs=1, modules=[]):
            pass  # nothing is begun before a result is asked for
        assert not (tmp_path / "processer").exists()

        def leave(*_: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            done(worked.asleep, [tmp_path], tell=leave)
        assert wait_until(lambda: not any(map(is_running, processes(tmp_path))), seconds=2)


def processes(folder: Path) -> list[int]:
    return [int(number) for number in (folder / "processer").read_text().split()]


KILLED = """
import pathlib, sys
from tools import worked
from kkr_analysis.documents.build.workers import in_workers
with in_workers(worked.run_cell, [sys.argv[1]], jobs=1, modules=[]) as results:
    list(results)
"""


@pytest.mark.skipif(not CAN_FORK, reason="nothing is forked here")
def test_a_build_that_is_killed_leaves_neither_a_worker_nor_a_kernel(tmp_path):
    note = tmp_path / "processer"
    cell = (
        "import os, time, pathlib\n"
        f"pathlib.Path({str(note)!r}).write_text(f'{{os.getpid()}} {{os.getppid()}}')\n"
        "time.sleep(600)"
    )
    path = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": path, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", KILLED, cell], env=environment) as build:
        assert wait_until(lambda: note.exists() and len(note.read_text().split()) == 2)
        assert all(map(is_running, processes(tmp_path)))
        build.send_signal(signal.SIGKILL)
    assert wait_until(lambda: not any(map(is_running, processes(tmp_path))), seconds=3)
