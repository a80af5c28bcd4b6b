"""Write a scenario as a file that ``read_scenario`` reads back as the same scenario."""

from __future__ import annotations

import json

from kkr_analysis.danish import HYPOTHETICAL
from kkr_analysis.whatif.scenarios.values import Scenario

_HEADING = f"# {HYPOTHETICAL}: et scenarie til kkr whatif. Det kan ikke blive til et bilag."


def as_toml(scenario: Scenario) -> str:
    """Return the scenario as TOML."""
    lines = [
        _HEADING,
        f"navn = {_text(scenario.name)}",
        f"region = {_text(scenario.region)}",
        f"valgperiode = {_text(scenario.term)}",
    ]
    if scenario.alliances:
        lines.append(f"valgforbund = [{', '.join(_text(alliance.label) for alliance in scenario.alliances)}]")
    if scenario.places:
        lines.append(f"pladser = [{', '.join(map(str, scenario.places))}]")
    if scenario.readings:
        lines += ["", "[laesninger]", *(f"{rule} = {_text(reading)}" for rule, reading in scenario.readings)]
    for votes in scenario.votes:
        lines += ["", "[[stemmer]]", f"liste = {_text(votes.letter)}"]
        lines += [f"kommune = {_text(votes.municipality)}"] if votes.municipality else []
        lines.append(f"antal = {votes.total}" if votes.change is None else f"aendring = {votes.change}")
    for mayor in scenario.mayors:
        lines += [
            "",
            "[[borgmestre]]",
            f"kommune = {_text(mayor.municipality)}",
            f"liste = {_text(mayor.letter)}",
        ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """TOML's basic strings are those of JSON, except that they have no delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
