"""Single facts of the overview as Danish sentences."""

from __future__ import annotations

from kkr_analysis.composition.overview import Overview
from kkr_analysis.danish import counted
from kkr_analysis.presentation.wording import preliminary, status_of


def title(overview: Overview) -> str:
    """Return the title: "KKR og KL's bestyrelse 2022–26"."""
    return f"KKR og KL's bestyrelse {overview.now.rule_set.label}{preliminary(overview.status)}"


def status(overview: Overview) -> tuple[str, str]:
    """Say whether the figures can still change, and which of them."""
    mayors = [mayor for result in overview.now.results for mayor in result.figures.mayors]
    return status_of(overview.status, overview.now.election.count_status, mayors)


def description(overview: Overview) -> str:
    """Describe the overview for a file's metadata."""
    bodies = counted(len(overview.now.results), "KKR", "KKR")
    return f"{bodies} og KL's bestyrelse, {overview.now.election.name}. {status(overview)[0]}."
