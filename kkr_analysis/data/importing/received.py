"""The received files: find them in a folder, and refuse early those that cannot be figures."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis import danish
from kkr_analysis.data.importing.kinds import LARGEST_FILE, what_is_wrong
from kkr_analysis.errors import Fault, FaultyFilesError, reason
from kkr_analysis.files import read_bounded

_LARGEST_DELIVERY = 300_000_000
"""Bytes of all files together. The largest official delivery has 27 million."""
MOST_FILES = 10_000
"""Files and folders. The largest official delivery has 1,437."""
_MOST_LEVELS = 8
"""Folders within folders."""
_START = 4096
FETCH_AGAIN = "Hent filen igen."
_ONLY_THE_FILES = "Angiv den mappe, hvor kun det valgs filer ligger."
_UNINTERESTING = ("Thumbs.db", "desktop.ini", "__MACOSX")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """One file; ``shown`` is its name in messages, relative to the folder given."""

    name: str
    shown: str
    content: bytes
    changed: float
    """When the file was last changed, in seconds since 1970."""

    @property
    def start(self) -> bytes:
        """The first 4096 bytes, enough to recognise the format."""
        return self.content[:_START]

    def fault(
        self,
        found: str,
        expected: str,
        column: str | None = None,
        *,
        row: int | None = None,
        next_step: str = FETCH_AGAIN,
    ) -> Fault:
        """Return a fault of this file, with the next step to fetch it again unless another is given."""
        return Fault(self.shown, row=row, column=column, found=found, expected=expected, next_step=next_step)


def received_files(path: Path) -> tuple[ReceivedFile, ...]:
    """
    Return the file, or every file below the folder, sorted by name.

    System files and Excel's lock files are ignored. Raises FaultyFilesError naming every file that is
    missing, empty, too large, packed, a web page or another kind of spreadsheet; and, before reading any, for
    a folder with more files, bytes or levels than a delivery has.
    """
    faults: list[Fault] = []
    files = []
    candidates = _candidates(path, faults)
    if not faults:
        _refuse_too_much(path, candidates)
    for found, shown in candidates:
        received = _look_at(found, shown, faults)
        if received is not None:
            files.append(received)
    if faults:
        raise FaultyFilesError(faults)
    if not files:
        step = "Angiv mappen med filerne fra valg.dk, eller en enkelt fil."
        raise FaultyFilesError(
            [Fault(str(path), found="ingen filer", expected="filer med tal", next_step=step)]
        )
    return tuple(files)


def _candidates(path: Path, faults: list[Fault]) -> list[tuple[str, str]]:
    """
    Return the files to look at and their names below the path; links to folders are not followed.

    Raises FaultyFilesError at once where there are more files or levels than any delivery has.
    """
    root = str(path)
    if not path.is_dir():
        return [(root, _visible(path.name))]
    found: list[str] = []
    folders = [(root, 0)]
    looked_at = 0
    while folders:
        folder, depth = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    looked_at += 1
                    if looked_at > MOST_FILES or depth > _MOST_LEVELS:
                        raise FaultyFilesError([_too_much(path, depth)])
                    if _is_uninteresting(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((entry.path, depth + 1))
                    elif not entry.is_dir():
                        found.append(entry.path)
        except OSError as error:
            faults.append(_unreadable(root, error))
    return [(file, _visible(file[len(root) :].lstrip(os.sep).replace(os.sep, "/"))) for file in sorted(found)]


def _too_much(path: Path, depth: int) -> Fault:
    found = (
        f"mapper i mere end {_MOST_LEVELS} lag"
        if depth > _MOST_LEVELS
        else f"mere end {danish.whole(MOST_FILES)} filer og mapper"
    )
    return Fault(str(path), found=found, expected="en mappe med ét valgs filer", next_step=_ONLY_THE_FILES)


def _refuse_too_much(path: Path, candidates: Sequence[tuple[str, str]]) -> None:
    total = 0
    for file, _ in candidates:
        with suppress(OSError):
            total += os.stat(file).st_size  # noqa: PTH116
    if total > _LARGEST_DELIVERY and len(candidates) > 1:
        found = f"filer på {danish.whole(total // 1_000_000)} MB i alt"
        expected = f"højst {_LARGEST_DELIVERY // 1_000_000} MB"
        raise FaultyFilesError([Fault(str(path), found=found, expected=expected, next_step=_ONLY_THE_FILES)])


def _visible(name: str) -> str:
    """Return a name with every character that cannot be printed escaped."""
    if name.isprintable():
        return name
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in name)


def _is_uninteresting(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _UNINTERESTING


def _look_at(path: str, shown: str, faults: list[Fault]) -> ReceivedFile | None:
    name = os.path.basename(path)  # noqa: PTH119
    try:
        state, content = _read(path)
    except OSError as error:
        faults.append(_unreadable(shown, error))
        return None
    if content is None:
        step = "Fjern den, eller angiv en anden mappe."
        faults.append(
            Fault(shown, found="noget, der ikke er en fil", expected="en fil med tal", next_step=step)
        )
        return None
    found, step = what_is_wrong(name, content, state.st_size)
    if found:
        faults.append(Fault(shown, found=found, expected="en fil med tal", next_step=step))
        return None
    return ReceivedFile(name=name, shown=shown, content=content, changed=state.st_mtime)


def _read(path: str) -> tuple[os.stat_result, bytes | None]:
    """Return the file's state and bytes: no bytes if it is too large, None if it is no regular file."""
    state = os.stat(path)  # noqa: PTH116 - a thousand Path objects cost as much as the files
    if not stat.S_ISREG(state.st_mode):
        return state, None
    return state, b"" if state.st_size > LARGEST_FILE else read_bounded(path, LARGEST_FILE)


def _unreadable(shown: str, error: OSError) -> Fault:
    found = (
        "ingen fil"
        if isinstance(error, FileNotFoundError)
        else f"noget, der ikke kan læses ({reason(error)})"
    )
    return Fault(
        shown, found=found, expected="en fil med tal", next_step="Angiv en mappe eller fil, der kan læses."
    )


def fingerprint(contents: Sequence[tuple[str, bytes]]) -> str:
    """Return one sha256 over names and bytes, in the order of the names."""
    total = hashlib.sha256()
    for name, content in sorted(contents):
        total.update(hashlib.sha256(content).digest() + name.encode("utf-8", "surrogatepass"))
    return total.hexdigest()
