"""Scenario files as the explorer saves and opens them; none is ever overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from kkr_analysis.data.publishing import write_new
from kkr_analysis.errors import ScenarioError, UnreadableFileError, reason
from kkr_analysis.files import read_bounded
from kkr_analysis.whatif.scenarios import Scenario, as_toml
from kkr_analysis.whatif.scenarios.reading import LARGEST_FILE

FOLDER = "scenarier"
UNNAMED = "scenarie"
LONGEST = 60
"""Characters of a file's name before its number."""
SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ü": "u", "ö": "oe", "ä": "ae", "é": "e"})


def save(scenario: Scenario, folder: Path) -> Path:
    """
    Write a scenario to a file named after it, and return the path.

    A file that already says the same is left alone; where another has the name, the new one gets a number.
    Raises ScenarioError where it cannot be written.
    """
    text = as_toml(scenario)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in _candidates(folder, stem(scenario.title)):
            if write_new(path, text) or _says(path, text):
                return path
    except OSError as fault:
        raise ScenarioError(
            f"Scenariet kan ikke gemmes i {folder}: {reason(fault)}. Skaf plads eller adgang, og gem igen."
        ) from fault
    raise AssertionError("names do not run out")


def _says(path: Path, text: str) -> bool:
    try:
        return read_bounded(path, LARGEST_FILE) == text.encode()
    except UnreadableFileError:
        return False


def _candidates(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.toml"
    for number in count(2):
        yield folder / f"{name}-{number}.toml"


def stem(title: str) -> str:
    """Return a title as the name of a file: a–z, digits and hyphens."""
    words = re.findall(r"[a-z0-9]+", title.casefold().translate(SPELT))
    return "-".join(words)[:LONGEST].strip("-") or UNNAMED
