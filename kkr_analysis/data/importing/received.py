"""The received files themselves: found in a folder, refused early where they cannot be figures."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.errors import Fault, FaultyFilesError, reason
from kkr_analysis.files import read_bounded

LARGEST_FILE = 50_000_000
"""Bytes. The largest official file is under one million."""
START = 4096
FETCH_AGAIN = "Hent filen igen."
UNINTERESTING = ("Thumbs.db", "desktop.ini", "__MACOSX")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """One file; ``shown`` is its name in messages, below the folder that was asked for."""

    name: str
    shown: str
    content: bytes
    changed: float
    """When the file was last changed, in seconds since 1970."""

    @property
    def start(self) -> bytes:
        """The first few thousand bytes, which the format is recognised by."""
        return self.content[:START]


def received_files(path: Path) -> tuple[ReceivedFile, ...]:
    """
    Return the file, or every file below the folder, in the order of their names.

    Files of the operating system and Excel's locks are passed over. Raises FaultyFilesError for every file
    that is missing, empty, too large, a zip or a web page, all at once.
    """
    faults: list[Fault] = []
    files = []
    for found, shown in candidates(path, faults):
        received = look_at(found, shown, faults)
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


def candidates(path: Path, faults: list[Fault]) -> list[tuple[str, str]]:
    """Return the files to look at and their names below the path; links to folders are not followed."""
    root = str(path)
    if not path.is_dir():
        return [(root, visible(path.name))]
    found = []
    for folder, folders, names in os.walk(root, onerror=lambda error: faults.append(unreadable(root, error))):
        folders[:] = [name for name in folders if not is_uninteresting(name)]
        found += [os.path.join(folder, name) for name in names if not is_uninteresting(name)]  # noqa: PTH118
    return [(file, visible(file[len(root) :].lstrip(os.sep).replace(os.sep, "/"))) for file in sorted(found)]


def visible(name: str) -> str:
    """Return a file's name with line ends, and bytes that are no text, written out, as it can be printed."""
    if name.isprintable():
        return name
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in name)


def is_uninteresting(name: str) -> bool:
    """Whether a file or folder is the operating system's or an editor's own."""
    return name.startswith((".", "~$")) or name in UNINTERESTING


def look_at(path: str, shown: str, faults: list[Fault]) -> ReceivedFile | None:
    """Return the file; None, with the fault, where it cannot be read or cannot be figures."""
    content = b""
    try:
        state = os.stat(path)  # noqa: PTH116 - a thousand paths as objects cost as much as the files
        if not stat.S_ISREG(state.st_mode):  # to open a pipe is to wait for its other end
            faults.append(special(shown))
            return None
        if state.st_size <= LARGEST_FILE:
            content = read_bounded(path, LARGEST_FILE)
    except OSError as error:
        faults.append(unreadable(shown, error))
        return None
    found, step = what_is_wrong(os.path.basename(path), content[:START], state.st_size)  # noqa: PTH119
    if found:
        faults.append(Fault(shown, found=found, expected="en fil med tal", next_step=step))
        return None
    return ReceivedFile(name=os.path.basename(path), shown=shown, content=content, changed=state.st_mtime)  # noqa: PTH119


def what_is_wrong(name: str, start: bytes, size: int) -> tuple[str, str]:
    """Return what a file is that cannot be figures, and what to do; nothing where it can be."""
    if size > LARGEST_FILE:
        return f"{size // 1_000_000} MB", "Den er for stor til at være en fil med valgresultater. Fjern den."
    if not start.strip(b"\0\r\n\t \xef\xbb\xbf"):
        return "en tom fil", FETCH_AGAIN
    if start.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1] == b"<":
        return "en webside", "Siden er gemt i stedet for filen. Hent selve filen."
    if start.startswith(b"PK") and not name.lower().endswith(".xlsx"):
        return "en zip-fil", "Pak den ud, og angiv mappen."
    return "", ""


def special(shown: str) -> Fault:
    """Return the fault of a pipe, a device or a socket."""
    step = "Fjern den, eller angiv en anden mappe."
    return Fault(shown, found="noget, der ikke er en fil", expected="en fil med tal", next_step=step)


def unreadable(shown: str, error: OSError) -> Fault:
    """Return the fault of a file that the system does not give."""
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
