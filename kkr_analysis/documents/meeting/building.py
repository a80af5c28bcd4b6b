"""All papers of a meeting, made and published: all of them or none."""

from __future__ import annotations

from pathlib import Path

from kkr_analysis.composition.result import refuse_hypothetical
from kkr_analysis.data.project import Project
from kkr_analysis.data.publishing import publish, sole_writer, staging
from kkr_analysis.data.sources import load_regions
from kkr_analysis.data.sources.cards import sha256_of
from kkr_analysis.documents.build.unchanged import LEDGER
from kkr_analysis.documents.build.workers import Tell, in_workers
from kkr_analysis.documents.meeting.names import INDEX, earlier
from kkr_analysis.documents.meeting.papers import Task, make
from kkr_analysis.documents.meeting.record import record_of
from kkr_analysis.documents.meeting.unchanged import inputs_of, place_of_papers, write_ledger
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation.house_style import HouseStyle, read_house_style
from kkr_analysis.presentation.meeting.papers import papers_of

MODULES = (
    "kkr_analysis.documents.build.weasyprint_loaded",
    "kkr_analysis.documents.build.pdf",
    "weasyprint.formatting_structure.boxes",
    "kkr_analysis.documents.word",
)
"""The slowest imports of making papers."""


def build_meeting(
    meeting: Proceedings,
    *,
    project: Project,
    output: Path,
    tell: Tell[Task] = lambda *_: None,
) -> tuple[Path, ...]:
    """
    Build and publish ``<output>/<term>/moede-<region>/``; return the files, sorted.

    Papers of an earlier build that the meeting no longer has are removed.

    Raises KkrError with a Danish message; nothing is written then.
    """
    dossier = meeting.dossier
    refuse_hypothetical(dossier.result)
    papers = papers_of(meeting)
    style = read_house_style(project.root)
    inputs = inputs_of(dossier, project, style)
    task = Task(meeting=meeting, papers=tuple(papers), record=record_of(meeting, papers), style=style)
    place = place_of_papers(dossier)
    with staging(output, what="Mødets papirer") as staged:
        (staged / place).mkdir(parents=True)
        written: dict[str, str] = {}
        with in_workers(make, [task], jobs=1, modules=MODULES, tell=tell) as made:
            for _, files in made:
                for name, content in files:
                    (staged / place / name).write_bytes(content)
                    written[name] = sha256_of(content)
        write_ledger(staged / place, dossier, inputs, written)
        with sole_writer(output):
            new = {path.name for path in (staged / place).iterdir()}
            old = [path for path in earlier(output / place) if path.name not in new]
            term = dossier.result.rule_set.term
            if (output / term / INDEX).is_file():
                _lead_there(staged / term, output / term, meeting, project, style)
            published = publish(staged, output, outdated=old)
            return tuple(path for path in published if path.parent == output / place and path.name != LEDGER)


def _lead_there(
    staged: Path, standing: Path, meeting: Proceedings, project: Project, style: HouseStyle
) -> None:
    """Let the index page of the term lead to the papers."""
    # It takes 0.3 s to read in, and often there is no index.
    from kkr_analysis.documents.build.enclosure import Front, write_index

    election = meeting.dossier.result.election
    front = Front(
        term=standing.name,
        staged=staged,
        standing=standing,
        outdated=(),
        regions=load_regions(project.data, election.slug, election.as_of),
        rules=meeting.dossier.result.rule_set,
        style=style,
    )
    write_index(front, {}, {})
