"""Where the project lies, and what it builds; most tests look at one term."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TERM = "2022-2026"
TERMS = ("2022-2026", "2026-2030")
REGIONS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")
