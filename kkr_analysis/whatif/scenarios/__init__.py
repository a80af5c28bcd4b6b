"""What-if scenarios (tænkte eksempler): other alliances, votes, mayors, readings or places."""

from kkr_analysis.whatif.scenarios.applying import hypothetical
from kkr_analysis.whatif.scenarios.reading import parse_scenario, read_scenario
from kkr_analysis.whatif.scenarios.values import MayorChange, Scenario, VoteChange
from kkr_analysis.whatif.scenarios.what_if import Move, PostMove, WhatIf, what_if
from kkr_analysis.whatif.scenarios.writing import as_toml

__all__ = [
    "MayorChange",
    "Move",
    "PostMove",
    "Scenario",
    "VoteChange",
    "WhatIf",
    "as_toml",
    "hypothetical",
    "parse_scenario",
    "read_scenario",
    "what_if",
]
