"""
The fields of a JSON object that people may have changed: each checked as it is taken, every fault noted.

A faulty field is noted and stands as something harmless, so that the rest can be read and all faults told
at once. Whoever reads must raise where a fault was noted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kkr_analysis import danish

LARGEST_NUMBER = 999_999_999
"""More votes than there will be."""
LONGEST_TEXT = 4_000
"""Characters; a correction is some hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """One JSON object; ``place`` is where it stands ("contenders[3]."), ``faults`` what is wrong."""

    entries: Mapping[str, Any]
    place: str
    faults: list[str]

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.entries

    def text(self, key: str) -> str:
        """Return a text."""
        value = self.entries.get(key)
        if is_plain_text(value):
            return str(value)
        self.refuse(key, "en tekst uden styretegn" if isinstance(value, str) else "en tekst")
        return ""

    def text_or_none(self, key: str) -> str | None:
        """Return a text, None for null."""
        return None if key in self.entries and self.entries[key] is None else self.text(key)

    def number(self, key: str) -> int:
        """Return a whole number of zero or more."""
        value = self.entries.get(key)
        if type(value) is int and 0 <= value <= LARGEST_NUMBER:
            return value
        self.refuse(key, f"et helt tal fra 0 til {danish.whole(LARGEST_NUMBER)}")
        return 0

    def number_or_none(self, key: str) -> int | None:
        """Return a whole number of zero or more, None for null."""
        return None if key in self.entries and self.entries[key] is None else self.number(key)

    def truth(self, key: str) -> bool:
        """Return a truth value."""
        value = self.entries.get(key)
        if isinstance(value, bool):
            return value
        self.refuse(key, "true eller false")
        return False

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, their line breaks as spaces."""
        value = self.entries.get(key)
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            lines = tuple(" ".join(entry.split()) for entry in value)
            if all(map(is_plain_text, lines)):
                return lines
        self.refuse(key, "en liste af tekster")
        return ()

    def inner(self, key: str) -> Fields:
        """Return the object that a key holds."""
        value = self.entries.get(key)
        if not isinstance(value, dict):
            self.refuse(key, "et objekt")
            return Fields(entries={}, place="", faults=[])
        return Fields(entries=value, place=f"{self.place}{key}.", faults=self.faults)

    def each(self, key: str, *, most: int) -> list[Fields]:
        """Return every object of a list of at most ``most``."""
        value = self.entries.get(key)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.refuse(key, "en liste af objekter")
            return []
        if len(value) > most:
            self.faults.append(
                f"nøglen '{self.place}{key}' har {danish.whole(len(value))}, ventede højst {most}"
            )
            return []
        return [
            Fields(entries=entry, place=f"{self.place}{key}[{index}].", faults=self.faults)
            for index, entry in enumerate(value)
        ]

    def refuse(self, key: str, expected: str) -> None:
        """Note that a key holds something else than expected, or is not there."""
        name = f"nøglen '{self.place}{key}'"
        if key not in self.entries:
            self.faults.append(f"{name} mangler")
            return
        self.faults.append(f"{name}: fandt {found(self.entries[key])}, ventede {expected}")


def is_plain_text(value: object) -> bool:
    """Whether a value is text of a sane length without control characters and lone surrogates."""
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_TEXT
        and not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value)
    )


def found(value: object) -> str:
    """Say what a JSON value is, in few words that any terminal can print."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if abs(value) < 10**20 else "et tal med over 20 cifre"
        case float():
            return str(value)
        case list():
            return "en liste"
        case dict():
            return "et objekt"
    text = str(value)
    if len(text) > 40:
        return f"en tekst på {danish.whole(len(text))} tegn"
    return ascii(text) if not is_plain_text(text) else f"»{text}«"
