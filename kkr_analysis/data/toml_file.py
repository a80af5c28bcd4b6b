"""A file of TOML as its entries, or what is wrong with it in Danish."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from kkr_analysis.errors import TomlError

PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
"""Where a file is at fault, as ``tomllib`` says it."""
ADVICE = "Skriv hver nøgle én gang, tekst i anførselstegn og hele tal uden punktum."


def entries_of(content: bytes, source: str) -> dict[str, Any]:
    """
    Return the entries of a file; ``source`` is what a message calls it.

    Raises TomlError with the place where the file is no TOML in UTF-8, or no computer would read it.
    """
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        row = content[: fault.start].count(b"\n") + 1
        what = "filen er ikke UTF-8. Gem den som UTF-8."
        raise TomlError(source, place=f"række {row}", what=what) from fault
    except (ValueError, RecursionError) as fault:
        found = PLACE.search(str(fault))
        place = f"række {found[1]}, tegn {found[2]}" if found else ""
        raise TomlError(source, place=place, what=f"filen er ikke gyldig TOML. {ADVICE}") from fault
