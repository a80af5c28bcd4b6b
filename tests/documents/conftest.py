"""What several tests of documents share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock
from places import OVERVIEW, TERMS
from tools.explorer_page import explorer_order

from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.enclosure import build_enclosures
from kkr_analysis.documents.build.order import compute, compute_overview


@pytest.fixture(scope="session")
def explorers(
    project: Project, whole: tuple[tuple[str, str], ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """
    The explorers of what is whole, KKR and overview, built once for all.

    Taken from the folder in KKR_BUILT where ``kkr explorer alle landsoverblik`` has written them.
    """
    given = Path(os.environ.get("KKR_BUILT", ""))
    if all((given / term / "valgforbund.html").is_file() for term in TERMS):
        return given
    together = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else None
    output = (together or tmp_path_factory.getbasetemp()) / "explorers"
    with FileLock(output.with_suffix(".lock")):
        if not output.exists():
            for term in TERMS:
                own = [subject for of, subject in whole if of == term]
                regions = [subject for subject in own if subject != OVERVIEW]
                order = explorer_order(term, *regions, overview=OVERVIEW in own)
                results, overview = compute(order, project), compute_overview(order, project)
                build_enclosures(order, results, project=project, output=output, overview=overview)
    return output
