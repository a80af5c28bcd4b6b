"""Where a file comes from that is not there: the next step for who has lost it, or never had it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from kkr_analysis.data.project import what_came_along
from kkr_analysis.errors import DataError, ProjectNotFoundError


def refuse_empty(data: Path) -> None:
    """Raise DataError for a folder of figures with nothing in it, which says where its files come from."""
    if data.is_dir() and any(not path.name.startswith(".") for path in data.iterdir()):
        return
    raise DataError(
        f"Mappen {data} er tom. Tallene følger med kkr: kkr init MAPPE lægger dem ud i et nyt projekt, og "
        "data/raw kan kopieres derfra. Et nyt valg lægges klar med kkr new-election, og dets tal hentes fra "
        "valg.dk og læses ind med kkr import."
    )


def where_from(file: str) -> str:
    """Say where a missing file comes from; ``file`` is its name below the folder of figures."""
    if _came_along(file):
        return (
            "Den følger med kkr: kkr init MAPPE lægger den ud i et nyt projekt, og den kan kopieres derfra "
            "sammen med sit kildekort."
        )
    election = PurePosixPath(file).parts[0] if "/" in file else ""
    if not election:
        return "Hent filen igen."
    return (
        f"Tallene fra valg.dk læses ind med kkr import MAPPE --election {election}; resten lægges klar med "
        f"kkr new-election {election}."
    )


def _came_along(file: str) -> bool:
    try:
        return (what_came_along().root / "data" / "raw" / file).is_file()
    except ProjectNotFoundError:
        return False
