"""A fresh environment with pinned packages for one table, thrown away when the table is written."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs" / "adfaerd"


def run_in(packages: Sequence[str], program: str, *arguments: str) -> str:
    """Install the packages in a new environment, run a program in it, and return what it prints."""
    with tempfile.TemporaryDirectory(prefix="kkr-adfaerd-") as folder:
        venv.create(Path(folder) / "env", with_pip=True)
        python = Path(folder) / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        subprocess.run(pip, check=True)
        command = [python, "-I", "-W", "ignore", "-c", program, *arguments]
        run = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=folder
        )
        return run.stdout


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def write(name: str, title: str, text: str, packages: Sequence[str]) -> None:
    """Write a page, with the versions that it holds for and how it is made again."""
    DOCS.mkdir(exist_ok=True)
    page = DOCS / f"{name}.md"
    versions = ", ".join(package.replace("==", " ") for package in packages)
    page.write_text(
        f"# {title}\n\n{text.strip()}\n\nMålt med {versions}. Lav siden igen: "
        f"`.venv/bin/python scripts/behaviour/{name}.py`.\n",
        encoding="utf-8",
    )
    print(page.relative_to(DOCS.parents[1]))
