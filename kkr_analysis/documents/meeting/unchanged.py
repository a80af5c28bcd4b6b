"""Nothing of a meeting is made twice: what its papers were made from, kept beside them as for enclosures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kkr_analysis.composition.record import fingerprint_of
from kkr_analysis.data.project import Project
from kkr_analysis.documents.build.unchanged import LEDGER, Built, ledger_text, read_ledger, shaped_by
from kkr_analysis.documents.meeting.names import earlier, folder_name
from kkr_analysis.documents.timestamp import made_at
from kkr_analysis.meeting.dossier import Dossier
from kkr_analysis.presentation.house_style import HouseStyle


def place_of_papers(dossier: Dossier) -> Path:
    """Return the folder of a meeting's papers below the output: "2022-2026/moede-midtjylland"."""
    return Path(dossier.result.rule_set.term) / folder_name(dossier.region)


def is_meeting_unchanged(dossier: Dossier, project: Project, style: HouseStyle, output: Path) -> bool:
    """Whether all papers stand as they would be made, byte for byte, and none that would be removed."""
    folder = output / place_of_papers(dossier)
    built = read_ledger(folder).get(dossier.region)
    return (
        built is not None
        and built.inputs == inputs_of(dossier, project, style)
        and built.has(folder, built.files.keys())
        and {path.name for path in earlier(folder)} <= built.files.keys()
    )


def write_ledger(folder: Path, dossier: Dossier, inputs: str, files: Mapping[str, str]) -> None:
    """
    Note in a folder what the files there were made from; ``files`` has their sha256 by their names.

    ``inputs`` are those of before the making: what changes meanwhile is not in the papers.
    """
    built = Built(
        inputs=inputs,
        fingerprints=(str(fingerprint_of(dossier.result)),),
        files=files,
    )
    (folder / LEDGER).write_text(ledger_text({dossier.region: built}, {}), encoding="utf-8")


def inputs_of(dossier: Dossier, project: Project, style: HouseStyle) -> str:
    """Return the sha256 over everything that shapes the papers now, the meeting's files as they were read."""
    election = dossier.result.election
    read = sorted((source.path, source.sha256) for source in dossier.sources)
    what = repr((dossier.region, made_at(election.as_of).isoformat(), read))
    return shaped_by(what, project=project, elections=[election], style=style)
