"""pyproject.toml is the one list of dependencies; conda's list, the locks and the record follow it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from rattler import MatchSpec

from kkr_analysis.cli import extras

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENGINE = [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]
EXTRAS = {
    extra: [Requirement(text) for text in texts]
    for extra, texts in PYPROJECT["project"]["optional-dependencies"].items()
}
ITSELF = "kkr-analysis"
"""An extra may take in others of the project: `kkr-analysis[bilag]`."""
DEVELOPMENT = [Requirement(text) for text in PYPROJECT["dependency-groups"]["dev"]]
IN_CONDA = ("bilag", "app", "lab")


def of_others(extra: str) -> list[Requirement]:
    """What an extra has that is somebody else's."""
    return [requirement for requirement in EXTRAS[extra] if requirement.name != ITSELF]


DOCUMENTATION = [Requirement(text) for text in PYPROJECT["dependency-groups"]["docs"]]
RUNTIME = list({str(r): r for r in (*ENGINE, *(r for extra in IN_CONDA for r in of_others(extra)))}.values())
"""What conda installs: all that is needed to build a bilag, open a notebook and show the app."""
BILAG, APP, LAB, DASK, SIGNATUR = map(of_others, ("bilag", "app", "lab", "dask", "signatur"))
RECORD_SECTIONS = {
    "For at regne (`pip install kkr-analysis`)": ENGINE,
    "For at bygge et bilag (`pip install 'kkr-analysis[bilag]'`)": BILAG,
    "For at prøve valgforbund af i en browser (`pip install 'kkr-analysis[app]'`)": [
        requirement for requirement in APP if requirement not in BILAG
    ],
    "For at arbejde i JupyterLab (`pip install 'kkr-analysis[lab]'`)": [
        requirement for requirement in LAB if requirement not in APP
    ],
    "For at regne på en klynge (`pip install 'kkr-analysis[dask]'`)": DASK,
    "For at underskrive (`pip install 'kkr-analysis[signatur]'`)": SIGNATUR,
    "For at udvikle og teste": [requirement for requirement in DEVELOPMENT if requirement not in DASK],
    "For at bygge dokumentationen (`make docs`)": DOCUMENTATION,
}

# conda-forge's matplotlib adds a window toolkit that no report needs.
CONDA_NAMES = {
    "jupyter-client": "jupyter_client",
    "jupyter-core": "jupyter_core",
    "matplotlib": "matplotlib-base",
}


def conda_faults(environment: str, *, python: str, runtime: list[Requirement]) -> list[str]:
    """Every way in which an environment.yml differs from pyproject's runtime dependencies."""
    wanted = {CONDA_NAMES.get(name := canonicalize_name(r.name), name): r.specifier for r in runtime}
    wanted |= {"python": SpecifierSet(python), "pip": SpecifierSet()}
    entries = yaml.safe_load(environment)["dependencies"]
    found: dict[str, SpecifierSet] = {}
    for text in (entry for entry in entries if isinstance(entry, str)):
        spec = MatchSpec(text, strict=True)
        assert spec.name is not None, text
        found[str(spec.name.normalized)] = SpecifierSet(str(spec.version or ""))
    faults = [f"missing: {name}" for name in sorted(wanted.keys() - found.keys())]
    faults += [f"not in pyproject.toml: {name}" for name in sorted(found.keys() - wanted.keys())]
    faults += [
        f"{name}: conda {found[name]}, pyproject.toml {wanted[name]}"
        for name in sorted(wanted.keys() & found.keys())
        if found[name] != wanted[name]
    ]
    pip = [line for entry in entries if isinstance(entry, dict) for line in entry["pip"]]
    return faults + ([] if pip == ["--editable ."] else [f"pip installs {pip}, not the project alone"])


def pins(lock: str) -> list[tuple[Requirement, int]]:
    """Each requirement of a lock file with its number of hashes."""
    entries = re.split(r"\n(?=\S)", lock.strip())
    parts = [re.split(r"\s*\\\n\s*", entry) for entry in entries]
    return [
        (
            Requirement(first),
            sum(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", rest) is not None for rest in hashes),
        )
        for first, *hashes in parts
    ]


def lock_faults(lock: str, direct: list[Requirement]) -> list[str]:
    """Every way in which a lock file breaks its promise: complete, exact, hashed, and silent about hosts."""
    foreign = re.findall(r"^(?!\s+--hash=)\s*-.*|^.*://.*", lock, flags=re.MULTILINE)
    if foreign:
        return [f"names where to fetch from: {line}" for line in foreign]
    faults = []
    versions: dict[str, list[str]] = {}
    for requirement, hashes in pins(lock):
        exact = re.fullmatch(r"==([^*,]+)", str(requirement.specifier))
        if exact is None:
            faults.append(f"not pinned: {requirement}")
            continue
        versions.setdefault(canonicalize_name(requirement.name), []).append(exact.group(1))
        if not hashes:
            faults.append(f"no hash: {requirement}")
    for requirement in direct:
        pinned = versions.get(canonicalize_name(requirement.name), [])
        if not pinned or not all(requirement.specifier.contains(version) for version in pinned):
            faults.append(f"{requirement} is pinned at {pinned}")
    if "rfc3987-syntax" in versions:
        faults.append("rfc3987-syntax is back: it costs more than a second at every start")
    return faults


def record_faults(record: str, sections: Mapping[str, list[Requirement]]) -> list[str]:
    """Dependencies without their line under the right heading of the record, and the other way round."""
    faults = []
    for heading, requirements in sections.items():
        section = record.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        lines = re.findall(r"^- `([^`]+)`: \S.*$", section, flags=re.MULTILINE)
        wanted = [canonicalize_name(requirement.name) for requirement in requirements]
        if sorted(lines) != sorted(wanted):
            faults.append(f"{heading}: {sorted(set(lines) ^ set(wanted)) or 'said twice'}")
    return faults


class TestConda:
    environment = (ROOT / "environment.yml").read_text(encoding="utf-8")

    def faults(self, environment: str) -> list[str]:
        return conda_faults(environment, python=PYPROJECT["project"]["requires-python"], runtime=RUNTIME)

    def test_same_dependencies_as_pyproject(self) -> None:
        assert self.faults(self.environment) == []

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ("  - pandas >=2.2\n", "", "missing: pandas"),
            ("pandas >=2.2", "pandas >=2.1", "pandas: conda >=2.1, pyproject.toml >=2.2"),
            ("pandas >=2.2", "pandas", "pandas: conda , pyproject.toml >=2.2"),
            ("python >=3.11", "python >=3.10", "python: conda >=3.10, pyproject.toml >=3.11"),
            ("  - pip\n", "  - pip\n  - polars\n", "not in pyproject.toml: polars"),
            ("--editable .", "requests", "pip installs ['requests'], not the project alone"),
        ],
    )
    def test_a_difference_is_found(self, old: str, new: str, fault: str) -> None:
        assert self.environment.count(old) == 1
        assert self.faults(self.environment.replace(old, new)) == [fault]

    def test_a_spec_that_conda_would_refuse_is_refused(self) -> None:
        with pytest.raises(Exception, match="unable to parse"):
            self.faults(self.environment.replace("pandas >=2.2", "pandas >=>2.2"))


HASH = "--hash=sha256:" + "0" * 64


class TestLocks:
    def test_every_direct_dependency_is_pinned_and_hashed(self) -> None:
        lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
        assert lock_faults(lock, RUNTIME + DEVELOPMENT + DOCUMENTATION) == []

    def test_uv_is_pinned_and_hashed_for_every_platform(self) -> None:
        lock = (ROOT / "requirements-uv.lock").read_text(encoding="utf-8")
        assert lock_faults(lock, [Requirement("uv")]) == []
        [(_, hashes)] = pins(lock)
        assert hashes > 10

    def test_every_extra_is_there_for_the_tests(self) -> None:
        """`make lock` takes them all in, so an analyst gets the version that was tested."""
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert "export --quiet --all-groups --all-extras" in makefile
        lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
        assert lock_faults(lock, [each for extra in EXTRAS for each in of_others(extra)]) == []

    def test_the_build_backend_comes_from_the_lock(self) -> None:
        """Set-up installs without build isolation, so what builds the project must be installed."""
        build = {Requirement(text).name for text in PYPROJECT["build-system"]["requires"]}
        assert build <= {requirement.name for requirement in DEVELOPMENT}

    @pytest.mark.parametrize(
        ("lock", "fault"),
        [
            (f"rich==15.0 \\\n    {HASH}\n", None),
            (f"rich==14.0 ; python_version < '3.12' \\\n    {HASH}\nrich==15.0 \\\n    {HASH}\n", None),
            ("rich==15.0\n", "no hash: rich==15.0"),
            ("rich==15.0 \\\n    --hash=sha256:0\n", "no hash: rich==15.0"),
            (f"rich>=15.0 \\\n    {HASH}\n", "not pinned: rich>=15.0"),
            (f"rich==13.0 \\\n    {HASH}\n", "rich>=13.7 is pinned at ['13.0']"),
            (f"click==8.1 \\\n    {HASH}\n", "rich>=13.7 is pinned at []"),
            (f"--index-url https://x\nrich==15.0 \\\n    {HASH}\n", "names where to fetch from: --index-url"),
            (f"rich @ https://x/rich.whl \\\n    {HASH}\n", "names where to fetch from: rich @"),
            (f"rich==15.0 \\\n    {HASH}\nrfc3987-syntax==1.1 \\\n    {HASH}\n", "rfc3987-syntax is back"),
        ],
    )
    def test_a_broken_promise_is_found(self, lock: str, fault: str | None) -> None:
        faults = lock_faults(lock, [Requirement("rich>=13.7")])
        assert faults == [] if fault is None else any(line.startswith(fault) for line in faults), faults


class TestExtras:
    """»`pip install kkr-analysis` gives engine, data, JSON, command«; the rest is asked for by name."""

    def test_a_command_knows_each_package_of_an_extra_by_the_name_it_is_imported_by(self) -> None:
        distributions = metadata.packages_distributions()
        for extra, modules in extras.EXTRAS.items():
            named = {canonicalize_name(distributions[module][0]) for module in modules}
            assert named == {canonicalize_name(each.name) for each in of_others(extra)}, extra

    def test_all_of_them_is_one_word(self) -> None:
        [everything] = EXTRAS["alt"]
        assert everything.name == ITSELF
        assert everything.extras == set(EXTRAS) - {"alt"}

    def test_one_package_is_asked_for_in_one_version(self) -> None:
        every = {str(each) for extra in EXTRAS for each in of_others(extra)} | set(map(str, ENGINE))
        assert len({Requirement(text).name for text in every}) == len(every)


class TestDecisionRecord:
    record = (ROOT / "docs/beslutninger/0001-afhaengigheder.md").read_text(encoding="utf-8")

    def test_every_dependency_has_its_reason(self) -> None:
        assert record_faults(self.record, RECORD_SECTIONS) == []

    @pytest.mark.parametrize(
        ("lines", "faults"),
        [
            ("- `rich`: viser fremdrift.\n", []),
            ("", ["Brug: ['rich']"]),
            ("- `rich`:\n", ["Brug: ['rich']"]),
            ("- `rich`: a.\n- `polars`: b.\n", ["Brug: ['polars']"]),
            ("- `rich`: a.\n- `rich`: b.\n", ["Brug: said twice"]),
            ("\n## Andet\n\n- `rich`: a.\n", ["Brug: ['rich']"]),
        ],
    )
    def test_each_needs_one_line_under_its_heading(self, lines: str, faults: list[str]) -> None:
        record = f"# Hvorfor\n\n## Brug\n\n{lines}"
        assert record_faults(record, {"Brug": [Requirement("rich>=13.7")]}) == faults
