"""Single facts of the overview as Danish sentences."""

from __future__ import annotations

from kkr_analysis.composition.overview import Overview
from kkr_analysis.danish import counted, listed
from kkr_analysis.presentation.wording import SEVERAL, but, decided_by, preliminary, status_of, weak_sources


def title(overview: Overview) -> str:
    """Return the title: "KKR og KL's bestyrelse 2022–26"."""
    return f"KKR og KL's bestyrelse {overview.now.rule_set.label}{preliminary(overview.status)}"


def status(overview: Overview) -> tuple[str, str]:
    """Say whether the figures can change and where assumed rules decide, and in a sentence what can."""
    mayors = [mayor for result in overview.now.results for mayor in result.figures.mayors]
    word, sentence = status_of(overview.status, overview.now.election.count_status, mayors)
    sentence += weak_sources(mayors)
    decided = [result for result in overview.now.results if result.deciding_rules]
    if not decided:
        return word, sentence
    counts = {len(result.deciding_rules) for result in decided}
    assumed = decided_by(*counts) if len(counts) == 1 else SEVERAL
    where = (
        "alle KKR" if len(decided) == len(overview.now.results) else listed(result.body for result in decided)
    )
    return f"{word}, {but(overview.status)} {assumed}", f"Det gælder {where}. {sentence}"


def description(overview: Overview) -> str:
    """Describe the overview for a file's metadata."""
    bodies = counted(len(overview.now.results), "KKR", "KKR")
    return f"{bodies} og KL's bestyrelse, {overview.now.election.name}. {status(overview)[0]}."
