"""What several tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from places import EVERY_DOCUMENT, KINDS, OVERVIEW, ROOT, TERM, TERMS, reports_given
from tools.kept import kept

from kkr_analysis.data.meetings import load_meeting
from kkr_analysis.data.project import Project
from kkr_analysis.documents.build import origins
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import FORMATS, Order, compute, compute_overview
from kkr_analysis.documents.meeting.building import build_meeting
from kkr_analysis.documents.meeting.names import folder_name
from kkr_analysis.documents.verify import verify
from kkr_analysis.documents.verify.reading import READERS, FileData
from kkr_analysis.meeting.proceedings import hold

# A loaded machine is no fault of the code: no property fails for taking long.
settings.register_profile("full", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=25, derandomize=True)
settings.load_profile("quick")  # pytest --hypothesis-profile=full (make test-full) takes its place

pytest_plugins = ["pytester", "required_tools", "cpu"]


HEAVY = (
    "app/test_app_browser.py",
    "cli/test_build_many.py",
    "cli/test_meeting_command.py",
    "data/meetings/",
    "documents/test_cluster.py",
    "documents/test_delivery.py",
    "documents/test_explorer_browser.py",
    "documents/test_hostile.py",
    "documents/test_meeting_papers.py",
    "documents/test_telephone.py",
    "documents/test_what_ifs.py",
    "repo/test_wheel.py",
)
"""
Tests that build many documents, start clusters or install: left to `make test-full`.

So are the cases of others that are marked where they are given (``places.of_each``).
"""


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a KKR_BUILT that is not there at once: every test of a built file would fail on it."""
    config.addinivalue_line("markers", "heavy: left to make test-full")
    if given := os.environ.get("KKR_BUILT"):
        reports_given(given)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the heavy tests by where they stand."""
    for item in items:
        if any(place in item.nodeid for place in HEAVY):
            item.add_marker("heavy")


def pytest_unconfigure() -> None:
    """End the programs that the tests of this process have kept."""
    kept.close()


@pytest.fixture(scope="session")
def project() -> Project:
    """The project itself, with the real figures."""
    return Project(ROOT)


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> tuple[tuple[str, str], ...]:
    """Term and subject of what is built in all its formats: one of each kind, and all for heavy tests."""
    heavy = any(item.get_closest_marker("heavy") for item in request.session.items)
    return EVERY_DOCUMENT if heavy else KINDS


@pytest.fixture(scope="session")
def built(
    project: Project, whole: tuple[tuple[str, str], ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """
    Every page and JSON for every term, and all formats of what is whole, built once for all.

    Whoever works on one test can build once with ``kkr build alle landsoverblik`` for both terms, and name
    the folder in KKR_BUILT.
    """
    if given := os.environ.get("KKR_BUILT"):
        return reports_given(given)
    together = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else None
    output = (together or tmp_path_factory.getbasetemp()) / "reports"
    with FileLock(output.with_suffix(".lock")):
        if not output.exists():
            for term in TERMS:
                ours = [subject for of, subject in whole if of == term]
                others = [subject for of, subject in EVERY_DOCUMENT if of == term and subject not in ours]
                for subjects, formats in ((others, ("html", "json")), (ours, FORMATS)):
                    regions = [subject for subject in subjects if subject != OVERVIEW]
                    order = Order(regions=regions, term=term, formats=formats, overview=OVERVIEW in subjects)
                    results, overview = compute(order, project), compute_overview(order, project)
                    build_enclosures(order, results, project=project, output=output, overview=overview)
    return output


@pytest.fixture(scope="session")
def reports(request: pytest.FixtureRequest, built: Path) -> Path:
    """One term's folder: the one asked for by ``parametrize(..., indirect=True)``, or ``TERM``'s."""
    return built / getattr(request, "param", TERM)


@pytest.fixture(scope="session")
def meeting_papers(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all papers of the example's meeting, built once for all."""
    together = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else None
    output = (together or tmp_path_factory.getbasetemp()) / "meetings"
    with FileLock(output.with_suffix(".lock")):
        if not output.exists():
            dossier = load_meeting("midtjylland", TERM, project=project, folders=project.examples)
            build_meeting(hold(dossier), project=project, output=output)
    return output / TERM / folder_name("midtjylland")


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process; that each has a process with bounds, test_verify.py holds."""

    def read(content: bytes, suffix: str) -> FileData:
        try:
            return READERS[suffix](content)
        except Exception:  # ends the process that it otherwise is
            raise ValueError from None

    for module in (origins, verify):
        monkeypatch.setattr(module, "read_data", read)


@pytest.fixture
def own_project(tmp_path: Path) -> Path:
    """A copy of the project's figures and notebooks that a test may spoil."""
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / "projekt" / folder)
    return tmp_path / "projekt"
