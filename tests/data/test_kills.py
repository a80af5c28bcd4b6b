"""Whatever ends a process while it writes: the old or the new stands there whole, and the next one works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from small_data import ELECTION, write_small_data
from tools.breaking import broken_at, full_disk, hidden, killed_at, seen
from tools.deliveries import exports, result_server

from kkr_analysis.app.files import save
from kkr_analysis.data import holding
from kkr_analysis.data.importing import import_figures
from kkr_analysis.data.importing.new_election import lay_out
from kkr_analysis.data.publishing import (
    PREFIX,
    UNDERWAY,
    complete_unfinished,
    publish,
    sole_writer,
    staging,
    write_whole,
)
from kkr_analysis.data.sources import seal
from kkr_analysis.errors import BuildError
from kkr_analysis.rules import RuleShelf
from kkr_analysis.whatif.scenarios import Scenario


@dataclass(frozen=True, kw_only=True)
class Case:
    """An operation on a folder that ``prepare`` made; ``looks`` is where its work is seen."""

    prepare: Callable[[Path], None]
    run: Callable[[Path], object]
    looks: Callable[[Path], tuple[Path, ...]] = lambda root: (root / "raw",)


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def reports(root: Path) -> None:
    write(root / "raw" / "2022", a="gammel", b="gammel", c="urørt", gaaet="gammel")


def build(root: Path) -> None:
    with staging(root / "raw") as staged:
        write(staged / "2022", a="ny", b="ny", d="ny")
        write(staged / "2022" / "figurer", e="ny")
        with sole_writer(root / "raw"):
            publish(staged, root / "raw", outdated=[root / "raw" / "2022" / "gaaet"])


def imported_before(root: Path) -> None:
    data = write_small_data(root)
    for file in (data / ELECTION).iterdir():
        if not file.name.startswith("valg."):
            file.unlink()
    import_figures(exports(root / "foerst"), ELECTION, data)
    (data / ELECTION / "lister.forslag.csv").write_bytes(b"x")
    result_server(root / "saa")


def changed(root: Path) -> None:
    data = write_small_data(root)
    for name in ("stemmer.csv", "borgmestre.csv"):
        path = data / ELECTION / name
        path.write_bytes(path.read_bytes().replace(b"Andeby", b"ANDEBY", 1))


def registry(root: Path) -> None:
    data = write_small_data(root)
    shutil.rmtree(data / ELECTION)
    (root / "regler").mkdir()


CASES = {
    "publish": Case(prepare=reports, run=build),
    "import": Case(
        prepare=imported_before, run=lambda root: import_figures(root / "saa", ELECTION, root / "raw")
    ),
    "seal": Case(
        prepare=changed,
        run=lambda root: seal([root / "raw" / ELECTION / "stemmer.csv"], "hvorfor", date(2099, 12, 24)),
    ),
    "new-election": Case(
        prepare=registry, run=lambda root: lay_out("kv2099", root / "raw", RuleShelf(root / "regler"))
    ),
    "scenario": Case(
        prepare=lambda root: write(root / "raw", andet="x"),
        run=lambda root: save(Scenario(region="midtjylland", term="2022-2026", name="Prøve"), root / "raw"),
    ),
    "picture": Case(
        prepare=lambda root: write(root / "raw", svg="gammel"),
        run=lambda root: write_whole(root / "raw" / "svg", "ny"),
    ),
}


LONG = "new-election"
"""The operation with most moments, which ends as an import does: killed at each in `make heavy`."""


@pytest.fixture
def case(request, monkeypatch) -> Case:
    monkeypatch.setattr(os, "fsync", lambda _handle: None)  # counted all the same, but not waited for
    return CASES[request.param]


def before_and_after(case: Case, folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """
    Return what is seen before and after an operation that nothing breaks, by paths below the folder.

    Beside it stands ``før``, the folder before the operation, for those that something breaks.
    """
    case.prepare(folder)
    shutil.copytree(folder, folder.with_name("før"))
    old = below(case, folder)
    case.run(folder)
    assert not hidden(folder)
    return old, below(case, folder)


def below(case: Case, folder: Path) -> dict[str, bytes]:
    return {name.removeprefix(str(folder)): held for name, held in seen(*case.looks(folder)).items()}


class TestEveryMoment:
    """»a kill at every rename … leaves old or new whole, and the next run works«."""

    @pytest.mark.parametrize(
        "case",
        [pytest.param(name, marks=pytest.mark.heavy if name == LONG else ()) for name in CASES],
        indirect=True,
    )
    def test_a_kill_leaves_the_old_or_the_new_and_the_next_run_makes_the_new(self, case, tmp_path):
        old, new = before_and_after(case, tmp_path / "hel")
        states = []
        for number in count(1):
            root = shutil.copytree(tmp_path / "før", tmp_path / str(number))
            if not killed_at(number, lambda root=root: case.run(root)):
                break
            complete_unfinished(root / "raw")
            states.append(below(case, root))
            assert states[-1] in (old, new), number
            if states[-1] == old or case is not CASES["seal"]:  # what is sealed is not sealed again
                case.run(root)
            assert below(case, root) == new, number
            assert not hidden(root / "raw") or case in (CASES["seal"], CASES["scenario"])
            shutil.rmtree(root)
        assert states[0] == old
        assert states[-1] == new

    @pytest.mark.parametrize(
        ("case", "fault"),
        [
            pytest.param(name, fault, marks=pytest.mark.heavy if (name, fault) == (LONG, full_disk) else ())
            for name in CASES
            for fault in (full_disk, KeyboardInterrupt)
        ],
        indirect=["case"],
    )
    def test_a_fault_or_an_interrupt_leaves_the_old_or_the_new_at_once(self, case, tmp_path, fault):
        old, new = before_and_after(case, tmp_path / "hel")
        for number in count(1):
            root = shutil.copytree(tmp_path / "før", tmp_path / str(number))
            if not broken_at(number, lambda root=root: case.run(root), fault()):
                break
            assert below(case, root) in (old, new), number
            assert not (root / "raw" / UNDERWAY).exists()
            shutil.rmtree(root)
        assert number > 3


@pytest.fixture(scope="module")
def stopped(tmp_path_factory) -> Path:
    """A delivery of which the first of four moves was made."""
    for number in count(1):
        root = tmp_path_factory.mktemp("standset")
        reports(root)
        assert killed_at(number, lambda root=root: build(root))
        new = root / "raw" / UNDERWAY / "nye" / "2022"
        if new.exists() and not (new / "a").exists():
            return root / "raw"
    raise AssertionError


class TestTheNextOne:
    """»a journal that the next command completes or rolls back«."""

    @pytest.fixture
    def underway(self, stopped, tmp_path) -> Path:
        """A copy of it."""
        return shutil.copytree(stopped, tmp_path / "raw")

    def test_it_completes_what_is_underway(self, underway):
        complete_unfinished(underway)
        names = ("a", "b", "c", "d", "figurer/e")
        texts = [(underway / "2022" / name).read_text("utf-8") for name in names]
        assert texts == ["ny", "ny", "urørt", "ny", "ny"]
        assert not (underway / "2022" / "gaaet").exists()

    def test_it_takes_it_back_where_it_cannot_be_completed(self, underway):
        """A folder has the name of a file that is still to come."""
        (underway / "2022" / "d").mkdir()
        (underway / "2022" / "d" / "mit").touch()
        complete_unfinished(underway)
        texts = [(underway / "2022" / name).read_text("utf-8") for name in ("a", "b", "gaaet")]
        assert texts == ["gammel"] * 3
        assert not (underway / UNDERWAY).exists()

    def test_it_says_what_stands_in_the_way_of_both(self, underway, monkeypatch):
        def closed(source: str, target: str) -> None:
            raise PermissionError(13, "Permission denied", source, None, target)

        monkeypatch.setattr(os, "replace", closed)
        monkeypatch.setattr(os, "rename", closed)
        with pytest.raises(BuildError, match="hverken fornyes eller sættes tilbage: der er ikke adgang"):
            complete_unfinished(underway)

    @pytest.mark.parametrize(
        "plan", ["", "[]", "{}", '{"nye": [3], "udgaaede": [3]}', '{"nye": [], "udgaaede": ["../x"]}']
    )
    def test_a_plan_of_somebody_else_is_not_followed(self, underway, plan):
        (underway.parent / "x").touch()
        (underway / UNDERWAY / "plan.json").write_text(plan, "utf-8")
        with pytest.raises(BuildError, match="er ikke lavet af kkr"):
            complete_unfinished(underway)
        assert (underway.parent / "x").exists()

    def test_what_dead_processes_left_is_cleared_and_what_a_live_one_holds_is_not(self, tmp_path):
        (tmp_path / f"{PREFIX}død" / "levering").mkdir(parents=True)
        with staging(tmp_path) as live:
            write(live, a="x")
            with staging(tmp_path):
                assert not (tmp_path / f"{PREFIX}død").exists()
                assert (live / "a").exists()
        assert list(tmp_path.iterdir()) == []


class TestTwoAtOnce:
    """»the second waits or is refused, never mixes«."""

    def test_the_second_waits_for_the_first(self, tmp_path):
        done = []
        with sole_writer(tmp_path):
            second = threading.Thread(target=lambda: (wait_for(tmp_path), done.append("anden")))
            second.start()
            time.sleep(0.1)
            done.append("første")
        second.join()
        assert done == ["første", "anden"]

    def test_the_second_is_refused_where_the_first_takes_too_long(self, tmp_path, monkeypatch):
        monkeypatch.setattr(holding, "PATIENCE", 0.05)
        with sole_writer(tmp_path), pytest.raises(BuildError, match="Et andet kkr skriver i"):
            wait_for(tmp_path)

    def test_a_process_that_was_killed_holds_nothing(self, tmp_path):
        program = (
            "import os, sys, pathlib\n"
            "from kkr_analysis.data.publishing import sole_writer\n"
            "with sole_writer(pathlib.Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)\n"
        )
        subprocess.run([sys.executable, "-c", program, tmp_path], check=False)
        wait_for(tmp_path)

    def test_deliveries_at_the_same_time_are_one_or_the_other(self, tmp_path):
        def deliver(text: str) -> None:
            for _ in range(5):
                with staging(tmp_path) as staged:
                    write(staged, **dict.fromkeys("abcdefgh", text))
                    with sole_writer(tmp_path):
                        publish(staged, tmp_path)
                        texts = {(tmp_path / name).read_text("utf-8") for name in "abcdefgh"}
                        assert texts == {text}
                        seen_texts.append(text)

        seen_texts: list[str] = []
        both = [threading.Thread(target=deliver, args=(text,)) for text in ("én", "to")]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert sorted(seen_texts) == ["to"] * 5 + ["én"] * 5


def wait_for(folder: Path) -> None:
    with sole_writer(folder):
        pass
