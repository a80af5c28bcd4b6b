"""»`pip install` is enough«: the wheel alone, in an environment and a folder of their own."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from runpy import run_path

import pytest
from places import ROOT, TERM
from tools.command import contents
from tools.pythons import Installed, find_python, find_uv, install

from kkr_analysis import load_result
from kkr_analysis.data.new_project import COPIED
from kkr_analysis.data.project import CARRIED, Project
from kkr_analysis.documents.contract import as_json

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMED = "Programming Language :: Python :: "
PYTHONS = [line.removeprefix(NAMED) for line in PYPROJECT["project"]["classifiers"] if line.startswith(NAMED)]
COMPUTE = f"""
import sys
from kkr_analysis import load_result
from kkr_analysis.documents.contract import as_json
assert not [name for name in sys.modules if name.startswith("pydantic")]
sys.stdout.buffer.write(as_json(load_result("midtjylland", {TERM!r})).encode())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as an index would get it."""
    folder = tmp_path_factory.mktemp("hjul")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The files in it."""
    with zipfile.ZipFile(wheel) as packed:
        return set(packed.namelist())


@pytest.fixture(scope="module")
def expected() -> bytes:
    """What the checkout computes: the JSON of the enclosure."""
    return as_json(load_result("midtjylland", TERM, project=Project(ROOT))).encode()


@pytest.fixture
def installed(
    wheel: Path, request: pytest.FixtureRequest, tmp_path: Path, need: Callable[..., None]
) -> Installed:
    """An environment of the Python asked for, by default of this one."""
    need("uv")
    version = getattr(request, "param", f"{sys.version_info.major}.{sys.version_info.minor}")
    python = find_python(version)
    if python is None:
        pytest.skip(f"no Python {version} at hand")
    return install(wheel, python, tmp_path, uv=str(find_uv()))


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file but the bytecode, which Python writes beside a module that it imports."""
    files = {name: content for name, content in contents(folder).items() if content is not None}
    return {name: sha256(files[name]).hexdigest() for name in files if "__pycache__" not in name}


class TestWhatIsInIt:
    """»The wheel carries notebooks, templates, rule sets, registry and the election data of both terms«."""

    def test_the_package_is_whole(self, names: set[str]) -> None:
        package = ROOT / "kkr_analysis"
        files = {path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
        assert {path.relative_to(ROOT).as_posix() for path in files} <= names

    def test_every_file_of_figures_comes_along_with_its_card(self, names: set[str]) -> None:
        figures = [
            *ROOT.glob("data/raw/*.*"),
            *ROOT.glob("data/raw/*/*.*"),
            *ROOT.glob("data/eksempel/*/*/*.*"),
        ]
        assert {f"kkr_analysis/{CARRIED}/{path.relative_to(ROOT).as_posix()}" for path in figures} <= names

    def test_what_a_secretariat_notes_of_its_meetings_stays_with_it(self, names: set[str]) -> None:
        assert not [name for name in names if re.search(r"/data/raw/[^/]+/[^/]+/", name)]
        assert run_path(str(ROOT / "hatch_build.py"))["FILES"] == COPIED

    def test_nothing_else_does(self, names: set[str]) -> None:
        carried = {name for name in names if name.startswith(f"kkr_analysis/{CARRIED}/")}
        tops = {name.split("/")[2] for name in carried}
        assert tops == {"data", "notebooks", "scenarier", "husstil.toml"}
        assert not [name for name in carried if "/." in name]


@pytest.mark.parametrize("installed", PYTHONS, indirect=True)
class TestEveryPython:
    """»for each Python that the classifiers name«; the packages with compiled parts are those of this one."""

    def test_it_computes_in_an_empty_folder_and_lays_out_a_project(
        self, installed: Installed, expected: bytes
    ) -> None:
        before = fingerprint(installed.site_packages)
        script = installed.folder / "regn.py"
        script.write_text(COMPUTE, encoding="utf-8")
        assert installed.said("python", script).encode() == expected

        assert "Næste skridt: cd mit && kkr build midtjylland." in installed.said("kkr", "init", "mit")
        copied = fingerprint(installed.site_packages / "kkr_analysis" / CARRIED)
        laid_out = fingerprint(installed.folder / "mit")
        assert copied.items() <= laid_out.items()
        assert set(laid_out) - set(copied) == {"README.md", ".gitignore", "regler/README.md"}
        assert fingerprint(installed.site_packages) == before


class TestBuild:
    """»and builds a bilag outside the checkout«."""

    def test_from_an_empty_folder_to_an_enclosure_with_nothing_written_into_the_package(
        self, installed: Installed, expected: bytes
    ) -> None:
        """The figures lie elsewhere and the rules have a note: the kernel of the notebook reads both."""
        before = fingerprint(installed.site_packages)
        installed.said("kkr", "init", "mit")
        project = installed.folder / "mit"
        rules = (ROOT / "kkr_analysis" / "rules" / f"{TERM}.toml").read_text("utf-8")
        (project / "regler" / f"{TERM}.toml").write_text(f'bemaerkning = "Set efter."\n{rules}', "utf-8")
        (project / "data" / "raw").rename(installed.folder / "tal")
        (project / "data" / "raw").mkdir()
        words = ("midtjylland", "--term", TERM, "--format", "html,json", "--project", "mit", "--data", "tal")
        installed.said("kkr", "build", *words)
        built = project / "reports" / TERM
        assert (built / "kkr-midtjylland.json").read_bytes() == expected
        assert "Set efter." in (built / "kkr-midtjylland.html").read_text("utf-8")

        installed.said("kkr", "new-election", "kv2029", "--project", "mit", "--data", "tal")
        assert (project / "regler" / "2030-2034.toml").is_file()
        assert fingerprint(installed.site_packages) == before
