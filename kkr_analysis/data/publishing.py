"""Write somewhere else, move when complete: a folder of reports or figures holds whole deliveries only."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kkr_analysis.errors import BuildError, reason

PREFIX = ".kkr-bygges-"


@contextmanager
def staging(output: Path, *, what: str = "Bilagene", option: str = "--output") -> Iterator[Path]:
    """
    Give a folder to write in, on the same disk as ``output``, and remove it whatever happens.

    A folder made for ``output`` itself goes too when nothing was published in it. ``what`` is written and
    the ``option`` that chooses another folder are for the message.

    Raises BuildError where ``output`` cannot be written.
    """
    missing = [folder for folder in (output, *output.parents) if not folder.exists()]
    try:
        output.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=output))
    except OSError as fault:
        raise BuildError(
            f"Kan ikke skrive i mappen {output}: {reason(fault)}. Intet er skrevet. "
            f"Vælg en anden mappe med {option}."
        ) from fault
    try:
        yield folder
    except OSError as fault:
        raise BuildError(
            f"{what} kan ikke skrives i {output}: {reason(fault)}. Intet er ændret. "
            f"Skaf plads, eller vælg en anden mappe med {option}, og prøv igen."
        ) from fault
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for made in missing:
            if made.is_dir() and not any(made.iterdir()):
                made.rmdir()


def publish(staged: Path, output: Path, *, outdated: Sequence[Path] = ()) -> tuple[Path, ...]:
    """
    Move every file below ``staged`` to the same place below ``output``, all of them or none.

    Files below ``output`` that are ``outdated`` by them are taken away in the same go.

    What stood there before is put back if a move fails or the build is interrupted. Raises BuildError.
    """
    files = sorted(file.relative_to(staged) for file in staged.rglob("*") if file.is_file())
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=output) as folder:
        kept = Path(folder)
        touched: list[Path] = []
        try:
            for file in files:
                touched.append(file)
                set_aside(output / file, kept / file)
                move(staged / file, output / file)
            for path in outdated:
                touched.append(path.relative_to(output))
                set_aside(path, kept / touched[-1])
        except BaseException as fault:
            restore(touched, staged=staged, kept=kept, output=output)
            if isinstance(fault, OSError):
                raise BuildError(
                    f"{output / touched[-1]} kan ikke skrives: {reason(fault)}. Intet er ændret. "
                    "Flyt det, der står i vejen, eller luk filen, hvis den er åben i et andet program, "
                    "og prøv igen."
                ) from fault
            raise
    return tuple(output / file for file in files)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write one file, whole or not at all; text as UTF-8. Raises BuildError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=path.parent) as folder:
            draft = Path(folder) / "udkast"
            draft.write_bytes(content.encode() if isinstance(content, str) else content)
            draft.replace(path)
    except OSError as fault:
        raise BuildError(f"{path} kan ikke skrives: {reason(fault)}. Vælg en anden fil.") from fault


def write_new(path: Path, text: str) -> bool:
    """
    Write one file where there is none, and say whether it was written.

    Raises OSError, and then leaves no file.
    """
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        return False
    try:
        with file:
            file.write(text)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return True


def set_aside(file: Path, place: Path) -> None:
    """Move a file that is about to be replaced; raise IsADirectoryError for a folder of its name."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, "der er en mappe med det navn", str(file))
    if file.exists():
        move(file, place)


def move(source: Path, target: Path) -> None:
    """Move a file on one disk, replacing what stands there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def restore(files: Iterable[Path], *, staged: Path, kept: Path, output: Path) -> None:
    """Put back what stood before, and take away what was moved in and did not stand there."""
    for file in files:
        if (kept / file).exists():
            move(kept / file, output / file)
        elif not (staged / file).exists():
            (output / file).unlink()
