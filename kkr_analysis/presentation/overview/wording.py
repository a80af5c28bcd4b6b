"""Single facts of the overview as Danish sentences."""

from __future__ import annotations

from kkr_analysis.composition.overview import Overview
from kkr_analysis.danish import counted
from kkr_analysis.presentation.wording import (
    LOCAL_LISTS_LEFT_OUT,
    decided_alike,
    decided_by,
    in_which,
    local_lists,
    preliminary,
    status_of,
    status_word,
    weak_sources,
)


def title(overview: Overview) -> str:
    """Return the title: "KKR og KL's bestyrelse 2022–26"."""
    return f"KKR og KL's bestyrelse {overview.now.rule_set.label}{preliminary(overview.status)}"


def status(overview: Overview) -> tuple[str, str]:
    """Say whether the figures can change and where assumed rules decide, and in a sentence what can."""
    mayors = [mayor for result in overview.now.results for mayor in result.figures.mayors]
    results = overview.now.results
    word, sentence = status_of(overview.status, overview.now.election.count_status, mayors)
    sentence += weak_sources(mayors)
    if any(local_lists(own) for own in results):
        sentence += f"; {LOCAL_LISTS_LEFT_OUT}"
    decided = {own.body: decided_by(len(own.deciding_rules)) for own in results if own.deciding_rules}
    if not decided:
        return word, sentence
    word = status_word(overview.status, decided_alike(decided.values()))
    return word, f"Det gælder {in_which([*decided], len(results))}. {sentence}"


def description(overview: Overview) -> str:
    """Describe the overview for a file's metadata."""
    bodies = counted(len(overview.now.results), "KKR", "KKR")
    return f"{bodies} og KL's bestyrelse, {overview.now.election.name}. {status(overview)[0]}."
