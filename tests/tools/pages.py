"""What was built, read back: every file once, however many tests look at it, so that nobody may change it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from places import enclosure


@cache
def page(reports: Path, region: str) -> BeautifulSoup:
    """Parse a region's page."""
    return BeautifulSoup(html(reports, region), "html.parser")


def html(reports: Path, region: str) -> str:
    """Return a region's page as it is written."""
    return enclosure(reports, region, "html").read_text(encoding="utf-8")


@cache
def contract(reports: Path, region: str) -> dict[str, Any]:
    """Return what a region's JSON says."""
    values: dict[str, Any] = json.loads(enclosure(reports, region, "json").read_text(encoding="utf-8"))
    return values
