"""The index page of a term: every file with size and sha256, what is preliminary, and what changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kkr_analysis.build.order import FORMATS
from kkr_analysis.errors import KkrError
from kkr_analysis.house_style import HouseStyle
from kkr_analysis.model import Region
from kkr_analysis.presentation.markup import render
from kkr_analysis.presentation.masthead import logo
from kkr_analysis.presentation.style_sheet import css
from kkr_analysis.result import PRELIMINARY_NAME
from kkr_analysis.versions.difference import difference
from kkr_analysis.versions.read import read_result
from kkr_analysis.versions.wording import seats_in_short

INDEX = "index.html"
NAME = re.compile(rf"kkr-(?P<slug>[a-z-]+?)(?P<preliminary>{PRELIMINARY_NAME})?\.(?P<format>[a-z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """One file: its name, its size in bytes and the sha256 over them."""

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


def index_page(
    term: str,
    staged: Path,
    standing: Path,
    outdated: Sequence[Path],
    regions: Sequence[Region],
    style: HouseStyle,
) -> str:
    """
    Return the page for the files that will stand in a term's folder.

    ``staged`` are the new ones, ``standing`` is the folder as it is, and the ``outdated`` go.
    """
    files = {
        path.name: path
        for path in (*listed(standing), *listed(staged))
        if path not in outdated and NAME.fullmatch(path.name)
    }
    names = {region.slug: region.name for region in regions}
    slugs = dict.fromkeys(match["slug"] for name in sorted(files) if (match := NAME.fullmatch(name)))
    return render(
        "index.html.j2",
        title=f"KKR {term.replace('-', '–')}: bilagenes filer",
        css=css(style),
        publisher=style.publisher,
        logo=logo(style),
        groups=[group(slug, names, files, staged, standing) for slug in names if slug in slugs],
    ).source


def group(
    slug: str, names: Mapping[str, str], files: Mapping[str, Path], staged: Path, standing: Path
) -> Group:
    """Return the files of one region."""
    own = {
        name: path
        for name, path in sorted(files.items())
        if (match := NAME.fullmatch(name)) and match["slug"] == slug and match["format"] in FORMATS
    }
    return Group(
        slug=slug,
        name=f"KKR {names[slug]}",
        is_preliminary=any(PRELIMINARY_NAME in name for name in own),
        files=tuple(
            ListedFile(
                name=name,
                size=path.stat().st_size,
                sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            )
            for name, path in own.items()
        ),
        changes=changed_since(slug, staged, standing),
    )


def changed_since(slug: str, staged: Path, standing: Path) -> str:
    """Say which seats moved since the result that stands there; nothing where one of the two is missing."""
    before, after = (result_of(slug, folder) for folder in (standing, staged))
    if before is None or after is None:
        return ""
    try:
        return seats_in_short(difference(read_result(before), read_result(after)))
    except KkrError:
        return ""


def result_of(slug: str, folder: Path) -> Path | None:
    """Return the result of a region in a folder, final or preliminary."""
    names = (f"kkr-{slug}.json", f"kkr-{slug}{PRELIMINARY_NAME}.json")
    return next((folder / name for name in names if (folder / name).is_file()), None)


def listed(folder: Path) -> list[Path]:
    """Return the files of a folder; none where there is no such folder."""
    return [path for path in sorted(folder.iterdir()) if path.is_file()] if folder.is_dir() else []
