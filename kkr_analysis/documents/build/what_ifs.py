"""
What-ifs as pages: the scenario files of a folder, each run and printed by one worker.

They have a folder of their own beside those of the terms, names that say what they are, and no fingerprint:
no index lists them, and ``kkr verify`` knows none of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from kkr_analysis.composition.election import Election
from kkr_analysis.danish import HYPOTHETICAL, counted, listed
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources.cards import sha256_of
from kkr_analysis.documents.build.editions import Edition
from kkr_analysis.documents.build.task import PAGE, PDF, RUN, Files, modules_for
from kkr_analysis.documents.build.workers import end_with_parent
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.errors import BuildError, DataError, KkrError, ScenarioError, UnknownChoiceError, reason
from kkr_analysis.files import read_bounded
from kkr_analysis.presentation.house_style import HouseStyle, read_house_style
from kkr_analysis.rules import RuleSet
from kkr_analysis.whatif.scenarios.loading import beside, election_of
from kkr_analysis.whatif.scenarios.reading import LARGEST_FILE, scenario_of
from kkr_analysis.whatif.scenarios.values import Scenario

FOLDER = "scenarier"
"""Folder of the pages, below the output."""
PREFIX = "taenkt-eksempel-"
"""What the name of every page begins with."""
NOTEBOOK = "scenarie.ipynb"
FORMATS = ("html", "pdf")
COMPUTED = "tal"
"""The first step; the others are those of an enclosure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfTask:
    """A scenario to be made into pages: all that a worker has to know, and no more than that."""

    file: Path
    """Absolute."""
    sha256: str
    """Of the file, as it was read."""
    scenario: Scenario
    election: Election
    formats: tuple[str, ...]
    project: Project
    style: HouseStyle

    folder: ClassVar[str] = FOLDER
    notebook: ClassVar[str] = NOTEBOOK
    computed: ClassVar[tuple[str, ...]] = ()
    """It shows no result, so it has no fingerprint."""

    @property
    def slug(self) -> str:
        """Which scenario it is: the name of its file."""
        return self.file.stem

    @property
    def name(self) -> str:
        """Which scenario it is, as shown to the analyst."""
        return self.scenario.title

    @property
    def paths(self) -> tuple[str, ...]:
        """The names of its files."""
        return tuple(f"{PREFIX}{self.slug}.{format_}" for format_ in self.formats)

    @property
    def steps(self) -> tuple[str, ...]:
        """What is done to make it, in order."""
        return (COMPUTED, RUN, PAGE[Edition.FULL], *((PDF[Edition.FULL],) if "pdf" in self.formats else ()))

    @property
    def elections(self) -> tuple[Election, ...]:
        """The election that it is compared with."""
        return (self.election,)

    @property
    def rules(self) -> RuleSet:
        """The rules of its term. Raises RuleFileError."""
        return self.project.rules.rule_set(self.scenario.term)

    @property
    def made_at(self) -> datetime:
        """The moment that its files are of. Raises BuildError."""
        return made_at(self.election.as_of)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What the notebook is run with."""
        return {"file": str(self.file)}

    @property
    def modules(self) -> frozenset[str]:
        """The slowest imports of making it and of running its notebook."""
        return frozenset((*_MODULES, *modules_for(self.formats)))


_MODULES = (
    "kkr_analysis.documents.build.what_ifs",
    "kkr_analysis.presentation.carried_what_if",
    "kkr_analysis.presentation.scenario_page",
    "kkr_analysis.presentation.showing",
    "kkr_analysis.presentation.charts.drawing",
)


def what_ifs_in(folder: Path, formats: Sequence[str], project: Project) -> tuple[WhatIfTask, ...]:
    """
    Read every scenario file (``*.toml``) of a folder, for those of the formats that a what-if comes in.

    Raises UnknownChoiceError where none of the formats is one, ScenarioError where there is no such folder or
    file and with all that is wrong with the files, and KkrError for the figures.
    """
    made = tuple(format_ for format_ in formats if format_ in FORMATS)
    if not made:
        raise UnknownChoiceError(
            f"Et tænkt eksempel laves ikke som {listed(formats, 'eller')}. Vælg {listed(FORMATS, 'eller')}."
        )
    read, faults = dict[Path, tuple[Scenario, str]](), list[KkrError]()
    for file in _files(folder):
        try:
            content = read_bounded(file, LARGEST_FILE)
            read[file] = scenario_of(content, str(file)), sha256_of(content)
        except KkrError as fault:
            faults.append(fault)
    _refuse(faults)
    style, elections = read_house_style(project.root), _elections(read, project)
    return tuple(
        WhatIfTask(
            file=file.absolute(),
            sha256=sha256,
            scenario=scenario,
            election=elections[scenario.region, scenario.term],
            formats=made,
            project=project,
            style=style,
        )
        for file, (scenario, sha256) in read.items()
    )


def refuse_impossible(tasks: Sequence[WhatIfTask]) -> None:
    """Compute every scenario before any notebook runs. Raises ScenarioError with all that is wrong."""
    faults = list[KkrError]()
    for task in tasks:
        try:
            beside(task.election, task.scenario, task.rules, source=str(task.file))
        except KkrError as fault:
            faults.append(fault)
    _refuse(faults)


def make_what_if(task: WhatIfTask) -> Generator[str, None, Files]:
    """Make the pages of a scenario, yielding each step as it begins."""
    from kkr_analysis.documents.build.kernels import kernel_manager

    # Before there are threads, of which the line after starts one.
    manager = kernel_manager(task.project.environment)
    end_with_parent()
    from kkr_analysis.documents.build.execute import run_notebook
    from kkr_analysis.documents.build.page import page
    from kkr_analysis.presentation import scenario_page
    from kkr_analysis.presentation.carried_what_if import sha256_of_what_if, what_ifs_in

    yield COMPUTED
    found = beside(task.election, task.scenario, task.rules, source=str(task.file))
    yield RUN
    try:
        executed = run_notebook(
            task.project.notebooks / NOTEBOOK,
            parameters=task.parameters,
            folder=task.project.root,
            manager=manager,
        )
    except BuildError as fault:
        raise BuildError(f"{task.file.name}: {fault}") from fault
    if what_ifs_in(executed.cells) != [sha256_of_what_if(found)]:
        raise BuildError(
            f"{NOTEBOOK} har regnet på andet end {task.file}, eller siger ikke på hvad. Intet er skrevet. "
            "Den celle, der læser scenariet, skal bruge parameteren fra parametercellen og slutte med "
            "show(stylesheet(), carried_what_if(...))."
        )
    yield PAGE[Edition.FULL]
    html = page(
        executed,
        title=scenario_page.title(found),
        description=scenario_page.description(found),
        keywords=HYPOTHETICAL,
        record="",
        style=task.style,
    )
    contents = {"html": html.encode()}
    if "pdf" in task.formats:
        yield PDF[Edition.FULL]
        contents["pdf"] = _pdf(html, task.style)
    return tuple(zip(task.paths, (contents[format_] for format_ in task.formats), strict=True))


def _pdf(html: str, style: HouseStyle) -> bytes:
    from kkr_analysis.documents.build.pdf import write_pdf

    with tempfile.TemporaryDirectory(prefix="kkr-") as folder:
        target = Path(folder) / "side.pdf"
        write_pdf(html, target, style.font)
        return target.read_bytes()


def _elections(
    read: Mapping[Path, tuple[Scenario, str]], project: Project
) -> Mapping[tuple[str, str], Election]:
    """Read the election of every region and term that scenarios name, each once."""
    found, faults = dict[tuple[str, str], Election](), list[KkrError]()
    for file, (scenario, _) in read.items():
        key = scenario.region, scenario.term
        try:
            found[key] = found[key] if key in found else election_of(scenario, project)
        except DataError:
            raise
        except KkrError as fault:
            faults.append(ScenarioError(f"{file}: {fault}"))
    _refuse(faults)
    return found


def _files(folder: Path) -> list[Path]:
    try:
        there = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError as fault:
        raise ScenarioError(
            f"Mappen {folder} kan ikke læses: {reason(fault)}. Angiv en mappe med scenariefiler, for "
            "eksempel scenarier."
        ) from None
    files = sorted(path for path in there if path.suffix == ".toml")
    if not files:
        raise ScenarioError(f"{folder} har ingen scenariefiler (*.toml). Angiv en anden mappe.")
    return files


def _refuse(faults: Sequence[KkrError]) -> None:
    """Raise what is wrong with one file or several, each told in its own words."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        heading = f"{counted(len(faults), 'scenarie', 'scenarier')} kan ikke bruges. Intet er skrevet."
        raise ScenarioError("\n".join([heading, *map(str, faults)]))
