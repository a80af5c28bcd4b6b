"""Which files belong together when two folders of builds are compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.composition.result import PRELIMINARY_NAME
from kkr_analysis.documents.compare.read import printable
from kkr_analysis.errors import NotComparableError

RESULTS = ("kkr-*.json", "*/kkr-*.json")
"""Where a build writes: the folder of its term, inside the folder of all terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Old and new results that belong together, and those without a counterpart."""

    both: tuple[tuple[Path, Path], ...]
    only_old: tuple[Path, ...]
    only_new: tuple[Path, ...]


def pairs(old: Path, new: Path) -> Pairs:
    """
    Pair two files, or the results in two folders by name, preliminary or not.

    Where a name is in the folders of several terms, the term tells them apart. Raises NotComparableError for
    a path that does not exist, a file with a folder, a folder without results, and folders with none in
    common.
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
    in_old, in_new = _results(old), _results(new)
    by_place = _repeats_a_name(in_old) or _repeats_a_name(in_new)
    before, after = _by_key(in_old, old, by_place=by_place), _by_key(in_new, new, by_place=by_place)
    both = tuple((before[name], after[name]) for name in before if name in after)
    found = Pairs(
        both=both,
        only_old=tuple(path for name, path in before.items() if name not in after),
        only_new=tuple(path for name, path in after.items() if name not in before),
    )
    if not both:
        raise NotComparableError(
            f"Intet resultat er i begge mapper: {_named(found.only_old)} mod {_named(found.only_new)}. "
            "Angiv to mapper med udgaver af samme KKR."
        )
    return found


def _results(folder: Path) -> list[Path]:
    found = sorted({path for pattern in RESULTS for path in folder.glob(pattern)})
    if not found:
        raise NotComparableError(
            f"Der er ingen resultater (kkr-<region>.json) i {printable(folder)}. Byg dem med kkr build."
        )
    return found


def _key_of(path: Path) -> str:
    return path.stem.removesuffix(PRELIMINARY_NAME)


def _repeats_a_name(files: list[Path]) -> bool:
    return len({(path.parent, _key_of(path)) for path in files}) > len({_key_of(path) for path in files})


def _by_key(files: list[Path], folder: Path, *, by_place: bool) -> dict[str, Path]:
    """Return the files by name, or by place; a KKR both final and preliminary is refused."""
    found: dict[str, Path] = {}
    for path in files:
        key = (path.parent.relative_to(folder) / _key_of(path)).as_posix() if by_place else _key_of(path)
        if key in found:
            raise NotComparableError(
                f"{printable(found[key])} og {path.name} er to udgaver af samme KKR i samme mappe. "
                "Flyt den ene, eller angiv de to filer selv."
            )
        found[key] = path
    return found


def _named(files: tuple[Path, ...]) -> str:
    """Name the files."""
    return ", ".join(map(printable, files))
