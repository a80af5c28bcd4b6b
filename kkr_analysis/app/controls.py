"""The widgets of the explorer: every change makes a scenario, and the scenario the answer shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from kkr_analysis.app.answering import Answers
from kkr_analysis.app.files import FOLDER, save
from kkr_analysis.app.parts import Parts, Setting
from kkr_analysis.app.ticked import Ticks, alliances_of, alone_in, groups_of, ticked
from kkr_analysis.danish import listed
from kkr_analysis.errors import KkrError, ScenarioError
from kkr_analysis.presentation.markup import render
from kkr_analysis.whatif.scenarios import Scenario
from kkr_analysis.whatif.scenarios.reading import MOST_FORA, MOST_PLACES, name_faults, scenario_of
from kkr_analysis.whatif.scenarios.values import UNNAMED

POSTS = "formand og næstformand"
FORA = "udpegning til fora"
ROWS = 2
"""Alliances that can be ticked from the start; a button adds more."""


class Explorer:
    """
    One analyst's alliances, and what they lead to.

    ``view`` is what a notebook displays. Two explorers share no state.
    """

    def __init__(self, answers: Answers, scenario: Scenario) -> None:
        answers.of(scenario)  # an unknown region or term is refused before anything is made
        self.answers = answers
        self._scenario = scenario
        self._groups: tuple[Ticks, ...] = ()
        self._setting = Setting()
        self._parts = Parts()
        self._make_controls()
        self.boxes = self._parts.column()
        self.message, self.words, self.pictures, self.closer = (
            self._parts.html(name=f"kkr-{name}") for name in ("message", "words", "pictures", "closer")
        )
        self.view = self._lay_out()
        self._show(scenario)

    @property
    def scenario(self) -> Scenario:
        """The scenario of the controls."""
        return self._scenario

    def _make_controls(self) -> None:
        answers, scenario, parts = self.answers, self._scenario, self._parts
        regions = [(region.name, region.slug) for region in answers.regions(scenario.term)]
        self.region = parts.dropdown("Region", regions, scenario.region)
        terms = [(rules.label, rules.term) for rules in answers.terms]
        self.term = parts.dropdown("Valgperiode", terms, scenario.term)
        self.kind = parts.dropdown("Valg af", [POSTS, FORA], POSTS)
        self.places = parts.text("Antal pladser", value="4")
        self.more = parts.button("Endnu et valgforbund")
        self.clear = parts.button("Ryd valgforbund")
        self.name = parts.text("Navn", placeholder="fx C og V går sammen")
        self.save = parts.button("Gem scenariet")
        self.open = parts.file("Åbn scenariefil", accept=".toml")
        for control in (self.region, self.term, self.kind, self.places):
            control.observe(self._chosen, names="value")
        self.more.on_click(lambda _: self._add_row())
        self.clear.on_click(lambda _: self._show(replace(self._unnamed(), alliances=())))
        self.save.on_click(lambda _: self._save())
        self.open.observe(self._open, names="value")

    def _lay_out(self) -> widgets.Widget:
        parts = self._parts
        controls = parts.column(
            parts.html("<h2>Hvad gælder det?</h2>"),
            self.region,
            self.term,
            self.kind,
            self.places,
            parts.html("<h2>Hvem går sammen?</h2>"),
            self.boxes,
            parts.row(self.more, self.clear),
            parts.html("<h2>Gem og åbn</h2>"),
            self.name,
            parts.row(self.save, self.open),
            self.message,
            name="kkr-controls",
        )
        answer = parts.column(self.words, self.pictures, self.closer, name="kkr-answer")
        return parts.row(controls, answer, name="kkr-explorer")

    def _show(self, scenario: Scenario, groups: tuple[Ticks, ...] = ()) -> None:
        """Set every control to a scenario and answer it; ``groups`` are the ticks, lone ones included."""
        parties = [party.letter for party in self.answers.parties(scenario)]
        with self._setting():
            self.term.value = scenario.term
            self.region.options = [
                (region.name, region.slug) for region in self.answers.regions(scenario.term)
            ]
            self.region.value = scenario.region
            self.kind.value = FORA if scenario.places else POSTS
            if scenario.places:
                self.places.value = ", ".join(map(str, scenario.places))
            self.places.disabled = not scenario.places
            if scenario.name != UNNAMED:
                self.name.value = scenario.name
        self._scenario = scenario
        self._groups = groups or groups_of(scenario.alliances, parties, ROWS)
        self._lay_out_boxes(len(self._groups))
        self._answer()

    def _lay_out_boxes(self, rows: int) -> None:
        parties = self.answers.parties(self._scenario)
        rows = min(rows, max(len(parties) // 2, 1))
        self._groups = (*self._groups, *[frozenset[str]()] * (rows - len(self._groups)))[:rows]
        parts = self._parts
        self._grid = [
            {
                party.letter: parts.tick(
                    party.letter,
                    f" i valgforbund {number}",
                    is_on=party.letter in group,
                    tooltip=party.name,
                )
                for party in parties
            }
            for number, group in enumerate(self._groups, start=1)
        ]
        for number, row in enumerate(self._grid):
            for letter, each in row.items():
                each.observe(self._ticked(number, letter), names="value")
        self.boxes.children = [
            parts.column(
                parts.html(f"<h3>Valgforbund {number}</h3>"), parts.row(*row.values()), name="kkr-alliance"
            )
            for number, row in enumerate(self._grid, start=1)
        ]

    def _add_row(self) -> None:
        """Add an alliance; where there can be no more, say so and keep the focus."""
        rows = len(self._groups)
        self._lay_out_boxes(rows + 1)
        if len(self._groups) == rows:
            self._say(f"Der kan ikke være flere end {rows} valgforbund mellem partierne her.")

    def _ticked(self, row: int, letter: str) -> Any:
        def changed(change: dict[str, Any]) -> None:
            if self._setting.is_on:
                return
            self._groups = ticked(self._groups, row, letter, is_on=change["new"])
            with self._setting():
                for group, boxes in zip(self._groups, self._grid, strict=True):
                    boxes[letter].value = letter in group
            self._take_over()

        return changed

    def _unnamed(self) -> Scenario:
        """Return the scenario without the name it was saved or opened under, as it is about to change."""
        if self.name.value == self._scenario.name:
            self.name.value = ""
        return replace(self._scenario, name=UNNAMED)

    def _chosen(self, _change: dict[str, Any]) -> None:
        if not self._setting.is_on:
            self.places.disabled = self.kind.value == POSTS
            self._take_over()

    def _take_over(self) -> None:
        """Answer what the controls say; where one cannot be read, say so and show no answer."""
        with self._reporting():
            scenario = replace(self._read(), name=self._unnamed().name)
            here = (self._scenario.region, self._scenario.term)
            if (scenario.region, scenario.term) == here:
                self._scenario = scenario
                self._answer()
            else:
                self._move(scenario)

    def _read(self) -> Scenario:
        """Return the scenario of the controls; another region drops what else a file had set."""
        places = self._places()
        order = [letter for row in self._grid[:1] for letter in row]
        alliances = alliances_of(self._groups, order)
        where = (self.region.value, self.term.value)
        if where == (self._scenario.region, self._scenario.term):
            return replace(self._scenario, places=places, alliances=alliances)
        return Scenario(region=where[0], term=where[1], places=places, alliances=alliances)

    def _move(self, scenario: Scenario) -> None:
        """Show another region or term, keeping the ticks of the parties that are eligible there."""
        order = [party.letter for party in self.answers.parties(scenario)]
        gone = sorted({letter for group in self._groups for letter in group} - set(order))
        groups = tuple(group & set(order) for group in self._groups)
        self._show(replace(scenario, alliances=alliances_of(groups, order)), groups)
        if gone:
            self._say(f"Krydset er fjernet ved {listed(gone)}, som ikke er berettiget her.")

    def _places(self) -> tuple[int, ...]:
        """Read the places of the fora, such as "4" or "4, 3"."""
        if self.kind.value == POSTS:
            return ()
        words = [word for word in re.split(r"[,;\s]+", self.places.value) if word]
        are_numbers = all(re.fullmatch(r"\d{1,3}", word, re.ASCII) for word in words)
        if not words or not are_numbers or not all(1 <= int(word) <= MOST_PLACES for word in words):
            raise ScenarioError(
                f"Antal pladser er {self.places.value!r}. Skriv et helt tal fra 1 til {MOST_PLACES}, eller "
                "flere med komma imellem, for eksempel 4, 3."
            )
        if len(words) > MOST_FORA:
            raise ScenarioError(f"Der er {len(words)} fora. Skriv højst {MOST_FORA}.")
        return tuple(map(int, words))

    def _answer(self) -> None:
        """Show what the scenario leads to: the words, which are ready at once, before the pictures."""
        with self._reporting():
            answer = self.answers.of(self._scenario)
            self.words.value = self.answers.words(answer, alone_in(self._groups))
            self.pictures.value = self.answers.pictures(answer)
            self.closer.value = self.answers.closer(answer)
            self.message.value = ""

    def _save(self) -> None:
        name = " ".join(self.name.value.split())
        with self._reporting(is_blank=False):
            for fault in name_faults(name):
                raise ScenarioError(fault)
            scenario = replace(self._read(), name=name or UNNAMED)
            path = save(scenario, self.answers.project.root / FOLDER)
            self._scenario = scenario
            self._say(f"Gemt som {FOLDER}/{path.name}. Vis det igen med »Åbn scenariefil«.")

    def _open(self, change: dict[str, Any]) -> None:
        if self._setting.is_on or not change["new"]:
            return
        [file] = change["new"]
        with self._reporting(is_blank=False):
            scenario = scenario_of(bytes(file["content"]), file["name"])
            self.answers.of(scenario)
            with self._setting():
                self.name.value = ""
            self._show(scenario)
            self._say(f"Åbnede {file['name']}.")
        with self._setting():
            self.open.value = ()

    @contextmanager
    def _reporting(self, *, is_blank: bool = True) -> Iterator[None]:
        """Say what is wrong instead of answering, and leave no answer to something else on the page."""
        try:
            yield
        except KkrError as fault:
            if is_blank:
                self.words.value = self.pictures.value = self.closer.value = ""
            self._say(str(fault), is_fault=True)

    def _say(self, text: str, *, is_fault: bool = False) -> None:
        self.message.value = render("message.html.j2", text=text, is_fault=is_fault).source


def explore(region: str = "midtjylland", term: str = "", folder: Path | None = None) -> widgets.Widget:
    """
    Return the explorer for a notebook to display: of today's term where none is given.

    ``folder`` is in the project, by default the current one.

    Raises KkrError for an unknown region or term.
    """
    from kkr_analysis.composition.figures import region_named
    from kkr_analysis.data.project import find_project

    answers = Answers(find_project(folder))
    term = answers.project.rules.term_named(term)
    region = region_named(region, answers.regions(term)).slug
    explorer = Explorer(answers, Scenario(region=region, term=term))
    return explorer.view
