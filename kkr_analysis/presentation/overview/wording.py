"""Single facts of the overview as Danish sentences."""

from __future__ import annotations

from kkr_analysis.composition.election import FigureStatus, MayorStatus
from kkr_analysis.composition.overview import Overview
from kkr_analysis.danish import counted


def preliminary(status: FigureStatus) -> str:
    """Return what follows a name while the figures can still change: " (foreløbig)"."""
    return f" ({status.value})" if status is FigureStatus.PRELIMINARY else ""


def title(overview: Overview) -> str:
    """Return the title: "KKR i hele landet og KL's bestyrelse 2022–26"."""
    return f"KKR i hele landet og KL's bestyrelse {overview.now.rule_set.label}{preliminary(overview.status)}"


def status(overview: Overview) -> tuple[str, str]:
    """Say whether the figures can still change, and which of them."""
    election = overview.now.election
    votes = (
        "stemmerne er fra fintællingen"
        if election.count_status is FigureStatus.FINAL
        else "stemmerne er foreløbige"
    )
    every = [mayor for result in overview.now.results for mayor in result.figures.mayors]
    agreed = sum(mayor.status is MayorStatus.AGREED for mayor in every)
    mayors = (
        f"{counted(agreed, 'borgmester', 'borgmestre')} er aftalt, men ikke konstitueret"
        if agreed
        else "borgmestrene er konstitueret"
    )
    return f"{overview.status.value.capitalize()}e tal", f"{votes}, og {mayors}"


def description(overview: Overview) -> str:
    """Describe the overview for the metadata of a file."""
    bodies = counted(len(overview.now.results), "KKR", "KKR")
    return f"{bodies} og KL's bestyrelse, {overview.now.election.name}. {status(overview)[0]}."
