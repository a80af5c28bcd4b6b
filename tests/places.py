"""Where the project lies, and what it builds; most tests look at one term."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TERM = "2022-2026"
TERMS = ("2022-2026", "2026-2030")
PRELIMINARY = ("2026-2030",)
"""Terms whose figures can still change, so that their files say so in their names."""
REGIONS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")
OVERVIEW = "landsoverblik"
EVERY_KKR = tuple((term, region) for term in TERMS for region in REGIONS)
KINDS = (
    ("2022-2026", "hovedstaden"),  # the cap binds; the largest
    ("2022-2026", "sjaelland"),  # »Andre«
    ("2022-2026", "midtjylland"),  # neither; the one that was published as a table
    ("2026-2030", "syddanmark"),  # both, and preliminary
)
"""A KKR of every kind: the others' PDF, Word file and workbook are left to `make heavy`."""
OF_EVERY_KKR = [
    pytest.param(*kkr, id=f"{kkr[1]}-{kkr[0]}", marks=() if kkr in KINDS else pytest.mark.heavy)
    for kkr in EVERY_KKR
]
"""Term and region, for tests of what differs by the kind of KKR."""
OF_EVERY_DOCUMENT = [
    *OF_EVERY_KKR,
    *(pytest.param(term, OVERVIEW, id=f"{OVERVIEW}-{term}") for term in TERMS),
]
"""The overviews as well."""


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
