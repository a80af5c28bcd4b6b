"""The pre-commit hooks, run for real: on a sound repository, and on one with a fault for each of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / ".pre-commit-config.yaml"

FAULTS = {
    "ruff-check": ("unused.py", '"""A module."""\n\nimport os\n'),
    "ruff-format": ("crooked.py", '"""A module."""\n\nseats = [ 1,2 ]\n'),
    "mypy": ("kkr_analysis/wrong.py", '"""A module."""\n\nseats: int = "36"\n'),
    "no-host-lock": ("uv.lock", "version = 1\n"),
}


def notebook(*, executed: bool) -> str:
    cell = new_code_cell("36")
    if executed:
        cell.outputs = [new_output("stream", text="36")]
    return str(nbformat.writes(new_notebook(cells=[cell])))


@pytest.fixture
def repository(need: Callable[..., None], tmp_path: Path) -> Path:
    """A sound little repository with this project's hooks and settings."""
    need("git")
    if not Path(sys.prefix, "bin/pre-commit").exists():
        pytest.skip("pre-commit is not installed")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    for path in (CONFIG, ROOT / "pyproject.toml"):
        shutil.copy(path, tmp_path)
    (tmp_path / ".gitignore").write_text("/.venv\n", encoding="utf-8")
    (tmp_path / "kkr_analysis").mkdir()
    (tmp_path / "kkr_analysis/__init__.py").write_text('"""A package."""\n', encoding="utf-8")
    (tmp_path / "bilag.ipynb").write_text(notebook(executed=False), encoding="utf-8")
    return tmp_path


def results(repository: Path) -> dict[str, str]:
    """Run every hook on every file; the result of each by its id."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(repository),
        "PRE_COMMIT_HOME": str(repository / ".git/cache"),
    }
    for command in (["git", "init", "--quiet"], ["git", "add", "--all"]):
        subprocess.run(command, cwd=repository, env=environment, check=True)
    run = subprocess.run(
        [".venv/bin/pre-commit", "run", "--all-files", "--verbose", "--color=never"],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return {
        name: result for result, name in re.findall(r"(Passed|Failed|Skipped)\n- hook id: (\S+)", run.stdout)
    }


class TestHooks:
    def test_none_is_fetched(self) -> None:
        config = CONFIG.read_text(encoding="utf-8")
        assert re.findall(r"repo: (\S+)", config) == ["local"]
        assert set(re.findall(r"language: (\S+)", config)) == {"system", "fail"}

    def test_a_sound_repository_passes(self, repository: Path) -> None:
        assert results(repository) == dict.fromkeys([*FAULTS, "nbstripout"], "Passed") | {
            "no-host-lock": "Skipped"
        }

    def test_each_hook_finds_its_fault(self, repository: Path) -> None:
        for name, text in FAULTS.values():
            (repository / name).write_text(text, encoding="utf-8")
        (repository / "bilag.ipynb").write_text(notebook(executed=True), encoding="utf-8")
        assert results(repository) == dict.fromkeys([*FAULTS, "nbstripout"], "Failed")
        assert 'outputs": []' in (repository / "bilag.ipynb").read_text(encoding="utf-8")
