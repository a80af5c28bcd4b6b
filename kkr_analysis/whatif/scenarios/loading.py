"""From a scenario file to its outcome beside the election: the one call that a notebook starts with."""

from __future__ import annotations

from kkr_analysis.composition.election import Election
from kkr_analysis.data.project import Project, nearest_project
from kkr_analysis.data.sources import load_election
from kkr_analysis.errors import KkrError, ScenarioError
from kkr_analysis.rules import RuleSet
from kkr_analysis.whatif.scenarios.reading import read_scenario
from kkr_analysis.whatif.scenarios.values import Scenario
from kkr_analysis.whatif.scenarios.what_if import WhatIf, what_if


def load_what_if(file: str, project: Project | None = None) -> WhatIf:
    """
    Read a scenario file and compute it beside its election.

    ``file`` is a path below the project ("scenarier/c-og-v.toml") or an absolute one; ``project`` as in
    ``load_result``.

    Raises ScenarioError with a Danish message for anything wrong with the file, and KkrError for the figures.
    """
    found = project or nearest_project()
    scenario = read_scenario(found.root / file)
    rules = found.rules.rule_set(scenario.term)
    return beside(election_of(scenario, found), scenario, rules, source=file)


def election_of(scenario: Scenario, project: Project) -> Election:
    """Read the election of a scenario, with the mayors of its region. Raises KkrError."""
    regions = [scenario.region] if scenario.region else ()
    return load_election(project.data, project.rules.rule_set(scenario.term).election, regions=regions)


def beside(election: Election, scenario: Scenario, rules: RuleSet, *, source: str = "") -> WhatIf:
    """Compute a scenario; a fault is a ScenarioError that names its ``source``, a file, where it has one."""
    try:
        return what_if(election, scenario, rules)
    except KkrError as fault:
        raise ScenarioError(f"{source}: {fault}" if source else str(fault)) from fault
