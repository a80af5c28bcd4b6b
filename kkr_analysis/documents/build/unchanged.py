"""
Nothing is built twice: what was built from what, kept beside the files in ``.kkr-byg.json``.

The inputs of a document are everything that shapes its bytes: the files of the elections that it rests on,
the choice of region, day and alliances, the notebook, the house style, this package with its rules and
templates, and the libraries. A document is unchanged where its inputs are, and where its files stand with
the bytes that were written. Every KKR names the sha256 of every file of its election, so one changed mayor
changes all KKR of that election, and the overviews that show it; not those of another.

The file saves time and proves nothing: ``kkr verify`` builds, and never reads it. What-ifs have one of their
own, in their own folder; their input is the scenario instead of the choice.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import platform
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import kkr_analysis
from kkr_analysis.composition.election import Election
from kkr_analysis.data.project import Project
from kkr_analysis.data.sources.cards import sha256_of
from kkr_analysis.documents.build.editions import Edition, Kind, kind_of
from kkr_analysis.documents.build.names import report_files
from kkr_analysis.documents.build.task import Task
from kkr_analysis.documents.build.what_ifs import WhatIfTask
from kkr_analysis.documents.meeting.names import DATA, PREFIX
from kkr_analysis.errors import KkrError
from kkr_analysis.files import read_bounded
from kkr_analysis.presentation.house_style import HouseStyle

if TYPE_CHECKING:
    from kkr_analysis.documents.build.origins import Origin

LEDGER = ".kkr-byg.json"
CHECKSUMS = "sha256.txt"
DOCUMENTS = "bygget"
"""Key in the ledger of what was built from what."""
ORIGINS = "ophav"
"""Key in the ledger of the origins of all files (``origins``)."""
BESIDE = "filerne"
"""Key in the ledger of what lies beside all documents: the index page, the checksums, the recomputation."""
MEETINGS = f"{PREFIX}*/{PREFIX}*.{DATA}"
"""The files with the values of meetings, below the folder of a term."""
BESIDE_KINDS = [(Edition.FULL, format_) for format_ in ("html", "txt", "py")]
PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
"""The library that breaks the lines of a PDF, as the systems call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """
    What a document was built from, and the sha256 of its files by their paths below the term's folder.

    ``fingerprints`` are those of its figures: one for a KKR, several for the overview. ``changes`` is what
    the index page says has changed since the build before, in Danish.
    """

    inputs: str
    fingerprints: tuple[str, ...]
    files: Mapping[str, str]
    changes: str = ""

    def stands_in(self, folder: Path, kinds: Collection[Kind]) -> bool:
        """Whether the files of every kind are there, all as they were written."""
        named = {path: kind_of(path) for path in self.files}
        return set(kinds) <= set(named.values()) and self.has(
            folder, [path for path, kind in named.items() if kind in kinds]
        )

    def has(self, folder: Path, paths: Collection[str]) -> bool:
        """Whether these files are there, all as they were written."""
        return all(
            path in self.files and _sha256_of_file(folder / path) == self.files[path] for path in paths
        )


Value = TypeVar("Value")
Ledger = Mapping[str, Built]
"""What was built, by region, "landsoverblik", or BESIDE."""


def read_ledger(folder: Path) -> Ledger:
    """Return what is known of the files in a term's folder."""
    return entries_in(folder, DOCUMENTS, _built)


def _built(entry: Any) -> Built:
    return Built(
        inputs=str(entry["inputs"]),
        fingerprints=tuple(entry["fingerprints"]),
        files={**entry["files"]},
        changes=str(entry.get("changes", "")),
    )


def entries_in(folder: Path, key: str, value_of: Callable[[Any], Value]) -> Mapping[str, Value]:
    """Return the entries under a key of the ledger in a term's folder; none where it cannot be read."""
    try:
        entries = json.loads(read_bounded(folder / LEDGER))[key]
        return {str(name): value_of(entry) for name, entry in entries.items()}
    except (KkrError, OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def ledger_text(ledger: Ledger, origins: Mapping[str, Origin]) -> str:
    """Return the ledger as text: what was built from what, and the origin of every file."""
    entries = {slug: asdict(built) for slug, built in sorted(ledger.items())}
    files = {path: asdict(origin) for path, origin in sorted(origins.items())}
    return json.dumps({DOCUMENTS: entries, ORIGINS: files}, ensure_ascii=False, indent=1) + "\n"


def updated(before: Ledger, made: Ledger) -> Ledger:
    """Add what was made; files of other formats from the same inputs stay known."""
    kept = {
        slug: before[slug].files if slug in before and before[slug].inputs == built.inputs else {}
        for slug, built in made.items()
    }
    return {**before} | {
        slug: replace(built, files={**kept[slug], **built.files}) for slug, built in made.items()
    }


def is_unchanged(task: Task, ledger: Ledger, folder: Path) -> bool:
    """Whether a folder holds what a task would make, byte for byte, and no file that it would remove."""
    built = ledger.get(task.slug)
    return (
        built is not None
        and built.inputs == inputs_of(task)
        and built.stands_in(folder, task.kinds)
        and not any(
            file.subject == task.slug and file.is_preliminary not in (None, task.is_preliminary)
            for file, _ in report_files(folder, [task.slug])
        )
    )


def left_to_make(tasks: Sequence[Task], folder: Path) -> tuple[Task, ...]:
    """Return the tasks whose files in the term's folder are missing or not what would be made."""
    ledger = read_ledger(folder)
    return tuple(task for task in tasks if not is_unchanged(task, ledger, folder))


def what_ifs_left(tasks: Sequence[WhatIfTask], folder: Path) -> tuple[WhatIfTask, ...]:
    """Return the what-ifs whose pages in their folder are missing or not what would be made."""
    ledger = read_ledger(folder)
    return tuple(
        task
        for task in tasks
        if (built := ledger.get(task.slug)) is None
        or built.inputs != inputs_of(task)
        or not built.has(folder, task.paths)
    )


def is_index_unchanged(folder: Path, style: HouseStyle, regions: Collection[str]) -> bool:
    """Whether the index page and the checksums match the files there, and nobody has changed them."""
    built = read_ledger(folder).get(BESIDE)
    if (
        built is None
        or built.inputs != index_inputs(style, folder)
        or not built.stands_in(folder, BESIDE_KINDS)
    ):
        return False
    listed = {**built.files} | {
        file.path: _sha256_of_file(path) for file, path in report_files(folder, regions)
    }
    del listed[CHECKSUMS]
    lines = read_bounded(folder / CHECKSUMS).decode().splitlines()
    return {f"{sha256}  {path}" for path, sha256 in listed.items()} == set(lines)


def inputs_of(task: Task | WhatIfTask) -> str:
    """Return the sha256 over everything that shapes the files of a task."""
    # A scenario is known by what is in its file: where that lies shapes nothing.
    told = task.sha256 if isinstance(task, WhatIfTask) else sorted(task.parameters.items())
    notebook = task.notebook, _sha256_of_file(task.project.notebooks / task.notebook)
    what = repr((notebook, told, task.made_at.isoformat()))
    return shaped_by(what, project=task.project, elections=task.elections, style=task.style)


def shaped_by(what: str, *, project: Project, elections: Collection[Election], style: HouseStyle) -> str:
    """Return the sha256 over ``what`` is made, and over what shapes anything made of these elections."""
    # What was read is named as it was read: a file that has changed since matches nothing afterwards.
    read = [(source.path, source.sha256) for election in elections for source in election.sources]
    folders = [project.data / election.slug for election in elections]
    return _sha256(
        what,
        repr(read),
        *(_sha256_of_files(folder.rglob("*"), project.data) for folder in folders),
        _sha256_of_files(project.data.glob("*"), project.data),
        _sha256_of_files(project.rule_files.glob("*.toml"), project.root),
        _style(style),
        _program(),
    )


def index_inputs(style: HouseStyle, *folders: Path) -> str:
    """
    Return the sha256 over everything that shapes the index page except the files that it lists.

    ``folders`` are those of the term, as it is and with what is new: it leads to the meetings there.
    """
    meetings = {path.name: _sha256_of_file(path) for folder in folders for path in folder.glob(MEETINGS)}
    return _sha256(_style(style), _program(), repr(sorted(meetings.items())))


def _style(style: HouseStyle) -> str:
    """Return the house style with the bytes of the files that it names."""
    font = style.font
    named = (style.logo and style.logo.path, font.normal, font.bold, font.italic)
    return _sha256(repr(style), *(_sha256_of_file(path) for path in named if path))


@cache
def _program() -> str:
    """Return this package, every library that is installed beside it, and the system they run on."""
    package = Path(kkr_analysis.__file__).parent
    installed = {
        entry.name for place in map(Path, sys.path) if place.is_dir() for entry in place.glob("*.dist-info")
    }
    return _sha256(
        _sha256_of_files(package.rglob("*"), package),
        repr(sorted(installed)),
        repr((sys.version, platform.machine(), _pango())),
    )


def _pango() -> str:
    """Return the version of Pango; empty where there is none."""
    for name in PANGO:
        with suppress(OSError, AttributeError):
            version = ctypes.CDLL(name).pango_version_string
            version.restype = ctypes.c_char_p
            return str(version())
    return ""


def _sha256_of_files(paths: Iterable[Path], folder: Path) -> str:
    """Return the sha256 over the bytes of files and their names below a folder."""
    files = sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts)
    return _sha256(*(f"{path.relative_to(folder).as_posix()} {_sha256_of_file(path)}" for path in files))


def _sha256_of_file(path: Path) -> str:
    """Return the sha256 over a file; empty for one that is not there or cannot be read."""
    try:
        return sha256_of(read_bounded(path))
    except KkrError:
        return ""


def _sha256(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
