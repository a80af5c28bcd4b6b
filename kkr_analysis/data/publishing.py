"""
Write elsewhere, move in when complete: a folder of reports or figures only ever holds whole deliveries.

A delivery is written in a hidden folder beside the files it replaces, and becomes *underway* by one rename.
From then on it can be completed, and until its last file is in place it can be taken back, since the replaced
files are kept beside it. If the process is killed in between, the next one finds the delivery underway and
completes it, or takes it back if that is impossible.

The names inside a delivery's folder say how far it has come: `NEW` holds the files still to be moved in, and
is renamed to `GIVEN_UP` once the delivery is taken back; `KEPT` holds the files that it replaces.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from kkr_analysis.data.holding import held_alone, temporary_folder
from kkr_analysis.errors import BuildError, KkrError, UnreadableFileError, reason
from kkr_analysis.files import read_bounded

PREFIX = ".kkr-bygges-"
UNDERWAY = ".kkr-udgives"
DELIVERY, NEW, GIVEN_UP, KEPT, PLAN = "levering", "nye", "opgivet", "gamle", "plan.json"


@contextmanager
def staging(output: Path, *, what: str = "Bilagene", option: str = "--output") -> Iterator[Path]:
    """
    Give a folder on the same disk as ``output`` to write a delivery in, and remove it whatever happens.

    If ``output`` had to be made and nothing was published in it, it is removed too. ``what`` (the things
    written) and ``option`` (which chooses another folder) are for the message.

    Raises BuildError if ``output`` cannot be written.
    """
    missing = [folder for folder in (output, *output.parents) if not folder.exists()]
    try:
        with ExitStack() as stack:
            try:
                output.mkdir(parents=True, exist_ok=True)
                staged = stack.enter_context(temporary_folder(PREFIX, output)) / DELIVERY / NEW
                staged.mkdir(parents=True)
            except OSError as fault:
                raise BuildError(
                    f"Kan ikke skrive i mappen {output}: {reason(fault)}. Intet er skrevet. "
                    f"Vælg en anden mappe med {option}."
                ) from fault
            yield staged
    except KkrError:
        raise
    except OSError as fault:
        raise BuildError(
            f"{what} kan ikke skrives i {output}: {reason(fault)}. Intet er ændret. "
            f"Skaf plads, eller vælg en anden mappe med {option}, og prøv igen."
        ) from fault
    finally:
        for made in missing:
            if made.is_dir() and not any(made.iterdir()):
                made.rmdir()


@contextmanager
def sole_writer(output: Path) -> Iterator[None]:
    """
    Keep other processes from publishing in a folder, so that decisions about its content stay valid.

    Anything that a killed process left underway there is completed first. Raises BuildError if that can be
    neither completed nor taken back, or if another process does not finish.
    """
    with held_alone(output):
        _complete(output)
        yield


def complete_unfinished(folder: Path) -> None:
    """Complete what a killed process left underway in a folder before it is read; see ``sole_writer``."""
    if (folder / UNDERWAY).is_dir():
        with sole_writer(folder):
            pass


def publish(staged: Path, output: Path, *, outdated: Sequence[Path] = ()) -> tuple[Path, ...]:
    """
    Move every file of a delivery to the same place below ``output``, all or none; return the new paths.

    ``staged`` comes from ``staging``, and the caller is the ``sole_writer`` of ``output``. Files below
    ``output`` that the delivery makes ``outdated`` are removed at the same time. If a move fails or the
    process is interrupted, the folder is restored. Raises BuildError.
    """
    files = _files_in(staged)
    gone = [path.relative_to(output) for path in outdated]
    try:
        _prepare(staged.parent, output, files, gone)
        staged.parent.rename(output / UNDERWAY)
        _move_in(output)
    except BaseException as fault:
        if (output / UNDERWAY).is_dir():
            _take_back(output)
        if isinstance(fault, OSError):
            raise BuildError(
                f"{_place(fault, output)} kan ikke skrives: {reason(fault)}. Intet er ændret. "
                "Flyt det, der står i vejen, eller luk filen, hvis den er åben i et andet program, "
                "og prøv igen."
            ) from fault
        raise
    return tuple(output / file for file in files)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write one file as ``renew`` does, creating its folder if needed. Raises BuildError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        renew(path, content)
    except OSError as fault:
        raise BuildError(f"{path} kan ikke skrives: {reason(fault)}. Vælg en anden fil.") from fault


def renew(path: Path, content: str | bytes) -> None:
    """
    Write one file, whole or not at all; text as UTF-8.

    It is written beside the old one under an unpredictable name and takes its place by one rename, so a link
    there is replaced, not followed. A pipe or a device is left alone. Raises OSError.
    """
    with suppress(FileNotFoundError):
        kind = path.lstat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISLNK(kind) or stat.S_ISDIR(kind)):
            raise UnreadableFileError(path, "det er ikke en almindelig fil")
    with _draft(path, content) as draft:
        draft.replace(path)


def write_new(path: Path, content: str | bytes) -> bool:
    """Write one file if there is none, whole or not at all; return whether it was written. Raises OSError."""
    if os.path.lexists(path):
        return False
    with _draft(path, content) as draft:
        try:
            os.link(draft, path)
        except FileExistsError:
            return False
        except OSError:  # a disk without hard links
            draft.rename(path)
    return True


@contextmanager
def _draft(path: Path, content: str | bytes) -> Iterator[Path]:
    with temporary_folder(PREFIX, path.parent) as folder:
        draft = folder / "udkast"
        draft.write_bytes(content.encode() if isinstance(content, str) else content)
        _flush(draft)
        yield draft


def _files_in(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir())


def _prepare(delivery: Path, output: Path, files: Sequence[Path], gone: Sequence[Path]) -> None:
    plan = {
        "nye": [file.as_posix() for file in files if not os.path.lexists(output / file)],
        "udgaaede": [file.as_posix() for file in gone],
    }
    for file in (*files, *gone):
        _keep(output / file, delivery / KEPT / file)
    (delivery / PLAN).write_text(json.dumps(plan), encoding="utf-8")
    for path in (delivery, *sorted(delivery.rglob("*"))):
        _flush(path)


def _keep(file: Path, place: Path) -> None:
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", str(file))
    if not os.path.lexists(file):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, place)
    except OSError:  # a disk without hard links
        shutil.copy2(file, place, follow_symlinks=False)


def _flush(path: Path) -> None:
    """Flush a file or a folder to disk; Windows does it for files alone."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _move_in(output: Path) -> None:
    """Move the files of the delivery underway into place; safe to repeat, also after half of it."""
    underway = output / UNDERWAY
    gone = _planned(underway, "udgaaede")
    files = _files_in(underway / NEW)
    for file in files:
        (output / file).parent.mkdir(parents=True, exist_ok=True)
        (underway / NEW / file).replace(output / file)
    for file in gone:
        (output / file).unlink(missing_ok=True)
    for folder in sorted({(output / file).parent for file in (*files, *gone)}):
        _flush(folder)
    _end(output)


def _take_back(output: Path) -> None:
    """Restore what the delivery underway replaced; safe to repeat, also after half of it."""
    underway = output / UNDERWAY
    try:
        new = _planned(underway, "nye")
        if (underway / NEW).is_dir():
            (underway / NEW).rename(underway / GIVEN_UP)
        for file in _files_in(underway / KEPT):
            if not (underway / GIVEN_UP / file).exists():
                (underway / KEPT / file).replace(output / file)
        for file in new:
            if not (underway / GIVEN_UP / file).exists():
                (output / file).unlink(missing_ok=True)
            for folder in file.parents[:-1]:
                with suppress(OSError):  # it has other files
                    (output / folder).rmdir()
        _end(output)
    except OSError as fault:
        raise BuildError(
            f"{_place(fault, output)} kan hverken fornyes eller sættes tilbage: {reason(fault)}. Luk filen, "
            "hvis den er åben i et andet program, giv adgang til mappen, og prøv igen: så gøres det færdigt."
        ) from fault


def _complete(output: Path) -> None:
    """Complete the delivery underway, or take it back where it was given up or cannot be completed."""
    underway = output / UNDERWAY
    if not underway.is_dir():
        return
    try:
        if (underway / NEW).is_dir():
            _move_in(output)
            return
    except OSError:
        pass
    _take_back(output)


def _end(output: Path) -> None:
    """Dispose of what was underway by one rename, so that a crash leaves only rubbish."""
    rubbish = output / f"{PREFIX}{secrets.token_hex(8)}"
    (output / UNDERWAY).rename(rubbish)
    shutil.rmtree(rubbish, ignore_errors=True)


def _planned(underway: Path, what: str) -> list[Path]:
    try:
        plan: dict[str, Any] = json.loads(read_bounded(underway / PLAN))
        files = [PurePosixPath(file) for file in plan[what]]
    except (KkrError, ValueError, TypeError, KeyError):
        files = [PurePosixPath("..")]
    if any(file.is_absolute() or ".." in file.parts for file in files):
        raise BuildError(f"{underway} er ikke lavet af kkr. Flyt mappen et andet sted hen, og prøv igen.")
    return [Path(file) for file in files]


def _place(fault: OSError, output: Path) -> Path:
    """Return the file that the system refused, or the folder if it is one of our own hidden files."""
    named = str(fault.filename2 or fault.filename or output)
    return output if PREFIX in named or UNDERWAY in named else Path(named)
