"""The repository as a newcomer meets it: what lies where, and nothing that only works on one machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]

# Written so that they do not match themselves.
PLACES = {
    "a machine path": r"(?<![\w.])/(?:hom[e]|User[s]|roo[t]|wor[k]|tm[p]|op[t])/\w",
    "a Windows path": r"\b[A-Za-z]:\\User[s]\\",
    "a registry host": r"pypi\.or[g]|pythonhoste[d]|anaconda\.or[g]|anaconda\.co[m]|conda\.i[o]|npmjs\.or[g]",
}
HOST_LOCKS = re.compile(r"uv\.lock|pylock(\..+)?\.toml")


@pytest.fixture(scope="module")
def tracked(need: Callable[..., None]) -> tuple[PurePosixPath, ...]:
    """Every file that git tracks here; a copy without git's records is skipped."""
    need("git")
    # The owner of a clone may be another than the one who tests it.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if run.returncode != 0 or not run.stdout:
        pytest.skip("not a git working copy")
    return tuple(PurePosixPath(name) for name in run.stdout.split("\0") if name)


def places_named(text: str) -> list[str]:
    """What in a text only holds on one machine or at one registry, line by line."""
    return [
        f"line {number}: {what}: {match.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in PLACES.items()
        if (match := re.search(pattern, line))
    ]


def name_faults(path: PurePosixPath) -> list[str]:
    faults = [] if str(path).isascii() else [f"{path}: not ASCII"]
    return faults + ([f"{path}: names registry hosts"] if HOST_LOCKS.fullmatch(path.name) else [])


class TestLayout:
    @pytest.mark.parametrize(
        "entry",
        [
            "notebooks/",
            "kkr_analysis/",
            "data/raw/",
            "reports/",
            "tests/",
            "docs/",
            "environment.yml",
            "pyproject.toml",
            "requirements.lock",
            "requirements-uv.lock",
            "Makefile",
            "README.md",
            "LICENSE",
            "CHANGELOG.md",
            ".ci/run",
        ],
    )
    def test_it_is_where_it_is_looked_for(self, entry: str) -> None:
        path = ROOT / entry
        assert path.is_dir() if entry.endswith("/") else path.stat().st_size > 0

    def test_ci_can_be_run(self) -> None:
        assert os.access(ROOT / ".ci/run", os.X_OK)

    def test_the_changelog_has_a_place_for_the_next_change(self) -> None:
        assert "\n## [Unreleased]\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


class TestTrackedFiles:
    def test_names(self, tracked: tuple[PurePosixPath, ...]) -> None:
        assert [fault for path in tracked for fault in name_faults(path)] == []

    def test_nothing_names_a_machine_or_a_registry(self, tracked: tuple[PurePosixPath, ...]) -> None:
        faults = []
        for path in tracked:
            content = (ROOT / path).read_bytes() if (ROOT / path).is_file() else b""
            if b"\0" not in content:
                faults += [f"{path}, {fault}" for fault in places_named(content.decode("utf-8"))]
        assert faults == []

    def test_what_is_built_stays_out(self, tracked: tuple[PurePosixPath, ...]) -> None:
        assert [path for path in tracked if path.parts[0] == "reports" and path.name != ".gitkeep"] == []

    @pytest.mark.parametrize("name", ["uv.lock", "pylock.toml", "app/pylock.dev.toml", "data/raw/Ærø.csv"])
    def test_a_wrong_name_is_found(self, name: str) -> None:
        assert len(name_faults(PurePosixPath(name))) == 1

    @pytest.mark.parametrize(
        "line",
        [
            "cd /hom" + "e/anna/kkr",
            'open("/tm' + 'p/x.csv")',
            "file:///op" + "t/simple",
            "C:\\User" + "s\\anna",
            "https://files.pythonhoste" + "d.org/packages",
            "index-url = https://pypi.or" + "g/simple",
        ],
    )
    def test_a_place_is_found(self, line: str) -> None:
        assert len(places_named(f"første linje\n{line}")) == 1

    @pytest.mark.parametrize(
        "line", ["data/raw/kv2025", "https://www.kl.dk/home/kkr", "../tmp/x", "og/eller"]
    )
    def test_what_holds_everywhere_is_left_alone(self, line: str) -> None:
        assert places_named(line) == []


class TestMakefile:
    @pytest.mark.parametrize(
        ("environment", "arguments", "command"),
        [
            ("xterm-256color", [], "kkr build 'midtjylland' \n"),
            ("dumb", ["REGION=sjaelland"], "kkr build 'sjaelland' \n"),
            ("xterm", ["TERM=2022"], "kkr build 'midtjylland' --term '2022'"),
            ("xterm", ["TERM=2026-2030"], "kkr build 'midtjylland' --term '2026-2030'"),
            ("2026-2030", [], "kkr build 'midtjylland' --term '2026-2030'"),
        ],
    )
    def test_the_shells_terminal_is_no_term_of_office(
        self, need: Callable[..., None], environment: str, arguments: list[str], command: str
    ) -> None:
        need("make")
        make = [str(shutil.which("make")), "--dry-run", "bilag", *arguments]
        variables = {"PATH": os.environ["PATH"], "TERM": environment}
        run = subprocess.run(make, cwd=ROOT, env=variables, capture_output=True, text=True, encoding="utf-8")
        assert run.returncode == 0, run.stderr
        assert command in run.stdout
