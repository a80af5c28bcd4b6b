"""Where the project lies, and what it builds for the term that most tests look at."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TERM = "2022-2026"
REGIONS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")
