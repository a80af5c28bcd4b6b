"""Which files belong together when two folders of builds are compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.errors import DataError
from kkr_analysis.result import PRELIMINARY_NAME

RESULTS = "kkr-*.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Old and new results that belong together, and those without a counterpart."""

    both: tuple[tuple[Path, Path], ...]
    only_old: tuple[Path, ...]
    only_new: tuple[Path, ...]


def pairs(old: Path, new: Path) -> Pairs:
    """
    Return the results of two files, or of two folders by their names.

    Raises DataError for a file beside a folder, and for a folder without results.
    """
    if old.is_dir() != new.is_dir():
        raise DataError("Angiv to filer eller to mapper, ikke en af hver.")
    if not old.is_dir():
        return Pairs(both=((old, new),), only_old=(), only_new=())
    before, after = results(old), results(new)
    return Pairs(
        both=tuple((before[name], after[name]) for name in before if name in after),
        only_old=tuple(path for name, path in before.items() if name not in after),
        only_new=tuple(path for name, path in after.items() if name not in before),
    )


def results(folder: Path) -> dict[str, Path]:
    """Return the results in a folder and the folders in it, by their place below it, final or preliminary."""
    found = {
        path.relative_to(folder).as_posix().replace(PRELIMINARY_NAME, ""): path
        for path in sorted(folder.rglob(RESULTS))
    }
    if not found:
        raise DataError(f"Der er ingen resultater (kkr-<region>.json) i {folder}. Byg dem med kkr build.")
    return found
