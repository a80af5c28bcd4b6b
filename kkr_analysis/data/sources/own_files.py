"""The files of an election that the secretariat writes itself: whoever confirms one is its source."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from kkr_analysis.data.sources.region_files import is_of_region, is_region_file

REPRESENTED = "repraesentation.csv"
LIST_COOPERATION_MEMBERS = "listesamarbejde.csv"
LOTS = "lodtraekninger.csv"
PLACEMENTS = "lister.csv"
CORRECTIONS = "rettelser.toml"
CONTROLS = "kontroltal.csv"
SECRETARIAT_FILES = (REPRESENTED, LIST_COOPERATION_MEMBERS, LOTS, PLACEMENTS, CORRECTIONS, CONTROLS)
_DEPTH = 2
"""Parts of the path of such a file below the data folder: election, name."""


def is_own_file(file: str) -> bool:
    """Whether a path below a data folder ("kv2021/rettelser.toml") is a file that the secretariat writes."""
    parts = PurePosixPath(file).parts
    return is_region_file(file) or (len(parts) == _DEPTH and parts[-1] in SECRETARIAT_FILES)


def is_own(path: Path) -> bool:
    """Whether a file in the folder of an election or of its region is one that the secretariat writes."""
    return is_of_region(path) or (
        path.name in SECRETARIAT_FILES and (path.absolute().parent / "valg.toml").is_file()
    )
