"""The index page of a term: every file with size and sha256, what is preliminary, and what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kkr_analysis.composition.election import Region
from kkr_analysis.composition.overview import SLUG as OVERVIEW
from kkr_analysis.composition.result import PRELIMINARY_NAME
from kkr_analysis.documents.build.documents import Files
from kkr_analysis.documents.build.names import ReportFile, report_files
from kkr_analysis.documents.build.unchanged import CHECKSUMS
from kkr_analysis.documents.compare.difference import difference
from kkr_analysis.documents.compare.read import read_result
from kkr_analysis.documents.compare.wording import changes_in_short
from kkr_analysis.errors import KkrError
from kkr_analysis.files import read_bounded
from kkr_analysis.presentation.house_style import HouseStyle
from kkr_analysis.presentation.markup import render
from kkr_analysis.presentation.masthead import logo
from kkr_analysis.presentation.style_sheet import css

INDEX = "index.html"
RECOMPUTING = "efterregn.py"
"""The second pair of eyes, which lies beside the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """One file: its path below the term's folder, its size in bytes and the sha256 over them."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The files of one KKR; ``changes`` says in Danish what changed, and is empty where nothing was there."""

    slug: str
    name: str
    is_preliminary: bool
    files: tuple[ListedFile, ...]
    changes: str


def write_index(
    term: str,
    staged: Path,
    standing: Path,
    outdated: Collection[Path],
    regions: Sequence[Region],
    style: HouseStyle,
) -> Files:
    """
    Write the page for the files that will stand in a term's folder, their checksums, and ``efterregn.py``.

    ``staged`` are the new ones, ``standing`` is the folder as it is, and the ``outdated`` go. Returns what
    was written.
    """
    slugs = [region.slug for region in regions]
    files = {
        file.path: (file, path)
        for folder in (standing, staged)
        for file, path in report_files(folder, slugs)
        if path not in outdated
    }
    headings = {OVERVIEW: "Hele landet"} | {region.slug: f"KKR {region.name}" for region in regions}
    groups = [
        group(
            slug,
            heading,
            [listing for listing in files.values() if listing[0].subject == slug],
            staged,
            standing,
        )
        for slug, heading in headings.items()
    ]
    page = render(
        "index.html.j2",
        title=f"KKR {term.replace('-', '–')}: bilagenes filer",
        css=css(style),
        publisher=style.publisher,
        logo=logo(style),
        groups=[listing for listing in groups if listing.files],
    )
    (staged / INDEX).write_text(page.source, encoding="utf-8")
    second_eyes = resources.files("kkr_analysis.documents") / RECOMPUTING
    (staged / RECOMPUTING).write_bytes(second_eyes.read_bytes())
    everything = [file for listing in groups for file in listing.files]
    everything += [listed(staged / name, name) for name in (INDEX, RECOMPUTING)]
    (staged / CHECKSUMS).write_text(_checksums(everything), encoding="utf-8")
    return tuple((name, read_bounded(staged / name)) for name in (INDEX, RECOMPUTING, CHECKSUMS))


def _checksums(files: Sequence[ListedFile]) -> str:
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)


def listed(path: Path, name: str) -> ListedFile:
    """Return a file with its size and sha256."""
    content = read_bounded(path)
    return ListedFile(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())


def group(
    slug: str, heading: str, files: Sequence[tuple[ReportFile, Path]], staged: Path, standing: Path
) -> Group:
    """Return the files of one KKR, or of the overview; the documents come before their pictures."""
    ordered = sorted(files, key=lambda pair: (pair[0].picture, pair[0].path))
    return Group(
        slug=slug,
        name=heading,
        is_preliminary=any(file.is_preliminary for file, _ in files),
        files=tuple(listed(path, file.path) for file, path in ordered),
        changes=_changed_since(slug, staged, standing),
    )


def _changed_since(slug: str, staged: Path, standing: Path) -> str:
    before, after = (result_of(slug, folder) for folder in (standing, staged))
    if before is None or after is None:
        return ""
    try:
        return changes_in_short(difference(read_result(before), read_result(after)))
    except KkrError:
        return ""


def result_of(slug: str, folder: Path) -> Path | None:
    """Return the result of a region in a folder, final or preliminary."""
    names = (f"kkr-{slug}.json", f"kkr-{slug}{PRELIMINARY_NAME}.json")
    return next((folder / name for name in names if (folder / name).is_file()), None)
