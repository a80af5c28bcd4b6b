"""From a scenario to what the page shows. What alliances cannot change is drawn once."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from kkr_analysis.composition.election import Election, Region
from kkr_analysis.composition.eligibility import Standing
from kkr_analysis.danish import listed
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources import known_elections, load_election
from kkr_analysis.errors import KkrError
from kkr_analysis.presentation import hypothetical
from kkr_analysis.presentation.charts.values import Chart
from kkr_analysis.presentation.house_style import HouseStyle, read_house_style
from kkr_analysis.presentation.markup import render
from kkr_analysis.presentation.phrases import say
from kkr_analysis.rules import RuleSet
from kkr_analysis.whatif.scenarios import Scenario, WhatIf, what_if

Drawn = tuple[str, str]
"""A picture as the address of an image, and its alternative text."""


ONLY_PLACES = "Det gælder kun udpegningen, ikke formand og næstformand."


@dataclass
class Answers:
    """
    Answers to scenarios, from the figures of one project.

    Elections are read once, and the pictures of an election as it was are drawn once.
    """

    project: Project
    _elections: dict[str, Election] = field(default_factory=dict)
    _drawn: dict[tuple[object, ...], Drawn | None] = field(default_factory=dict)

    @cached_property
    def style(self) -> HouseStyle:
        """The house style of the project."""
        return read_house_style(self.project.root)

    @property
    def terms(self) -> tuple[RuleSet, ...]:
        """The terms with figures in the project, the latest first."""
        known = known_elections(self.project.data)
        every = map(self.project.rules.rule_set, self.project.rules.known_terms())
        return tuple(
            sorted((rules for rules in every if rules.election in known), key=lambda rules: rules.term)[::-1]
        )

    def regions(self, term: str) -> tuple[Region, ...]:
        """Return the regions of a term. Raises KkrError."""
        return self.election(term).regions

    def parties(self, scenario: Scenario) -> tuple[Standing, ...]:
        """Return the parties that an alliance can have there, in print order. Raises KkrError."""
        return self.of(replace(scenario, alliances=())).result.eligibility.eligible

    def election(self, term: str) -> Election:
        """Return the election of a term. Raises KkrError."""
        if term not in self._elections:
            slug = self.project.rules.rule_set(term).election
            self._elections[term] = load_election(self.project.data, slug)
        return self._elections[term]

    def of(self, scenario: Scenario) -> WhatIf:
        """Compute a scenario. Raises KkrError for everything that is wrong with it."""
        election = self.election(scenario.term)
        return what_if(election, scenario, self.project.rules.rule_set(scenario.term))

    def words(self, answer: WhatIf, alone: tuple[str, ...] = ()) -> str:
        """Return the answer in words and tables as HTML; ``alone`` are the parties ticked on their own."""
        hint = render("hint.html.j2", hint=say("alone", letters=listed(alone))).source if alone else ""
        return hint + hypothetical.answer(answer).source

    def pictures(self, answer: WhatIf) -> str:
        """Return the pictures as HTML: the holders, the quotients before and after, and the KKR's seats."""
        scenario = answer.scenario
        look = self.style.look
        where = (scenario.region, scenario.term)
        shown = []
        for contested in hypothetical.shown(answer):
            found = hypothetical.pictures_of(answer, contested, look=look)
            before = self.kept((*where, contested.places), partial(getattr, found, "before"))
            shown.append({"holders": _drawn(found.holders), "before": before, "after": _drawn(found.after)})
        seats = tuple(answer.result.composition.seats.items())
        mayors = tuple(answer.result.composition.mayors.items())
        half_circle = self.kept((*where, seats, mayors), lambda: hypothetical.hemicycle(answer, look=look))
        return render("what_if_pictures.html.j2", contested=shown, hemicycle=half_circle).source

    def kept(self, key: tuple[object, ...], chart: Callable[[], Chart | None]) -> Drawn | None:
        """Return a picture, drawn only the first time."""
        if key not in self._drawn:
            self._drawn[key] = _drawn(chart())
        return self._drawn[key]

    def closer(self, answer: WhatIf) -> str:
        """Return who gains by leaving an alliance and what answers it, as HTML; empty without alliances."""
        from kkr_analysis.presentation.alliances import Section, looked_at
        from kkr_analysis.whatif.alliances.findings import closer_look, contest_of

        if not answer.scenario.alliances:
            return ""
        places = tuple(each for each in answer.scenario.places if each > 1)
        try:
            contest = contest_of(answer.result, places)
            section = looked_at(closer_look(contest, answer.scenario.alliances))
            if places:
                section = replace(section, lines=(ONLY_PLACES, *section.lines))
        except KkrError as fault:
            section = Section(heading="Valgforbundene set nærmere", lines=(str(fault),))
        return render("closer_look.html.j2", section=section).source


def _drawn(chart: Chart | None) -> Drawn | None:
    if chart is None:
        return None
    data = base64.b64encode(chart.svg.encode()).decode()
    return f"data:image/svg+xml;base64,{data}", chart.alt
