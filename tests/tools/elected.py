"""The KKR as elected: a process of tests computes each once, and nobody may change it."""

from __future__ import annotations

from functools import cache

from places import ROOT

from kkr_analysis.composition.result import KkrResult
from kkr_analysis.data.load import load_result
from kkr_analysis.data.project import Project


@cache
def elected(region: str, term: str) -> KkrResult:
    """Compute a KKR from the project's own figures, with its declared alliances, on its own day."""
    return load_result(region, term, project=Project(ROOT))
