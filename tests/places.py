"""Where the project lies, and what it builds; most tests look at one term."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TERM = "2022-2026"
TERMS = ("2022-2026", "2026-2030")
PRELIMINARY = ("2026-2030",)
"""Terms whose figures can still change, so that their files say so in their names."""
REGIONS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")
OVERVIEW = "landsoverblik"
EVERY_KKR = tuple((term, region) for term in TERMS for region in REGIONS)
EVERY_DOCUMENT = (*EVERY_KKR, *((term, OVERVIEW) for term in TERMS))
KINDS = (
    ("2022-2026", "hovedstaden"),  # the cap binds; the largest
    ("2022-2026", "sjaelland"),  # »Andre«
    ("2022-2026", "midtjylland"),  # neither; the one that was published as a table
    ("2026-2030", "syddanmark"),  # both, and preliminary
    ("2026-2030", OVERVIEW),
)
"""A document of every kind: the others' PDF, Word file and workbook are left to `make heavy`."""


def of_each(documents: Iterable[tuple[str, str]]) -> list[Any]:
    """Term and subject of each, for tests of what differs by the kind and not by the region."""
    return [
        pytest.param(
            term, subject, id=f"{subject}-{term}", marks=() if (term, subject) in KINDS else pytest.mark.heavy
        )
        for term, subject in documents
    ]


OF_EVERY_KKR = of_each(EVERY_KKR)
OF_EVERY_DOCUMENT = of_each(EVERY_DOCUMENT)


def enclosure(reports: Path, region: str, suffix: str) -> Path:
    """Where a region's enclosure, or the overview, stands in a folder of one term."""
    preliminary = "-foreloebig" if reports.name in PRELIMINARY else ""
    name = region if region == OVERVIEW else f"kkr-{region}"
    return reports / f"{name}{preliminary}.{suffix}"


def reports_given(name: str) -> Path:
    """
    Return the folder of reports that KKR_BUILT names.

    Raises pytest.UsageError where it is not there, or a term is not built in it.
    """
    folder = Path(name).resolve()
    missing = [own for own in (folder, *(folder / term for term in TERMS)) if not own.is_dir()]
    if missing:
        terms = " && ".join(f"kkr build alle landsoverblik --term {term} --output {name}" for term in TERMS)
        raise pytest.UsageError(f"KKR_BUILT={name}: {missing[0]} is no folder. Build it first: {terms}")
    return folder


def short(reports: Path, region: str, suffix: str) -> Path:
    """Where the short edition of a region's enclosure stands."""
    whole = enclosure(reports, region, suffix)
    return whole.with_stem(f"{whole.stem}-kort")
