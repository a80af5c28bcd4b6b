"""What the files of a term are called, and what a name says about its file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.composition.overview import SLUG as OVERVIEW
from kkr_analysis.composition.result import PRELIMINARY_NAME
from kkr_analysis.documents.build.editions import EXPLORER_FORMAT, Edition, kind_of, stem_of
from kkr_analysis.documents.build.order import FORMATS

FIGURES = "figurer"
"""Folder of the pictures, below the term's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """
    A file of a KKR or of the overview, by its name.

    ``path`` is relative to the term's folder, ``subject`` a region's slug or "landsoverblik"; ``picture`` is
    the picture's name, and empty for the document itself.
    """

    path: str
    subject: str
    is_preliminary: bool | None
    """None for an explorer, whose name does not say it."""
    edition: Edition
    picture: str
    format: str


def figure_name(stem: str, picture: str, format_: str) -> str:
    """Return the path of a picture below the term's folder: "figurer/kkr-midtjylland-halvcirkel.svg"."""
    return f"{FIGURES}/{stem}-{picture}.{format_}"


def report_files(folder: Path, regions: Collection[str]) -> Iterator[tuple[ReportFile, Path]]:
    """Yield every file in a term's folder that has such a name, sorted by path."""
    for path in sorted(folder.rglob("*")):
        named = _read_name(path.relative_to(folder).as_posix(), regions)
        if named is not None and path.is_file():
            yield named, path


def _read_name(path: str, regions: Collection[str]) -> ReportFile | None:
    if path in (explorers := {_explorer_name(slug): slug for slug in (*regions, OVERVIEW)}):
        edition, format_ = kind_of(path)
        return ReportFile(
            path=path,
            subject=explorers[path],
            is_preliminary=None,
            edition=edition,
            picture="",
            format=format_,
        )
    subjects = "|".join([*(f"kkr-{re.escape(slug)}" for slug in regions), OVERVIEW])
    found = re.fullmatch(
        rf"(?P<folder>{FIGURES}/)?(?P<subject>{subjects})(?P<preliminary>{PRELIMINARY_NAME})?"
        rf"(?:-(?P<rest>[a-z0-9-]+))?\.(?P<format>{'|'.join(FORMATS)})",
        path,
    )
    if found is None:
        return None
    is_picture, (edition, format_) = found["folder"] is not None, kind_of(path)
    expected = str(edition) if edition is Edition.SHORT else None
    if (is_picture and found["rest"] is None) or (not is_picture and found["rest"] != expected):
        return None
    return ReportFile(
        path=path,
        subject=found["subject"].removeprefix("kkr-"),
        is_preliminary=found["preliminary"] is not None,
        edition=edition,
        picture=found["rest"] if is_picture else "",
        format=format_,
    )


def _explorer_name(slug: str) -> str:
    stem = slug if slug == OVERVIEW else f"kkr-{slug}"
    return f"{stem_of(stem, Edition.EXPLORER)}.{EXPLORER_FORMAT}"
