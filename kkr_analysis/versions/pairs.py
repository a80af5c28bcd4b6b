"""Which files belong together when two folders of builds are compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.errors import NotComparableError
from kkr_analysis.versions.read import printable

RESULTS = ("kkr-*.json", "*/kkr-*.json")
"""Where a build lies: in the folder of its term, or in the folder of all terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Old and new results that belong together, and those without a counterpart."""

    both: tuple[tuple[Path, Path], ...]
    only_old: tuple[Path, ...]
    only_new: tuple[Path, ...]


def pairs(old: Path, new: Path) -> Pairs:
    """
    Return the results of two files, or of two folders by their names.

    A name that stands in several terms' folders is told apart by the term.

    Raises NotComparableError for what is not there, for a file beside a folder, for a folder without
    results, and for two folders that have no result in common.
    """
    for path in (old, new):
        if not path.exists():
            raise NotComparableError(
                f"{printable(path)} findes ikke. Angiv to filer kkr-<region>.json, eller to mapper med dem."
            )
    if old.is_dir() != new.is_dir():
        raise NotComparableError("Angiv to filer eller to mapper, ikke en af hver.")
    if not old.is_dir():
        return Pairs(both=((old, new),), only_old=(), only_new=())
    in_old, in_new = results(old), results(new)
    by_place = repeats_a_name(in_old) or repeats_a_name(in_new)
    before = {path.relative_to(old).as_posix() if by_place else path.name: path for path in in_old}
    after = {path.relative_to(new).as_posix() if by_place else path.name: path for path in in_new}
    both = tuple((before[name], after[name]) for name in before if name in after)
    found = Pairs(
        both=both,
        only_old=tuple(path for name, path in before.items() if name not in after),
        only_new=tuple(path for name, path in after.items() if name not in before),
    )
    if not both:
        raise NotComparableError(
            f"Intet resultat er i begge mapper: {named(found.only_old)} mod {named(found.only_new)}. "
            "Angiv to mapper med udgaver af samme KKR."
        )
    return found


def results(folder: Path) -> list[Path]:
    """Return the results in a folder. Raises NotComparableError where there are none."""
    found = sorted({path for pattern in RESULTS for path in folder.glob(pattern)})
    if not found:
        raise NotComparableError(
            f"Der er ingen resultater (kkr-<region>.json) i {printable(folder)}. Byg dem med kkr build."
        )
    return found


def repeats_a_name(files: list[Path]) -> bool:
    """Whether two files have the same name, as in the folders of two terms."""
    return len({path.name for path in files}) < len(files)


def named(files: tuple[Path, ...]) -> str:
    """Name the files."""
    return ", ".join(map(printable, files))
