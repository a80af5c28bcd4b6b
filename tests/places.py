"""Where the project lies, and what it builds; most tests look at one term."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TERM = "2022-2026"
TERMS = ("2022-2026", "2026-2030")
PRELIMINARY = ("2026-2030",)
"""Terms whose figures can still change, so that their files say so in their names."""
REGIONS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")


OVERVIEW = "landsoverblik"


def enclosure(reports: Path, region: str, suffix: str) -> Path:
    """Where a region's enclosure, or the overview, stands in a folder of one term."""
    preliminary = "-foreloebig" if reports.name in PRELIMINARY else ""
    name = region if region == OVERVIEW else f"kkr-{region}"
    return reports / f"{name}{preliminary}.{suffix}"


def short(reports: Path, region: str, suffix: str) -> Path:
    """Where the short edition of a region's enclosure stands."""
    whole = enclosure(reports, region, suffix)
    return whole.with_stem(f"{whole.stem}-kort")
