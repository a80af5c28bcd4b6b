"""The Pythons of this machine, and environments of theirs that have the wheel and nothing of the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from places import ROOT

LOCKED = Path(next(place for place in sys.path if (Path(place) / "click").is_dir()))
"""Where the packages of the lock are installed."""


def find_python(version: str) -> Path | None:
    """Find a Python that runs, such as "3.12": this one, one on the PATH, or one of pyenv's."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return Path(sys.executable)
    name = f"python{version}"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    folders = [*os.environ["PATH"].split(os.pathsep), *pyenv.glob(f"versions/{version}.*/bin")]
    for place in (Path(folder) / name for folder in folders):
        # A shim of pyenv is there for every version that is installed, and runs for those in use alone.
        if place.is_file() and subprocess.run([place, "-c", ""], capture_output=True).returncode == 0:
            return place
    return None


def find_uv() -> str | None:
    """Find uv, which the set-up puts beside the environment."""
    return shutil.which("uv", path=os.pathsep.join([str(ROOT / ".uv/bin"), os.environ["PATH"]]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """An environment of its own with the wheel; commands run in ``folder`` and see nothing of ours."""

    folder: Path
    environment: Path

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.environment / "bin" / "python"

    @property
    def site_packages(self) -> Path:
        """Where the wheel is installed."""
        [place] = self.environment.glob("lib/python*/site-packages")
        return place

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment; another Python leaves no bytecode in the lock's folder."""
        kept = ("PATH", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE")
        variables = {name: os.environ[name] for name in kept if name in os.environ} | {
            "HOME": str(self.folder),
            # The templates that nbconvert's own package has beside it in an ordinary environment.
            "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
        }
        if not self.site_packages.match(f"python{sys.version_info.major}.{sys.version_info.minor}/*"):
            variables["PYTHONDONTWRITEBYTECODE"] = "1"
        return subprocess.run(
            [self.environment / "bin" / command[0], *command[1:]],
            cwd=self.folder,
            env=variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    def said(self, *command: str | Path) -> str:
        """Run a command that must succeed without a word of complaint, and return what it said."""
        done = self.run(*command)
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout


def install(wheel: Path, python: Path, folder: Path, *, uv: str) -> Installed:
    """
    Make an environment and install the wheel alone; what it builds on is the lock's, and nothing is fetched.

    The path file makes the folder of the lock known, but not the checkout, which has a path file of its own
    in there.
    """
    environment = folder / "miljoe"
    quiet = {"capture_output": True, "check": True, "env": os.environ | {"UV_OFFLINE": "1"}}
    subprocess.run([uv, "venv", "--quiet", "--python", python, environment], **quiet)
    installed = Installed(folder=folder, environment=environment)
    options = ["--quiet", "--no-deps", "--no-index", "--python", installed.python]
    subprocess.run([uv, "pip", "install", *options, wheel], **quiet)
    (installed.site_packages / "lock.pth").write_text(f"{LOCKED}\n", encoding="utf-8")
    return installed
